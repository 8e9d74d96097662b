use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};

use crate::accounts::Scope;
use crate::db::{self, Conn, Stop};
use crate::forum::{self, Forum};
use crate::types::{RoomId, SessionId, SpeakerId, TrackId, Words};

use super::super::release::{Wanted, publish};
use super::plan::{self, Meaning, Whole};
use super::sources::Sources;
use crate::agenda::intake::{Intake, NoteKind, SessionIn};
use crate::agenda::model::{AppearanceRole, Difference, ReleasedRecord, SessionRecord};
use crate::agenda::refusal::ImportRefusal;
use crate::agenda::report::ImportReport;
use crate::agenda::store::{self, SourceKind, Taken};

/// What the places of the file are here.
pub struct There<'a> {
    pub forum: &'a Forum,
    pub rooms: Vec<RoomId>,
    pub tracks: Vec<TrackId>,
    pub people: Vec<SpeakerId>,
    /// Whom no public file names.
    pub hidden: HashSet<SpeakerId>,
    /// The sessions that were here before.
    pub known: Known,
}

/// The conference day of a session: the file's own where it speaks of the forum's zone.
pub fn day_of(forum: &Forum, intake: &Intake, read: &SessionIn) -> NaiveDate {
    if forum.zone.name() == intake.zone.name() { read.day } else { forum.day_of(read.starts_at) }
}

impl There<'_> {
    fn meaning(&self, intake: &Intake, read: &SessionIn) -> Meaning {
        let person = |(place, role): &(usize, String)| {
            Some((*self.people.get(*place)?, AppearanceRole::of_foreign(role)))
        };
        Meaning {
            day: day_of(self.forum, intake, read),
            room: read.room.and_then(|place| self.rooms.get(place).copied()),
            track: read.track.and_then(|place| self.tracks.get(place).copied()),
            people: read.people.iter().filter_map(person).collect(),
        }
    }
}

/// Takes the sessions over: in the order of time, so that new numbers follow it.
pub async fn sessions(
    conn: &mut Conn,
    scope: &Scope,
    intake: &Intake,
    there: &There<'_>,
    sources: &mut Sources,
    report: &mut ImportReport,
    now: DateTime<Utc>,
) -> Result<(), Stop<ImportRefusal>> {
    let known = &there.known;
    let mut reads: Vec<&SessionIn> = intake.sessions.iter().collect();
    reads.sort_by_key(|read| (read.starts_at, read.room, read.line));
    let mut after: Vec<Whole> = Vec::with_capacity(reads.len());
    for read in reads {
        let meaning = there.meaning(intake, read);
        let own = read.guid.and_then(|guid| known.get(&SessionId(guid)));
        let from_there = || sources.find(SourceKind::Session, &read.key).map(SessionId);
        let whole = match own {
            Some(before) => plan::returned(before, read, &meaning, &there.hidden),
            None => match from_there().and_then(|id| known.get(&id)) {
                Some(before) => plan::renewed(before, read, &meaning, &there.hidden),
                None => plan::fresh(read, &meaning),
            },
        };
        // What is ours already keeps no foreign name: the number in our file is one of ours.
        if own.is_none() {
            sources.learn(SourceKind::Session, &read.key, whole.session.id.0);
        }
        after.push(whole);
    }
    let public = store::list_taken(conn, scope).await?;
    tell_what_stays(intake, sources, known, &public, &mut after, report);
    let mut written: Vec<Whole> = after
        .into_iter()
        .filter(|whole| {
            let before = known.get(&whole.session.id);
            let same = before == Some(whole);
            let count = &mut report.sessions;
            match (before, same) {
                (None, _) => count.added += 1,
                (Some(_), false) => count.changed += 1,
                (Some(_), true) => count.unchanged += 1,
            }
            !same
        })
        .collect();
    number(conn, scope, &mut written, known).await?;
    report.differences.extend(written.iter().map(|whole| difference(known, whole)));
    let wanted = shown(&written);
    write(conn, scope, written, known, now).await?;
    let made = publish(conn, scope, wanted, &Words::default(), None, now).await;
    made.map(|_| ()).map_err(|stop| match stop {
        Stop::Refused(reason) => Stop::Refused(ImportRefusal::Release(reason)),
        Stop::Broken(error) => Stop::Broken(error),
    })
}

/// What the public is to see of what was written: all of it but what was taken back from them.
fn shown(written: &[Whole]) -> Wanted {
    let public = written.iter().filter(|whole| whole.session.state.is_public());
    public.map(|whole| (whole.session.id, Some(record(whole)))).collect()
}

