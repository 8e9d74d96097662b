use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::accounts::Scope;
use crate::agenda::{self, ChangeKind, Release, SessionTimes, Span, Stand};
use crate::audit::{self, Entry, Subject};
use crate::capacity;
use crate::db::{self, Conn, Db};
use crate::mail::{self, Post};
use crate::registration::conflict::OverlapPolicy;
use crate::registration::decide::{Held, give_back, leave_line};
use crate::registration::letters::{Asked, AskedPair, ScheduleChanged, Standing};
use crate::registration::line::serve_lines;
use crate::registration::model::{Registration, Seat, SeatState};
use crate::registration::rules::Rules;
use crate::registration::standing::standings;
use crate::registration::store::{self, Question};
use crate::types::{Clock, LimitId, OverlapId, RegistrationId, SeatId, SessionId};

use super::seats::{lock, settle};

/// How many people are told in one transaction.
const PAGE: i64 = 200;

/// Writes to everyone whom a release concerns, a page of people in a transaction: one letter each with
/// all of their changes. Seats in what was called off are taken back and the lines for it end; every
/// other seat is kept, also where two now overlap. Running again writes to nobody twice.
///
/// # Errors
/// A broken database; not found when there is no such release.
pub async fn tell_of_release(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    number: i32,
) -> db::Result<usize> {
    let now = clock.now();
    let mut conn = db.conn().await?;
    let release = agenda::find_release(&mut conn, scope, number).await?;
    let times = agenda::session_index(&mut conn, scope).await?;
    drop(conn);
    let news = News::of(&release, &times);
    if news.all.is_empty() {
        return Ok(0);
    }
    let (mut after, mut told) = (None, 0);
    loop {
        let page = db.tx(async |conn| tell_page(conn, scope, &news, after, now).await).await?;
        told += page.told;
        after = page.last;
        if after.is_none() {
            break;
        }
    }
    db.tx(async |conn| serve_freed(conn, scope, now).await).await?;
    Ok(told)
}

/// What a release means to who holds seats.
struct News {
    release: Release,
    /// Every session that someone must hear of.
    all: Vec<SessionId>,
    called_off: BTreeSet<SessionId>,
    /// Where moved sessions were.
    moved: BTreeMap<SessionId, Stand>,
    /// When released sessions are now.
    times: HashMap<SessionId, SessionTimes>,
}

impl News {
    fn of(release: &Release, times: &[SessionTimes]) -> Self {
        let concerning = release.changes.iter().filter(|change| change.kind.concerns_holders());
        let mut all: Vec<SessionId> = concerning.map(|change| change.session).collect();
        all.dedup();
        let (mut called_off, mut moved) = (BTreeSet::new(), BTreeMap::new());
        for change in &release.changes {
            match change.kind {
                ChangeKind::Cancelled => {
                    called_off.insert(change.session);
                }
                ChangeKind::Moved { from, .. } => {
                    moved.insert(change.session, from);
                }
                _ => {}
            }
        }
        let times = times.iter().map(|times| (times.id, *times)).collect();
        Self { release: release.clone(), all, called_off, moved, times }
    }

    /// The pairs of held seats that overlap now and did not before this release.
    fn new_overlaps(&self, held: &[SessionId]) -> Vec<(SessionId, SessionId)> {
        let now = |id: &SessionId| {
            let times = self.times.get(id)?;
            Some(Span { key: *id, starts_at: times.starts_at, ends_at: times.ends_at })
        };
        let before = |span: &Span<SessionId>| match self.moved.get(&span.key) {
            Some(from) => Span { starts_at: from.starts_at, ends_at: from.ends_at, ..*span },
            None => *span,
        };
        let spans: Vec<Span<SessionId>> = held.iter().filter_map(now).collect();
        let were: Vec<Span<SessionId>> = spans.iter().map(before).collect();
        let either = |(a, b): (SessionId, SessionId)| (a.min(b), a.max(b));
        let old: BTreeSet<_> = agenda::overlaps(&were).into_iter().map(either).collect();
        let fresh = agenda::overlaps(&spans).into_iter();
        fresh.filter(|pair| !old.contains(&either(*pair))).collect()
    }
}

impl News {
    /// What one person is asked about seats that overlap since this release: of each pair until the forum's
    /// time is over, or the first of the two begins. Nothing of a pair where that has come already.
    fn questions(
        &self,
        registration: RegistrationId,
        overlaps: &[(SessionId, SessionId)],
        policy: OverlapPolicy,
        now: DateTime<Utc>,
    ) -> Vec<Question> {
        let over = now + TimeDelta::hours(policy.hours.into());
        let question = |(a, b): &(SessionId, SessionId)| {
            let starts = [a, b].into_iter().filter_map(|id| Some(self.times.get(id)?.starts_at));
            Question {
                id: OverlapId::fresh(),
                registration,
                first: *a.min(b),
                second: *a.max(b),
                answer_by: starts.chain([over]).min().unwrap_or(over),
                rule: policy.rule,
            }
        };
        overlaps.iter().map(question).filter(|asked| now < asked.answer_by).collect()
    }
}

