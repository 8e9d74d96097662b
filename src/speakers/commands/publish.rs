use serde_json::json;

use crate::accounts::Scope;
use crate::db::{Db, Stop};
use crate::speakers::model::UploadKind;
use crate::speakers::refusal::SpeakerRefusal;
use crate::speakers::store;
use crate::types::{Clock, SpeakerId};

use super::{editable, note, tell};

/// Shows what a speaker sent: texts, photo, and the slides they agreed to share.
///
/// # Errors
/// [`SpeakerRefusal`] when the forum is over, or the speaker sent something new since it was looked at;
/// a broken database.
pub async fn publish_sent(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: SpeakerId,
    version: i32,
) -> Result<(), Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        editable(conn, scope).await?;
        let mut contact = store::lock_contact(conn, scope, id).await?;
        if contact.version != version {
            return Err(SpeakerRefusal::Stale.into());
        }
        let mut speaker = store::find_speaker(conn, scope, id).await?;
        let texts = contact.draft.take();
        if let Some(texts) = &texts {
            speaker.title = texts.title.clone();
            speaker.biography = texts.biography.clone();
            store::upsert_speakers(conn, scope, std::slice::from_ref(&speaker)).await?;
            contact.draft_at = None;
            store::upsert_contact(conn, scope, &contact, now).await?;
        }
        let shown = store::publish_uploads(conn, scope, id, now).await?;
        if let Some((_, photo, digest)) = shown.iter().find(|(kind, ..)| *kind == UploadKind::Photo)
        {
            for old in store::uploads_of(conn, scope, id).await? {
                if old.kind == UploadKind::Photo && old.id != *photo {
                    store::delete_upload(conn, scope, id, old.id).await?;
                }
            }
            store::set_photo(conn, scope, id, Some(digest)).await?;
        }
        let detail = json!({ "texts": texts.is_some(), "files": shown.len() });
        note(conn, scope, now, "speakers.published", id, detail).await?;
        Ok(tell(conn, scope).await?)
    })
    .await
}

/// Drops what a speaker sent and is not shown; what is shown stays.
///
/// # Errors
/// As [`publish_sent`].
pub async fn drop_sent(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: SpeakerId,
    version: i32,
) -> Result<(), Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        editable(conn, scope).await?;
        let mut contact = store::lock_contact(conn, scope, id).await?;
        if contact.version != version {
            return Err(SpeakerRefusal::Stale.into());
        }
        (contact.draft, contact.draft_at) = (None, None);
        store::upsert_contact(conn, scope, &contact, now).await?;
        for kind in [UploadKind::Photo, UploadKind::Slides] {
            store::delete_uploads(conn, scope, id, kind, true).await?;
        }
        Ok(note(conn, scope, now, "speakers.dropped", id, json!({})).await?)
    })
    .await
}
