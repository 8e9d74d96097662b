use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{Listed, Neighbour, SessionDetail, VenueRef};
use crate::db::schema::{room, session, slot, venue};
use crate::db::{self, Conn};
use crate::types::{RoomId, Words};

use super::refs::refs;
use super::rows::{LimitRow, PUBLIC, Parts, SessionRow, SlotRow, listed, parts, placed};

/// A released session with everything its page shows; none when the public may not see it.
///
/// # Errors
/// A broken database.
pub async fn session_detail(
    conn: &mut Conn,
    scope: &Scope,
    no: i32,
) -> db::Result<Option<SessionDetail>> {
    let found = find(conn, scope, no, false).await?;
    Ok(found.filter(|detail| detail.session.state.is_public()))
}

/// A session in any state, hidden speakers too: for the desk.
///
/// # Errors
/// A broken database.
pub async fn desk_session(
    conn: &mut Conn,
    scope: &Scope,
    no: i32,
) -> db::Result<Option<SessionDetail>> {
    find(conn, scope, no, true).await
}

async fn find(
    conn: &mut Conn,
    scope: &Scope,
    no: i32,
    for_desk: bool,
) -> db::Result<Option<SessionDetail>> {
    let found: Option<(SessionRow, SlotRow, Option<LimitRow>, Words)> = placed()
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::no.eq(no))
        .select((
            SessionRow::as_select(),
            SlotRow::as_select(),
            Option::<LimitRow>::as_select(),
            session::abstract_,
        ))
        .first(conn)
        .await
        .optional()?;
    let Some((row, slot, limit, abstract_)) = found else { return Ok(None) };
    let refs = refs(conn, scope).await?;
    let mut session = listed((row, slot, limit), &refs);
    let mut people = parts(conn, scope, Parts::Of(&[session.id]), for_desk).await?;
    session.people = people.remove(&session.id).unwrap_or_default();
    let (venue, before, after) = match session.room.as_ref().map(|room| room.id) {
        None => (None, None, None),
        Some(room) => (
            venue_of(conn, scope, room).await?,
            neighbour(conn, scope, room, Side::Before(session.starts_at)).await?,
            neighbour(conn, scope, room, Side::After(session.starts_at)).await?,
        ),
    };
    Ok(Some(SessionDetail { session, abstract_, venue, before, after }))
}

async fn venue_of(conn: &mut Conn, scope: &Scope, id: RoomId) -> db::Result<Option<VenueRef>> {
    let row: Option<(Words, Words, Words, Option<String>)> = room::table
        .inner_join(venue::table)
        .filter(room::forum_id.eq(scope.forum()))
        .filter(room::id.eq(id))
        .select((venue::name, venue::address, venue::access, venue::map_url))
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(|(name, address, access, map_url)| VenueRef { name, address, access, map_url }))
}

enum Side {
    Before(DateTime<Utc>),
    After(DateTime<Utc>),
}

async fn neighbour(
    conn: &mut Conn,
    scope: &Scope,
    room: RoomId,
    side: Side,
) -> db::Result<Option<Neighbour>> {
    let query = session::table
        .inner_join(slot::table)
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::state.eq_any(PUBLIC))
        .filter(slot::room_id.eq(room))
        .select((session::no, session::title))
        .into_boxed::<Pg>();
    let query = match side {
        Side::Before(at) => query.filter(slot::starts_at.lt(at)).order(slot::starts_at.desc()),
        Side::After(at) => query.filter(slot::starts_at.gt(at)).order(slot::starts_at.asc()),
    };
    let row: Option<(i32, Words)> = query.first(conn).await.optional()?;
    Ok(row.map(|(no, title)| Neighbour { no, title }))
}

/// The abstracts of listed sessions, by number.
pub(super) async fn abstracts(
    conn: &mut Conn,
    scope: &Scope,
    sessions: &[Listed],
) -> db::Result<Vec<(i32, Words)>> {
    let numbers: Vec<i32> = sessions.iter().map(|session| session.no).collect();
    session::table
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::no.eq_any(numbers))
        .select((session::no, session::abstract_))
        .load(conn)
        .await
}
