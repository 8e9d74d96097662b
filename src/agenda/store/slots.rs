use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::SlotRecord;
use crate::db::schema::slot;
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
    overlap_reason: Option<String>,
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
    overlap_reason: Option<String>,
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
            overlap_reason: row.overlap_reason,
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
        overlap_reason: slot.overlap_reason.clone(),
    }
}

/// Writes when and where a new session is.
///
/// # Errors
/// A broken database.
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
            slot::overlap_reason.eq(slot.overlap_reason.as_deref()),
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
                slot::overlap_reason.eq(excluded(slot::overlap_reason)),
            ))
            .filter(slot::forum_id.eq(scope.forum()))
            .execute(conn)
            .await?;
    }
    Ok(())
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

/// The slots of some sessions.
///
/// # Errors
/// A broken database.
pub async fn slots_of(
    conn: &mut Conn,
    scope: &Scope,
    sessions: &[SessionId],
) -> db::Result<Vec<SlotRecord>> {
    let rows: Vec<Row> = slot::table
        .filter(slot::forum_id.eq(scope.forum()))
        .filter(slot::session_id.eq_any(sessions))
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(SlotRecord::from).collect())
}
