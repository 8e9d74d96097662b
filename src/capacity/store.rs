use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::seat_limit;
use crate::db::{self, Conn, Rows};
use crate::types::{ForumId, LimitId};

use super::model::{Limit, LimitKind};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = seat_limit)]
struct Row {
    id: LimitId,
    forum_id: ForumId,
    kind: String,
    capacity: Option<i32>,
    ceiling: Option<i32>,
    taken: i32,
    waiting: i32,
    last_place: i64,
}

impl From<Row> for Limit {
    fn from(row: Row) -> Self {
        let Row { id, forum_id, kind, capacity, ceiling, taken, waiting, last_place } = row;
        Self { id, forum: forum_id, kind, capacity, ceiling, taken, waiting, last_place }
    }
}

/// Makes a limit with nothing taken; no capacity means no limit.
///
/// # Errors
/// A broken database.
pub async fn create_limit(
    conn: &mut Conn,
    forum: ForumId,
    kind: LimitKind,
    capacity: Option<i32>,
) -> db::Result<LimitId> {
    let ids = create_limits(conn, forum, kind, &[capacity]).await?;
    ids.into_iter().next().ok_or(db::Error::NotFound)
}

/// Makes several limits in one statement; their ids in the order asked.
///
/// # Errors
/// A broken database.
pub async fn create_limits(
    conn: &mut Conn,
    forum: ForumId,
    kind: LimitKind,
    capacities: &[Option<i32>],
) -> db::Result<Vec<LimitId>> {
    let rows: Vec<Row> = capacities
        .iter()
        .map(|capacity| Row {
            id: LimitId::fresh(),
            forum_id: forum,
            kind: kind.code().to_owned(),
            capacity: *capacity,
            ceiling: *capacity,
            taken: 0,
            waiting: 0,
            last_place: 0,
        })
        .collect();
    diesel::insert_into(seat_limit::table).values(&rows).execute(conn).await?;
    Ok(rows.iter().map(|row| row.id).collect())
}

/// The limits of a forum as they stand, without locking them.
///
/// # Errors
/// A broken database.
pub async fn find_limits(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Limit>> {
    let rows = seat_limit::table
        .filter(seat_limit::forum_id.eq(scope.forum()))
        .order(seat_limit::id)
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Limit::from).collect())
}

/// Locks limits in id order until the transaction ends. The forum's own limit is always among them,
/// and comes first in time, so that everything that counts seats of one forum goes one after another.
///
/// # Errors
/// A broken database.
pub async fn lock(conn: &mut Conn, scope: &Scope, ids: &[LimitId]) -> db::Result<Vec<Limit>> {
    let rows = seat_limit::table
        .filter(seat_limit::forum_id.eq(scope.forum()))
        .filter(seat_limit::id.eq_any(ids).or(seat_limit::kind.eq(LimitKind::Forum.code())))
        .order(seat_limit::id)
        .for_update()
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Limit::from).collect())
}

/// The same limits as they stand, without locking them: they may change at once.
///
/// # Errors
/// A broken database.
pub async fn look(conn: &mut Conn, scope: &Scope, ids: &[LimitId]) -> db::Result<Vec<Limit>> {
    let rows = seat_limit::table
        .filter(seat_limit::forum_id.eq(scope.forum()))
        .filter(seat_limit::id.eq_any(ids).or(seat_limit::kind.eq(LimitKind::Forum.code())))
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Limit::from).collect())
}

/// Writes locked limits back as they were changed, in one statement.
///
/// # Errors
/// A broken database; the table's check when a limit would be exceeded.
pub async fn write_back(conn: &mut Conn, limits: &[Limit]) -> db::Result<()> {
    Rows::of(seat_limit::table, limits)
        .put(seat_limit::id, |limit| limit.id)
        .put(seat_limit::forum_id, |limit| limit.forum)
        .put(seat_limit::kind, |limit| limit.kind.as_str())
        .put(seat_limit::capacity, |limit| limit.capacity)
        .put(seat_limit::ceiling, |limit| limit.ceiling)
        .put(seat_limit::taken, |limit| limit.taken)
        .put(seat_limit::waiting, |limit| limit.waiting)
        .put(seat_limit::last_place, |limit| limit.last_place)
        .on_conflict(
            "ON CONFLICT (id) DO UPDATE SET capacity = excluded.capacity, \
             ceiling = excluded.ceiling, taken = excluded.taken, waiting = excluded.waiting, \
             last_place = excluded.last_place",
        )
        .insert(conn)
        .await
}

/// Sets how many a limit may give out, in the caller's transaction; what is held stays.
///
/// # Errors
/// A broken database; not found when it is another forum's.
pub async fn set_capacity(
    conn: &mut Conn,
    scope: &Scope,
    id: LimitId,
    capacity: Option<i32>,
) -> db::Result<Limit> {
    let mut limits = lock(conn, scope, &[id]).await?;
    let limit = limits.iter_mut().find(|limit| limit.id == id).ok_or(db::Error::NotFound)?;
    limit.resize(capacity);
    let changed = limit.clone();
    write_back(conn, std::slice::from_ref(&changed)).await?;
    Ok(changed)
}
