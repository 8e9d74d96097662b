use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::accounts::Scope;
use crate::db::{Conn, Db};
use crate::i18n::Tr;
use crate::types::{Clock, FieldFaults, Lang, Words, block};
use crate::web::{Body, Cursor, Fault, Page, Problem, Query, Reader, json_status, json_tagged};

use super::super::commands::{Made, NewRelease, make_release, restore_release};
use super::super::queries::{Release, find_release, names, releases};
use super::super::wording::Names;

/// Releases on one page of the log.
const PAGE: usize = 20;
/// The longest note, in characters.
const NOTE: usize = 1000;

/// What a release did to a session.
#[derive(Serialize, ToSchema)]
struct ReleaseChange {
    /// The session's number.
    session: i32,
    /// Its title now, by language; null when it is not public any more.
    #[schema(value_type = Option<BTreeMap<String, String>>)]
    title: Option<Words>,
    /// `added`, `taken_out`, `cancelled`, `moved`, `retitled`, `people`, `languages` or `described`.
    kind: &'static str,
    /// A sentence in the reader's language.
    message: String,
}

/// A numbered release of the agenda.
#[derive(Serialize, ToSchema)]
pub struct ReleaseBody {
    /// Counts from 1 for each forum.
    number: i32,
    /// When it was made.
    at: DateTime<Utc>,
    /// What the organizer says of it, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    note: Words,
    /// The number of the older release it brought back.
    restores: Option<i32>,
    changes: Vec<ReleaseChange>,
}

impl ReleaseBody {
    /// What anyone may read.
    fn of(release: Release, names: &Names, t: Tr) -> Self {
        let changes = release.changes.iter().filter_map(|change| {
            let (title, message) = names.public(t, change)?;
            let (title, kind) = (title.cloned(), change.kind.code());
            Some(ReleaseChange { session: change.no, title, kind, message })
        });
        Self {
            number: release.number,
            at: release.at,
            restores: release.restores,
            changes: changes.collect(),
            note: release.note,
        }
    }
}

/// A page of releases.
#[derive(Serialize, ToSchema)]
pub struct ReleaseList {
    /// The newest first.
    releases: Vec<ReleaseBody>,
    /// The cursor of the next page; null on the last.
    next: Option<String>,
}

/// What is said of a release, in the languages of the forum.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteSent {
    /// In Korean.
    #[serde(default)]
    ko: String,
    /// In English.
    #[serde(default)]
    en: String,
}

impl NoteSent {
    pub(super) fn parse(self) -> Result<Words, FieldFaults> {
        let mut faults = FieldFaults::default();
        let mut note = Words::default();
        for (lang, text) in [(Lang::Ko, self.ko), (Lang::En, self.en)] {
            if !text.trim().is_empty() {
                let text = faults.keep(&format!("note.{}", lang.code()), block(&text, NOTE));
                note.set(lang, text.unwrap_or_default());
            }
        }
        faults.done()?;
        Ok(note)
    }
}

/// A release to be made.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseSent {
    /// Public; at most 1,000 characters in each language.
    #[serde(default)]
    note: NoteSent,
    /// The numbers of the sessions to release; everything that has a time when left out.
    #[serde(default)]
    sessions: Option<Vec<i32>>,
}

/// An older release to be brought back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RestorationSent {
    /// Public; at most 1,000 characters in each language.
    #[serde(default)]
    note: NoteSent,
}

