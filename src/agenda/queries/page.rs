use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::Listed;
use crate::db::schema::{session, slot, track};
use crate::db::{self, Conn};
use crate::types::{RoomId, Words};

use super::detail::abstracts;
use super::refs::refs;
use super::rows::{LimitRow, PUBLIC, Parts, Row, SessionRow, SlotRow, listed, parts, placed};

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
/// tells that there is a next page. Five queries for any size.
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
    let mut query = placed()
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::state.eq_any(PUBLIC))
        .filter(session::no.gt(after))
        .order(session::no)
        .limit(limit + 1)
        .select((SessionRow::as_select(), SlotRow::as_select(), Option::<LimitRow>::as_select()))
        .into_boxed::<Pg>();
    if let Some(day) = filter.day {
        query = query.filter(slot::day.eq(day));
    }
    if let Some(room) = filter.room {
        query = query.filter(slot::room_id.eq(room));
    }
    if let Some(slug) = &filter.track {
        let named = track::table
            .filter(track::forum_id.eq(scope.forum()))
            .filter(track::slug.eq(slug))
            .select(track::id.nullable());
        query = query.filter(session::track_id.eq_any(named));
    }
    let rows: Vec<Row> = query.load(conn).await?;
    let refs = refs(conn, scope).await?;
    let mut sessions: Vec<Listed> = rows.into_iter().map(|row| listed(row, &refs)).collect();
    let ids: Vec<_> = sessions.iter().map(|session| session.id).collect();
    let mut people = parts(conn, scope, Parts::Of(&ids), false).await?;
    for session in &mut sessions {
        session.people = people.remove(&session.id).unwrap_or_default();
    }
    let mut texts: std::collections::HashMap<i32, Words> =
        abstracts(conn, scope, &sessions).await?.into_iter().collect();
    let with_text = |session: Listed| {
        let text = texts.remove(&session.no).unwrap_or_default();
        (session, text)
    };
    Ok(sessions.into_iter().map(with_text).collect())
}
