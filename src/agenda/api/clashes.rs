use actix_web::HttpResponse;
use actix_web::web::Data;
use chrono::TimeDelta;
use serde::Serialize;
use utoipa::ToSchema;

use crate::accounts::Scope;
use crate::db::Db;
use crate::web::{Fault, Problem, Query, Reader, json};

use super::super::queries::draft_clashes;
use super::super::wording::clash_words;

/// Minutes that a speaker needs between two rooms, unless the caller says how many.
const WALK: i64 = 10;

/// Where the draft contradicts itself.
#[derive(Serialize, ToSchema)]
struct ClashBody {
    /// `error`, `warning` or `accepted`.
    weight: &'static str,
    /// `room`, `speaker`, `walk`, `unavailable`, `declined`, `outside_days` or `room_small`.
    kind: &'static str,
    /// The session's number; of two, the one that starts first.
    session: i32,
    /// The other session's.
    other: Option<i32>,
    /// A sentence in the reader's language.
    message: String,
}

/// The clashes of a draft.
#[derive(Serialize, ToSchema)]
pub struct ClashList {
    /// The worst first.
    clashes: Vec<ClashBody>,
    /// There are more than are told here.
    more: bool,
}

/// How the draft of the agenda contradicts itself: rooms, speakers, days, sizes.
#[utoipa::path(
    get,
    path = "/api/v1/forums/{forum}/clashes",
    tag = "agenda",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("walk" = Option<u16>, Query, maximum = 120, description = "Minutes a speaker needs from room to room, 0 to 120; 10 unless told"),
    ),
    responses(
        (status = 200, description = "The clashes", body = ClashList),
        (status = 400, description = "`walk` can not be read", body = Problem),
        (status = 404, description = "No such forum, or another's", body = Problem),
    ),
)]
pub async fn list_clashes(
    reader: Reader,
    db: Data<Db>,
    scope: Scope,
    Query(query): Query,
) -> Result<HttpResponse, Fault> {
    let walk = match query.one("walk") {
        "" => WALK,
        text => {
            let minutes = text.parse().ok().filter(|minutes| (0..=120).contains(minutes));
            minutes.ok_or_else(|| Fault::Malformed("walk".to_owned()))?
        }
    };
    let mut conn = db.conn().await?;
    let found = draft_clashes(&mut conn, &scope, TimeDelta::minutes(walk)).await?;
    let clashes = found.all.iter().map(|clash| ClashBody {
        weight: clash.weight.code(),
        kind: clash.kind.code(),
        session: clash.no,
        other: clash.kind.other(),
        message: clash_words(reader.t(), clash, &found.rooms, &found.people),
    });
    Ok(json(&ClashList { clashes: clashes.collect(), more: found.more }))
}
