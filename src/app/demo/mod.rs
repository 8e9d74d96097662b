//! The Seoul forum of July 2024, so that a fresh installation has something to show.
//!
//! Its facts are those of public pages; whatever is not published is marked as a sample, on every
//! page. Loading may be cut short and called again: it goes on where it stopped, and a forum that is
//! published already is left alone.

mod people;
mod seoul;

use anyhow::Context;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::accounts::{ForumWall, Scope, forum_by_slug};
use crate::agenda::{NewPart, NewSession, Placing, add_session, release_all};
use crate::db::{Db, Stop};
use crate::forum::{
    self, Forum, ForumState, Founder, NewForum, Room, create_forum, edit_venue, offered_categories,
    offered_consents, publish_forum,
};
use crate::speakers::{Speaker, insert_speakers, list_speakers};
use crate::types::{ActorRef, Clock, Email, Refusal, Slug, Words, Zone};

use seoul::{Item, PEOPLE, PROGRAMME};

/// The demo forum's name in addresses.
pub const SLUG: &str = "seoul-2024";

/// What loading the demo forum came to.
#[derive(Debug)]
pub struct Loaded {
    /// Acting on the demo forum.
    pub scope: Scope,
    /// How many sessions were made; none when it was there already.
    pub sessions: usize,
    /// How many speakers were made.
    pub speakers: usize,
    /// How many fictional registrants were made.
    pub people: usize,
}

/// The demo forum with its fictional registrants, who register as anyone does.
///
/// # Errors
/// As [`load`].
pub async fn load_all(parts: &super::Parts) -> anyhow::Result<Loaded> {
    let mut loaded = load(&parts.db, &parts.clock).await?;
    if loaded.sessions > 0 {
        loaded.people = people::register(parts, &loaded.scope).await?;
    }
    Ok(loaded)
}

/// Makes the demo forum, or finishes making it, or finds it there.
///
/// # Errors
/// A broken database; a refusal, which would be a fault of the data here.
pub async fn load(db: &Db, clock: &Clock) -> anyhow::Result<Loaded> {
    let now = clock.now();
    let scope = Scope::trusted(begun(db, clock, now).await?, ActorRef::Operator);
    let forum = {
        let mut conn = db.conn().await?;
        forum::find_forum(&mut conn, &scope).await?
    };
    if forum.state != ForumState::Draft {
        return Ok(Loaded { scope, sessions: 0, speakers: 0, people: 0 });
    }
    let rooms = places(db, clock, &scope).await?;
    let (people, speakers) = people(db, &scope).await?;
    let done = usize::try_from(forum.last_session_no)?;
    for item in PROGRAMME.iter().skip(done) {
        let want = session(item, &forum, &rooms, &people)?;
        add_session(db, clock, &scope, want).await.map_err(told)?;
    }
    release_all(db, clock, &scope).await.map_err(told)?;
    publish_forum(db, clock, &scope).await.map_err(told)?;
    Ok(Loaded { scope, sessions: PROGRAMME.len() - done, speakers, people: 0 })
}

async fn begun(db: &Db, clock: &Clock, now: DateTime<Utc>) -> anyhow::Result<ForumWall> {
    let found = {
        let mut conn = db.conn().await?;
        forum_by_slug(&mut conn, SLUG).await?
    };
    match found {
        Some(wall) => Ok(wall),
        None => create_forum(db, clock, Founder::Operator, wanted(now)?).await.map_err(told),
    }
}

