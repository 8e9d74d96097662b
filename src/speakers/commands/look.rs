use serde_json::json;

use crate::accounts::Scope;
use crate::db::{self, Db};
use crate::speakers::model::{Contact, Speaker, UploadRecord};
use crate::speakers::store;
use crate::types::{Clock, SpeakerId, UploadId};

use super::note;

/// Reads all that is known of a speaker, and notes who looked.
///
/// # Errors
/// A broken database; not found when it is another forum's.
pub async fn look_at_speaker(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: SpeakerId,
) -> db::Result<(Speaker, Contact, Vec<UploadRecord>)> {
    let now = clock.now();
    db.tx(async |conn| {
        let speaker = store::find_speaker(conn, scope, id).await?;
        let contact = store::find_contact(conn, scope, id).await?;
        let uploads = store::uploads_of(conn, scope, id).await?;
        note(conn, scope, now, "speakers.viewed", id, json!({})).await?;
        Ok((speaker, contact, uploads))
    })
    .await
}

/// The newest photo of a speaker as a small square, shown or not: for the desk and themselves.
///
/// # Errors
/// A broken database; not found when there is none.
pub async fn look_at_photo(db: &Db, scope: &Scope, id: SpeakerId) -> db::Result<Vec<u8>> {
    let mut conn = db.conn().await?;
    store::photo_of(&mut conn, scope, id).await?.ok_or(db::Error::NotFound)
}

/// Slides of a speaker, shown or not: for the desk and themselves.
///
/// # Errors
/// A broken database; not found when they are another's.
pub async fn look_at_slides(
    db: &Db,
    scope: &Scope,
    speaker: SpeakerId,
    id: UploadId,
) -> db::Result<(UploadRecord, Vec<u8>)> {
    let mut conn = db.conn().await?;
    store::find_file(&mut conn, scope, speaker, id).await?.ok_or(db::Error::NotFound)
}