/// The public change log of the agenda, the newest release first.
#[utoipa::path(
    get,
    path = "/api/v1/forums/{forum}/releases",
    tag = "agenda",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("cursor" = Option<String>, Query, description = "Where the page begins: `next` of the page before"),
    ),
    responses(
        (status = 200, description = "A page of releases; strong `ETag`", body = ReleaseList),
        (status = 304, description = "Not changed since `If-None-Match`"),
        (status = 400, description = "The cursor can not be read", body = Problem),
        (status = 404, description = "No forum that the public may see", body = Problem),
    ),
)]
pub async fn list_releases(
    req: HttpRequest,
    reader: Reader,
    db: Data<Db>,
    scope: Scope,
    Query(query): Query,
) -> Result<HttpResponse, Fault> {
    let before = Cursor::parse(query.one("cursor"))?.map(number_at).transpose()?;
    let mut conn = db.conn().await?;
    let rows = i64::try_from(PAGE).unwrap_or_default();
    let page = releases(&mut conn, &scope, before, rows).await?;
    let page = Page::cut(page, PAGE, |release| place_of(release.number));
    let names = names(&mut conn, &scope).await?;
    let body = ReleaseList {
        next: page.next.map(Cursor::text),
        releases: page.rows.into_iter().map(|r| ReleaseBody::of(r, &names, reader.t())).collect(),
    };
    json_tagged(&req, &body)
}

/// Releases the draft of the agenda, or some sessions of it. Whoever holds a seat in a session that
/// moved or was taken out gets one letter.
#[utoipa::path(
    post,
    path = "/api/v1/forums/{forum}/releases",
    tag = "agenda",
    params(("forum" = String, Path, description = "The forum's name in addresses")),
    request_body = ReleaseSent,
    responses(
        (status = 201, description = "The release", body = ReleaseBody),
        (status = 404, description = "No such forum, or another's", body = Problem),
        (status = 409, description = "`agenda.nothing_to_release`, `agenda.move_refused`; `agenda.room_taken` or `agenda.release_clashes`: two sessions would be in one room", body = Problem),
        (status = 422, description = "`agenda.session_unknown`, or a field is wrong", body = Problem),
    ),
)]
pub async fn create_release(
    reader: Reader,
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
    body: Body<ReleaseSent>,
) -> Result<HttpResponse, Fault> {
    let ReleaseSent { note, sessions } = body.value;
    let want = NewRelease { note: note.parse()?, sessions };
    let made = make_release(&db, &clock, &scope, &want).await?;
    created(&mut *db.conn().await?, &scope, made, reader.t()).await
}

/// Brings the agenda of an older release back, as a new release. Drafts keep their words and times.
#[utoipa::path(
    post,
    path = "/api/v1/forums/{forum}/releases/{number}/restoration",
    tag = "agenda",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("number" = i32, Path, description = "The number of the older release"),
    ),
    request_body = RestorationSent,
    responses(
        (status = 201, description = "The new release", body = ReleaseBody),
        (status = 404, description = "No such release, or another forum's", body = Problem),
        (status = 409, description = "`agenda.nothing_to_release`: the public sees that agenda already", body = Problem),
        (status = 422, description = "A field is wrong", body = Problem),
    ),
)]
pub async fn create_restoration(
    req: HttpRequest,
    reader: Reader,
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
    body: Body<RestorationSent>,
) -> Result<HttpResponse, Fault> {
    let number = req.match_info().get("number").unwrap_or_default();
    let number: i32 = number.parse().ok().filter(|number| *number > 0).ok_or(Fault::NotFound)?;
    let note = body.value.note.parse()?;
    let made = restore_release(&db, &clock, &scope, number, &note).await?;
    created(&mut *db.conn().await?, &scope, made, reader.t()).await
}

async fn created(conn: &mut Conn, scope: &Scope, made: Made, t: Tr) -> Result<HttpResponse, Fault> {
    let release = find_release(conn, scope, made.number).await?;
    let names = names(conn, scope).await?;
    Ok(json_status(StatusCode::CREATED, &ReleaseBody::of(release, &names, t)))
}

/// A release's number as the place where a page begins.
fn place_of(number: i32) -> Uuid {
    Uuid::from_u128(u128::try_from(number).unwrap_or_default())
}

fn number_at(cursor: Cursor) -> Result<i32, Fault> {
    i32::try_from(cursor.0.as_u128()).or(Err(Fault::Malformed("cursor".to_owned())))
}
