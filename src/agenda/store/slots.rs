use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::SlotRecord;
use crate::db::schema::{session, slot};
use crate::db::{self, Conn};
use crate::types::{ForumId, RoomId, SessionId, SlotId};

use super::ROWS;

#[derive(Queryable, Selectable)]
#[diesel(table_name = slot)]
struct Row {
    id: SlotId,
    session_id: SessionId,
    room_id: Option<RoomId>,
    day: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    illustrative: bool,
    overlap_accepted: bool,
}

#[derive(Insertable)]
#[diesel(table_name = slot)]
struct NewRow {
    id: SlotId,
    forum_id: ForumId,
    session_id: SessionId,
    room_id: Option<RoomId>,
    day: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    illustrative: bool,
    overlap_accepted: bool,
}

impl From<Row> for SlotRecord {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            session: row.session_id,
            room: row.room_id,
            day: row.day,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            illustrative: row.illustrative,
            overlap_accepted: row.overlap_accepted,
        }
    }
}

fn new_row(scope: &Scope, slot: &SlotRecord) -> NewRow {
    NewRow {
        id: slot.id,
        forum_id: scope.forum(),
        session_id: slot.session,
        room_id: slot.room,
        day: slot.day,
        starts_at: slot.starts_at,
        ends_at: slot.ends_at,
        illustrative: slot.illustrative,
        overlap_accepted: slot.overlap_accepted,
    }
}

/// Writes when and where a new session is.
///
/// # Errors
/// A broken database; `slot_room_free` when the room is taken.
pub async fn insert_slot(conn: &mut Conn, scope: &Scope, slot: &SlotRecord) -> db::Result<()> {
    diesel::insert_into(slot::table).values(&new_row(scope, slot)).execute(conn).await.map(|_| ())
}

/// Writes when and where a known session is.
///
/// # Errors
/// As [`insert_slot`].
pub async fn update_slot(conn: &mut Conn, scope: &Scope, slot: &SlotRecord) -> db::Result<()> {
    let own = slot::table.find(slot.id).filter(slot::forum_id.eq(scope.forum()));
    diesel::update(own)
        .set((
            slot::room_id.eq(slot.room),
            slot::day.eq(slot.day),
            slot::starts_at.eq(slot.starts_at),
            slot::ends_at.eq(slot.ends_at),
            slot::illustrative.eq(slot.illustrative),
            slot::overlap_accepted.eq(slot.overlap_accepted),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Writes slots of new and known sessions, many by one statement.
///
/// # Errors
/// As [`insert_slot`].
pub async fn upsert_slots(conn: &mut Conn, scope: &Scope, slots: &[SlotRecord]) -> db::Result<()> {
    use diesel::query_dsl::methods::FilterDsl;

    for chunk in slots.chunks(ROWS) {
        let rows: Vec<NewRow> = chunk.iter().map(|slot| new_row(scope, slot)).collect();
        diesel::insert_into(slot::table)
            .values(&rows)
            .on_conflict(slot::session_id)
            .do_update()
            .set((
                slot::room_id.eq(excluded(slot::room_id)),
                slot::day.eq(excluded(slot::day)),
                slot::starts_at.eq(excluded(slot::starts_at)),
                slot::ends_at.eq(excluded(slot::ends_at)),
                slot::illustrative.eq(excluded(slot::illustrative)),
                slot::overlap_accepted.eq(excluded(slot::overlap_accepted)),
            ))
            .filter(slot::forum_id.eq(scope.forum()))
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Takes slots out of the room constraint for a moment: sessions that change places are checked row
/// by row, and each must be free to take the other's. [`upsert_slots`] puts them back.
///
/// # Errors
/// A broken database.
pub async fn accept_overlaps(
    conn: &mut Conn,
    scope: &Scope,
    sessions: &[SessionId],
) -> db::Result<()> {
    if sessions.is_empty() {
        return Ok(());
    }
    let own = slot::table
        .filter(slot::forum_id.eq(scope.forum()))
        .filter(slot::session_id.eq_any(sessions));
    diesel::update(own).set(slot::overlap_accepted.eq(true)).execute(conn).await.map(|_| ())
}

/// When and where a session is.
///
/// # Errors
/// A broken database.
pub async fn find_slot(
    conn: &mut Conn,
    scope: &Scope,
    session: SessionId,
) -> db::Result<Option<SlotRecord>> {
    let row: Option<Row> = slot::table
        .filter(slot::forum_id.eq(scope.forum()))
        .filter(slot::session_id.eq(session))
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(SlotRecord::from))
}

/// Every slot of the forum.
///
/// # Errors
/// A broken database.
pub async fn list_slots(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<SlotRecord>> {
    let rows: Vec<Row> = slot::table
        .filter(slot::forum_id.eq(scope.forum()))
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(SlotRecord::from).collect())
}

/// The number of a session that is in the slot's room at its time, so that a refusal can name it; the
/// constraint has the last word.
///
/// # Errors
/// A broken database.
pub async fn room_taken_by(
    conn: &mut Conn,
    scope: &Scope,
    slot: &SlotRecord,
) -> db::Result<Option<i32>> {
    let Some(room) = slot.room else { return Ok(None) };
    slot::table
        .inner_join(session::table)
        .filter(slot::forum_id.eq(scope.forum()))
        .filter(slot::room_id.eq(room))
        .filter(slot::overlap_accepted.eq(false))
        .filter(slot::starts_at.lt(slot.ends_at))
        .filter(slot::ends_at.gt(slot.starts_at))
        .filter(slot::session_id.ne(slot.session))
        .order(slot::starts_at)
        .select(session::no)
        .first(conn)
        .await
        .optional()
}
