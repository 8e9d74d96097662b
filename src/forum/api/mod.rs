//! Forums as programs read them.

mod bodies;
mod fields;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::accounts::{Access, Route, Scope};
use crate::capacity;
use crate::db::{self, Db};
use crate::types::{Clock, ForumId};
use crate::web::{Cursor, Fault, Page, Problem, Query, json_tagged};

use super::{queries, store};
use bodies::{ForumBody, ForumBrief, ForumList};

/// Most forums on one page of the list.
const PAGE: usize = 50;

/// The routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/forums", Access::Public, list_forums),
        Route::get("/api/v1/forums/{forum}", Access::PublicForum, get_forum),
    ]
}

/// Forums that the public may see, latest first.
///
/// # Errors
/// A cursor that is none of ours; a broken database.
#[utoipa::path(
    get,
    path = "/api/v1/forums",
    tag = "forums",
    params(("cursor" = Option<String>, Query, description = "Where the page begins: `next` of the page before")),
    responses(
        (status = 200, description = "A page of forums; strong `ETag`", body = ForumList),
        (status = 304, description = "Not changed since `If-None-Match`"),
        (status = 400, description = "The cursor is none of ours", body = Problem),
    ),
)]
pub async fn list_forums(
    req: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    Query(query): Query,
) -> Result<HttpResponse, Fault> {
    let after = Cursor::parse(query.one("cursor"))?.map(|cursor| ForumId(cursor.0));
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut conn = db.conn().await?;
    let rows = match queries::list_public(&mut conn, after, limit).await {
        Err(db::Error::NotFound) => Err(Fault::Malformed("cursor".to_owned())),
        rows => rows.map_err(Fault::from),
    }?;
    let page = Page::cut(rows, PAGE, |summary| summary.forum.id.0);
    let now = clock.now();
    let body = ForumList {
        forums: page.rows.into_iter().map(|summary| ForumBrief::of(summary, now)).collect(),
        next: page.next.map(Cursor::text),
    };
    json_tagged(&req, &body)
}

/// One forum: its facts, whether one may register, whom it takes, what the form asks and what it
/// asks people to agree to, every text in every language.
///
/// # Errors
/// Not found, for what the public may not see; a broken database.
#[utoipa::path(
    get,
    path = "/api/v1/forums/{forum}",
    tag = "forums",
    params(("forum" = String, Path, description = "The forum's name in addresses")),
    responses(
        (status = 200, description = "The forum; strong `ETag`", body = ForumBody),
        (status = 304, description = "Not changed since `If-None-Match`"),
        (status = 404, description = "No forum that the public may see", body = Problem),
    ),
)]
pub async fn get_forum(
    req: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
) -> Result<HttpResponse, Fault> {
    let mut conn = db.conn().await?;
    let forum = store::find_forum(&mut conn, &scope).await?;
    let venues = store::list_venues(&mut conn, &scope).await?;
    let rooms = store::list_rooms(&mut conn, &scope).await?;
    let categories = store::list_categories(&mut conn, &scope).await?;
    let consents = store::list_consents(&mut conn, &scope).await?;
    let limits = capacity::find_limits(&mut conn, &scope).await?;
    let body = ForumBody::of(&forum, clock.now())
        .at(venues, &rooms)
        .taking(categories, &limits)
        .asking(consents);
    json_tagged(&req, &body)
}
