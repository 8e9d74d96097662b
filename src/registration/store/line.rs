use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::waitlist_entry;
use crate::db::{self, Conn, Rows};
use crate::types::{ForumId, LimitId, RegistrationId, SessionId, WaitlistId};

/// A place in line about to be written.
pub struct NewLine {
    pub id: WaitlistId,
    pub forum_id: ForumId,
    pub limit_id: LimitId,
    pub registration_id: RegistrationId,
    pub session_id: Option<SessionId>,
    pub place: i64,
    pub state: &'static str,
    pub created_at: DateTime<Utc>,
}

/// Someone in line.
#[derive(Queryable, Clone, Debug)]
pub struct LineEntry {
    pub id: WaitlistId,
    pub limit: LimitId,
    pub registration: RegistrationId,
    pub session: Option<SessionId>,
    pub place: i64,
}

type Columns = (
    waitlist_entry::id,
    waitlist_entry::limit_id,
    waitlist_entry::registration_id,
    waitlist_entry::session_id,
    waitlist_entry::place,
);
const COLUMNS: Columns = (
    waitlist_entry::id,
    waitlist_entry::limit_id,
    waitlist_entry::registration_id,
    waitlist_entry::session_id,
    waitlist_entry::place,
);

/// Writes places in line in one statement.
pub async fn insert_line(conn: &mut Conn, entries: &[NewLine]) -> db::Result<()> {
    Rows::of(waitlist_entry::table, entries)
        .put(waitlist_entry::id, |row| row.id)
        .put(waitlist_entry::forum_id, |row| row.forum_id)
        .put(waitlist_entry::limit_id, |row| row.limit_id)
        .put(waitlist_entry::registration_id, |row| row.registration_id)
        .put(waitlist_entry::session_id, |row| row.session_id)
        .put(waitlist_entry::place, |row| row.place)
        .put(waitlist_entry::state, |row| row.state)
        .put(waitlist_entry::created_at, |row| row.created_at)
        .insert(conn)
        .await
}

/// The line of a limit from its head on, at most `most` people after place `after`.
pub async fn line_of(
    conn: &mut Conn,
    scope: &Scope,
    limit: LimitId,
    after: i64,
    most: i64,
) -> db::Result<Vec<LineEntry>> {
    waitlist_entry::table
        .filter(waitlist_entry::forum_id.eq(scope.forum()))
        .filter(waitlist_entry::limit_id.eq(limit))
        .filter(waitlist_entry::state.eq("waiting"))
        .filter(waitlist_entry::place.gt(after))
        .order(waitlist_entry::place)
        .limit(most)
        .select(COLUMNS)
        .load(conn)
        .await
}

/// Where a registration waits.
pub async fn waiting_of(
    conn: &mut Conn,
    scope: &Scope,
    registration: RegistrationId,
) -> db::Result<Vec<LineEntry>> {
    waiting_of_all(conn, scope, &[registration]).await
}

/// Where registrations wait.
pub async fn waiting_of_all(
    conn: &mut Conn,
    scope: &Scope,
    registrations: &[RegistrationId],
) -> db::Result<Vec<LineEntry>> {
    waitlist_entry::table
        .filter(waitlist_entry::forum_id.eq(scope.forum()))
        .filter(waitlist_entry::registration_id.eq_any(registrations))
        .filter(waitlist_entry::state.eq("waiting"))
        .order((waitlist_entry::registration_id, waitlist_entry::place))
        .select(COLUMNS)
        .load(conn)
        .await
}

/// How many stand before someone in a line.
#[derive(Queryable, Clone, Debug)]
pub struct Ahead {
    pub registration: RegistrationId,
    /// The session whose seat is waited for; none in the line for the forum.
    pub session: Option<SessionId>,
    pub ahead: i64,
}

diesel::alias!(waitlist_entry as before: Before);

/// Where registrations wait, and behind how many.
pub async fn ahead_of(
    conn: &mut Conn,
    scope: &Scope,
    registrations: &[RegistrationId],
) -> db::Result<Vec<Ahead>> {
    let ahead = before
        .filter(before.field(waitlist_entry::limit_id).eq(waitlist_entry::limit_id))
        .filter(before.field(waitlist_entry::state).eq("waiting"))
        .filter(before.field(waitlist_entry::place).lt(waitlist_entry::place))
        .select(count_star())
        .single_value()
        .assume_not_null();
    waitlist_entry::table
        .filter(waitlist_entry::forum_id.eq(scope.forum()))
        .filter(waitlist_entry::registration_id.eq_any(registrations))
        .filter(waitlist_entry::state.eq("waiting"))
        .select((waitlist_entry::registration_id, waitlist_entry::session_id, ahead))
        .load(conn)
        .await
}

/// Ends places in line: `promoted` or `left`.
pub async fn end_entries(
    conn: &mut Conn,
    ids: &[WaitlistId],
    state: &'static str,
    now: DateTime<Utc>,
) -> db::Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    diesel::update(waitlist_entry::table.filter(waitlist_entry::id.eq_any(ids)))
        .set((waitlist_entry::state.eq(state), waitlist_entry::ended_at.eq(now)))
        .execute(conn)
        .await
        .map(|_| ())
}
