use serde_json::json;

use crate::accounts::Scope;
use crate::audit::Subject;
use crate::db::{Conn, Db, Stop};
use crate::types::{Clock, RoomId, VenueId};

use super::super::model::{NewRoom, NewVenue};
use super::super::refusal::{ForumRefusal, by_constraint};
use super::super::store;
use super::hold::{editable, settle};

/// What becomes of one room of a venue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomChange {
    /// It is said differently.
    Edit(RoomId, NewRoom),
    /// It goes.
    Remove(RoomId),
}

/// Changes a venue, or makes the forum's first one: its own words, the rooms it has, and those in
/// `want.rooms`, which are added.
///
/// # Errors
/// [`ForumRefusal`] when a session is held in a room that is to go, or the forum is over; not found
/// when something is another forum's; a broken database.
pub async fn edit_venue(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: Option<VenueId>,
    want: NewVenue,
    rooms: Vec<RoomChange>,
) -> Result<VenueId, Stop<ForumRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let forum = editable(conn, scope).await?;
        let venue = match id {
            Some(id) => {
                store::update_venue(conn, scope, id, &want).await?;
                change_rooms(conn, scope, &rooms).await?;
                store::append_rooms(conn, scope, id, &want.rooms).await?;
                id
            }
            None => store::append_venue(conn, scope, &want).await?.0,
        };
        let detail = json!({ "changed": rooms.len(), "added": want.rooms.len() });
        let subject = Subject::Forum(forum.id);
        settle(conn, scope, now, "forum.venue_edited", subject, detail).await?;
        Ok(venue)
    })
    .await
}

async fn change_rooms(
    conn: &mut Conn,
    scope: &Scope,
    rooms: &[RoomChange],
) -> Result<(), Stop<ForumRefusal>> {
    for change in rooms {
        match change {
            RoomChange::Edit(id, want) => store::update_room(conn, scope, *id, want).await?,
            RoomChange::Remove(id) => store::delete_room(conn, scope, *id)
                .await
                .map_err(|error| by_constraint(error, ""))?,
        }
    }
    Ok(())
}
