use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::session_seat;
use crate::db::{self, Conn, Rows};
use crate::registration::model::{Seat, SeatState};
use crate::types::{ForumId, RegistrationId, SeatId, SessionId};

/// A seat about to be written.
pub struct NewSeat {
    pub id: SeatId,
    pub forum_id: ForumId,
    pub registration_id: RegistrationId,
    pub session_id: SessionId,
    pub state: &'static str,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Writes seats in one statement.
pub async fn insert_seats(conn: &mut Conn, seats: &[NewSeat]) -> db::Result<()> {
    Rows::of(session_seat::table, seats)
        .put(session_seat::id, |row| row.id)
        .put(session_seat::forum_id, |row| row.forum_id)
        .put(session_seat::registration_id, |row| row.registration_id)
        .put(session_seat::session_id, |row| row.session_id)
        .put(session_seat::state, |row| row.state)
        .put(session_seat::created_at, |row| row.created_at)
        .put(session_seat::updated_at, |row| row.updated_at)
        .insert(conn)
        .await
}

type Row = (SeatId, RegistrationId, SessionId, String, i32);

/// Every seat of these registrations, given-up ones too: a seat taken again is the same seat.
pub async fn seats_of(
    conn: &mut Conn,
    scope: &Scope,
    registrations: &[RegistrationId],
) -> db::Result<Vec<Seat>> {
    let rows: Vec<Row> = session_seat::table
        .filter(session_seat::registration_id.eq_any(registrations))
        .filter(session_seat::forum_id.eq(scope.forum()))
        .order((session_seat::registration_id, session_seat::id))
        .select((
            session_seat::id,
            session_seat::registration_id,
            session_seat::session_id,
            session_seat::state,
            session_seat::calendar_sequence,
        ))
        .load(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, registration, session, state, calendar_sequence)| Seat {
            id,
            registration,
            session,
            state: SeatState::parse(&state),
            calendar_sequence,
        })
        .collect())
}

/// Moves seats to a state; their calendar entries move with them.
pub async fn set_seats(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[SeatId],
    state: SeatState,
    now: DateTime<Utc>,
) -> db::Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let target = session_seat::table
        .filter(session_seat::id.eq_any(ids))
        .filter(session_seat::forum_id.eq(scope.forum()));
    diesel::update(target)
        .set((
            session_seat::state.eq(state.code()),
            session_seat::calendar_sequence.eq(session_seat::calendar_sequence + 1),
            session_seat::updated_at.eq(now),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Lets the calendar entries of held seats move on: their sessions are at another time or place. What
/// is not held any more stays.
pub async fn move_entries(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[SeatId],
    now: DateTime<Utc>,
) -> db::Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let target = session_seat::table
        .filter(session_seat::id.eq_any(ids))
        .filter(session_seat::forum_id.eq(scope.forum()))
        .filter(session_seat::state.eq(SeatState::Confirmed.code()));
    diesel::update(target)
        .set((
            session_seat::calendar_sequence.eq(session_seat::calendar_sequence + 1),
            session_seat::updated_at.eq(now),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}
