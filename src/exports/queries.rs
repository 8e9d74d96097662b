use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::dsl::{case_when, exists};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use serde_json::Value;

use crate::accounts::Scope;
use crate::db::schema::{app_user, registration, released_session, session, session_seat};
use crate::db::{self, Conn};
use crate::registration::{RegistrationState, SeatState};
use crate::types::{CategoryId, RegistrationId, SessionId, UserId, Words};

/// What a list is read by: a selection with its names looked up.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub state: Option<RegistrationState>,
    pub session: Option<SessionId>,
    pub category: Option<CategoryId>,
    /// Whether addresses are read at all.
    pub email: bool,
    /// Whether needs are read at all.
    pub needs: bool,
    /// The numbers of the sessions whose seats are read; empty when none are.
    pub numbers: HashMap<SessionId, i32>,
}

/// One person as stored.
#[derive(Clone, Debug, Queryable)]
pub struct Line {
    pub id: RegistrationId,
    pub reference: String,
    pub badge_name: Option<String>,
    pub name: String,
    pub name_latin: Option<String>,
    pub affiliation: Option<String>,
    pub category: CategoryId,
    pub state: String,
    pub email: Option<String>,
    pub lang: String,
    pub needs: Option<Value>,
    pub created_at: DateTime<Utc>,
    pub verified: bool,
}

/// One person of a list, with the live seats by session number.
#[derive(Clone, Debug)]
pub struct Attendee {
    pub line: Line,
    pub seats: Vec<(i32, SeatState)>,
}

/// Makes everything the transaction reads from here on what stood there at one instant. Must be its
/// first statement.
pub async fn freeze(conn: &mut Conn) -> db::Result<()> {
    diesel::sql_query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        .execute(conn)
        .await
        .map(|_| ())
}

/// The sessions in which anyone can have a seat, by number, called as the public knows them; one that it
/// does not see as its draft is.
pub async fn seated_sessions(
    conn: &mut Conn,
    scope: &Scope,
) -> db::Result<Vec<(SessionId, i32, Words)>> {
    let rows: Vec<(SessionId, i32, Words, Option<Words>)> = session::table
        .left_join(released_session::table)
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::limit_id.is_not_null())
        .order(session::no)
        .select((session::id, session::no, session::title, released_session::title.nullable()))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|(id, no, draft, public)| (id, no, public.unwrap_or(draft))).collect())
}

/// The address a member of staff signs in with.
pub async fn staff_email(conn: &mut Conn, id: UserId) -> db::Result<Option<String>> {
    app_user::table.find(id).select(app_user::email).first(conn).await.optional()
}

/// The next people of a list, first come first, after `after`. Two queries, whatever is asked.
pub async fn attendees(
    conn: &mut Conn,
    scope: &Scope,
    chosen: &Chosen,
    after: Option<RegistrationId>,
    most: i64,
) -> db::Result<Vec<Attendee>> {
    let mut rows = narrowed(scope, chosen);
    if let Some(after) = after {
        rows = rows.filter(registration::id.gt(after));
    }
    let lines: Vec<Line> = rows
        .order(registration::id)
        .limit(most)
        .select((
            registration::id,
            registration::reference,
            registration::badge_name,
            registration::name,
            registration::name_latin,
            registration::affiliation,
            registration::category_id,
            registration::state,
            case_when(chosen.email.into_sql::<Bool>(), registration::email),
            registration::lang,
            case_when(chosen.needs.into_sql::<Bool>(), registration::needs),
            registration::created_at,
            registration::verified_at.is_not_null(),
        ))
        .load(conn)
        .await?;
    with_seats(conn, scope, chosen, lines).await
}

fn narrowed<'a>(scope: &Scope, chosen: &Chosen) -> registration::BoxedQuery<'a, Pg> {
    let mut rows =
        registration::table.filter(registration::forum_id.eq(scope.forum())).into_boxed::<Pg>();
    if let Some(category) = chosen.category {
        rows = rows.filter(registration::category_id.eq(category));
    }
    let Some(session) = chosen.session else {
        return match chosen.state {
            Some(state) => rows.filter(registration::state.eq(state.code())),
            None => rows.filter(registration::state.ne("anonymised")),
        };
    };
    let seats = session_seat::table
        .filter(session_seat::registration_id.eq(registration::id))
        .filter(session_seat::session_id.eq(session));
    match chosen.state {
        Some(RegistrationState::Confirmed) => {
            rows.filter(exists(seats.filter(session_seat::state.eq("confirmed"))))
        }
        Some(RegistrationState::Waitlisted) => rows
            .filter(exists(seats.filter(session_seat::state.eq_any(["waitlisted", "requested"])))),
        Some(state) => rows.filter(registration::state.eq(state.code())).filter(exists(seats)),
        None => rows.filter(exists(seats.filter(session_seat::state.eq_any([
            "confirmed",
            "waitlisted",
            "requested",
        ])))),
    }
}

async fn with_seats(
    conn: &mut Conn,
    scope: &Scope,
    chosen: &Chosen,
    lines: Vec<Line>,
) -> db::Result<Vec<Attendee>> {
    let mut people: Vec<Attendee> =
        lines.into_iter().map(|line| Attendee { line, seats: Vec::new() }).collect();
    if chosen.numbers.is_empty() || people.is_empty() {
        return Ok(people);
    }
    let ids: Vec<RegistrationId> = people.iter().map(|person| person.line.id).collect();
    let rows: Vec<(RegistrationId, SessionId, String)> = session_seat::table
        .filter(session_seat::registration_id.eq_any(ids))
        .filter(session_seat::forum_id.eq(scope.forum()))
        .order(session_seat::registration_id)
        .select((session_seat::registration_id, session_seat::session_id, session_seat::state))
        .load(conn)
        .await?;
    // Both lists are in the order of registrations: one walk brings them together.
    let mut rows = rows.into_iter().peekable();
    for person in &mut people {
        while let Some((_, session, state)) = rows.next_if(|row| row.0 <= person.line.id) {
            let state = SeatState::parse(&state);
            if let Some(no) = chosen.numbers.get(&session).filter(|_| state.is_live()) {
                person.seats.push((*no, state));
            }
        }
        person.seats.sort_unstable_by_key(|(no, _)| *no);
    }
    Ok(people)
}
