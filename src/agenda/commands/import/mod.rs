mod new;
mod people;
mod places;
mod plan;
mod sessions;
mod sources;
mod stash;
mod words;

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Conn, Db, Stop};
use crate::forum::{self, Forum};
use crate::types::Clock;

use crate::agenda::comparing::Told;
use crate::agenda::intake::{Intake, SessionIn};
use crate::agenda::refusal::ImportRefusal;
use crate::agenda::report::{Counts, ImportReport};
use crate::agenda::store;
use crate::agenda::wording::Names;
use crate::speakers;

pub use new::{Imported, import_new};
pub use stash::{drop_upload, import_upload, keep_upload, sweep_uploads};

use sources::Sources;

/// Takes a foreign schedule over into a forum: one transaction, all or nothing. What came from the
/// same source before is updated, what is new is released at once without sign-up, what the file does
/// not have any more is kept and told of. A rehearsal does the same and keeps nothing.
///
/// # Errors
/// [`ImportRefusal`] when the file does not fit the forum; a broken database.
pub async fn import(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    intake: &Intake,
    source: Option<&str>,
    how: Takeover<'_>,
) -> Result<ImportReport, Stop<ImportRefusal>> {
    let now = clock.now();
    let done = db
        .tx(async |conn| {
            let report = take_over(conn, scope, intake, source, now).await?;
            if how.takes(&report) { Ok(report) } else { Err(Halt::Rehearsed(report)) }
        })
        .await;
    rehearsed_or_done(done, |report| ImportReport { dry_run: true, ..report })
}

/// Whether an import is to last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takeover<'a> {
    /// It is a rehearsal.
    Rehearse,
    /// It is to last.
    Keep,
    /// It is to last if it does what a rehearsal of this mark did; else it is one again.
    KeepAs(&'a str),
}

impl Takeover<'_> {
    fn takes(self, report: &ImportReport) -> bool {
        match self {
            Self::Rehearse => false,
            Self::Keep => true,
            Self::KeepAs(mark) => report.mark() == mark,
        }
    }
}

/// What ends an import's transaction early.
enum Halt<T> {
    /// It was a rehearsal.
    Rehearsed(T),
    /// It was refused, or something broke.
    Stopped(Stop<ImportRefusal>),
}

impl<T> From<db::Error> for Halt<T> {
    fn from(error: db::Error) -> Self {
        Self::Stopped(error.into())
    }
}

impl<T> From<Stop<ImportRefusal>> for Halt<T> {
    fn from(stop: Stop<ImportRefusal>) -> Self {
        Self::Stopped(stop)
    }
}

fn rehearsed_or_done<T>(
    done: Result<T, Halt<T>>,
    mark: impl FnOnce(T) -> T,
) -> Result<T, Stop<ImportRefusal>> {
    match done {
        Ok(value) => Ok(value),
        Err(Halt::Rehearsed(value)) => Ok(mark(value)),
        Err(Halt::Stopped(stop)) => Err(stop),
    }
}

/// The whole of it, in the caller's transaction.
async fn take_over(
    conn: &mut Conn,
    scope: &Scope,
    intake: &Intake,
    source: Option<&str>,
    now: DateTime<Utc>,
) -> Result<ImportReport, Stop<ImportRefusal>> {
    let forum = forum::lock_forum(conn, scope).await?;
    fits(&forum, intake)?;
    let source = source_of(intake, source);
    let mut sources = Sources::load(conn, scope, &source).await?;
    let mut report = ImportReport {
        dry_run: false,
        format: intake.format.code(),
        source,
        sessions: Counts::default(),
        rooms: Counts::default(),
        tracks: Counts::default(),
        speakers: Counts::default(),
        notes: intake.notes.iter().map(Into::into).collect(),
        differences: Vec::new(),
        told: Told::default(),
    };
    let rooms = places::rooms(conn, scope, intake, &mut sources, &mut report).await?;
    let tracks = places::tracks(conn, scope, intake, &mut sources, &mut report).await?;
    let known = sessions::load(conn, scope).await?;
    let (people, hidden) =
        people::people(conn, scope, intake, &known, &mut sources, &mut report).await?;
    let there = sessions::There { forum: &forum, rooms, tracks, people, hidden, known };
    sessions::sessions(conn, scope, intake, &there, &mut sources, &mut report, now).await?;
    sources.save(conn, scope).await?;
    report.told = told(conn, scope, &there.known).await?;
    // Told by weight: sessions before what they are made of, clashes before what was assumed.
    report.differences.sort_by_key(|difference| difference.thing);
    report.notes.sort_by_key(|note| std::cmp::Reverse(note.kind));
    record(conn, scope, &report, now).await?;
    Ok(report)
}

/// What the things that differ are called: the desk may read it all. What was there before goes by the
/// name it has now.
async fn told(conn: &mut Conn, scope: &Scope, known: &sessions::Known) -> db::Result<Told> {
    let rooms = forum::list_rooms(conn, scope).await?;
    let tracks = store::list_tracks(conn, scope).await?;
    let people = speakers::list_speakers(conn, scope).await?;
    let titles = known.values().map(|whole| (whole.session.no, whole.session.title.clone()));
    Ok(Told {
        names: Names {
            zone: scope.zone(),
            rooms: rooms.into_iter().map(|room| (room.id, room.name)).collect(),
            people: people.into_iter().map(|person| (person.id, person.name)).collect(),
            titles: titles.collect(),
        },
        tracks: tracks.into_iter().map(|track| (track.id, track.name)).collect(),
    })
}

/// Whose ids the file has: as told, else the forum's short name in it, else the kind of file.
fn source_of(intake: &Intake, told: Option<&str>) -> String {
    let named = Some(intake.forum.acronym.as_str()).filter(|name| !name.is_empty());
    told.or(named).unwrap_or_else(|| intake.format.code()).to_owned()
}

fn fits(forum: &Forum, intake: &Intake) -> Result<(), ImportRefusal> {
    if !forum.state.is_editable() {
        return Err(ImportRefusal::ForumOver);
    }
    let (first, last) = forum.agenda_days();
    let outside = |session: &&SessionIn| {
        let day = sessions::day_of(forum, intake, session);
        day < first || day > last
    };
    match intake.sessions.iter().find(outside) {
        None => Ok(()),
        Some(session) => Err(ImportRefusal::OutsideDays {
            line: session.line,
            id: session.key.clone(),
            day: sessions::day_of(forum, intake, session),
            first: forum.first_day(),
            last: forum.last_day(),
        }),
    }
}

async fn record(
    conn: &mut Conn,
    scope: &Scope,
    report: &ImportReport,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let forum = scope.forum();
    let counts = |c: &Counts| json!([c.added, c.changed, c.unchanged]);
    let detail = json!({
        "format": report.format,
        "sessions": counts(&report.sessions),
        "rooms": counts(&report.rooms),
        "tracks": counts(&report.tracks),
        "speakers": counts(&report.speakers),
    });
    let subject = Subject::Forum(forum);
    let entry = Entry::new(now, scope.actor(), Some(forum), "agenda.imported", subject);
    audit::record(conn, &entry.detail(detail)).await?;
    if report.any() {
        db::notify(conn, "madang_agenda", &forum.to_string()).await?;
    }
    Ok(())
}