fn record(whole: &Whole) -> ReleasedRecord {
    ReleasedRecord::of(&whole.session, &whole.slot, whole.parts.clone())
}

/// What the import does to a session, field by field.
fn difference(known: &Known, whole: &Whole) -> Difference {
    let before = known.get(&whole.session.id).map(record);
    Difference::session(before.as_ref(), &record(whole))
}

/// Sessions by id.
pub type Known = HashMap<SessionId, Whole>;

/// Every session of the forum, whole.
pub async fn load(conn: &mut Conn, scope: &Scope) -> db::Result<Known> {
    let sessions = store::list_sessions(conn, scope).await?;
    let slots = store::list_slots(conn, scope).await?;
    let mut slots: HashMap<SessionId, _> =
        slots.into_iter().map(|slot| (slot.session, slot)).collect();
    let mut parts = store::list_parts(conn, scope).await?;
    let whole = |session: SessionRecord| {
        let slot = slots.remove(&session.id)?;
        let parts = parts.remove(&session.id).unwrap_or_default();
        Some((session.id, Whole { session, slot, parts }))
    };
    Ok(sessions.into_iter().filter_map(whole).collect())
}

/// Marks overlaps, and notes what an organizer should know of it all.
fn tell_what_stays(
    intake: &Intake,
    sources: &Sources,
    known: &Known,
    public: &[Taken],
    after: &mut [Whole],
    report: &mut ImportReport,
) {
    let own: HashSet<SessionId> = after.iter().map(|whole| whole.session.id).collect();
    // What is not in the file stands where its draft does, and where the public still sees it.
    let drafts = known.values().map(|whole| plan::Spot::of(&whole.slot));
    let others: Vec<plan::Spot> = drafts
        .chain(public.iter().filter_map(plan::Spot::taken))
        .filter(|spot| !own.contains(&spot.session))
        .collect();
    for (imported, there) in plan::accept_overlaps(after, &others) {
        let titles = after.iter().find(|whole| whole.session.id == imported).zip(known.get(&there));
        if let Some((imported, there)) = titles {
            let (a, b) = (plan::title_of(&imported.session), plan::title_of(&there.session));
            let detail = format!("{a} / {} {b}", there.session.no);
            report.note("agenda-note-overlap-accepted", NoteKind::Clash, detail);
        }
    }
    let gone = sources.all(SourceKind::Session).map(SessionId);
    let mut gone: Vec<&Whole> =
        gone.filter(|id| !own.contains(id)).filter_map(|id| known.get(&id)).collect();
    gone.sort_by_key(|whole| whole.session.no);
    let kept = |whole: &&Whole| Difference::gone(&record(whole));
    report.differences.extend(gone.iter().map(kept));
    let gone = gone.len();
    let links: usize = intake.sessions.iter().map(|read| read.links.len()).sum();
    let unrecorded = intake.sessions.iter().filter(|read| read.do_not_record).count();
    for (count, key, kind) in [
        (gone, "agenda-note-session-kept", NoteKind::Assumed),
        (links, "agenda-note-links-left-out", NoteKind::Dropped),
        (unrecorded, "agenda-note-not-recorded", NoteKind::Dropped),
    ] {
        if count > 0 {
            report.note(key, kind, count);
        }
    }
}

/// Gives new sessions their numbers, and changed ones their next version.
async fn number(
    conn: &mut Conn,
    scope: &Scope,
    written: &mut [Whole],
    known: &Known,
) -> db::Result<()> {
    let new = written.iter().filter(|whole| !known.contains_key(&whole.session.id)).count();
    let mut next = match i32::try_from(new).unwrap_or(i32::MAX) {
        0 => 0,
        count => forum::take_session_numbers(conn, scope, count).await?,
    };
    for whole in written {
        if known.contains_key(&whole.session.id) {
            whole.session.version += 1;
        } else {
            whole.session.no = next;
            next += 1;
        }
    }
    Ok(())
}

async fn write(
    conn: &mut Conn,
    scope: &Scope,
    written: Vec<Whole>,
    known: &Known,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let changed: Vec<SessionId> =
        written.iter().map(|whole| whole.session.id).filter(|id| known.contains_key(id)).collect();
    let (mut sessions, mut slots, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for whole in written {
        parts.push((whole.session.id, whole.parts));
        sessions.push(whole.session);
        slots.push(whole.slot);
    }
    store::upsert_sessions(conn, scope, &sessions, now).await?;
    store::upsert_slots(conn, scope, &slots).await?;
    store::remove_parts(conn, scope, &changed).await?;
    store::insert_parts(conn, scope, &parts).await
}
