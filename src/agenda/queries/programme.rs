use std::collections::BTreeSet;
use std::sync::Arc;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{Listed, Programme};
use crate::db::schema::{session, slot};
use crate::db::{self, Conn};
use crate::types::SessionId;

use super::refs::refs;
use super::rows::{
    LimitRow, PUBLIC, Parts, Row, SessionRow, SlotRow, in_order, listed, parts, placed,
};

/// The released agenda of the forum, for the list, its filters and programs: four queries for any size.
///
/// # Errors
/// A broken database.
pub async fn programme(conn: &mut Conn, scope: &Scope) -> db::Result<Programme> {
    let rows: Vec<Row> = placed()
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::state.eq_any(PUBLIC))
        .select((SessionRow::as_select(), SlotRow::as_select(), Option::<LimitRow>::as_select()))
        .load(conn)
        .await?;
    let sessions = with_people(conn, scope, rows, Parts::All, false).await?;
    Ok(gathered(sessions))
}

/// Released sessions that take sign-up, in order: what a registration form offers.
///
/// # Errors
/// A broken database.
pub async fn signup_sessions(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Listed>> {
    let rows: Vec<Row> = placed()
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::state.eq("released"))
        .filter(session::limit_id.is_not_null())
        .select((SessionRow::as_select(), SlotRow::as_select(), Option::<LimitRow>::as_select()))
        .load(conn)
        .await?;
    let ids: Vec<_> = rows.iter().map(|(session, ..)| session.id()).collect();
    with_people(conn, scope, rows, Parts::Of(&ids), false).await
}

/// Those of the sessions named that take sign-up, in order: what a letter tells of.
///
/// # Errors
/// A broken database.
pub async fn signup_sessions_among(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[SessionId],
) -> db::Result<Vec<Listed>> {
    let rows: Vec<Row> = placed()
        .filter(session::id.eq_any(ids))
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::state.eq("released"))
        .filter(session::limit_id.is_not_null())
        .select((SessionRow::as_select(), SlotRow::as_select(), Option::<LimitRow>::as_select()))
        .load(conn)
        .await?;
    with_people(conn, scope, rows, Parts::Of(ids), false).await
}

/// Every session of the forum in any state, hidden speakers too: for the desk.
///
/// # Errors
/// A broken database.
pub async fn desk_sessions(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Listed>> {
    let rows: Vec<Row> = placed()
        .filter(session::forum_id.eq(scope.forum()))
        .order(slot::starts_at)
        .select((SessionRow::as_select(), SlotRow::as_select(), Option::<LimitRow>::as_select()))
        .load(conn)
        .await?;
    with_people(conn, scope, rows, Parts::All, true).await
}

async fn with_people(
    conn: &mut Conn,
    scope: &Scope,
    rows: Vec<Row>,
    which: Parts<'_>,
    with_hidden: bool,
) -> db::Result<Vec<Listed>> {
    let refs = refs(conn, scope).await?;
    let mut people = parts(conn, scope, which, with_hidden).await?;
    let mut sessions: Vec<Listed> = rows.into_iter().map(|row| listed(row, &refs)).collect();
    for session in &mut sessions {
        session.people = people.remove(&session.id).unwrap_or_default();
    }
    in_order(&mut sessions);
    Ok(sessions)
}

fn gathered(sessions: Vec<Listed>) -> Programme {
    let days: BTreeSet<_> = sessions.iter().map(|s| s.day).collect();
    let languages: BTreeSet<_> =
        sessions.iter().flat_map(|s| s.languages.iter().cloned()).collect();
    let mut rooms: Vec<_> = sessions.iter().filter_map(|s| s.room.clone()).collect();
    rooms.sort_by_key(|room| (room.position, room.id));
    rooms.dedup_by(|a, b| Arc::ptr_eq(a, b));
    let mut tracks: Vec<_> = sessions.iter().filter_map(|s| s.track.clone()).collect();
    tracks.sort_by_key(|track| (track.position, track.id));
    tracks.dedup_by(|a, b| Arc::ptr_eq(a, b));
    Programme {
        days: days.into_iter().collect(),
        rooms,
        tracks,
        languages: languages.into_iter().collect(),
        sessions,
    }
}