/// The forum itself. Its date is past, so that its registration window is one around the present:
/// otherwise there would be nothing to try.
fn wanted(now: DateTime<Utc>) -> anyhow::Result<NewForum> {
    let slug = Slug::parse(SLUG).map_err(|fault| anyhow::anyhow!("{}", fault.code))?;
    let starts_at = at(Zone::SEOUL, (7, 11), (14, 0))?;
    let ends_at = at(Zone::SEOUL, (7, 11), (18, 0))?;
    let mut want = NewForum::begun(slug, both(seoul::TITLE), Zone::SEOUL, starts_at, ends_at);
    want.facts.lead = both(seoul::LEAD);
    want.facts.host = both(seoul::HOST);
    want.facts.sample = both(seoul::SAMPLE);
    want.facts.registration_opens_at = Some(now - TimeDelta::days(30));
    want.facts.registration_closes_at = Some(now + TimeDelta::days(30));
    want.facts.changes_until = Some(now + TimeDelta::days(30));
    want.facts.sensitive = true;
    want.facts.contact_email = Email::parse(seoul::CONTACT).ok();
    want.capacity = Some(seoul::CAPACITY);
    want.categories = offered_categories();
    for category in &mut want.categories {
        let limit = seoul::LIMITS.iter().find(|(code, _)| *code == category.code.as_str());
        category.capacity = limit.map(|(_, capacity)| *capacity);
    }
    want.consents = offered_consents(&want.facts);
    want.venue = Some(seoul::city_hall());
    Ok(want)
}

/// The rooms, after adding the square in front of the hall.
async fn places(db: &Db, clock: &Clock, scope: &Scope) -> anyhow::Result<Vec<Room>> {
    let known = forum::list_venues(&mut *db.conn().await?, scope).await?.len();
    if known < 2 {
        edit_venue(db, clock, scope, None, seoul::plaza(), Vec::new()).await.map_err(told)?;
    }
    Ok(forum::list_rooms(&mut *db.conn().await?, scope).await?)
}

/// Everyone who speaks, in order of precedence, and how many of them are new.
async fn people(db: &Db, scope: &Scope) -> anyhow::Result<(Vec<Speaker>, usize)> {
    let mut conn = db.conn().await?;
    let known = list_speakers(&mut conn, scope).await?;
    if !known.is_empty() {
        return Ok((known, 0));
    }
    let people: Vec<Speaker> = PEOPLE
        .iter()
        .zip(0..)
        .map(|(person, position)| Speaker {
            title: both(person.title),
            ..Speaker::named(both(person.name), position)
        })
        .collect();
    insert_speakers(&mut conn, scope, &people).await?;
    let count = people.len();
    Ok((people, count))
}

fn session(
    item: &Item,
    forum: &Forum,
    rooms: &[Room],
    people: &[Speaker],
) -> anyhow::Result<NewSession> {
    let named = |name: &str| {
        let found =
            people.iter().find(|person| person.name.in_lang(crate::types::Lang::Ko) == name);
        found.map(|person| person.id).with_context(|| format!("{name} is nobody"))
    };
    let room = match item.room {
        Some(name) => {
            let named = |room: &&Room| room.name.in_lang(crate::types::Lang::Ko) == name;
            Some(rooms.iter().find(named).with_context(|| format!("{name} is no room"))?.id)
        }
        None => None,
    };
    let parts = item.parts.iter().map(|(role, name)| {
        Ok(NewPart { speaker: named(name)?, role: *role, role_words: Words::default() })
    });
    Ok(NewSession {
        kind: item.kind,
        title: both(item.title),
        subtitle: both(item.subtitle),
        abstract_: Words::default(),
        languages: Vec::new(),
        interpretation: Vec::new(),
        place: Placing {
            room,
            starts_at: at(forum.zone, item.day, item.from)?,
            ends_at: at(forum.zone, item.day, item.to)?,
            illustrative: item.illustrative,
        },
        track: None,
        people: parts.collect::<anyhow::Result<_>>()?,
        signup_capacity: item.seats,
        release: false,
    })
}

fn both((ko, en): (&str, &str)) -> Words {
    Words::both(ko, en)
}

fn at(
    zone: Zone,
    (month, day): (u32, u32),
    (hour, minute): (u32, u32),
) -> anyhow::Result<DateTime<Utc>> {
    let date = NaiveDate::from_ymd_opt(2024, month, day).context("no such day")?;
    let time = NaiveTime::from_hms_opt(hour, minute, 0).context("no such hour")?;
    zone.instant(date.and_time(time)).context("an hour that clocks skip")
}

/// A refusal of the data here, which nobody but us can mend.
fn told<R: Refusal>(stop: Stop<R>) -> anyhow::Error {
    match stop {
        Stop::Refused(reason) => anyhow::anyhow!("the demo forum was refused: {}", reason.code()),
        Stop::Broken(error) => error.into(),
    }
}
