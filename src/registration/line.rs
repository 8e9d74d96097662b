//! Lines move: whoever is next gets what has become free, in the transaction that freed it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::capacity::{self, LimitKind};
use crate::db::{self, Conn};
use crate::mail::{self, Post};
use crate::types::{ActorRef, LimitId, RegistrationId, SeatId, WaitlistId};

use super::decide::{Got, Held, Waiting, promote, seat};
use super::letters::Promoted;
use super::model::{Registration, RegistrationState, Seat, SeatState};
use super::rules::Rules;
use super::standing::standing;
use super::store::{self, LineEntry, NewLine};

/// How much of a line is looked at at a time.
const PAGE: i64 = 50;

/// Serves every line that has room at its head: places at the forum first, then seats, because a
/// place brings wishes for seats with it. Keeps `held` in step with what is given out.
pub async fn serve_lines(
    conn: &mut Conn,
    scope: &Scope,
    rules: &Rules,
    held: &mut Held,
    now: DateTime<Utc>,
) -> db::Result<()> {
    for of_places in [true, false] {
        let ready: Vec<LimitId> = held
            .values()
            .filter(|limit| limit.waiting > 0 && limit.has_room())
            .filter(|limit| (limit.kind != LimitKind::Session.code()) == of_places)
            .map(|limit| limit.id)
            .collect();
        for limit in ready {
            serve(conn, scope, rules, held, limit, of_places, now).await?;
        }
    }
    Ok(())
}

async fn serve(
    conn: &mut Conn,
    scope: &Scope,
    rules: &Rules,
    held: &mut Held,
    limit: LimitId,
    of_places: bool,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let mut after = 0;
    loop {
        let page = store::line_of(conn, scope, limit, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.place;
        let line = Line::load(conn, scope, page).await?;
        if of_places {
            hold_places(conn, scope, rules, held).await?;
            let waiting = line.for_places(rules, held, limit);
            let promoted = promote(held, limit, &waiting);
            line.give_places(conn, scope, rules, held, &promoted, now).await?;
        } else {
            let promoted = promote(held, limit, &line.for_seats(rules));
            line.give_seats(conn, scope, &promoted, now).await?;
        }
        if !held.get(&limit).is_some_and(capacity::Limit::has_room) {
            return Ok(());
        }
    }
}

/// Locks the limits that places count against, where that has not been done. The forum's own limit is
/// locked before anything else everywhere, so locking more behind it can not end in a ring.
async fn hold_places(
    conn: &mut Conn,
    scope: &Scope,
    rules: &Rules,
    held: &mut Held,
) -> db::Result<()> {
    let missing: Vec<LimitId> =
        rules.categories.iter().map(|c| c.limit).filter(|id| !held.contains_key(id)).collect();
    hold(conn, scope, held, &missing).await
}

async fn hold(
    conn: &mut Conn,
    scope: &Scope,
    held: &mut Held,
    missing: &[LimitId],
) -> db::Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    for limit in capacity::lock(conn, scope, missing).await? {
        held.entry(limit.id).or_insert(limit);
    }
    Ok(())
}

/// A stretch of a line, and everything about those who stand in it.
struct Line {
    entries: Vec<LineEntry>,
    people: BTreeMap<RegistrationId, Registration>,
    seats: BTreeMap<RegistrationId, Vec<Seat>>,
}

impl Line {
    async fn load(conn: &mut Conn, scope: &Scope, entries: Vec<LineEntry>) -> db::Result<Self> {
        let ids: Vec<RegistrationId> = entries.iter().map(|entry| entry.registration).collect();
        let people = store::find_people(conn, scope, &ids).await?;
        let mut seats: BTreeMap<RegistrationId, Vec<Seat>> = BTreeMap::new();
        for seat in store::seats_of(conn, scope, &ids).await? {
            seats.entry(seat.registration).or_default().push(seat);
        }
        Ok(Self { entries, people: people.into_iter().map(|p| (p.id, p)).collect(), seats })
    }

