use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;

use crate::accounts::Scope;
use crate::agenda::model::Change;
use crate::agenda::wording::Names;
use crate::db::schema::{released_session, schedule_release, speaker};
use crate::db::{self, Conn};
use crate::types::{ReleaseId, SpeakerId, Words};

use super::refs::refs;

/// A release as its change log tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its id.
    pub id: ReleaseId,
    /// Its number at the forum.
    pub number: i32,
    /// What the organizer says of it.
    pub note: Words,
    /// The older release it brought back.
    pub restores: Option<i32>,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// What it changed.
    pub changes: Vec<Change>,
}

type Row = (ReleaseId, i32, Words, Option<i32>, DateTime<Utc>, Value);
type Columns = (
    schedule_release::id,
    schedule_release::number,
    schedule_release::note,
    schedule_release::restores,
    schedule_release::created_at,
    schedule_release::changes,
);

const COLUMNS: Columns = (
    schedule_release::id,
    schedule_release::number,
    schedule_release::note,
    schedule_release::restores,
    schedule_release::created_at,
    schedule_release::changes,
);

fn read((id, number, note, restores, at, changes): Row) -> db::Result<Release> {
    let changes = serde_json::from_value(changes)
        .map_err(|error| db::Error::DeserializationError(error.into()))?;
    Ok(Release { id, number, note, restores, at, changes })
}

/// Up to `limit + 1` releases, the newest first, before a number where one is given.
///
/// # Errors
/// A broken database.
pub async fn releases(
    conn: &mut Conn,
    scope: &Scope,
    before: Option<i32>,
    limit: i64,
) -> db::Result<Vec<Release>> {
    let rows: Vec<Row> = schedule_release::table
        .filter(schedule_release::forum_id.eq(scope.forum()))
        .filter(schedule_release::number.lt(before.unwrap_or(i32::MAX)))
        .order(schedule_release::number.desc())
        .limit(limit + 1)
        .select(COLUMNS)
        .load(conn)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The number of the newest release, and when it was made; none before the first.
///
/// # Errors
/// A broken database.
pub async fn newest_release(
    conn: &mut Conn,
    scope: &Scope,
) -> db::Result<Option<(i32, DateTime<Utc>)>> {
    schedule_release::table
        .filter(schedule_release::forum_id.eq(scope.forum()))
        .order(schedule_release::number.desc())
        .select((schedule_release::number, schedule_release::created_at))
        .first(conn)
        .await
        .optional()
}

/// One release by its number.
///
/// # Errors
/// A broken database; not found.
pub async fn find_release(conn: &mut Conn, scope: &Scope, number: i32) -> db::Result<Release> {
    let row: Row = schedule_release::table
        .filter(schedule_release::forum_id.eq(scope.forum()))
        .filter(schedule_release::number.eq(number))
        .select(COLUMNS)
        .first(conn)
        .await?;
    read(row)
}

/// What the public may be told in the words of changes: nobody hidden, and no title of a session that
/// they do not see any more. Four queries.
///
/// # Errors
/// A broken database.
pub async fn names(conn: &mut Conn, scope: &Scope) -> db::Result<Names> {
    let refs = refs(conn, scope).await?;
    let people: Vec<(SpeakerId, Words)> = speaker::table
        .filter(speaker::forum_id.eq(scope.forum()))
        .filter(speaker::hidden.eq(false))
        .select((speaker::id, speaker::name))
        .load(conn)
        .await?;
    let titles: Vec<(i32, Words)> = released_session::table
        .filter(released_session::forum_id.eq(scope.forum()))
        .select((released_session::no, released_session::title))
        .load(conn)
        .await?;
    Ok(Names {
        zone: scope.zone(),
        rooms: refs.rooms.into_iter().map(|(id, room)| (id, room.name.clone())).collect(),
        people: people.into_iter().collect(),
        titles: titles.into_iter().collect::<HashMap<_, _>>(),
    })
}
