use serde_json::json;

use crate::agenda::letters::{SpeakerAnswered, SpeakerInvited, SpeakerTold};
use crate::agenda::store;
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Db};
use crate::mail::{self, Letter};
use crate::speakers;
use crate::types::{ActorRef, Clock, MessageId};

/// Forgets the addresses, hours, reasons and letters of one forum's speakers, and who was hidden, once its
/// retention has ended. Says which letters were theirs, whose files have to go too; nothing when there is
/// nobody to forget.
///
/// # Errors
/// A broken database.
pub async fn forget_speakers(db: &Db, clock: &Clock) -> db::Result<Option<Vec<MessageId>>> {
    let now = clock.now();
    db.tx(async |conn| {
        let forum = match speakers::forum_to_forget(conn, now).await? {
            None => store::reasons_to_forget(conn, now).await?,
            found => found,
        };
        let Some(forum) = forum else { return Ok(None) };
        let rows = speakers::forget_contacts(conn, forum, now).await?;
        store::forget_reasons(conn, forum).await?;
        store::forget_hidden_refs(conn, forum).await?;
        let kinds = [SpeakerAnswered::NAME, SpeakerInvited::NAME, SpeakerTold::NAME];
        let letters = mail::forget_kinds(conn, forum, &kinds).await?;
        let subject = Subject::Forum(forum);
        let entry = Entry::new(now, ActorRef::System, Some(forum), "speakers.forgotten", subject);
        audit::record(conn, &entry.detail(json!({ "rows": rows }))).await?;
        Ok(Some(letters))
    })
    .await
}
