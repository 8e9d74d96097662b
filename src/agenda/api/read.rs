use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use crate::accounts::Scope;
use crate::db::Db;
use crate::web::{
    Cursor, Fault, Form, Page, Problem, Query, etag, json_tagged, limit_of, next_link, not_modified,
};

use super::super::model::SessionDetail;
use super::super::queries::{PageFilter, released_page, session_detail};
use super::bodies::{SessionBody, SessionList};
use super::number;

/// Sessions on one page of the list, unless the caller says how many.
const PAGE: usize = 100;
/// Most sessions on one page of the list.
const MOST: usize = 200;
/// What the next page is asked with again.
const FILTERS: [&str; 4] = ["limit", "day", "track", "room"];

/// The released agenda by session number, with seats left.
#[utoipa::path(
    get,
    path = "/api/v1/forums/{forum}/sessions",
    tag = "agenda",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("cursor" = Option<String>, Query, description = "Where the page begins: `next` of the page before"),
        ("limit" = Option<u16>, Query, minimum = 1, maximum = 200, description = "Sessions on a page, 1 to 200; 100 unless told"),
        ("day" = Option<String>, Query, description = "Only those of one conference day, as 2026-07-11"),
        ("track" = Option<String>, Query, description = "Only those of one track, by its slug"),
        ("room" = Option<String>, Query, description = "Only those in one room, by its id"),
    ),
    responses(
        (status = 200, description = "A page of sessions; strong `ETag`, `Link: rel=\"next\"`", body = SessionList),
        (status = 304, description = "Not changed since `If-None-Match`"),
        (status = 400, description = "A cursor, limit or filter can not be read", body = Problem),
        (status = 404, description = "No forum that the public may see", body = Problem),
    ),
)]
pub async fn list_sessions(
    req: HttpRequest,
    db: Data<Db>,
    scope: Scope,
    Query(query): Query,
) -> Result<HttpResponse, Fault> {
    let filter = filter_of(&query)?;
    let limit = limit_of(&query, PAGE, MOST)?;
    let after = Cursor::parse(query.one("cursor"))?.map_or(Ok(0), number_at)?;
    let rows = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut conn = db.conn().await?;
    let rows = released_page(&mut conn, &scope, &filter, after, rows).await?;
    let page = Page::cut(rows, limit, |(session, _)| place_of(session.no));
    let next = page.next.map(Cursor::text);
    let sessions = page.rows.into_iter();
    let body = SessionList {
        sessions: sessions.map(|(s, text)| SessionBody::of(&s, text, scope.zone())).collect(),
        next: next.clone(),
    };
    let mut answer = json_tagged(&req, &body)?;
    if let Some(link) = next.and_then(|cursor| next_link(req.path(), &query, &FILTERS, &cursor)) {
        answer.headers_mut().insert(header::LINK, link);
    }
    Ok(answer)
}

/// One released session, with seats left.
#[utoipa::path(
    get,
    path = "/api/v1/forums/{forum}/sessions/{no}",
    tag = "agenda",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("no" = i32, Path, description = "The session's number"),
    ),
    responses(
        (status = 200, description = "The session; its `ETag` is what a change gives as `If-Match`", body = SessionBody),
        (status = 304, description = "Not changed since `If-None-Match`"),
        (status = 404, description = "No session that the public may see", body = Problem),
    ),
)]
pub async fn read_session(
    req: HttpRequest,
    db: Data<Db>,
    scope: Scope,
) -> Result<HttpResponse, Fault> {
    let no = number(&req)?;
    let mut conn = db.conn().await?;
    let detail = session_detail(&mut conn, &scope, no).await?.ok_or(Fault::NotFound)?;
    let body = SessionBody::of(&detail.session, detail.abstract_, scope.zone());
    answer(&req, detail.session.version, &body)
}

/// The draft of a session, for whoever may change it.
pub fn tagged(
    req: &HttpRequest,
    scope: &Scope,
    detail: SessionDetail,
) -> Result<HttpResponse, Fault> {
    let body = SessionBody::draft(&detail.session, detail.abstract_, scope.zone());
    answer(req, detail.session.version, &body)
}

/// A session with a tag that names its version first and what else it shows after: seats come and go
/// without a new version, and whoever changes a session need not have seen the last of them.
fn answer(req: &HttpRequest, version: i32, body: &SessionBody) -> Result<HttpResponse, Fault> {
    let bytes = serde_json::to_vec(body).map_err(anyhow::Error::from)?;
    let tag = format!("\"v{version}.{}\"", etag(&bytes).trim_matches('"'));
    let known = not_modified(req, &tag);
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, "no-cache"));
    if known {
        return Ok(answer.finish());
    }
    Ok(answer.content_type("application/json").body(bytes))
}

fn filter_of(query: &Form) -> Result<PageFilter, Fault> {
    let malformed = |name: &str| Fault::Malformed(name.to_owned());
    let given = |name| Some(query.one(name)).filter(|text| !text.is_empty());
    let day = given("day").map(|text| text.parse().or(Err(malformed("day")))).transpose()?;
    let room = given("room").map(|text| text.parse().or(Err(malformed("room")))).transpose()?;
    Ok(PageFilter { day, track: given("track").map(str::to_owned), room })
}

/// A session number as the place where a page begins.
fn place_of(no: i32) -> Uuid {
    Uuid::from_u128(u128::try_from(no).unwrap_or_default())
}

fn number_at(cursor: Cursor) -> Result<i32, Fault> {
    i32::try_from(cursor.0.as_u128()).or(Err(Fault::Malformed("cursor".to_owned())))
}
