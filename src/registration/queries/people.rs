use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::{category, registration, session, session_seat};
use crate::db::{self, Conn};
use crate::registration::model::{RegistrationState, SeatState};
use crate::types::{CategoryId, RegistrationId, Words, fold};

/// What a list of people is narrowed to; everything empty means everyone.
#[derive(Clone, Debug, Default)]
pub struct PeopleFilter {
    /// Those in this state.
    pub state: Option<RegistrationState>,
    /// Those of this category.
    pub category: Option<CategoryId>,
    /// Those who hold or wait for a seat in the session of this number.
    pub session: Option<i32>,
    /// Those whose names, affiliation, address, domain or reference hold every word of this.
    pub search: String,
}

/// One line of a list of people.
#[derive(Clone, Debug, Queryable)]
pub struct PersonLine {
    id: RegistrationId,
    reference: String,
    name: String,
    name_latin: Option<String>,
    badge_name: Option<String>,
    affiliation: Option<String>,
    email: String,
    state: String,
    category: Words,
    created_at: DateTime<Utc>,
    verified_at: Option<DateTime<Utc>>,
}

/// One person of a list, with their seats.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// The registration; the list's order.
    pub id: RegistrationId,
    /// Its name to people.
    pub reference: String,
    /// The full name.
    pub name: String,
    /// The name in Latin letters.
    pub name_latin: Option<String>,
    /// The name on the badge.
    pub badge_name: Option<String>,
    /// Organisation and role.
    pub affiliation: Option<String>,
    /// The address.
    pub email: String,
    /// Where the registration stands.
    pub state: RegistrationState,
    /// The category.
    pub category: Words,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When the private link was first opened.
    pub verified_at: Option<DateTime<Utc>>,
    /// Live seats: the session's number and how they stand, in the order of the agenda.
    pub seats: Vec<(i32, SeatState)>,
}

/// A forum's people, newest first, from `before` on; one more than `limit` when there is more. Two
/// queries for any size of forum.
///
/// # Errors
/// A broken database.
pub async fn list_people(
    conn: &mut Conn,
    scope: &Scope,
    filter: &PeopleFilter,
    before: Option<RegistrationId>,
    limit: i64,
) -> db::Result<Vec<PersonRow>> {
    let mut rows = narrowed(scope, filter);
    if let Some(before) = before {
        rows = rows.filter(registration::id.lt(before));
    }
    let lines: Vec<PersonLine> = rows
        .order(registration::id.desc())
        .limit(limit + 1)
        .select((
            registration::id,
            registration::reference,
            registration::name,
            registration::name_latin,
            registration::badge_name,
            registration::affiliation,
            registration::email,
            registration::state,
            category::name,
            registration::created_at,
            registration::verified_at,
        ))
        .load(conn)
        .await?;
    with_seats(conn, scope, lines).await
}

type Joined = diesel::helper_types::InnerJoinQuerySource<registration::table, category::table>;

fn narrowed<'a>(
    scope: &Scope,
    filter: &'a PeopleFilter,
) -> diesel::internal::table_macro::BoxedSelectStatement<
    'a,
    (
        <registration::table as diesel::query_builder::AsQuery>::SqlType,
        <category::table as diesel::query_builder::AsQuery>::SqlType,
    ),
    diesel::internal::table_macro::FromClause<Joined>,
    Pg,
> {
    let mut rows = registration::table
        .inner_join(category::table)
        .filter(registration::forum_id.eq(scope.forum()))
        .filter(registration::state.ne("anonymised"))
        .into_boxed::<Pg>();
    if let Some(kept_to) = scope.kept_to() {
        rows = rows.filter(registration::category_id.eq_any(kept_to.to_vec()));
    }
    if let Some(state) = filter.state {
        rows = rows.filter(registration::state.eq(state.code()));
    }
    if let Some(category) = filter.category {
        rows = rows.filter(registration::category_id.eq(category));
    }
    if let Some(no) = filter.session {
        let seats = session_seat::table
            .inner_join(session::table)
            .filter(session_seat::registration_id.eq(registration::id))
            .filter(session_seat::state.eq_any(["confirmed", "waitlisted", "requested"]))
            .filter(session::forum_id.eq(scope.forum()))
            .filter(session::no.eq(no));
        rows = rows.filter(exists(seats));
    }
    for word in fold(&filter.search).split_whitespace().take(8) {
        rows = rows.filter(registration::search.like(format!("%{word}%")));
    }
    rows
}

async fn with_seats(
    conn: &mut Conn,
    scope: &Scope,
    lines: Vec<PersonLine>,
) -> db::Result<Vec<PersonRow>> {
    let ids: Vec<RegistrationId> = lines.iter().map(|line| line.id).collect();
    let rows: Vec<(RegistrationId, i32, String)> = session_seat::table
        .inner_join(session::table)
        .filter(session_seat::registration_id.eq_any(&ids))
        .filter(session_seat::forum_id.eq(scope.forum()))
        .order(session::no)
        .select((session_seat::registration_id, session::no, session_seat::state))
        .load(conn)
        .await?;
    let mut seats: BTreeMap<RegistrationId, Vec<(i32, SeatState)>> = BTreeMap::new();
    for (id, no, state) in rows {
        let state = SeatState::parse(&state);
        if state.is_live() {
            seats.entry(id).or_default().push((no, state));
        }
    }
    let row = |line: PersonLine| PersonRow {
        seats: seats.remove(&line.id).unwrap_or_default(),
        id: line.id,
        reference: line.reference,
        name: line.name,
        name_latin: line.name_latin,
        badge_name: line.badge_name,
        affiliation: line.affiliation,
        email: line.email,
        state: RegistrationState::parse(&line.state),
        category: line.category,
        created_at: line.created_at,
        verified_at: line.verified_at,
    };
    Ok(lines.into_iter().map(row).collect())
}

/// The registration of a reference at this forum.
///
/// # Errors
/// A broken database; not found.
pub async fn find_by_reference(
    conn: &mut Conn,
    scope: &Scope,
    reference: &str,
) -> db::Result<RegistrationId> {
    let (id, category): (RegistrationId, CategoryId) = registration::table
        .filter(registration::forum_id.eq(scope.forum()))
        .filter(registration::reference.eq(reference))
        .filter(registration::state.ne("anonymised"))
        .select((registration::id, registration::category_id))
        .first(conn)
        .await?;
    // Whoever is out of reach looks as if they were not there.
    if scope.reaches(category) { Ok(id) } else { Err(db::Error::NotFound) }
}

/// The references of registrations of this forum, by id.
///
/// # Errors
/// A broken database.
pub async fn references_of(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[RegistrationId],
) -> db::Result<BTreeMap<RegistrationId, String>> {
    let rows: Vec<(RegistrationId, String)> = registration::table
        .filter(registration::id.eq_any(ids))
        .filter(registration::forum_id.eq(scope.forum()))
        .select((registration::id, registration::reference))
        .load(conn)
        .await?;
    Ok(rows.into_iter().collect())
}
