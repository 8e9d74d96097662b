use chrono::TimeDelta;
use serde_json::json;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Db};
use crate::mail::{self, MessageRow, Stored};
use crate::types::{Clock, MessageId};

/// How long one look lasts: the parts of a letter that its page shows are no looks of their own.
const ONE_LOOK: TimeDelta = TimeDelta::minutes(5);
const VIEWED: &str = "letter.viewed";

/// Reads a letter, and notes who looked, under the person it is about.
///
/// # Errors
/// A broken database; not found when it is another forum's.
pub async fn look_at_letter(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: MessageId,
    in_part: bool,
) -> db::Result<(MessageRow, Stored)> {
    let now = clock.now();
    db.tx(async |conn| {
        let (row, stored) = mail::find_message(conn, scope.forum(), id).await?;
        let subject = subject(&row);
        let seen = in_part
            && audit::did_since(conn, scope.actor(), VIEWED, subject.id(), now - ONE_LOOK).await?;
        if !seen {
            let entry = Entry::new(now, scope.actor(), Some(scope.forum()), VIEWED, subject);
            audit::record(conn, &entry.detail(json!({ "letter": id }))).await?;
        }
        Ok((row, stored))
    })
    .await
}

/// Puts a letter that was given up back in the queue; false when it was not given up.
///
/// # Errors
/// A broken database; not found when it is another forum's.
pub async fn send_again(db: &Db, clock: &Clock, scope: &Scope, id: MessageId) -> db::Result<bool> {
    let now = clock.now();
    db.tx(async |conn| {
        let (row, _) = mail::find_message(conn, scope.forum(), id).await?;
        if !mail::send_again(conn, scope.forum(), id, now).await? {
            return Ok(false);
        }
        let subject = subject(&row);
        let entry =
            Entry::new(now, scope.actor(), Some(scope.forum()), "letter.sent_again", subject);
        audit::record(conn, &entry.detail(json!({ "letter": id }))).await?;
        Ok(true)
    })
    .await
}

fn subject(row: &MessageRow) -> Subject {
    row.registration_id.map_or(Subject::Message(row.id), Subject::Registration)
}
