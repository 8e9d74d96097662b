use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::accounts::{ForumWall, Scope};
use crate::db::{Db, Stop};
use crate::forum::{Founder, NewForum, adopt_forum};
use crate::types::{ActorRef, Clock, ForumId, Lang, Slug, Words, Zone};

use super::places::venue_of;
use super::words::{lang_of, words};
use super::{Halt, rehearsed_or_done, take_over};
use crate::agenda::intake::Intake;
use crate::agenda::refusal::ImportRefusal;
use crate::agenda::report::ImportReport;

/// A forum that was made from a schedule.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The forum's id; after a rehearsal there is none of it.
    pub forum: ForumId,
    /// What was taken over.
    pub report: ImportReport,
}

/// Makes a forum from a foreign schedule, published at once: its title, days, venue and agenda. It
/// takes no registrations until an organizer opens them. One transaction, all or nothing. `admit` is
/// the maker of trusted scopes, which is not ours to call.
///
/// # Errors
/// [`ImportRefusal`] when the address is taken or the file makes no forum; a broken database.
pub async fn import_new(
    db: &Db,
    clock: &Clock,
    founder: Founder,
    slug: Slug,
    intake: &Intake,
    admit: fn(ForumWall, ActorRef) -> Scope,
    dry_run: bool,
) -> Result<Imported, Stop<ImportRefusal>> {
    let now = clock.now();
    let want = forum_of(slug, intake);
    let done = db
        .tx(async |conn| {
            let adopted = adopt_forum(conn, founder, want, admit, now).await;
            let scope = adopted.map_err(|stop| match stop {
                Stop::Refused(reason) => Stop::Refused(ImportRefusal::Forum(reason)),
                Stop::Broken(error) => Stop::Broken(error),
            })?;
            let report = take_over(conn, &scope, intake, None, now).await?;
            let done = Imported { forum: scope.forum(), report };
            if dry_run { Err(Halt::Rehearsed(done)) } else { Ok(done) }
        })
        .await;
    rehearsed_or_done(done, |mut done| {
        done.report.dry_run = true;
        done
    })
}

fn forum_of(slug: Slug, intake: &Intake) -> NewForum {
    let facts = &intake.forum;
    let title = match facts.title.as_str() {
        "" => words(slug.as_str()),
        title => words(title),
    };
    let zone = Zone::parse(intake.zone.name()).unwrap_or_default();
    let (starts_at, ends_at) = hours(intake, zone);
    let mut new = NewForum::begun(slug, title.clone(), zone, starts_at, ends_at);
    new.facts.day_start = facts.day_start;
    new.facts.languages = languages(&title, intake);
    new.facts.lead = words(&facts.subtitle);
    new.venue = Some(venue_of(intake));
    new
}

/// The first and last hour: those of the sessions, where they fill the days of the file; else the
/// days themselves.
fn hours(intake: &Intake, zone: Zone) -> (DateTime<Utc>, DateTime<Utc>) {
    let facts = &intake.forum;
    let start_of = |day: NaiveDate| zone.instant(day.and_time(facts.day_start));
    let on = |day: NaiveDate| intake.sessions.iter().filter(move |session| session.day == day);
    let first = on(facts.starts_on).map(|session| session.starts_at).min();
    let last = on(facts.ends_on).map(|session| session.ends_at).max();
    let starts_at = first.or_else(|| start_of(facts.starts_on)).unwrap_or_default();
    let end_of_days = || {
        let next = facts.ends_on.succ_opt()?;
        Some(start_of(next)? - TimeDelta::minutes(1))
    };
    let ends_at = last.or_else(end_of_days).unwrap_or(starts_at);
    (starts_at, ends_at.max(starts_at + TimeDelta::minutes(1)))
}

/// The languages of ours the forum is written in: those its title has, so that it is complete.
fn languages(title: &Words, intake: &Intake) -> Vec<Lang> {
    let written: Vec<Lang> = title.langs().collect();
    if written.is_empty() {
        intake.sessions.first().map(|session| lang_of(&session.title)).into_iter().collect()
    } else {
        written
    }
}
