use serde_json::json;

use crate::audit::{self, Entry, Subject};
use crate::db::{self, Db};
use crate::mail;
use crate::registration::store;
use crate::types::{ActorRef, Clock, MessageId};

/// How many people one transaction forgets.
const PAGE: i64 = 500;

/// Forgets the people of one forum whose retention has ended, a page of them at a time: names,
/// addresses, needs and letters go, counts stay. Says which letters were theirs, whose files have to go
/// too; nothing when nobody is to be forgotten.
///
/// # Errors
/// A broken database.
pub async fn forget_expired(db: &Db, clock: &Clock) -> db::Result<Option<Vec<MessageId>>> {
    let now = clock.now();
    db.tx(async |conn| {
        let Some(forum) = store::forum_to_forget(conn, now).await? else { return Ok(None) };
        let people = store::people_to_forget(conn, forum, PAGE).await?;
        store::forget_people(conn, &people, now).await?;
        let letters = mail::forget(conn, &people).await?;
        let subject = Subject::Forum(forum);
        let entry =
            Entry::new(now, ActorRef::System, Some(forum), "registration.forgotten", subject)
                .detail(json!({ "rows": people.len() }));
        audit::record(conn, &entry).await?;
        Ok(Some(letters))
    })
    .await
}
