use chrono::{DateTime, Utc};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;

use crate::accounts::Scope;
use crate::agenda::model::{SessionRecord, SessionState};
use crate::db::schema::{schedule_release, session};
use crate::db::{self, Conn};
use crate::types::{ReleaseId, SessionId, Words};

use super::sessions::Row;

/// A release about to be written.
#[derive(Clone, Debug)]
pub struct NewReleaseRow<'a> {
    /// Its id.
    pub id: ReleaseId,
    /// Its number.
    pub number: i32,
    /// What is said of it.
    pub note: &'a Words,
    /// The older release it brings back.
    pub restores: Option<i32>,
    /// What differs.
    pub changes: Value,
    /// The sessions it changed, whole.
    pub content: Value,
}

/// The number of the last release; none has 0.
///
/// # Errors
/// A broken database.
pub async fn last_number(conn: &mut Conn, scope: &Scope) -> db::Result<i32> {
    let last: Option<i32> = schedule_release::table
        .filter(schedule_release::forum_id.eq(scope.forum()))
        .select(max(schedule_release::number))
        .first(conn)
        .await?;
    Ok(last.unwrap_or_default())
}

/// Writes a release.
///
/// # Errors
/// A broken database; `schedule_release_number_key` when the number was given before.
pub async fn insert_release(
    conn: &mut Conn,
    scope: &Scope,
    release: NewReleaseRow<'_>,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let actor = scope.actor();
    diesel::insert_into(schedule_release::table)
        .values((
            schedule_release::id.eq(release.id),
            schedule_release::forum_id.eq(scope.forum()),
            schedule_release::number.eq(release.number),
            schedule_release::note.eq(release.note),
            schedule_release::actor_kind.eq(actor.kind()),
            schedule_release::actor_id.eq(actor.id()),
            schedule_release::restores.eq(release.restores),
            schedule_release::changes.eq(release.changes),
            schedule_release::content.eq(release.content),
            schedule_release::created_at.eq(now),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}

/// What each release up to one changed, oldest first.
///
/// # Errors
/// A broken database.
pub async fn contents_until(
    conn: &mut Conn,
    scope: &Scope,
    number: i32,
) -> db::Result<Vec<(i32, Value)>> {
    schedule_release::table
        .filter(schedule_release::forum_id.eq(scope.forum()))
        .filter(schedule_release::number.le(number))
        .order(schedule_release::number)
        .select((schedule_release::number, schedule_release::content))
        .load(conn)
        .await
}

/// Sessions of the draft by their numbers, or all of them, locked until the transaction ends so that
/// none is read half-changed; taking seats goes on meanwhile.
///
/// # Errors
/// A broken database.
pub async fn lock_sessions(
    conn: &mut Conn,
    scope: &Scope,
    numbers: Option<&[i32]>,
) -> db::Result<Vec<SessionRecord>> {
    let own = session::table.filter(session::forum_id.eq(scope.forum()));
    let rows: Vec<Row> = match numbers {
        None => {
            own.order(session::id).for_no_key_update().select(Row::as_select()).load(conn).await
        }
        Some(numbers) => {
            own.filter(session::no.eq_any(numbers))
                .order(session::id)
                .for_no_key_update()
                .select(Row::as_select())
                .load(conn)
                .await
        }
    }?;
    Ok(rows.into_iter().map(SessionRecord::from).collect())
}

/// Moves drafts to a state, which raises their versions.
///
/// # Errors
/// A broken database.
pub async fn set_states(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[SessionId],
    state: SessionState,
    now: DateTime<Utc>,
) -> db::Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let own =
        session::table.filter(session::forum_id.eq(scope.forum())).filter(session::id.eq_any(ids));
    diesel::update(own)
        .set((
            session::state.eq(state.code()),
            session::version.eq(session::version + 1),
            session::updated_at.eq(now),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}
