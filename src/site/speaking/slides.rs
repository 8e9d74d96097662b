use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::agenda::Appearance;
use crate::db::Stop;
use crate::speakers;
use crate::types::{FieldFaults, Refusal, UploadId};
use crate::web::{Fault, Fields, Form, Quota, Shell, Upload, attachment, html_status};

use super::super::words::{Said, said};
use super::answer::find;
use super::visit::{Own, Visit, secret};

/// Most bytes of slides.
const MOST: usize = 20 * 1024 * 1024;

#[derive(Template)]
#[template(path = "site/speaking/slides.html")]
struct SlidesPage<'a> {
    shell: Shell,
    fields: Fields,
    notice: String,
    home: &'a str,
    action: String,
    title: Said<'a>,
}

/// The form that takes slides for a session.
pub async fn edit_slides(visit: Visit, at: Path<(String, i32)>) -> Result<HttpResponse, Fault> {
    let (own, part) = find(&visit, at.1).await?;
    show(&visit, &own, &part, Fields::default(), String::new(), StatusCode::OK)
}

/// Takes slides: a PDF, kept as it came.
pub async fn submit_slides(
    visit: Visit,
    at: Path<(String, i32)>,
    upload: Upload<MOST>,
) -> Result<HttpResponse, Fault> {
    visit.act(Quota::SpeakerFile)?;
    let (own, part) = find(&visit, at.1).await?;
    let form = upload.form;
    let refused = |code: &'static str, status: StatusCode, form: Form| {
        let mut faults = FieldFaults::default();
        faults.add_with("slides", code, vec![("megabytes", (MOST / 1024 / 1024).to_string())]);
        let fields = visit.refused(form, &faults, &[("slides", "speaker-slides")]);
        show(&visit, &own, &part, fields, String::new(), status)
    };
    if upload.too_large {
        return refused("field.file_too_large", StatusCode::PAYLOAD_TOO_LARGE, form);
    }
    let Some(file) = upload.files.into_iter().find(|file| file.field == "slides") else {
        return refused("field.file_missing", StatusCode::UNPROCESSABLE_ENTITY, form);
    };
    let slides = match speakers::slides(&file.name, file.bytes) {
        Ok(slides) => slides,
        Err(fault) => return refused(fault.code, StatusCode::UNPROCESSABLE_ENTITY, form),
    };
    let (db, clock, scope, session) = (&visit.db, &visit.clock, &visit.scope, part.session.id);
    let shared = form.one("shared") == "yes";
    match speakers::keep_slides(db, clock, scope, visit.id, session, slides, shared).await {
        Ok(()) => Ok(visit.done("slides")),
        Err(Stop::Refused(reason)) => {
            let notice = visit.t().code(reason.code(), &reason.params());
            show(&visit, &own, &part, Fields::fresh(form), notice, StatusCode::CONFLICT)
        }
        Err(Stop::Broken(error)) => Err(error.into()),
    }
}

/// Slides of theirs, to look at again.
pub async fn download_own(visit: Visit, at: Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let id = id_of(&at.1)?;
    let (file, bytes) = speakers::look_at_slides(&visit.db, &visit.scope, visit.id, id).await?;
    Ok(secret(as_file(&file.name, bytes)))
}

/// Removes slides, from the session's page too.
pub async fn remove_slides(
    visit: Visit,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    visit.act(Quota::SpeakerAct)?;
    let id = id_of(&at.1)?;
    let (db, clock, scope) = (&visit.db, &visit.clock, &visit.scope);
    speakers::remove_slides(db, clock, scope, visit.id, id).await?;
    Ok(visit.done("slides-removed"))
}

/// Slides as an answer: a file to be kept, which no browser runs as a page of ours.
pub fn as_file(name: &str, bytes: Vec<u8>) -> HttpResponse {
    attachment("application/pdf", "slides.pdf", name)
        .insert_header(("content-security-policy", "default-src 'none'; sandbox"))
        .body(bytes)
}

fn id_of(text: &str) -> Result<UploadId, Fault> {
    text.parse().ok().ok_or(Fault::NotFound)
}

fn show(
    visit: &Visit,
    own: &Own,
    part: &Appearance,
    fields: Fields,
    notice: String,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let title = visit.t().s("speaker-slides-title");
    let page = SlidesPage {
        shell: visit.shell(&own.forum, title).faulty(fields.is_wrong()),
        fields,
        notice,
        home: &visit.home,
        action: format!("{}/sessions/{}/slides", visit.home, part.session.no),
        title: said(&part.session.title, visit.lang()),
    };
    Ok(secret(html_status(status, &page)?))
}
