use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use serde_json::Value;

use crate::db::schema::message;
use crate::db::{self, Conn, Rows};
use crate::types::{ForumId, MessageId, RegistrationId};

use super::letter::Post;

/// Not yet sent, in the words of the index on what is due, so that the planner sees that it fits.
const WAITING: &str = "message.state IN ('queued', 'retry', 'sending')";
/// How long a claimed letter is left to its worker.
const LEASE: TimeDelta = TimeDelta::minutes(3);

/// A letter of the outbox, as the worker takes it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = message)]
pub struct Stored {
    /// Its id.
    pub id: MessageId,
    /// The forum it is about.
    pub forum_id: Option<ForumId>,
    /// The registration it is about.
    pub registration_id: Option<RegistrationId>,
    /// To whom.
    pub to_email: String,
    /// In which language.
    pub lang: String,
    /// The kind.
    pub letter: String,
    /// Its content.
    pub content: Value,
    /// How often it was tried, this time included.
    pub attempts: i32,
    /// When it was posted.
    pub created_at: DateTime<Utc>,
}

/// Posts one letter in the caller's transaction.
///
/// # Errors
/// A broken database.
pub async fn post(conn: &mut Conn, letter: &Post) -> db::Result<()> {
    post_all(conn, std::slice::from_ref(letter)).await
}

/// Posts letters in one statement, and wakes the worker when the transaction commits.
///
/// # Errors
/// A broken database.
pub async fn post_all(conn: &mut Conn, letters: &[Post]) -> db::Result<()> {
    if letters.is_empty() {
        return Ok(());
    }
    Rows::of(message::table, letters)
        .put(message::id, |post| post.id)
        .put(message::forum_id, |post| post.forum)
        .put(message::registration_id, |post| post.registration)
        .put(message::to_email, |post| post.to.as_str())
        .put(message::lang, |post| post.lang.code())
        .put(message::letter, |post| post.letter)
        .put(message::content, |post| &post.content)
        .put(message::due_at, |post| post.at)
        .put(message::created_at, |post| post.at)
        .insert(conn)
        .await?;
    db::notify(conn, "madang_mail", "").await
}

/// Takes up to `limit` due letters. One whose last worker vanished while sending may have left
/// already, and is marked so.
pub async fn claim(conn: &mut Conn, now: DateTime<Utc>, limit: i64) -> db::Result<Vec<Stored>> {
    let ids: Vec<MessageId> = message::table
        .select(message::id)
        .filter(sql::<Bool>(WAITING))
        .filter(message::due_at.le(now))
        .filter(message::leased_until.is_null().or(message::leased_until.lt(now)))
        .order((message::due_at, message::id))
        .limit(limit)
        .for_update()
        .skip_locked()
        .load(conn)
        .await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    diesel::update(
        message::table.filter(message::id.eq_any(&ids)).filter(message::state.eq("sending")),
    )
    .set(message::ambiguous.eq(true))
    .execute(conn)
    .await?;
    diesel::update(message::table.filter(message::id.eq_any(ids)))
        .set((
            message::state.eq("sending"),
            message::leased_until.eq(now + LEASE),
            message::attempts.eq(message::attempts + 1),
        ))
        .returning(Stored::as_returning())
        .get_results(conn)
        .await
}

/// Notes that a letter left, or was kept as a file and reached nobody.
pub async fn mark_sent(
    conn: &mut Conn,
    id: MessageId,
    kept: bool,
    now: DateTime<Utc>,
) -> db::Result<()> {
    diesel::update(message::table.find(id))
        .set((
            message::state.eq(if kept { "kept" } else { "sent" }),
            message::sent_at.eq(now),
            message::leased_until.eq(None::<DateTime<Utc>>),
            message::last_error.eq(None::<String>),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Notes that a letter did not leave; tried again at `again`, or given up.
pub async fn mark_trouble(
    conn: &mut Conn,
    id: MessageId,
    reason: &str,
    ambiguous: bool,
    again: Option<DateTime<Utc>>,
) -> db::Result<()> {
    let reason: String = reason.chars().take(500).collect();
    let target = message::table.find(id);
    let lease = message::leased_until.eq(None::<DateTime<Utc>>);
    match again {
        Some(at) => {
            let state = message::state.eq("retry");
            if ambiguous {
                let doubted = diesel::update(message::table.find(id));
                doubted.set(message::ambiguous.eq(true)).execute(conn).await?;
            }
            let change = (state, message::due_at.eq(at), lease, message::last_error.eq(reason));
            diesel::update(target).set(change).execute(conn).await
        }
        None => {
            let change = (message::state.eq("failed"), lease, message::last_error.eq(reason));
            diesel::update(target).set(change).execute(conn).await
        }
    }
    .map(|_| ())
}

/// Puts a letter of a forum that failed, or was only kept, back in the queue; false when it is not there
/// or has left.
///
/// # Errors
/// A broken database.
pub async fn send_again(
    conn: &mut Conn,
    forum: ForumId,
    id: MessageId,
    now: DateTime<Utc>,
) -> db::Result<bool> {
    let target = message::table
        .find(id)
        .filter(message::forum_id.eq(forum))
        .filter(message::state.eq_any(["failed", "bounced", "kept"]));
    let changed = diesel::update(target)
        .set((message::state.eq("queued"), message::due_at.eq(now), message::attempts.eq(0)))
        .execute(conn)
        .await?;
    db::notify(conn, "madang_mail", "").await?;
    Ok(changed == 1)
}

/// Takes out of letters about some registrations to whom and of what they were; what waits to leave
/// leaves no more. Says which they were.
///
/// # Errors
/// A broken database.
pub async fn forget(conn: &mut Conn, people: &[RegistrationId]) -> db::Result<Vec<MessageId>> {
    diesel::update(message::table.filter(message::registration_id.eq_any(people)))
        .set(emptied())
        .returning(message::id)
        .get_results(conn)
        .await
}

/// The same for a forum's letters of some kinds, which are about no registration.
///
/// # Errors
/// A broken database.
pub async fn forget_kinds(
    conn: &mut Conn,
    forum: ForumId,
    kinds: &[&str],
) -> db::Result<Vec<MessageId>> {
    let own =
        message::table.filter(message::forum_id.eq(forum)).filter(message::letter.eq_any(kinds));
    diesel::update(own).set(emptied()).returning(message::id).get_results(conn).await
}

type Emptied = (
    diesel::dsl::Eq<message::state, &'static str>,
    diesel::dsl::Eq<message::to_email, &'static str>,
    diesel::dsl::Eq<message::content, Value>,
    diesel::dsl::Eq<message::last_error, Option<String>>,
);

/// A letter of which nothing is known any more.
fn emptied() -> Emptied {
    (
        message::state.eq("withdrawn"),
        message::to_email.eq(""),
        message::content.eq(serde_json::json!({})),
        message::last_error.eq(None::<String>),
    )
}
