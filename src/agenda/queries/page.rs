use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::Listed;
use crate::db::schema::{released_session, track};
use crate::db::{self, Conn};
use crate::types::{RoomId, Words};

use super::refs::refs;
use super::rows::{LimitRow, PUBLIC, Parts, PublicRow, of_released, released, released_parts};

/// Which released sessions a program asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFilter {
    /// Those of one conference day.
    pub day: Option<NaiveDate>,
    /// Those of one track, by its slug.
    pub track: Option<String>,
    /// Those in one room.
    pub room: Option<RoomId>,
}

/// Up to `limit + 1` released sessions after a number, by number, with their abstracts: the one more
/// tells that there is a next page. Four queries for any size.
///
/// # Errors
/// A broken database.
pub async fn released_page(
    conn: &mut Conn,
    scope: &Scope,
    filter: &PageFilter,
    after: i32,
    limit: i64,
) -> db::Result<Vec<(Listed, Words)>> {
    let mut query = released()
        .filter(released_session::forum_id.eq(scope.forum()))
        .filter(released_session::state.eq_any(PUBLIC))
        .filter(released_session::no.gt(after))
        .order(released_session::no)
        .limit(limit + 1)
        .select((
            PublicRow::as_select(),
            Option::<LimitRow>::as_select(),
            released_session::abstract_,
        ))
        .into_boxed::<Pg>();
    if let Some(day) = filter.day {
        query = query.filter(released_session::day.eq(day));
    }
    if let Some(room) = filter.room {
        query = query.filter(released_session::room_id.eq(room));
    }
    if let Some(slug) = &filter.track {
        let named = track::table
            .filter(track::forum_id.eq(scope.forum()))
            .filter(track::slug.eq(slug))
            .select(track::id.nullable());
        query = query.filter(released_session::track_id.eq_any(named));
    }
    let rows: Vec<(PublicRow, Option<LimitRow>, Words)> = query.load(conn).await?;
    let refs = refs(conn, scope).await?;
    let mut sessions: Vec<(Listed, Words)> = rows
        .into_iter()
        .map(|(row, limit, text)| (of_released((row, limit), &refs), text))
        .collect();
    let ids: Vec<_> = sessions.iter().map(|(session, _)| session.id).collect();
    let mut people = released_parts(conn, scope, Parts::Of(&ids)).await?;
    for (session, _) in &mut sessions {
        session.people = people.remove(&session.id).unwrap_or_default();
    }
    Ok(sessions)
}
