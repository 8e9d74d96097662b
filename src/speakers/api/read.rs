use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::accounts::Scope;
use crate::db::{self, Db};
use crate::speakers::commands::look_at_speaker;
use crate::speakers::store;
use crate::types::{Clock, SpeakerId};
use crate::web::{Cursor, Fault, Page, Problem, Query, json_tagged};

use super::bodies::{SpeakerBody, SpeakerList};
use super::speaker;

/// Most speakers on one page of the list.
const PAGE: usize = 100;

/// Who speaks at the forum, hidden speakers too, in order of precedence.
#[utoipa::path(
    get,
    path = "/api/v1/forums/{forum}/speakers",
    tag = "speakers",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("cursor" = Option<String>, Query, description = "Where the page begins: `next` of the page before"),
    ),
    responses(
        (status = 200, description = "A page of speakers; strong `ETag`", body = SpeakerList),
        (status = 304, description = "Not changed since `If-None-Match`"),
        (status = 400, description = "The cursor is none of ours", body = Problem),
        (status = 404, description = "No such forum, or another's", body = Problem),
    ),
)]
pub async fn list_speakers(
    req: HttpRequest,
    db: Data<Db>,
    scope: Scope,
    Query(query): Query,
) -> Result<HttpResponse, Fault> {
    let after = Cursor::parse(query.one("cursor"))?.map(|cursor| SpeakerId(cursor.0));
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut conn = db.conn().await?;
    let rows = match store::speakers_after(&mut conn, &scope, after, limit).await {
        Err(db::Error::NotFound) => Err(Fault::Malformed("cursor".to_owned())),
        rows => rows.map_err(Fault::from),
    }?;
    let page = Page::cut(rows, PAGE, |speaker| speaker.id.0);
    json_tagged(
        &req,
        &SpeakerList {
            speakers: page.rows.into_iter().map(Into::into).collect(),
            next: page.next.map(Cursor::text),
        },
    )
}

/// One speaker, with how they are reached and what they agreed to. That it was read is noted in the log.
#[utoipa::path(
    get,
    path = "/api/v1/forums/{forum}/speakers/{speaker}",
    tag = "speakers",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("speaker" = String, Path, description = "The speaker's id"),
    ),
    responses(
        (status = 200, description = "The speaker; strong `ETag`, which a change takes as `If-Match`", body = SpeakerBody),
        (status = 304, description = "Not changed since `If-None-Match`"),
        (status = 404, description = "No such speaker, or another forum's", body = Problem),
    ),
)]
pub async fn read_speaker(
    req: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
) -> Result<HttpResponse, Fault> {
    let (found, contact, _) = look_at_speaker(&db, &clock, &scope, speaker(&req)?).await?;
    SpeakerBody::of(&found, &contact).answer(&req, StatusCode::OK)
}