/// What became of a page of people.
struct Told {
    told: usize,
    last: Option<RegistrationId>,
}

async fn tell_page(
    conn: &mut Conn,
    scope: &Scope,
    news: &News,
    after: Option<RegistrationId>,
    now: DateTime<Utc>,
) -> db::Result<Told> {
    let page = store::concerned(conn, scope, &news.all, after, PAGE).await?;
    let Some(last) = page.last().copied() else { return Ok(Told { told: 0, last: None }) };
    let off: Vec<SessionId> = news.called_off.iter().copied().collect();
    let limits = agenda::session_limits(conn, scope, &off).await?;
    // Limits before people, as everywhere.
    let mut held = if limits.is_empty() {
        Held::new()
    } else {
        lock(conn, scope, &limits.values().copied().collect::<Vec<_>>()).await?
    };
    let before = held.clone();
    let fresh = store::note_told(conn, news.release.id, &page, now).await?;
    let people = store::lock_people(conn, scope, &fresh).await?;
    let seats = store::seats_of(conn, scope, &fresh).await?;
    let in_calendars = move_seats(conn, scope, news, &limits, &mut held, &seats, now).await?;
    if !limits.is_empty() {
        settle(conn, scope, &before, held).await?;
    }
    write(conn, scope, news, &people, &seats, &in_calendars, now).await?;
    Ok(Told { told: people.len(), last: Some(last) })
}

/// Takes seats in what was called off back, and lets the entries of moved ones move; gives the seats
/// that calendars must hear of.
async fn move_seats(
    conn: &mut Conn,
    scope: &Scope,
    news: &News,
    limits: &HashMap<SessionId, LimitId>,
    held: &mut Held,
    seats: &[Seat],
    now: DateTime<Utc>,
) -> db::Result<BTreeSet<SeatId>> {
    let live = |seat: &&Seat| seat.state.is_live();
    let off: Vec<&Seat> =
        seats.iter().filter(live).filter(|s| news.called_off.contains(&s.session)).collect();
    let is_held = |seat: &&Seat| seat.state == SeatState::Confirmed;
    for seat in off.iter().copied().filter(is_held) {
        limits.get(&seat.session).into_iter().for_each(|limit| give_back(held, *limit));
    }
    let people: Vec<RegistrationId> = off.iter().map(|seat| seat.registration).collect();
    let lines: BTreeSet<LimitId> = limits.values().copied().collect();
    let mut left = Vec::new();
    for entry in store::waiting_of_all(conn, scope, &people).await? {
        if lines.contains(&entry.limit) {
            leave_line(held, entry.limit);
            left.push(entry.id);
        }
    }
    store::end_entries(conn, &left, "left", now).await?;
    let ids: Vec<SeatId> = off.iter().map(|seat| seat.id).collect();
    store::set_seats(conn, scope, &ids, SeatState::CancelledByOrganizer, now).await?;
    let moved = seats.iter().filter(is_held).filter(|s| news.moved.contains_key(&s.session));
    let moved: Vec<SeatId> = moved.map(|seat| seat.id).collect();
    store::move_entries(conn, scope, &moved, now).await?;
    let taken_back = off.iter().copied().filter(is_held).map(|seat| seat.id);
    Ok(moved.iter().copied().chain(taken_back).collect())
}

/// One letter and one entry in the log for each person.
async fn write(
    conn: &mut Conn,
    scope: &Scope,
    news: &News,
    people: &[Registration],
    were: &[Seat],
    in_calendars: &BTreeSet<SeatId>,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let mut had: BTreeMap<RegistrationId, Vec<&Seat>> = BTreeMap::new();
    for seat in were.iter().filter(|seat| seat.state.is_live()) {
        had.entry(seat.registration).or_default().push(seat);
    }
    let policy = store::find_policy(conn, scope).await?;
    let (mut letters, mut questions) = (Vec::new(), Vec::new());
    for (person, standing) in people.iter().zip(standings(conn, scope, people).await?) {
        let own = had.remove(&person.id).unwrap_or_default();
        let letter = letter(news, standing, &own, in_calendars);
        questions.extend(news.questions(person.id, &letter.overlaps, policy, now));
        let taken_back = own.iter().filter(|s| news.called_off.contains(&s.session)).count();
        letters.push((person, letter, taken_back));
    }
    // The letters name the questions as they are kept: what was asked before has its link already.
    let mut kept: BTreeMap<RegistrationId, Vec<Question>> = BTreeMap::new();
    for question in store::ask(conn, scope, &questions, now).await? {
        kept.entry(question.registration).or_default().push(question);
    }
    let (mut posts, mut entries) = (Vec::new(), Vec::new());
    for (person, mut letter, taken_back) in letters {
        letter.asked =
            asked(&letter.overlaps, &kept.remove(&person.id).unwrap_or_default(), policy);
        let detail = json!({
            "release": news.release.number, "sessions": letter.sessions.len(), "taken_back": taken_back,
        });
        let post = Post::new(&person.email, person.details.lang, &letter, now)?;
        posts.push(post.about(scope.forum(), Some(person.id)));
        let (action, subject) = ("registration.schedule_changed", Subject::Registration(person.id));
        let entry = Entry::new(now, scope.actor(), Some(scope.forum()), action, subject);
        entries.push(entry.detail(detail));
    }
    audit::record_all(conn, &entries).await?;
    mail::post_all(conn, &posts).await
}

