use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{Listed, Neighbour, SessionDetail, VenueRef};
use crate::db::schema::{released_session, room, session, venue};
use crate::db::{self, Conn};
use crate::types::{RoomId, Words};

use super::refs::refs;
use super::rows::{
    DraftRow, LimitRow, MarkRow, PUBLIC, Parts, PublicRow, SlotRow, drafted, drafted_parts,
    of_draft, of_released, released, released_parts,
};

/// A released session with everything its page shows; none when the public may not see it.
///
/// # Errors
/// A broken database.
pub async fn session_detail(
    conn: &mut Conn,
    scope: &Scope,
    no: i32,
) -> db::Result<Option<SessionDetail>> {
    let found: Option<(PublicRow, Option<LimitRow>, Words)> = released()
        .filter(released_session::forum_id.eq(scope.forum()))
        .filter(released_session::state.eq_any(PUBLIC))
        .filter(released_session::no.eq(no))
        .select((
            PublicRow::as_select(),
            Option::<LimitRow>::as_select(),
            released_session::abstract_,
        ))
        .first(conn)
        .await
        .optional()?;
    let Some((row, limit, abstract_)) = found else { return Ok(None) };
    let refs = refs(conn, scope).await?;
    let mut session = of_released((row, limit), &refs);
    let mut people = released_parts(conn, scope, Parts::Of(&[session.id])).await?;
    session.people = people.remove(&session.id).unwrap_or_default();
    around(conn, scope, session, abstract_).await.map(Some)
}

/// A draft with its abstract.
type Whole = (DraftRow, SlotRow, Option<LimitRow>, Option<MarkRow>, Words);

/// The draft of a session in any state, hidden speakers too: for the desk. Its neighbours are those that
/// the public sees.
///
/// # Errors
/// A broken database.
pub async fn desk_session(
    conn: &mut Conn,
    scope: &Scope,
    no: i32,
) -> db::Result<Option<SessionDetail>> {
    let found: Option<Whole> = drafted()
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::no.eq(no))
        .select((
            DraftRow::as_select(),
            SlotRow::as_select(),
            Option::<LimitRow>::as_select(),
            Option::<MarkRow>::as_select(),
            session::abstract_,
        ))
        .first(conn)
        .await
        .optional()?;
    let Some((row, slot, limit, mark, abstract_)) = found else { return Ok(None) };
    let refs = refs(conn, scope).await?;
    let mut session = of_draft((row, slot, limit, mark), &refs);
    let mut people = drafted_parts(conn, scope, Parts::Of(&[session.id])).await?;
    session.people = people.remove(&session.id).unwrap_or_default();
    around(conn, scope, session, abstract_).await.map(Some)
}

async fn around(
    conn: &mut Conn,
    scope: &Scope,
    session: Listed,
    abstract_: Words,
) -> db::Result<SessionDetail> {
    let (venue, before, after) = match session.room.as_ref().map(|room| room.id) {
        None => (None, None, None),
        Some(room) => (
            venue_of(conn, scope, room).await?,
            neighbour(conn, scope, room, Side::Before(session.starts_at)).await?,
            neighbour(conn, scope, room, Side::After(session.starts_at)).await?,
        ),
    };
    Ok(SessionDetail { session, abstract_, venue, before, after })
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
    let query = released_session::table
        .filter(released_session::forum_id.eq(scope.forum()))
        .filter(released_session::state.eq_any(PUBLIC))
        .filter(released_session::room_id.eq(room))
        .select((released_session::no, released_session::title))
        .into_boxed::<Pg>();
    let (starts_at, query) = (released_session::starts_at, query);
    let query = match side {
        Side::Before(at) => query.filter(starts_at.lt(at)).order(starts_at.desc()),
        Side::After(at) => query.filter(starts_at.gt(at)).order(starts_at.asc()),
    };
    let row: Option<(i32, Words)> = query.first(conn).await.optional()?;
    Ok(row.map(|(no, title)| Neighbour { no, title }))
}
