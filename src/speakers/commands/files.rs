use serde_json::json;

use crate::accounts::Scope;
use crate::db::{Db, Stop};
use crate::speakers::model::{NewUpload, Slides, UploadKind};
use crate::speakers::refusal::{MOST_SLIDES, SpeakerRefusal};
use crate::speakers::store;
use crate::types::{Clock, SessionId, SpeakerId, UploadId};
use crate::web::Picture;

use super::{editable, note, tell};

/// Keeps a photo until the organizer shows it; one that waited before is gone.
///
/// # Errors
/// [`SpeakerRefusal::NotEditable`] when the forum is over; a broken database.
pub async fn keep_photo(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: SpeakerId,
    picture: Picture,
) -> Result<(), Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        editable(conn, scope).await?;
        let contact = store::lock_contact(conn, scope, id).await?;
        store::delete_uploads(conn, scope, id, UploadKind::Photo, true).await?;
        let upload = NewUpload {
            kind: UploadKind::Photo,
            session: None,
            name: String::new(),
            bytes: picture.bytes,
            thumb: Some(picture.small),
            shared: false,
        };
        let size = upload.bytes.len();
        store::insert_upload(conn, scope, id, &upload, now).await?;
        // Its version goes up: what the desk shows is what it has seen.
        store::upsert_contact(conn, scope, &contact, now).await?;
        Ok(note(conn, scope, now, "speakers.photo_sent", id, json!({ "bytes": size })).await?)
    })
    .await
}

/// Removes every photo of a speaker, the one that is shown too.
///
/// # Errors
/// A broken database.
pub async fn remove_photo(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: SpeakerId,
) -> Result<(), Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        store::delete_uploads(conn, scope, id, UploadKind::Photo, false).await?;
        store::set_photo(conn, scope, id, None).await?;
        note(conn, scope, now, "speakers.photo_removed", id, json!({})).await?;
        Ok(tell(conn, scope).await?)
    })
    .await
}

/// Keeps slides for a session; whether they may stand on its page is the speaker's word and the
/// organizer's act.
///
/// # Errors
/// [`SpeakerRefusal`] when the forum is over, or there are too many; a broken database.
pub async fn keep_slides(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: SpeakerId,
    session: SessionId,
    slides: Slides,
    shared: bool,
) -> Result<(), Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        editable(conn, scope).await?;
        let contact = store::lock_contact(conn, scope, id).await?;
        let there = store::uploads_of(conn, scope, id).await?;
        if there.iter().filter(|file| file.kind == UploadKind::Slides).count() >= MOST_SLIDES {
            return Err(SpeakerRefusal::TooManyFiles.into());
        }
        let upload = NewUpload {
            kind: UploadKind::Slides,
            session: Some(session),
            name: slides.name,
            bytes: slides.bytes,
            thumb: None,
            shared,
        };
        let size = upload.bytes.len();
        store::insert_upload(conn, scope, id, &upload, now).await?;
        // Its version goes up: what the desk shows is what it has seen.
        store::upsert_contact(conn, scope, &contact, now).await?;
        let detail = json!({ "bytes": size, "shared": shared });
        Ok(note(conn, scope, now, "speakers.slides_sent", id, detail).await?)
    })
    .await
}

/// Removes slides; from the session's page too.
///
/// # Errors
/// A broken database; not found when they are another's.
pub async fn remove_slides(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: SpeakerId,
    upload: UploadId,
) -> Result<(), Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        if !store::delete_upload(conn, scope, id, upload).await? {
            return Err(crate::db::Error::NotFound.into());
        }
        note(conn, scope, now, "speakers.slides_removed", id, json!({})).await?;
        Ok(tell(conn, scope).await?)
    })
    .await
}
