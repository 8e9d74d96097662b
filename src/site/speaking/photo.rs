use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::block;
use askama::Template;
use tokio::sync::Semaphore;

use crate::db::Stop;
use crate::speakers;
use crate::types::{FieldFaults, Refusal};
use crate::web::{
    Fault, Fields, Form, Picture, PictureFault, Quota, Shell, Upload, html_status, picture,
};

use super::visit::{Own, Visit, secret};

/// Most bytes of a photo.
const MOST: usize = 8 * 1024 * 1024;
/// How many photos are decoded at once: each may take a few hundred megabytes.
static DECODING: Semaphore = Semaphore::const_new(2);

#[derive(Template)]
#[template(path = "site/speaking/photo.html")]
struct PhotoPage<'a> {
    shell: Shell,
    fields: Fields,
    notice: String,
    home: &'a str,
    has_photo: bool,
}

/// The form that takes a photo.
pub async fn edit_photo(visit: Visit) -> Result<HttpResponse, Fault> {
    let own = visit.own().await?;
    show(&visit, &own, Fields::default(), String::new(), StatusCode::OK).await
}

/// Takes a photo: decoded, made smaller and written anew, so that nothing comes along but pixels.
pub async fn submit_photo(visit: Visit, upload: Upload<MOST>) -> Result<HttpResponse, Fault> {
    visit.act(Quota::SpeakerFile)?;
    let own = visit.own().await?;
    let refused = async |code: &'static str, status: StatusCode| {
        let mut faults = FieldFaults::default();
        faults.add_with("photo", code, vec![("megabytes", (MOST / 1024 / 1024).to_string())]);
        let labels = [("photo", "speaker-photo")];
        let fields = visit.refused(Form::default(), &faults, &labels);
        show(&visit, &own, fields, String::new(), status).await
    };
    if upload.too_large {
        return refused("field.file_too_large", StatusCode::PAYLOAD_TOO_LARGE).await;
    }
    let Some(file) = upload.files.into_iter().find(|file| file.field == "photo") else {
        return refused("field.file_missing", StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let kept = match decoded(file.bytes).await? {
        Ok(kept) => kept,
        Err(fault) => return refused(fault.code(), StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    let (db, clock, scope) = (&visit.db, &visit.clock, &visit.scope);
    match speakers::keep_photo(db, clock, scope, visit.id, kept).await {
        Ok(()) => Ok(visit.done("photo")),
        Err(Stop::Refused(reason)) => {
            let notice = visit.t().code(reason.code(), &reason.params());
            show(&visit, &own, Fields::default(), notice, StatusCode::CONFLICT).await
        }
        Err(Stop::Broken(error)) => Err(error.into()),
    }
}

/// Removes the photo, from the public pages too.
pub async fn remove_photo(visit: Visit) -> Result<HttpResponse, Fault> {
    visit.act(Quota::SpeakerAct)?;
    speakers::remove_photo(&visit.db, &visit.clock, &visit.scope, visit.id).await?;
    Ok(visit.done("photo-removed"))
}

/// Their photo as it is or will be shown, small.
pub async fn show_own_photo(visit: Visit) -> Result<HttpResponse, Fault> {
    let bytes = speakers::look_at_photo(&visit.db, &visit.scope, visit.id).await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"));
    Ok(secret(answer.content_type("image/jpeg").body(bytes)))
}

/// Decoding takes a while and much memory: apart from other requests, and a few at a time.
async fn decoded(bytes: Vec<u8>) -> Result<Result<Picture, PictureFault>, Fault> {
    in_turn(&DECODING, move || picture(&bytes)).await
}

/// Runs `work` when its turn comes. The turn goes along with the work, so that callers who hang up do not
/// make room for more work than the machine should do at a time.
async fn in_turn<T, F>(line: &'static Semaphore, work: F) -> Result<T, Fault>
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let turn = line.acquire().await.map_err(anyhow::Error::from)?;
    let done = block(move || {
        let _held = turn;
        work()
    });
    Ok(done.await.map_err(anyhow::Error::from)?)
}

async fn show(
    visit: &Visit,
    own: &Own,
    fields: Fields,
    notice: String,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let has_photo = speakers::look_at_photo(&visit.db, &visit.scope, visit.id).await.is_ok();
    let title = visit.t().s("speaker-photo-title");
    let shell = visit.shell(&own.forum, title).faulty(fields.is_wrong());
    let page = PhotoPage { shell, fields, notice, home: &visit.home, has_photo };
    Ok(secret(html_status(status, &page)?))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn who_hangs_up_makes_no_room_before_the_work_is_done() {
        static LINE: Semaphore = Semaphore::const_new(1);
        let (begun, begins) = mpsc::channel();
        let (go_on, waits) = mpsc::channel::<()>();
        let caller = tokio::spawn(in_turn(&LINE, move || {
            begun.send(()).unwrap();
            waits.recv().unwrap();
        }));
        while begins.try_recv().is_err() {
            tokio::task::yield_now().await;
        }
        caller.abort();
        assert!(caller.await.is_err_and(|gone| gone.is_cancelled()));
        assert_eq!(LINE.available_permits(), 0, "it is still at work");
        go_on.send(()).unwrap();
        let turn = LINE.acquire().await;
        assert!(turn.is_ok());
    }
}
