use chrono::{DateTime, Utc};
use serde_json::json;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Conn, Db, Stop};
use crate::forum::{self, ForumRefusal};
use crate::mail::{self, Post};
use crate::registration::conflict::{
    Contender, Contest, OverlapPolicy, OverlapRule, Settled, settle,
};
use crate::registration::decide::Held;
use crate::registration::letters::OverlapSettled;
use crate::registration::line::serve_lines;
use crate::registration::model::{ChangeRefusal, Registration, Seat, SeatState};
use crate::registration::rules::Rules;
use crate::registration::standing::standing;
use crate::registration::store::{self, Question};
use crate::types::{Clock, ForumId, LimitId, OverlapId, RegistrationId, SeatId, SessionId};

use super::seats::{lock, release, settle as write_back, waiting_limits};

/// How many people whose time is over are looked at at once.
const PAGE: i64 = 200;

/// Which of two seats stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Both.
    Both,
    /// This one; the other goes.
    One(SessionId),
}

/// Says how a forum handles seats that a release makes overlap. Who was asked before was told another rule,
/// and that one holds for them.
///
/// # Errors
/// [`ForumRefusal::NotEditable`] when the forum is over; a broken database.
pub async fn set_overlap_policy(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    policy: OverlapPolicy,
) -> Result<(), Stop<ForumRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let forum = forum::lock_forum(conn, scope).await?;
        if !forum.state.is_editable() {
            return Err(ForumRefusal::NotEditable.into());
        }
        store::upsert_policy(conn, scope, policy, now).await?;
        let (action, subject) = ("registration.overlap_rule_set", Subject::Forum(forum.id));
        let entry = Entry::new(now, scope.actor(), Some(forum.id), action, subject);
        let detail = json!({ "rule": policy.rule.code(), "hours": policy.hours });
        Ok(audit::record(conn, &entry.detail(detail)).await?)
    })
    .await
}

/// What the holder chose: both seats stay, or one goes and whoever waits for it gets it. They may
/// choose until the deadline, also where nothing else can be changed any more: it was not they who
/// moved the session.
///
/// # Errors
/// [`ChangeRefusal::NotAsked`] when it is settled, or nothing is left to choose; not live; a broken
/// database.
pub async fn choose_seat(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: RegistrationId,
    question: OverlapId,
    keep: Keep,
) -> Result<(), Stop<ChangeRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let mut books = Books::open(conn, scope, id).await?;
        let asked = books.questions.iter().find(|asked| asked.id == question).copied();
        let asked = asked.filter(|asked| now < asked.answer_by).ok_or(ChangeRefusal::NotAsked)?;
        let stands = [(asked.pair(), OverlapRule::KeepBoth)];
        if settle(&stands, &books.held()) != [Settled::KeptBoth] {
            return Err(ChangeRefusal::NotAsked.into());
        }
        match keep {
            Keep::Both => store::settle_question(conn, question, "kept_both", now).await?,
            Keep::One(session) => {
                let other = if session == asked.first { asked.second } else { asked.first };
                if session != asked.first && session != asked.second {
                    return Err(ChangeRefusal::NotAsked.into());
                }
                store::settle_question(conn, question, "gave_up", now).await?;
                books.give_up(conn, scope, &[other], now).await?;
            }
        }
        let gone = matches!(keep, Keep::One(_));
        books.close(conn, scope, "registration.overlap_answered", gone, now).await
    })
    .await
}

/// Whose time to choose is over.
///
/// # Errors
/// A broken database.
pub async fn overlaps_due(db: &Db, clock: &Clock) -> db::Result<Vec<(ForumId, RegistrationId)>> {
    let mut conn = db.conn().await?;
    store::overdue(&mut conn, clock.now(), PAGE).await
}

/// Settles what one person was asked and did not answer in time, by the rule they were told of: one
/// transaction, and one letter where a seat goes.
///
/// # Errors
/// A broken database.
pub async fn settle_overlaps(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: RegistrationId,
) -> db::Result<()> {
    let now = clock.now();
    let done: Result<(), Stop<ChangeRefusal>> = db
        .tx(async |conn| {
            let mut books = Books::open(conn, scope, id).await?;
            let due: Vec<Question> =
                books.questions.iter().filter(|asked| asked.answer_by <= now).copied().collect();
            let live = books.person.state.is_live();
            let held = if live { books.held() } else { Vec::new() };
            let told: Vec<Contest> = due.iter().map(|asked| (asked.pair(), asked.rule)).collect();
            let mut gone = Vec::new();
            for (asked, settled) in due.iter().zip(settle(&told, &held)) {
                let outcome = match settled {
                    Settled::Moot => "moot",
                    Settled::KeptBoth => "rule_kept_both",
                    Settled::GaveUp(session) => {
                        if !gone.contains(&session) {
                            gone.push(session);
                        }
                        "rule_gave_up"
                    }
                };
                store::settle_question(conn, asked.id, outcome, now).await?;
            }
            if gone.is_empty() {
                return Ok(());
            }
            books.give_up(conn, scope, &gone, now).await?;
            books.close(conn, scope, "registration.overlap_settled", true, now).await
        })
        .await;
    match done {
        Ok(()) | Err(Stop::Refused(_)) => Ok(()),
        Err(Stop::Broken(error)) => Err(error),
    }
}

