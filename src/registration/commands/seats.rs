use chrono::{DateTime, Utc};
use serde_json::json;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::capacity;
use crate::db::{self, Conn, Db, Stop};
use crate::forum::{Forum, ForumState, Phase};
use crate::mail::{self, Post};
use crate::registration::decide::{Got, Held, give_back, leave_line, seat};
use crate::registration::letters::Changed;
use crate::registration::line::{put_in_line, serve_lines};
use crate::registration::model::{ChangeRefusal, Registration, RegistrationState, Seat, SeatState};
use crate::registration::rules::Rules;
use crate::registration::standing::standing;
use crate::registration::store::{self, NewSeat};
use crate::types::{Clock, LimitId, RegistrationId, SeatId, SessionId};

/// Takes a seat in a session, or a place in line for it. Asking for what one has changes nothing.
///
/// # Errors
/// Not live, too late, no such session; a broken database.
pub async fn take_seat(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: RegistrationId,
    no: i32,
) -> Result<SeatState, Stop<ChangeRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let rules = Rules::load(conn, scope).await?;
        let session = rules.sessions.get(&no).ok_or(ChangeRefusal::UnknownSession)?;
        let mut held = lock(conn, scope, &[session.limit]).await?;
        let before = held.clone();
        let person = changeable(conn, scope, &rules, id, now).await?;
        serve_lines(conn, scope, &rules, &mut held, now).await?;
        let own = store::seats_of(conn, scope, &[id]).await?;
        let existing = own.into_iter().find(|seat| seat.session == session.id);
        if let Some(seat) = existing.as_ref().filter(|seat| seat.state.is_live()) {
            return Ok(seat.state);
        }
        let got = match person.state {
            RegistrationState::Confirmed => seat(&mut held, session.limit),
            _ => Got::Requested,
        };
        let state = match got {
            Got::Confirmed => SeatState::Confirmed,
            Got::Waiting { .. } => SeatState::Waitlisted,
            Got::Requested => SeatState::Requested,
        };
        let taken = keep_seat(conn, scope, id, session.id, existing, state, now).await?;
        put_in_line(conn, scope, &taken, session.limit, got, now).await?;
        settle(conn, scope, &before, held).await?;
        tell(
            conn,
            scope,
            &person,
            "registration.seat_taken",
            json!({ "session": no, "state": state.code() }),
            now,
        )
        .await?;
        Ok(state)
    })
    .await
}

/// Gives a seat or a place in line back; the next in line gets it in the same transaction.
///
/// # Errors
/// Not live, too late, no seat there; a broken database.
pub async fn give_up_seat(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: RegistrationId,
    no: i32,
) -> Result<(), Stop<ChangeRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let rules = Rules::load(conn, scope).await?;
        let session = rules.sessions.get(&no).ok_or(ChangeRefusal::UnknownSession)?;
        // Giving up may free the person for another line they were passed over in.
        let lines = waiting_limits(conn, scope, id).await?;
        let mut held = lock(conn, scope, &[lines, vec![session.limit]].concat()).await?;
        let before = held.clone();
        let person = changeable(conn, scope, &rules, id, now).await?;
        let own = store::seats_of(conn, scope, &[id]).await?;
        let live = |seat: &&Seat| seat.session == session.id && seat.state.is_live();
        let given = own.iter().find(live).ok_or(ChangeRefusal::NoSeat)?;
        release(conn, scope, given, session.limit, &mut held, now).await?;
        store::set_seats(conn, scope, &[given.id], SeatState::GivenUp, now).await?;
        serve_lines(conn, scope, &rules, &mut held, now).await?;
        settle(conn, scope, &before, held).await?;
        tell(conn, scope, &person, "registration.seat_given_up", json!({ "session": no }), now)
            .await
    })
    .await
}

/// Serves the line of a session, after its capacity was raised.
///
/// # Errors
/// A broken database.
pub async fn promote_waiting(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    session: SessionId,
) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        let rules = Rules::load(conn, scope).await?;
        let Some(session) = rules.session(session) else { return Ok(()) };
        let mut held = lock(conn, scope, &[session.limit]).await?;
        let before = held.clone();
        serve_lines(conn, scope, &rules, &mut held, now).await?;
        settle(conn, scope, &before, held).await
    })
    .await
}

