use serde_json::json;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Db, Stop};
use crate::forum::{self, ForumRefusal};
use crate::types::Clock;

use super::model::Speaker;
use super::store;

/// Writes a speaker of a forum: a new one, or what is said of one that is there.
///
/// # Errors
/// [`ForumRefusal::NotEditable`] when the forum is over; a broken database.
pub async fn save_speaker(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    speaker: &Speaker,
) -> Result<(), Stop<ForumRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let forum = forum::lock_forum(conn, scope).await?;
        if !forum.state.is_editable() {
            return Err(ForumRefusal::NotEditable.into());
        }
        store::upsert_speakers(conn, scope, std::slice::from_ref(speaker)).await?;
        let subject = Subject::Forum(forum.id);
        let entry = Entry::new(now, scope.actor(), Some(forum.id), "speakers.saved", subject);
        let detail = json!({ "speaker": speaker.id, "hidden": speaker.hidden });
        audit::record(conn, &entry.detail(detail)).await?;
        db::notify(conn, "madang_agenda", &forum.id.to_string()).await?;
        Ok(())
    })
    .await
}
