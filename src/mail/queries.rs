use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::db::schema::message;
use crate::db::{self, Conn};
use crate::types::{ForumId, MessageId, RegistrationId};

use super::store::Stored;

/// One line of the desk's mailbox.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = message)]
pub struct MessageRow {
    /// Its id; the list's order.
    pub id: MessageId,
    /// The registration it is about.
    pub registration_id: Option<RegistrationId>,
    /// To whom.
    pub to_email: String,
    /// In which language.
    pub lang: String,
    /// The kind.
    pub letter: String,
    /// What became of it so far.
    pub state: String,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next.
    pub due_at: DateTime<Utc>,
    /// What the last try failed with.
    pub last_error: Option<String>,
    /// Whether it may have arrived although no answer came.
    pub ambiguous: bool,
    /// When it was posted.
    pub created_at: DateTime<Utc>,
    /// When it left.
    pub sent_at: Option<DateTime<Utc>>,
}

/// A forum's letters, newest first, those in one of `states` (all when empty), from `before` on; one
/// row more than `limit` when there is more.
///
/// # Errors
/// A broken database.
pub async fn list_messages(
    conn: &mut Conn,
    forum: ForumId,
    states: &[&str],
    before: Option<MessageId>,
    limit: i64,
) -> db::Result<Vec<MessageRow>> {
    let mut rows = message::table.filter(message::forum_id.eq(forum)).into_boxed();
    if !states.is_empty() {
        rows = rows.filter(message::state.eq_any(states.to_vec()));
    }
    if let Some(before) = before {
        rows = rows.filter(message::id.lt(before));
    }
    rows.order(message::id.desc()).limit(limit + 1).select(MessageRow::as_select()).load(conn).await
}

/// The letters about one registration, newest first.
///
/// # Errors
/// A broken database.
pub async fn letters_about(
    conn: &mut Conn,
    forum: ForumId,
    registration: RegistrationId,
    limit: i64,
) -> db::Result<Vec<MessageRow>> {
    message::table
        .filter(message::forum_id.eq(forum))
        .filter(message::registration_id.eq(registration))
        .order(message::id.desc())
        .limit(limit)
        .select(MessageRow::as_select())
        .load(conn)
        .await
}

/// How many letters of a forum are in one of these states, counted only up to one more than `most`.
///
/// # Errors
/// A broken database.
pub async fn count_messages(
    conn: &mut Conn,
    forum: ForumId,
    states: &[&str],
    most: i64,
) -> db::Result<i64> {
    let found: Vec<MessageId> = message::table
        .filter(message::forum_id.eq(forum))
        .filter(message::state.eq_any(states.to_vec()))
        .order(message::id.desc())
        .limit(most + 1)
        .select(message::id)
        .load(conn)
        .await?;
    Ok(i64::try_from(found.len()).unwrap_or(most))
}

/// One letter of a forum: its line, and its content for rendering.
///
/// # Errors
/// A broken database; not found when it is another forum's.
pub async fn find_message(
    conn: &mut Conn,
    forum: ForumId,
    id: MessageId,
) -> db::Result<(MessageRow, Stored)> {
    message::table
        .find(id)
        .filter(message::forum_id.eq(forum))
        .select((MessageRow::as_select(), Stored::as_select()))
        .first(conn)
        .await
}

/// How many letters each of these addresses was posted since `since`: nobody is flooded in our name.
///
/// # Errors
/// A broken database.
pub async fn sent_lately(
    conn: &mut Conn,
    addresses: &[String],
    since: DateTime<Utc>,
) -> db::Result<Vec<(String, i64)>> {
    message::table
        .filter(message::to_email.eq_any(addresses))
        .filter(message::created_at.gt(since))
        .group_by(message::to_email)
        .select((message::to_email, count_star()))
        .load(conn)
        .await
}
