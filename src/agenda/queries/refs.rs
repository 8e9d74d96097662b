use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{RoomRef, TrackRef};
use crate::db::schema::{room, track, venue};
use crate::db::{self, Conn};
use crate::types::{RoomId, TrackId, Words};

type RoomRow = (RoomId, Words, Option<String>, Option<i32>, Option<bool>, i32, Words);

/// The rooms and tracks of a forum, shared by every session that is in one.
pub(super) struct Refs {
    pub(super) rooms: HashMap<RoomId, Arc<RoomRef>>,
    pub(super) tracks: HashMap<TrackId, Arc<TrackRef>>,
}

/// Loads them: two queries.
pub(super) async fn refs(conn: &mut Conn, scope: &Scope) -> db::Result<Refs> {
    let rooms: Vec<RoomRow> = room::table
        .inner_join(venue::table)
        .filter(room::forum_id.eq(scope.forum()))
        .select((
            room::id,
            room::name,
            room::floor,
            room::size,
            room::step_free,
            room::position,
            venue::name,
        ))
        .load(conn)
        .await?;
    let tracks: Vec<(TrackId, String, Words, Option<String>, i32)> = track::table
        .filter(track::forum_id.eq(scope.forum()))
        .select((track::id, track::slug, track::name, track::colour, track::position))
        .load(conn)
        .await?;
    let rooms = rooms.into_iter().map(|(id, name, floor, size, step_free, position, venue)| {
        (id, Arc::new(RoomRef { id, name, floor, size, step_free, venue, position }))
    });
    let tracks = tracks.into_iter().map(|(id, slug, name, colour, position)| {
        (id, Arc::new(TrackRef { id, slug, name, colour, position }))
    });
    Ok(Refs { rooms: rooms.collect(), tracks: tracks.collect() })
}