/// A person with their seats and what they are asked, all locked: limits before people, as everywhere.
struct Books {
    rules: Rules,
    before: Held,
    limits: Held,
    person: Registration,
    seats: Vec<Seat>,
    questions: Vec<Question>,
    /// The seats that went.
    gone: Vec<SeatId>,
    sessions: Vec<SessionId>,
}

impl Books {
    async fn open(
        conn: &mut Conn,
        scope: &Scope,
        id: RegistrationId,
    ) -> Result<Self, Stop<ChangeRefusal>> {
        let rules = Rules::load(conn, scope).await?;
        let asked = store::open_questions(conn, scope, &[id]).await?;
        let sessions = asked.iter().flat_map(|asked| [asked.first, asked.second]);
        let own: Vec<LimitId> =
            sessions.filter_map(|session| Some(rules.session(session)?.limit)).collect();
        // Giving up may free the person for another line they were passed over in.
        let lines = waiting_limits(conn, scope, id).await?;
        let limits = lock(conn, scope, &[lines, own].concat()).await?;
        let person = store::lock_person(conn, scope, id).await?;
        Ok(Self {
            before: limits.clone(),
            limits,
            seats: store::seats_of(conn, scope, &[id]).await?,
            // Once more, now that nobody else can settle them.
            questions: store::open_questions(conn, scope, &[id]).await?,
            rules,
            person,
            gone: Vec::new(),
            sessions: Vec::new(),
        })
    }

    fn held(&self) -> Vec<Contender> {
        let held = self.seats.iter().filter(|seat| seat.state == SeatState::Confirmed);
        let contender = |seat: &Seat| {
            let session = self.rules.session(seat.session)?;
            let (starts_at, ends_at) = (session.starts_at, session.ends_at);
            Some(Contender { seat: seat.id, session: seat.session, starts_at, ends_at })
        };
        held.filter_map(contender).collect()
    }

    /// Takes seats out of the books; the next in line get them.
    async fn give_up(
        &mut self,
        conn: &mut Conn,
        scope: &Scope,
        sessions: &[SessionId],
        now: DateTime<Utc>,
    ) -> Result<(), Stop<ChangeRefusal>> {
        for session in sessions {
            let known = self.rules.session(*session).ok_or(ChangeRefusal::UnknownSession)?;
            let held =
                |seat: &&Seat| seat.session == *session && seat.state == SeatState::Confirmed;
            let seat = self.seats.iter().find(held).ok_or(ChangeRefusal::NoSeat)?;
            release(conn, scope, seat, known.limit, &mut self.limits, now).await?;
            store::set_seats(conn, scope, &[seat.id], SeatState::GivenUp, now).await?;
            self.gone.push(seat.id);
            self.sessions.push(*session);
        }
        serve_lines(conn, scope, &self.rules, &mut self.limits, now).await?;
        Ok(())
    }

    /// Writes the limits back, one letter where a seat went, and one entry in the log.
    async fn close(
        self,
        conn: &mut Conn,
        scope: &Scope,
        action: &'static str,
        is_told: bool,
        now: DateTime<Utc>,
    ) -> Result<(), Stop<ChangeRefusal>> {
        let person = store::find_person(conn, scope, self.person.id).await?;
        write_back(conn, scope, &self.before, self.limits).await?;
        if is_told {
            let letter = OverlapSettled {
                standing: standing(conn, scope, &person).await?,
                sessions: self.sessions.clone(),
                calendar: self.gone,
                by_holder: scope.registration().is_some(),
            };
            let post = Post::new(&person.email, person.details.lang, &letter, now)?;
            mail::post(conn, &post.about(scope.forum(), Some(person.id))).await?;
        }
        let subject = Subject::Registration(person.id);
        let entry = Entry::new(now, scope.actor(), Some(scope.forum()), action, subject);
        let detail = json!({ "given_up": self.sessions.len() });
        audit::record(conn, &entry.detail(detail)).await?;
        Ok(())
    }
}
