use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::accounts::Scope;
use crate::db::Db;
use crate::registration::commands;
use crate::registration::model::{RegistrationState, SeatState};
use crate::registration::queries::{Mine, mine};
use crate::registration::wish::DetailsSent;
use crate::types::{Clock, FieldFaults, RegistrationId, Words};
use crate::web::{Body, Fault, Problem, Reader, etag, if_match, json, not_modified, version_tag};

/// One's own registration.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MyRegistration {
    reference: String,
    state: RegistrationState,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<i32>,
    forum: String,
    category: String,
    email: String,
    name: String,
    name_latin: Option<String>,
    badge_name: Option<String>,
    affiliation: Option<String>,
    language: &'static str,
    photo: &'static str,
    discreet: bool,
    may_change: bool,
    version: i32,
    seats: Vec<MySeatBody>,
}

/// A session that can be signed up for, and one's own part in it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MySeatBody {
    session: i32,
    #[schema(value_type = Object)]
    title: Words,
    starts_at: DateTime<FixedOffset>,
    ends_at: DateTime<FixedOffset>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<SeatState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<i32>,
}

impl MyRegistration {
    fn of(mine: Mine) -> Self {
        let zone = mine.forum.zone;
        let text = |name: Option<crate::types::PersonName>| name.map(|n| n.as_str().to_owned());
        let details = mine.person.details;
        let seats = mine.sessions.into_iter().map(|own| MySeatBody {
            session: own.session.no,
            title: own.session.title,
            starts_at: zone.local(own.session.starts_at).fixed_offset(),
            ends_at: zone.local(own.session.ends_at).fixed_offset(),
            state: own.state,
            place: own.place,
        });
        Self {
            reference: mine.person.reference.as_str().to_owned(),
            state: mine.person.state,
            place: mine.standing.place,
            forum: mine.forum.slug.to_string(),
            category: mine.category.code.as_str().to_owned(),
            email: mine.person.email.as_str().to_owned(),
            name: details.name.as_str().to_owned(),
            name_latin: text(details.name_latin),
            badge_name: text(details.badge_name),
            affiliation: details.affiliation,
            language: details.lang.code(),
            photo: details.photo.code(),
            discreet: details.discreet,
            may_change: mine.may_change,
            version: mine.person.version,
            seats: seats.collect(),
        }
    }
}

fn own(scope: &Scope) -> Result<RegistrationId, Fault> {
    scope.registration().ok_or(Fault::Unauthenticated)
}

async fn answer(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    req: &HttpRequest,
) -> Result<HttpResponse, Fault> {
    let mut conn = db.conn().await?;
    let body = MyRegistration::of(mine(&mut conn, scope, own(scope)?, clock.now()).await?);
    let tag = etag(&serde_json::to_vec(&body).unwrap_or_default());
    if req.method() == actix_web::http::Method::GET && not_modified(req, &tag) {
        return Ok(HttpResponse::NotModified().insert_header(("etag", tag)).finish());
    }
    let mut response = json(&body);
    let version = version_tag(body.version);
    let tag = if req.method().is_safe() { tag } else { version };
    if let Ok(value) = actix_web::http::header::HeaderValue::from_str(&tag) {
        response.headers_mut().insert(actix_web::http::header::ETAG, value);
    }
    Ok(response)
}

/// One's own registration, by the private link's token as bearer.
#[utoipa::path(get, path = "/api/v1/registrations/me", tag = "my registration",
    responses((status = 200, body = MyRegistration), (status = 304), (status = 401, body = Problem, content_type = "application/problem+json")))]
pub async fn get_my_registration(
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
    req: HttpRequest,
) -> Result<HttpResponse, Fault> {
    answer(&db, &clock, &scope, &req).await
}

/// What may be changed of one's own registration; what is absent stays.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct ChangeBody {
    name: Option<String>,
    name_latin: Option<String>,
    badge_name: Option<String>,
    affiliation: Option<String>,
    language: Option<String>,
    photo: Option<String>,
    discreet: Option<bool>,
}

/// Changes one's own details; address and category stay. `If-Match` with the version is honoured.
#[utoipa::path(patch, path = "/api/v1/registrations/me", tag = "my registration",
    request_body = ChangeBody,
    responses((status = 200, body = MyRegistration),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub async fn change_my_registration(
    db: Data<Db>,
    clock: Data<Clock>,
    reader: Reader,
    scope: Scope,
    req: HttpRequest,
    body: Body<ChangeBody>,
) -> Result<HttpResponse, Fault> {
    let id = own(&scope)?;
    let mut conn = db.conn().await?;
    let now = mine(&mut conn, &scope, id, clock.now()).await?;
    drop(conn);
    if req.headers().contains_key("if-match") {
        if_match(&req, now.person.version)?;
    }
    let old = now.person.details;
    let text =
        |name: &Option<crate::types::PersonName>| name.as_ref().map(|n| n.as_str().to_owned());
    let change = body.value;
    let sent = DetailsSent {
        name: change.name.unwrap_or_else(|| old.name.as_str().to_owned()),
        name_latin: change.name_latin.or_else(|| text(&old.name_latin)),
        badge_name: change.badge_name.or_else(|| text(&old.badge_name)),
        affiliation: change.affiliation.or_else(|| old.affiliation.clone()),
        language: Some(change.language.unwrap_or_else(|| old.lang.code().to_owned())),
        photo: Some(change.photo.unwrap_or_else(|| old.photo.code().to_owned())),
        discreet: change.discreet.unwrap_or(old.discreet),
        ..DetailsSent::default()
    };
    let mut faults = FieldFaults::default();
    let details = sent.parse(reader.lang, &mut faults);
    faults.done()?;
    let Some(mut details) = details else { return Err(Fault::Invalid(FieldFaults::default())) };
    details.needs = old.needs;
    commands::change_details(&db, &clock, &scope, id, Some(now.person.version), details).await?;
    answer(&db, &clock, &scope, &req).await
}

/// Takes a seat, or a place in line for it.
#[utoipa::path(put, path = "/api/v1/registrations/me/seats/{no}", tag = "my registration",
    params(("no" = i32, Path)),
    responses((status = 200, body = MyRegistration),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json")))]
pub async fn take_my_seat(
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
    req: HttpRequest,
    no: Path<i32>,
) -> Result<HttpResponse, Fault> {
    commands::take_seat(&db, &clock, &scope, own(&scope)?, *no).await?;
    answer(&db, &clock, &scope, &req).await
}

/// Gives a seat or a place in line back.
#[utoipa::path(delete, path = "/api/v1/registrations/me/seats/{no}", tag = "my registration",
    params(("no" = i32, Path)),
    responses((status = 200, body = MyRegistration),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json")))]
pub async fn give_up_my_seat(
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
    req: HttpRequest,
    no: Path<i32>,
) -> Result<HttpResponse, Fault> {
    commands::give_up_seat(&db, &clock, &scope, own(&scope)?, *no).await?;
    answer(&db, &clock, &scope, &req).await
}

/// Ends one's registration; everything it held goes to those who wait.
#[utoipa::path(post, path = "/api/v1/registrations/me/cancellation", tag = "my registration",
    responses((status = 200, body = MyRegistration),
        (status = 409, body = Problem, content_type = "application/problem+json")))]
pub async fn cancel_my_registration(
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
    req: HttpRequest,
) -> Result<HttpResponse, Fault> {
    commands::withdraw(&db, &clock, &scope, own(&scope)?).await?;
    answer(&db, &clock, &scope, &req).await
}