    fn entry(&self, id: WaitlistId) -> Option<&LineEntry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    fn seats(&self, id: RegistrationId) -> &[Seat] {
        self.seats.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// For places: whoever waits for the forum needs room in their category too, and the other way.
    fn for_places(&self, rules: &Rules, held: &Held, limit: LimitId) -> Vec<Waiting<WaitlistId>> {
        let forum = held.values().find(|l| l.kind == LimitKind::Forum.code()).map(|l| l.id);
        self.entries
            .iter()
            .map(|entry| {
                let person = self.people.get(&entry.registration);
                let category = person
                    .and_then(|p| rules.categories.iter().find(|c| c.id == p.category))
                    .map(|c| c.limit);
                let also =
                    [forum, category].into_iter().flatten().filter(|id| *id != limit).collect();
                let eligible = person.is_some_and(|p| p.state == RegistrationState::Waitlisted);
                Waiting { who: entry.id, line: entry.place, eligible, also }
            })
            .collect()
    }

    /// For seats: nobody without a place at the forum, and nobody into a clash with what they hold.
    fn for_seats(&self, rules: &Rules) -> Vec<Waiting<WaitlistId>> {
        let eligible = |entry: &LineEntry| {
            let person = self.people.get(&entry.registration);
            let wanted = entry.session.and_then(|id| rules.session(id));
            let (Some(person), Some(wanted)) = (person, wanted) else { return false };
            let clashes = self
                .seats(person.id)
                .iter()
                .filter(|seat| seat.state == SeatState::Confirmed && seat.session != wanted.id)
                .filter_map(|seat| rules.session(seat.session))
                .any(|other| wanted.overlaps(other));
            person.state == RegistrationState::Confirmed && !clashes
        };
        self.entries
            .iter()
            .map(|entry| Waiting {
                who: entry.id,
                line: entry.place,
                eligible: eligible(entry),
                also: Vec::new(),
            })
            .collect()
    }

    async fn give_seats(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        promoted: &[WaitlistId],
        now: DateTime<Utc>,
    ) -> db::Result<()> {
        let entries: Vec<&LineEntry> = promoted.iter().filter_map(|id| self.entry(*id)).collect();
        let seats: Vec<SeatId> = entries
            .iter()
            .filter_map(|entry| {
                let own = self.seats(entry.registration).iter();
                own.filter(|seat| Some(seat.session) == entry.session).map(|seat| seat.id).next()
            })
            .collect();
        store::end_entries(conn, promoted, "promoted", now).await?;
        store::set_seats(conn, scope, &seats, SeatState::Confirmed, now).await?;
        for entry in entries {
            let sessions = entry.session.into_iter().collect();
            self.tell(conn, scope, entry.registration, sessions, false, now).await?;
        }
        Ok(())
    }

    async fn give_places(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        rules: &Rules,
        held: &mut Held,
        promoted: &[WaitlistId],
        now: DateTime<Utc>,
    ) -> db::Result<()> {
        let ids: Vec<RegistrationId> = promoted
            .iter()
            .filter_map(|id| self.entry(*id))
            .map(|entry| entry.registration)
            .collect();
        store::end_entries(conn, promoted, "promoted", now).await?;
        if !ids.is_empty() {
            store::mark_state(conn, scope, &ids, RegistrationState::Confirmed, now).await?;
        }
        for id in ids {
            for wanted in self.seats(id).iter().filter(|seat| seat.state == SeatState::Requested) {
                give_wanted_seat(conn, scope, rules, held, wanted, now).await?;
            }
            self.tell(conn, scope, id, Vec::new(), true, now).await?;
        }
        Ok(())
    }

    async fn tell(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        id: RegistrationId,
        sessions: Vec<crate::types::SessionId>,
        place: bool,
        now: DateTime<Utc>,
    ) -> db::Result<()> {
        let person = store::find_person(conn, scope, id).await?;
        let letter = Promoted { standing: standing(conn, scope, &person).await?, sessions, place };
        let post = Post::new(&person.email, person.details.lang, &letter, now)?;
        mail::post(conn, &post.about(scope.forum(), Some(id))).await?;
        let entry = Entry::new(
            now,
            ActorRef::System,
            Some(scope.forum()),
            "registration.promoted",
            Subject::Registration(id),
        );
        audit::record(conn, &entry.detail(json!({ "place": place }))).await
    }
}

/// Decides a seat that was wanted before there was a place.
async fn give_wanted_seat(
    conn: &mut Conn,
    scope: &Scope,
    rules: &Rules,
    held: &mut Held,
    wanted: &Seat,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let Some(limit) = rules.session(wanted.session).map(|session| session.limit) else {
        return Ok(());
    };
    if !held.contains_key(&limit) {
        hold(conn, scope, held, &[limit]).await?;
    }
    let got = seat(held, limit);
    put_in_line(conn, scope, wanted, limit, got, now).await?;
    let state = if got == Got::Confirmed { SeatState::Confirmed } else { SeatState::Waitlisted };
    store::set_seats(conn, scope, &[wanted.id], state, now).await
}

/// Puts a seat in line when it was not to be had.
pub async fn put_in_line(
    conn: &mut Conn,
    scope: &Scope,
    seat: &Seat,
    limit: LimitId,
    got: Got,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let Got::Waiting { line, .. } = got else { return Ok(()) };
    let entry = NewLine {
        id: WaitlistId::fresh(),
        forum_id: scope.forum(),
        limit_id: limit,
        registration_id: seat.registration,
        session_id: Some(seat.session),
        place: line,
        state: "waiting",
        created_at: now,
    };
    store::insert_line(conn, &[entry]).await
}
