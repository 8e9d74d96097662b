use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{Listed, Part, Programme};
use crate::db::schema::{released_session, session, slot};
use crate::db::{self, Conn};
use crate::types::SessionId;

use super::refs::refs;
use super::rows::{
    DraftRow, Drafted, LimitRow, MarkRow, PUBLIC, Parts, PublicRow, Released, SlotRow, drafted,
    drafted_parts, in_order, of_draft, of_released, released, released_parts,
};

/// The released agenda of the forum, for the list, its filters and programs: four queries for any size.
///
/// # Errors
/// A broken database.
pub async fn programme(conn: &mut Conn, scope: &Scope) -> db::Result<Programme> {
    let rows: Vec<Released> = released()
        .filter(released_session::forum_id.eq(scope.forum()))
        .filter(released_session::state.eq_any(PUBLIC))
        .select((PublicRow::as_select(), Option::<LimitRow>::as_select()))
        .load(conn)
        .await?;
    Ok(gathered(public(conn, scope, rows, true).await?))
}

/// Released sessions that take sign-up, in order: what a registration form offers.
///
/// # Errors
/// A broken database.
pub async fn signup_sessions(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Listed>> {
    let rows: Vec<Released> = released()
        .filter(released_session::forum_id.eq(scope.forum()))
        .filter(released_session::state.eq("released"))
        .filter(session::limit_id.is_not_null())
        .select((PublicRow::as_select(), Option::<LimitRow>::as_select()))
        .load(conn)
        .await?;
    public(conn, scope, rows, false).await
}

/// What the public knows of the sessions named that take sign-up, those called off too, in order: what a
/// letter tells of to who has or had a seat.
///
/// # Errors
/// A broken database.
pub async fn signup_sessions_among(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[SessionId],
) -> db::Result<Vec<Listed>> {
    let rows: Vec<Released> = released()
        .filter(released_session::session_id.eq_any(ids))
        .filter(released_session::forum_id.eq(scope.forum()))
        .filter(session::limit_id.is_not_null())
        .select((PublicRow::as_select(), Option::<LimitRow>::as_select()))
        .load(conn)
        .await?;
    public(conn, scope, rows, false).await
}

/// Sessions that were called off after the public knew of them, in order: for feeds, which must say so.
///
/// # Errors
/// A broken database.
pub async fn cancelled_sessions(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Listed>> {
    let rows: Vec<Released> = released()
        .filter(released_session::forum_id.eq(scope.forum()))
        .filter(released_session::state.eq("cancelled"))
        .select((PublicRow::as_select(), Option::<LimitRow>::as_select()))
        .load(conn)
        .await?;
    public(conn, scope, rows, false).await
}

/// The draft of every session of the forum in any state, hidden speakers too: for the desk.
///
/// # Errors
/// A broken database.
pub async fn desk_sessions(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Listed>> {
    let rows: Vec<Drafted> = drafted()
        .filter(session::forum_id.eq(scope.forum()))
        .order(slot::starts_at)
        .select((
            DraftRow::as_select(),
            SlotRow::as_select(),
            Option::<LimitRow>::as_select(),
            Option::<MarkRow>::as_select(),
        ))
        .load(conn)
        .await?;
    let refs = refs(conn, scope).await?;
    let people = drafted_parts(conn, scope, Parts::All).await?;
    Ok(with_people(rows.into_iter().map(|row| of_draft(row, &refs)).collect(), people))
}

async fn public(
    conn: &mut Conn,
    scope: &Scope,
    rows: Vec<Released>,
    whole: bool,
) -> db::Result<Vec<Listed>> {
    let refs = refs(conn, scope).await?;
    let sessions: Vec<Listed> = rows.into_iter().map(|row| of_released(row, &refs)).collect();
    let ids: Vec<SessionId> = sessions.iter().map(|session| session.id).collect();
    let which = if whole { Parts::All } else { Parts::Of(&ids) };
    let people = released_parts(conn, scope, which).await?;
    Ok(with_people(sessions, people))
}

fn with_people(
    mut sessions: Vec<Listed>,
    mut people: HashMap<SessionId, Vec<Part>>,
) -> Vec<Listed> {
    for session in &mut sessions {
        session.people = people.remove(&session.id).unwrap_or_default();
    }
    in_order(&mut sessions);
    sessions
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