fn letter(
    news: &News,
    standing: Standing,
    own: &[&Seat],
    in_calendars: &BTreeSet<SeatId>,
) -> ScheduleChanged {
    let sessions: Vec<SessionId> = own.iter().map(|seat| seat.session).collect();
    let held: Vec<SessionId> = own
        .iter()
        .filter(|seat| seat.state == SeatState::Confirmed)
        .map(|seat| seat.session)
        .collect();
    ScheduleChanged {
        release: news.release.number,
        sessions: sessions.iter().copied().filter(|id| news.all.contains(id)).collect(),
        calendar: own.iter().map(|seat| seat.id).filter(|id| in_calendars.contains(id)).collect(),
        overlaps: news.new_overlaps(&held),
        asked: None,
        standing,
    }
}

/// What the letter says of the questions, in the order of the pairs.
fn asked(
    overlaps: &[(SessionId, SessionId)],
    questions: &[Question],
    policy: OverlapPolicy,
) -> Option<Asked> {
    let of = |pair: &(SessionId, SessionId)| {
        let either = (pair.0.min(pair.1), pair.0.max(pair.1));
        let kept = questions.iter().find(|question| question.pair() == either)?;
        Some(AskedPair { pair: *pair, question: kept.id, answer_by: kept.answer_by })
    };
    let questions: Vec<AskedPair> = overlaps.iter().filter_map(of).collect();
    (!questions.is_empty()).then_some(Asked { questions, rule: policy.rule })
}

/// Who was passed over in a line because of a session that is elsewhere or called off now may have what
/// is free.
async fn serve_freed(conn: &mut Conn, scope: &Scope, now: DateTime<Utc>) -> db::Result<()> {
    let rules = Rules::load(conn, scope).await?;
    let limits = capacity::find_limits(conn, scope).await?;
    let ready = limits.iter().filter(|limit| limit.waiting > 0 && limit.has_room());
    let ready: Vec<LimitId> = ready.map(|limit| limit.id).collect();
    if ready.is_empty() {
        return Ok(());
    }
    let mut held = lock(conn, scope, &ready).await?;
    let before = held.clone();
    serve_lines(conn, scope, &rules, &mut held, now).await?;
    settle(conn, scope, &before, held).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{ReleaseId, Words};

    fn times(hour: i64) -> SessionTimes {
        let starts_at = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(hour);
        let ends_at = starts_at + TimeDelta::hours(1);
        SessionTimes { id: SessionId::fresh(), no: 1, limit: None, starts_at, ends_at }
    }

    fn news(moved: &[(SessionId, i64)], times_now: &[SessionTimes]) -> News {
        let stand = |hour| {
            let times = times(hour);
            Stand { room: None, starts_at: times.starts_at, ends_at: times.ends_at }
        };
        let changes = moved
            .iter()
            .map(|(session, from)| agenda::Change {
                session: *session,
                no: 1,
                title: Words::default(),
                kind: ChangeKind::Moved { from: stand(*from), to: stand(0) },
            })
            .collect();
        let release = Release {
            id: ReleaseId::fresh(),
            number: 2,
            note: Words::default(),
            restores: None,
            at: DateTime::<Utc>::UNIX_EPOCH,
            changes,
        };
        News::of(&release, times_now)
    }

    #[test]
    fn only_what_overlaps_since_this_release_is_asked_about() {
        let (a, b, c) = (times(14), times(14), times(16));
        let held = [a.id, b.id, c.id];
        let pairs = news(&[(b.id, 15)], &[a, b, c]).new_overlaps(&held);
        assert_eq!(pairs.len(), 1);
        assert!(held.contains(&pairs[0].0) && pairs[0] != (c.id, c.id));
        assert_eq!(news(&[(b.id, 14)], &[a, b, c]).new_overlaps(&held), []);
        assert_eq!(news(&[(c.id, 9)], &[a, b, c]).new_overlaps(&held), []);
    }
}
