use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::{forum, venue};
use crate::db::{self, Conn};
use crate::types::{ForumId, Words};

use super::missing::Missing;
use super::model::{Forum, ForumState, ForumSummary, PRIVACY};
use super::store::{self, ForumRow};

const PUBLIC: [&str; 3] =
    [ForumState::Published.code(), ForumState::Running.code(), ForumState::Closed.code()];

/// Forums that the public may see, latest first, after `after`; at most `limit`.
///
/// # Errors
/// A broken database; not found when `after` is no forum that the public may see.
pub async fn list_public(
    conn: &mut Conn,
    after: Option<ForumId>,
    limit: i64,
) -> db::Result<Vec<ForumSummary>> {
    let mut rows = forum::table.filter(forum::state.eq_any(PUBLIC)).into_boxed();
    if let Some(after) = after {
        let starts_at: chrono::DateTime<chrono::Utc> = forum::table
            .find(after)
            .filter(forum::state.eq_any(PUBLIC))
            .select(forum::starts_at)
            .first(conn)
            .await?;
        rows = rows.filter(
            forum::starts_at
                .lt(starts_at)
                .or(forum::starts_at.eq(starts_at).and(forum::id.gt(after))),
        );
    }
    let rows: Vec<ForumRow> = rows
        .order((forum::starts_at.desc(), forum::id))
        .limit(limit)
        .select(ForumRow::as_select())
        .load(conn)
        .await?;
    summaries(conn, rows).await
}

/// Forums for the desk, latest first: those named, or every one.
///
/// # Errors
/// A broken database.
pub async fn list_for_desk(
    conn: &mut Conn,
    own: Option<&[ForumId]>,
    limit: i64,
) -> db::Result<Vec<ForumSummary>> {
    let mut rows = forum::table.into_boxed();
    if let Some(own) = own {
        rows = rows.filter(forum::id.eq_any(own.to_vec()));
    }
    let rows: Vec<ForumRow> = rows
        .order((forum::starts_at.desc(), forum::id))
        .limit(limit)
        .select(ForumRow::as_select())
        .load(conn)
        .await?;
    summaries(conn, rows).await
}

async fn summaries(conn: &mut Conn, rows: Vec<ForumRow>) -> db::Result<Vec<ForumSummary>> {
    let forums: Vec<Forum> = rows.into_iter().map(ForumRow::read).collect::<Result<_, _>>()?;
    let ids: Vec<ForumId> = forums.iter().map(|forum| forum.id).collect();
    let venues: Vec<(ForumId, Words)> = venue::table
        .filter(venue::forum_id.eq_any(ids))
        .order((venue::forum_id, venue::position, venue::id))
        .distinct_on(venue::forum_id)
        .select((venue::forum_id, venue::name))
        .load(conn)
        .await?;
    let venue_of =
        |id: ForumId| venues.iter().find(|(forum, _)| *forum == id).map(|(_, name)| name.clone());
    Ok(forums.into_iter().map(|forum| ForumSummary { venue: venue_of(forum.id), forum }).collect())
}

/// What is still missing before a forum can be published, in the order of its form.
///
/// # Errors
/// A broken database.
pub async fn missing(conn: &mut Conn, scope: &Scope, forum: &Forum) -> db::Result<Vec<Missing>> {
    let venues = store::list_venues(conn, scope).await?;
    let categories = store::list_categories(conn, scope).await?;
    let consents = store::list_consents(conn, scope).await?;
    let asked = |words: &Words| forum.languages.iter().all(|lang| words.get(*lang).is_some());
    let title = forum.languages.is_empty() || !asked(&forum.title);
    let (opens, closes) = (forum.registration_opens_at, forum.registration_closes_at);
    // A forum taken over from elsewhere is public before it takes anyone: what only registering
    // needs is asked for from the moment it has hours for that.
    let takes_people = !forum.state.is_public() || opens.is_some() || closes.is_some();
    let window = takes_people && (opens.is_none() || closes.is_none());
    let privacy = consents.iter().find(|text| text.purpose.as_str() == PRIVACY);
    let faults = [
        (title, Missing::Title),
        (venues.is_empty(), Missing::Venue),
        (window, Missing::Window),
        (takes_people && categories.is_empty(), Missing::Category),
        (categories.iter().any(|category| !asked(&category.name)), Missing::CategoryName),
        (takes_people && !privacy.is_some_and(|text| text.required), Missing::Privacy),
        (
            consents.iter().any(|text| !asked(&text.title) || !asked(&text.body)),
            Missing::ConsentText,
        ),
    ];
    Ok(faults.into_iter().filter(|(faulty, _)| *faulty).map(|(_, what)| what).collect())
}
