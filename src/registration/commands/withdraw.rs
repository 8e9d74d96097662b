use serde_json::json;

use crate::accounts::Scope;
use crate::agenda;
use crate::audit::{self, Entry, Subject};
use crate::capacity::LimitKind;
use crate::db::{Db, Stop};
use crate::mail::{self, Post};
use crate::registration::decide::{give_back, leave_line};
use crate::registration::letters::Withdrawn;
use crate::registration::line::serve_lines;
use crate::registration::model::{ChangeRefusal, RegistrationState, Seat, SeatState};
use crate::registration::rules::Rules;
use crate::registration::standing::standing;
use crate::registration::store;
use crate::types::{Clock, LimitId, RegistrationId, SessionId};

use super::seats::{is_over, lock, release, settle, waiting_limits};

/// Ends a registration by its holder: everything it held goes to those who wait, at once. Coming
/// again means registering again, last in line. Possible until the forum is over, also when changes are
/// closed.
///
/// # Errors
/// Not live, the forum over; a broken database.
pub async fn withdraw(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: RegistrationId,
) -> Result<(), Stop<ChangeRefusal>> {
    end(db, clock, scope, id, RegistrationState::Withdrawn, None).await
}

/// Ends a registration by the organizer, for a reason that the audit log keeps.
///
/// # Errors
/// Not live; a broken database.
pub async fn cancel(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: RegistrationId,
    reason: &str,
) -> Result<(), Stop<ChangeRefusal>> {
    end(db, clock, scope, id, RegistrationState::Cancelled, Some(reason)).await
}

async fn end(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: RegistrationId,
    state: RegistrationState,
    reason: Option<&str>,
) -> Result<(), Stop<ChangeRefusal>> {
    let now = clock.now();
    let by_holder = state == RegistrationState::Withdrawn;
    let seat_state = if by_holder { SeatState::GivenUp } else { SeatState::CancelledByOrganizer };
    db.tx(async |conn| {
        let rules = Rules::load(conn, scope).await?;
        let seats = store::seats_of(conn, scope, &[id]).await?;
        // Of every session, public or not: a seat in one taken out of the agenda counts too.
        let sessions: Vec<SessionId> = seats.iter().map(|seat| seat.session).collect();
        let of_sessions = agenda::session_limits(conn, scope, &sessions).await?;
        let limit_of = |seat: &Seat| of_sessions.get(&seat.session).copied();
        let person = store::find_person(conn, scope, id).await?;
        let category = rules.categories.iter().find(|c| c.id == person.category).map(|c| c.limit);
        let mut limits: Vec<LimitId> = seats.iter().filter_map(limit_of).chain(category).collect();
        limits.extend(waiting_limits(conn, scope, id).await?);
        let mut held = lock(conn, scope, &limits).await?;
        let before = held.clone();
        // Read again under the lock: what was read above only told which limits to lock.
        let person = store::lock_person(conn, scope, id).await?;
        if !person.state.is_live() {
            return Err(ChangeRefusal::NotLive.into());
        }
        if by_holder && is_over(&rules.forum, now) {
            return Err(ChangeRefusal::ForumOver.into());
        }
        let seats = store::seats_of(conn, scope, &[id]).await?;
        for seat in seats.iter().filter(|seat| seat.state.is_live()) {
            if let Some(limit) = limit_of(seat) {
                release(conn, scope, seat, limit, &mut held, now).await?;
            }
        }
        let live: Vec<_> =
            seats.iter().filter(|seat| seat.state.is_live()).map(|seat| seat.id).collect();
        store::set_seats(conn, scope, &live, seat_state, now).await?;
        if person.state == RegistrationState::Confirmed {
            let forum = held.values().find(|l| l.kind == LimitKind::Forum.code()).map(|l| l.id);
            forum.into_iter().chain(category).for_each(|limit| give_back(&mut held, limit));
        }
        for entry in store::waiting_of(conn, scope, id).await? {
            store::end_entries(conn, &[entry.id], "left", now).await?;
            leave_line(&mut held, entry.limit);
        }
        store::mark_state(conn, scope, &[id], state, now).await?;
        serve_lines(conn, scope, &rules, &mut held, now).await?;
        settle(conn, scope, &before, held).await?;

        let person = store::find_person(conn, scope, id).await?;
        let letter = Withdrawn { standing: standing(conn, scope, &person).await?, by_holder };
        let post = Post::new(&person.email, person.details.lang, &letter, now)?;
        mail::post(conn, &post.about(scope.forum(), Some(id))).await?;
        let action = if by_holder { "registration.withdrawn" } else { "registration.cancelled" };
        let entry =
            Entry::new(now, scope.actor(), Some(scope.forum()), action, Subject::Registration(id))
                .detail(json!({ "seats": live.len() }));
        let entry = match reason {
            Some(reason) => entry.purpose(reason),
            None => entry,
        };
        audit::record(conn, &entry).await?;
        Ok(())
    })
    .await
}
