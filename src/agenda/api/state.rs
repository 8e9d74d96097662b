use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::accounts::Scope;
use crate::db::Db;
use crate::types::{Clock, FieldFaults, line};
use crate::web::{Body, Fault, Problem};

use super::super::commands::{accept_overlap, cancel_session};
use super::super::queries::desk_session;
use super::bodies::SessionBody;
use super::change::expected;
use super::number;
use super::read::tagged;
use super::releases::NoteSent;

/// The longest reason, in characters.
const REASON: usize = 300;

/// A session to be called off.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancellationSent {
    /// Public, in the change log; at most 1,000 characters in each language.
    #[serde(default)]
    note: NoteSent,
}

/// An overlap to be accepted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverlapSent {
    /// Why two sessions may be in one room: for organizers alone, at most 300 characters.
    reason: String,
}

/// The draft of a session, in any state: what a change is made for.
#[utoipa::path(
    get,
    path = "/api/v1/forums/{forum}/sessions/{no}/draft",
    tag = "agenda",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("no" = i32, Path, description = "The session's number"),
    ),
    responses(
        (status = 200, description = "The draft; its `ETag` is what a change gives as `If-Match`", body = SessionBody),
        (status = 304, description = "Not changed since `If-None-Match`"),
        (status = 404, description = "No such session, or another forum's", body = Problem),
    ),
)]
pub async fn read_draft(
    req: HttpRequest,
    db: Data<Db>,
    scope: Scope,
) -> Result<HttpResponse, Fault> {
    draft(&req, &db, &scope).await
}

/// Calls a session off. Where the public knows of it this is a release at once: everyone who holds a
/// seat or waits for one is written to, seats are given back, and nobody can sign up any more.
#[utoipa::path(
    post,
    path = "/api/v1/forums/{forum}/sessions/{no}/cancellation",
    tag = "agenda",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("no" = i32, Path, description = "The session's number"),
        ("If-Match" = String, Header, description = "The `ETag` of the draft it is made for, or `*`"),
    ),
    request_body = CancellationSent,
    responses(
        (status = 200, description = "The draft as it is now", body = SessionBody),
        (status = 404, description = "No such session, or another forum's", body = Problem),
        (status = 409, description = "`agenda.move_refused`: it was held", body = Problem),
        (status = 412, description = "`agenda.version_stale`: someone else changed it meanwhile", body = Problem),
        (status = 422, description = "A field is wrong", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    ),
)]
pub async fn create_cancellation(
    req: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
    body: Body<CancellationSent>,
) -> Result<HttpResponse, Fault> {
    let (no, expect) = (number(&req)?, expected(&req)?);
    let note = body.value.note.parse()?;
    cancel_session(&db, &clock, &scope, no, &expect, &note).await?;
    draft(&req, &db, &scope).await
}

/// Accepts that a session overlaps others in its room, until it is moved.
#[utoipa::path(
    put,
    path = "/api/v1/forums/{forum}/sessions/{no}/overlap",
    tag = "agenda",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("no" = i32, Path, description = "The session's number"),
        ("If-Match" = String, Header, description = "The `ETag` of the draft it is made for, or `*`"),
    ),
    request_body = OverlapSent,
    responses(
        (status = 200, description = "The draft as it is now", body = SessionBody),
        (status = 404, description = "No such session, or another forum's", body = Problem),
        (status = 409, description = "`agenda.move_refused`: it was held or called off", body = Problem),
        (status = 412, description = "`agenda.version_stale`: someone else changed it meanwhile", body = Problem),
        (status = 422, description = "The reason is missing or too long", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    ),
)]
pub async fn put_overlap(
    req: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
    body: Body<OverlapSent>,
) -> Result<HttpResponse, Fault> {
    let mut faults = FieldFaults::default();
    let reason = faults.keep("reason", line(&body.value.reason, REASON));
    faults.done()?;
    overlap(&req, &db, &clock, &scope, reason).await
}

/// Takes back that a session may overlap others in its room.
#[utoipa::path(
    delete,
    path = "/api/v1/forums/{forum}/sessions/{no}/overlap",
    tag = "agenda",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("no" = i32, Path, description = "The session's number"),
        ("If-Match" = String, Header, description = "The `ETag` of the draft it is made for, or `*`"),
    ),
    responses(
        (status = 200, description = "The draft as it is now", body = SessionBody),
        (status = 404, description = "No such session, or another forum's", body = Problem),
        (status = 409, description = "`agenda.move_refused`: it was held or called off", body = Problem),
        (status = 412, description = "`agenda.version_stale`: someone else changed it meanwhile", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    ),
)]
pub async fn delete_overlap(
    req: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
) -> Result<HttpResponse, Fault> {
    overlap(&req, &db, &clock, &scope, None).await
}

async fn overlap(
    req: &HttpRequest,
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    reason: Option<String>,
) -> Result<HttpResponse, Fault> {
    accept_overlap(db, clock, scope, number(req)?, &expected(req)?, reason).await?;
    draft(req, db, scope).await
}

async fn draft(req: &HttpRequest, db: &Db, scope: &Scope) -> Result<HttpResponse, Fault> {
    let mut conn = db.conn().await?;
    let detail = desk_session(&mut conn, scope, number(req)?).await?.ok_or(Fault::NotFound)?;
    tagged(req, scope, detail)
}
