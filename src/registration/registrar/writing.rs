//! Everything a batch writes, gathered so that each table takes one statement.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Conn};
use crate::mail::{self, Post};
use crate::registration::decide::Got;
use crate::registration::letters::{AlreadyRegistered, LetterSeat, Received, Standing};
use crate::registration::model::Register;
use crate::registration::store::{self, KeyRow, Known, NewLine, NewPerson, NewSeat};
use crate::types::{
    ConsentTextId, Email, Lang, LimitId, RegistrationId, SeatId, SessionId, WaitlistId,
};

use super::verdict::{Accepted, Verdict, place_state, seat_state};

/// Most letters a day that a known address gets because somebody registers with it again.
const REMINDERS_A_DAY: i64 = 3;

/// Rows to be written.
#[derive(Default)]
pub struct Written {
    people: Vec<NewPerson>,
    seats: Vec<NewSeat>,
    line: Vec<NewLine>,
    consents: Vec<(RegistrationId, ConsentTextId)>,
    audit: Vec<Entry>,
    letters: Vec<Post>,
    reminders: Vec<(String, Post)>,
    /// Answers by key.
    pub keys: Vec<KeyRow>,
}

impl Written {
    /// Adds what follows from one verdict.
    pub fn add(
        &mut self,
        scope: &Scope,
        want: &Register,
        verdict: &Verdict,
        now: DateTime<Utc>,
    ) -> db::Result<()> {
        match verdict {
            Verdict::Refused(_) | Verdict::Repeated(_) => Ok(()),
            Verdict::Known(answer, known) => {
                self.remind(scope, want, &answer.reference, known, now)
            }
            Verdict::New(accepted) => self.accept(scope, want, accepted, now),
        }
    }

    fn accept(
        &mut self,
        scope: &Scope,
        want: &Register,
        new: &Accepted,
        now: DateTime<Utc>,
    ) -> db::Result<()> {
        let state = place_state(new.outcome.place.0);
        self.people.push(NewPerson::new(
            new.id,
            scope,
            new.admitted.category.id,
            &new.reference,
            want,
            state,
            now,
        ));
        self.queue(scope, new.id, new.outcome.place.1, None, new.outcome.place.0, now);
        let letter_seats = self.seat(scope, new, now);
        self.consents.extend(new.admitted.consents.iter().map(|text| (new.id, *text)));
        self.audit.push(
            Entry::new(
                now,
                scope.actor(),
                Some(scope.forum()),
                "registration.created",
                Subject::Registration(new.id),
            )
            .detail(json!({ "state": state.code(), "seats": new.admitted.sessions.len() })),
        );
        let letter = Received {
            standing: Standing {
                registration: new.id,
                link_version: 1,
                reference: new.reference.as_str().to_owned(),
                discreet: want.details.discreet,
                state,
                place: place(new.outcome.place.0),
                sequence: 0,
                seats: letter_seats,
            },
        };
        self.letters.push(
            Post::new(&want.email, want.details.lang, &letter, now)?
                .about(scope.forum(), Some(new.id)),
        );
        Ok(())
    }

    /// Writes each seat asked for, and says how a letter carries it.
    fn seat(&mut self, scope: &Scope, new: &Accepted, now: DateTime<Utc>) -> Vec<LetterSeat> {
        let mut letter_seats = Vec::with_capacity(new.admitted.sessions.len());
        for (session, got) in new.admitted.sessions.iter().zip(&new.outcome.seats) {
            let id = SeatId::fresh();
            let seat = seat_state(*got);
            self.seats.push(NewSeat {
                id,
                forum_id: scope.forum(),
                registration_id: new.id,
                session_id: session.id,
                state: seat.code(),
                created_at: now,
                updated_at: now,
            });
            self.queue(scope, new.id, Some(session.limit), Some(session.id), *got, now);
            letter_seats.push(LetterSeat {
                seat: id,
                session: session.id,
                state: seat,
                place: place(*got),
                sequence: 0,
            });
        }
        letter_seats
    }

    fn queue(
        &mut self,
        scope: &Scope,
        registration: RegistrationId,
        limit: Option<LimitId>,
        session: Option<SessionId>,
        got: Got,
        now: DateTime<Utc>,
    ) {
        if let (Got::Waiting { line, .. }, Some(limit)) = (got, limit) {
            self.line.push(NewLine {
                id: WaitlistId::fresh(),
                forum_id: scope.forum(),
                limit_id: limit,
                registration_id: registration,
                session_id: session,
                place: line,
                state: "waiting",
                created_at: now,
            });
        }
    }

    /// The holder of a known address is told; nothing of what was typed goes into the letter.
    fn remind(
        &mut self,
        scope: &Scope,
        want: &Register,
        reference: &str,
        known: &Known,
        now: DateTime<Utc>,
    ) -> db::Result<()> {
        self.audit.push(Entry::new(
            now,
            scope.actor(),
            Some(scope.forum()),
            "registration.repeated",
            Subject::Registration(known.id),
        ));
        let letter = AlreadyRegistered {
            registration: known.id,
            link_version: known.link_version,
            attempt: reference.to_owned(),
        };
        let lang = Lang::parse(&known.lang).unwrap_or_default();
        let post = Post::new(&to_key(&want.email), lang, &letter, now)?
            .about(scope.forum(), Some(known.id));
        self.reminders.push((post.to.clone(), post));
        Ok(())
    }
}

/// Reminders are counted by the address's key, however it was typed this time.
fn to_key(email: &Email) -> Email {
    Email::parse(&email.key()).unwrap_or_else(|_| email.clone())
}

fn place(got: Got) -> Option<i32> {
    match got {
        Got::Waiting { ahead, .. } => Some(ahead + 1),
        Got::Confirmed | Got::Requested => None,
    }
}

/// Writes everything, people first, because the rest refers to them.
pub async fn write(
    conn: &mut Conn,
    scope: &Scope,
    written: Written,
    now: DateTime<Utc>,
) -> db::Result<()> {
    store::insert_people(conn, &written.people).await?;
    store::insert_seats(conn, &written.seats).await?;
    store::insert_line(conn, &written.line).await?;
    store::insert_consents(conn, &written.consents, now).await?;
    store::insert_keys(conn, &written.keys).await?;
    audit::record_all(conn, &written.audit).await?;
    let mut letters = written.letters;
    letters.extend(within_budget(conn, written.reminders, now).await?);
    mail::post_all(conn, &letters).await?;
    tracing::debug!(forum = %scope.forum(), registered = written.people.len(), "a batch was written");
    Ok(())
}

/// Nobody is flooded in our name: reminders beyond the day's few are left out.
async fn within_budget(
    conn: &mut Conn,
    reminders: Vec<(String, Post)>,
    now: DateTime<Utc>,
) -> db::Result<Vec<Post>> {
    if reminders.is_empty() {
        return Ok(Vec::new());
    }
    let addresses: Vec<String> = reminders.iter().map(|(to, _)| to.clone()).collect();
    let sent = mail::sent_lately(conn, &addresses, now - TimeDelta::days(1)).await?;
    let mut counts: BTreeMap<String, i64> = sent.into_iter().collect();
    let fits = |(to, post): (String, Post)| {
        let count = counts.entry(to).or_default();
        *count += 1;
        (*count <= REMINDERS_A_DAY).then_some(post)
    };
    Ok(reminders.into_iter().filter_map(fits).collect())
}