/// The limits a registration waits for.
pub(super) async fn waiting_limits(
    conn: &mut Conn,
    scope: &Scope,
    id: RegistrationId,
) -> db::Result<Vec<LimitId>> {
    Ok(store::waiting_of(conn, scope, id).await?.into_iter().map(|entry| entry.limit).collect())
}

/// Locks limits, the forum's among them.
pub(super) async fn lock(conn: &mut Conn, scope: &Scope, ids: &[LimitId]) -> db::Result<Held> {
    let limits = capacity::lock(conn, scope, ids).await?;
    Ok(limits.into_iter().map(|limit| (limit.id, limit)).collect())
}

/// The registration, locked, if its holder may still change it; staff may at any time.
pub(super) async fn changeable(
    conn: &mut Conn,
    scope: &Scope,
    rules: &Rules,
    id: RegistrationId,
    now: DateTime<Utc>,
) -> Result<Registration, Stop<ChangeRefusal>> {
    let person = store::lock_person(conn, scope, id).await?;
    if !person.state.is_live() {
        return Err(ChangeRefusal::NotLive.into());
    }
    if scope.registration().is_some() && !rules.forum.changes_open(now) {
        let over = is_over(&rules.forum, now);
        return Err(if over { ChangeRefusal::ForumOver } else { ChangeRefusal::TooLate }.into());
    }
    Ok(person)
}

/// True when there is nothing left to come to, nor to change: a forum may take changes after its days.
pub fn is_over(forum: &Forum, now: DateTime<Utc>) -> bool {
    let ended =
        matches!(forum.state, ForumState::Closed | ForumState::Cancelled | ForumState::Purged);
    ended || forum.phase(now) == Phase::Over && !forum.changes_open(now)
}

/// Takes a live seat out of the books: what it held is free, where it waited the line is shorter.
pub(super) async fn release(
    conn: &mut Conn,
    scope: &Scope,
    seat: &Seat,
    limit: LimitId,
    held: &mut Held,
    now: DateTime<Utc>,
) -> db::Result<()> {
    match seat.state {
        SeatState::Confirmed => give_back(held, limit),
        SeatState::Waitlisted => {
            let waiting = store::waiting_of(conn, scope, seat.registration).await?;
            if let Some(entry) = waiting.iter().find(|entry| entry.limit == limit) {
                store::end_entries(conn, &[entry.id], "left", now).await?;
                leave_line(held, limit);
            }
        }
        _ => {}
    }
    Ok(())
}

/// Writes changed limits, and tells every process that seats moved.
pub(super) async fn settle(
    conn: &mut Conn,
    scope: &Scope,
    before: &Held,
    held: Held,
) -> db::Result<()> {
    let changed: Vec<_> =
        held.into_values().filter(|limit| before.get(&limit.id) != Some(limit)).collect();
    capacity::write_back(conn, &changed).await?;
    db::notify(conn, "madang_seats", &scope.forum().to_string()).await
}

/// A seat in this state: the row there was before, or a new one.
async fn keep_seat(
    conn: &mut Conn,
    scope: &Scope,
    registration: RegistrationId,
    session: SessionId,
    existing: Option<Seat>,
    state: SeatState,
    now: DateTime<Utc>,
) -> db::Result<Seat> {
    if let Some(seat) = existing {
        store::set_seats(conn, scope, &[seat.id], state, now).await?;
        return Ok(Seat { state, ..seat });
    }
    let id = SeatId::fresh();
    let row = NewSeat {
        id,
        forum_id: scope.forum(),
        registration_id: registration,
        session_id: session,
        state: state.code(),
        created_at: now,
        updated_at: now,
    };
    store::insert_seats(conn, &[row]).await?;
    Ok(Seat { id, registration, session, state, calendar_sequence: 0 })
}

/// One letter and one audit entry about a change.
async fn tell(
    conn: &mut Conn,
    scope: &Scope,
    person: &Registration,
    action: &'static str,
    detail: serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), Stop<ChangeRefusal>> {
    let person = store::find_person(conn, scope, person.id).await?;
    let letter = Changed { standing: standing(conn, scope, &person).await? };
    let post = Post::new(&person.email, person.details.lang, &letter, now)?;
    mail::post(conn, &post.about(scope.forum(), Some(person.id))).await?;
    let subject = Subject::Registration(person.id);
    audit::record(
        conn,
        &Entry::new(now, scope.actor(), Some(scope.forum()), action, subject).detail(detail),
    )
    .await?;
    Ok(())
}
