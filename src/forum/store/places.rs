use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::{room, venue};
use crate::db::{self, Conn};
use crate::types::{ForumId, RoomId, VenueId, Words};

use super::super::model::{NewRoom, NewVenue, Room, Venue};

#[derive(Queryable, Selectable)]
#[diesel(table_name = venue)]
struct VenueRow {
    id: VenueId,
    name: Words,
    address: Words,
    directions: Words,
    access: Words,
    map_url: Option<String>,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = venue, treat_none_as_null = true)]
struct VenueFacts<'a> {
    name: &'a Words,
    address: &'a Words,
    directions: &'a Words,
    access: &'a Words,
    map_url: Option<&'a str>,
}

impl<'a> VenueFacts<'a> {
    fn of(want: &'a NewVenue) -> Self {
        Self {
            name: &want.name,
            address: &want.address,
            directions: &want.directions,
            access: &want.access,
            map_url: want.map_url.as_deref(),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = room)]
struct RoomRow {
    id: RoomId,
    venue_id: VenueId,
    name: Words,
    size: Option<i32>,
    floor: Option<String>,
    step_free: Option<bool>,
    booth: Option<bool>,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = room, treat_none_as_null = true)]
struct RoomFacts<'a> {
    name: &'a Words,
    size: Option<i32>,
    floor: Option<&'a str>,
    step_free: Option<bool>,
    booth: Option<bool>,
}

impl<'a> RoomFacts<'a> {
    fn of(want: &'a NewRoom) -> Self {
        Self {
            name: &want.name,
            size: want.size,
            floor: want.floor.as_deref(),
            step_free: want.step_free,
            booth: want.booth,
        }
    }
}

/// The venues of a forum in order.
///
/// # Errors
/// A broken database.
pub async fn list_venues(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Venue>> {
    let rows: Vec<VenueRow> = venue::table
        .filter(venue::forum_id.eq(scope.forum()))
        .order((venue::position, venue::id))
        .select(VenueRow::as_select())
        .load(conn)
        .await?;
    let venue = |row: VenueRow| Venue {
        id: row.id,
        name: row.name,
        address: row.address,
        directions: row.directions,
        access: row.access,
        map_url: row.map_url,
    };
    Ok(rows.into_iter().map(venue).collect())
}

/// The rooms of a forum in order.
///
/// # Errors
/// A broken database.
pub async fn list_rooms(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Room>> {
    let rows: Vec<RoomRow> = room::table
        .filter(room::forum_id.eq(scope.forum()))
        .order((room::position, room::id))
        .select(RoomRow::as_select())
        .load(conn)
        .await?;
    let room = |row: RoomRow| Room {
        id: row.id,
        venue: row.venue_id,
        name: row.name,
        size: row.size,
        floor: row.floor,
        step_free: row.step_free,
        booth: row.booth,
    };
    Ok(rows.into_iter().map(room).collect())
}

/// Adds a venue; its rooms are added apart, by [`insert_rooms`].
///
/// # Errors
/// A broken database.
pub async fn insert_venue(
    conn: &mut Conn,
    forum: ForumId,
    want: &NewVenue,
    position: i32,
) -> db::Result<VenueId> {
    let id = VenueId::fresh();
    diesel::insert_into(venue::table)
        .values((
            venue::id.eq(id),
            venue::forum_id.eq(forum),
            venue::position.eq(position),
            VenueFacts::of(want),
        ))
        .execute(conn)
        .await?;
    Ok(id)
}

/// Writes what is said of a venue, its rooms aside.
///
/// # Errors
/// A broken database; not found when it is another forum's.
pub async fn update_venue(
    conn: &mut Conn,
    scope: &Scope,
    id: VenueId,
    want: &NewVenue,
) -> db::Result<()> {
    let own = venue::table.find(id).filter(venue::forum_id.eq(scope.forum()));
    let changed = diesel::update(own).set(VenueFacts::of(want)).execute(conn).await?;
    if changed == 0 { Err(db::Error::NotFound) } else { Ok(()) }
}

/// Adds rooms to a venue, from `position` on; their ids in the order given.
///
/// # Errors
/// A broken database.
pub async fn insert_rooms(
    conn: &mut Conn,
    forum: ForumId,
    venue: VenueId,
    rooms: &[NewRoom],
    position: i32,
) -> db::Result<Vec<RoomId>> {
    let ids: Vec<RoomId> = rooms.iter().map(|_| RoomId::fresh()).collect();
    let values: Vec<_> = ids
        .iter()
        .zip(rooms)
        .zip(position..)
        .map(|((id, want), at)| {
            (
                room::id.eq(*id),
                room::forum_id.eq(forum),
                room::venue_id.eq(venue),
                room::position.eq(at),
                RoomFacts::of(want),
            )
        })
        .collect();
    diesel::insert_into(room::table).values(values).execute(conn).await?;
    Ok(ids)
}

/// Writes what is said of a room.
///
/// # Errors
/// A broken database; not found when it is another forum's.
pub async fn update_room(
    conn: &mut Conn,
    scope: &Scope,
    id: RoomId,
    want: &NewRoom,
) -> db::Result<()> {
    let own = room::table.find(id).filter(room::forum_id.eq(scope.forum()));
    let changed = diesel::update(own).set(RoomFacts::of(want)).execute(conn).await?;
    if changed == 0 { Err(db::Error::NotFound) } else { Ok(()) }
}

/// Removes a room.
///
/// # Errors
/// A broken database; `slot_room_id_fkey` while a session is held in it; not found when it is
/// another forum's.
pub async fn delete_room(conn: &mut Conn, scope: &Scope, id: RoomId) -> db::Result<()> {
    let own = room::table.find(id).filter(room::forum_id.eq(scope.forum()));
    let gone = diesel::delete(own).execute(conn).await?;
    if gone == 0 { Err(db::Error::NotFound) } else { Ok(()) }
}

/// Adds a venue with its rooms after those there are; the ids of the rooms in the order given.
///
/// # Errors
/// A broken database.
pub async fn append_venue(
    conn: &mut Conn,
    scope: &Scope,
    want: &NewVenue,
) -> db::Result<(VenueId, Vec<RoomId>)> {
    let last: Option<i32> = venue::table
        .filter(venue::forum_id.eq(scope.forum()))
        .select(diesel::dsl::max(venue::position))
        .first(conn)
        .await?;
    let id = insert_venue(conn, scope.forum(), want, last.map_or(0, |at| at + 1)).await?;
    let rooms = append_rooms(conn, scope, id, &want.rooms).await?;
    Ok((id, rooms))
}

/// Adds rooms to a venue after those the forum has; their ids in the order given.
///
/// # Errors
/// A broken database; not found when the venue is another forum's.
pub async fn append_rooms(
    conn: &mut Conn,
    scope: &Scope,
    venue: VenueId,
    rooms: &[NewRoom],
) -> db::Result<Vec<RoomId>> {
    let own = venue::table.find(venue).filter(venue::forum_id.eq(scope.forum()));
    let venue: VenueId = own.select(venue::id).first(conn).await?;
    let last: Option<i32> = room::table
        .filter(room::forum_id.eq(scope.forum()))
        .select(diesel::dsl::max(room::position))
        .first(conn)
        .await?;
    insert_rooms(conn, scope.forum(), venue, rooms, last.map_or(0, |at| at + 1)).await
}
