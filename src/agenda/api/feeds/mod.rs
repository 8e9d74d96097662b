//! The public feeds: the released agenda as files, kept in memory until the database tells of a change.

mod sheet;
mod shelf;

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::http::header;
use actix_web::web::{Data, block};
use actix_web::{HttpRequest, HttpResponse};

use crate::accounts::Scope;
use crate::db::Db;
use crate::mail::Courier;
use crate::types::{Clock, Lang};
use crate::web::{Fault, Form, PublicUrl, Query};

use super::super::outlet::{Medium, Place, Wanted, render};
use sheet::Sheet;
use shelf::Kept;

pub use shelf::Feeds;

/// Most sessions that one address names.
const NUMBERS: usize = 500;

/// The released agenda as `schedule.xml`, `.json`, `.ics` or `.csv`, in the language of `?lang=`, else
/// in the forum's first. The reader's own language plays no part: one address is one file, whoever
/// fetches it. `?room=`, `?track=`, `?speaker=` and `?sessions=3.17` leave the sessions that hold; where none does, the
/// file is empty rather than missing, so that a calendar forgets what was taken back.
pub async fn schedule(
    req: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    (feeds, courier, public): (Data<Feeds>, Data<Courier>, Data<PublicUrl>),
    scope: Scope,
    Query(query): Query,
) -> Result<HttpResponse, Fault> {
    let (medium, spoken) = medium(&req)?;
    if let Some(lang) = spoken {
        return Ok(moved(&scope, medium, Some(lang)));
    }
    let wanted = wanted(&query)?;
    let kept = feeds.kept(&db, &scope, clock.now()).await?;
    let lang = lang_of(&query, &kept);
    if let Some(sheet) = kept.sheet(medium, lang).filter(|_| wanted.is_all()) {
        return sheet.answer(&req, &scope, medium);
    }
    let place = Place {
        base: public.0.clone(),
        host: courier.stationery.host().to_owned(),
        source: source(&public, &scope, medium, lang, &wanted),
    };
    let whole = wanted.is_all();
    let issue = Arc::clone(&kept);
    let bytes = block(move || render(medium, &issue.issue, lang, &place, &wanted))
        .await
        .map_err(anyhow::Error::from)??;
    let sheet = Arc::new(Sheet::new(bytes, lang, &kept)?);
    if whole {
        kept.keep(medium, lang, Arc::clone(&sheet));
    }
    sheet.answer(&req, &scope, medium)
}

/// On from the addresses that other systems made known.
pub async fn elsewhere(req: HttpRequest, scope: Scope) -> Result<HttpResponse, Fault> {
    let (medium, lang) = medium(&req)?;
    Ok(moved(&scope, medium, lang))
}

fn medium(req: &HttpRequest) -> Result<(Medium, Option<Lang>), Fault> {
    let ending = req.match_info().get("medium").unwrap_or_default();
    Medium::parse(ending).ok_or(Fault::NotFound)
}

fn moved(scope: &Scope, medium: Medium, lang: Option<Lang>) -> HttpResponse {
    let lang = lang.map(|lang| format!("?lang={}", lang.code())).unwrap_or_default();
    let path = format!("/{}/schedule.{}{lang}", scope.slug(), medium.suffix());
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, path)).finish()
}

fn wanted(query: &Form) -> Result<Wanted, Fault> {
    let given = |name| Some(query.one(name)).filter(|text| !text.is_empty());
    let malformed = |name: &str| Fault::Malformed(name.to_owned());
    Ok(Wanted {
        room: given("room").map(|id| id.parse().or(Err(malformed("room")))).transpose()?,
        track: given("track").map(str::to_owned),
        speaker: given("speaker").map(|id| id.parse().or(Err(malformed("speaker")))).transpose()?,
        sessions: given("sessions").map(numbers).transpose()?,
    })
}

/// Session numbers with points between them.
fn numbers(text: &str) -> Result<BTreeSet<i32>, Fault> {
    let number = |part: &str| part.parse().ok().filter(|no: &i32| *no > 0);
    let numbers: Option<BTreeSet<i32>> = text.split('.').map(number).collect();
    numbers.filter(|all| all.len() <= NUMBERS).ok_or(Fault::Malformed("sessions".to_owned()))
}

fn lang_of(query: &Form, kept: &Kept) -> Lang {
    let own = || kept.issue.forum.languages.first().copied().unwrap_or_default();
    Lang::parse(query.one("lang")).unwrap_or_else(own)
}

/// The one canonical address of a file, which a calendar remembers.
fn source(url: &PublicUrl, scope: &Scope, medium: Medium, lang: Lang, wanted: &Wanted) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs.append_pair("lang", lang.code());
    let room = wanted.room.map(|id| id.to_string());
    let speaker = wanted.speaker.map(|id| id.to_string());
    let sessions = wanted
        .sessions
        .as_ref()
        .map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>().join("."));
    let track = &wanted.track;
    let narrowed =
        [("room", &room), ("track", track), ("speaker", &speaker), ("sessions", &sessions)];
    for (name, value) in narrowed {
        if let Some(value) = value {
            pairs.append_pair(name, value);
        }
    }
    format!("{}/{}/schedule.{}?{}", url.0, scope.slug(), medium.suffix(), pairs.finish())
}
