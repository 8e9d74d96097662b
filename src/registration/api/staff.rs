use actix_web::http::header::LINK;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::accounts::Scope;
use crate::db::Db;
use crate::registration::commands::look_at_people;
use crate::registration::model::{RegistrationState, SeatState};
use crate::registration::queries::{PeopleFilter, PersonRow};
use crate::types::{Clock, RegistrationId, Words};
use crate::web::{Cursor, Fault, Page, Problem, Query, json, limit_of, next_link};

/// What the next page is asked with again.
const FILTERS: [&str; 4] = ["limit", "state", "q", "session"];

/// People of a forum, newest first.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PeopleBody {
    registrations: Vec<PersonBody>,
    /// The cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// One person.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PersonBody {
    reference: String,
    state: RegistrationState,
    name: String,
    name_latin: Option<String>,
    badge_name: Option<String>,
    affiliation: Option<String>,
    email: String,
    #[schema(value_type = Object)]
    category: Words,
    created_at: DateTime<Utc>,
    verified: bool,
    seats: Vec<SeatBody>,
}

/// One seat of a person.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SeatBody {
    session: i32,
    state: SeatState,
}

impl From<PersonRow> for PersonBody {
    fn from(row: PersonRow) -> Self {
        let seats = row.seats.into_iter().map(|(session, state)| SeatBody { session, state });
        Self {
            reference: row.reference,
            state: row.state,
            name: row.name,
            name_latin: row.name_latin,
            badge_name: row.badge_name,
            affiliation: row.affiliation,
            email: row.email,
            category: row.category,
            created_at: row.created_at,
            verified: row.verified_at.is_some(),
            seats: seats.collect(),
        }
    }
}

/// The people of a forum, with their whole addresses; every look is in the audit log.
///
/// It takes the permission to take attendance lists out, and of a browser a proof of the last quarter of an hour.
#[utoipa::path(get, path = "/api/v1/forums/{forum}/registrations", tag = "registrations",
    params(("forum" = String, Path), ("state" = Option<String>, Query), ("q" = Option<String>, Query),
        ("session" = Option<i32>, Query),
        ("limit" = Option<u16>, Query, minimum = 1, maximum = 200, description = "People on a page, 1 to 200; 50 unless told"),
        ("cursor" = Option<String>, Query)),
    responses((status = 200, body = PeopleBody),
        (status = 400, description = "The cursor, the limit or a filter is none of ours", body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json")))]
pub async fn list_registrations(
    req: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
    query: Query,
) -> Result<HttpResponse, Fault> {
    let limit = limit_of(&query.0, 50, 200)?;
    let cursor = Cursor::parse(query.0.one("cursor"))?;
    let state =
        Some(query.0.one("state")).filter(|word| !word.is_empty()).map(RegistrationState::parse);
    if state == Some(RegistrationState::Other) {
        return Err(Fault::Malformed("state".to_owned()));
    }
    let session = query.0.one("session");
    let session = if session.is_empty() {
        None
    } else {
        let no = session.parse().ok();
        Some(no.ok_or_else(|| Fault::Malformed("session".to_owned()))?)
    };
    let filter = PeopleFilter {
        state,
        session,
        search: query.0.one("q").to_owned(),
        ..PeopleFilter::default()
    };
    let before = cursor.map(|cursor| RegistrationId(cursor.0));
    let rows = look_at_people(&db, &clock, &scope, &filter, before, limit).await?;
    let page = Page::cut(rows, limit, |row| row.id.0);
    let next = page.next.map(Cursor::text);
    let body =
        PeopleBody { registrations: page.rows.into_iter().map(PersonBody::from).collect(), next };
    let mut response = json(&body);
    let next = body.next.as_deref();
    if let Some(link) = next.and_then(|next| next_link(req.path(), &query.0, &FILTERS, next)) {
        response.headers_mut().insert(LINK, link);
    }
    Ok(response)
}
