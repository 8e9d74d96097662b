use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Timelike, Utc};

use crate::agenda::{Listed, SessionKind};

use super::super::days::Days;
use super::super::edition::Edition;
use super::ask::{Ask, Facet, Words};

/// Up to this many sessions stand each under their own time; more stand under their hour.
const BY_TIME: usize = 40;
/// Most sessions that a search shows.
pub const MOST_FOUND: usize = 200;

/// What of a programme is shown to a wish.
pub struct Pick<'a> {
    /// The days shown; one, but for a search that names none.
    pub day: Option<NaiveDate>,
    /// The sessions, by time.
    pub sessions: Vec<&'a Listed>,
    /// Whether there were more than a search shows.
    pub cut: bool,
    /// The days on which something is to be seen, with how much.
    pub days: Vec<(NaiveDate, usize)>,
    /// What each facet can be narrowed to, with how much there then is.
    pub facets: Vec<(Facet, Vec<(String, usize)>)>,
}

impl<'a> Pick<'a> {
    /// Picks what a wish asks for.
    #[must_use]
    pub fn of(edition: &'a Edition, ask: &Ask, now: DateTime<Utc>) -> Self {
        let days = Days::of(edition);
        let words = Words::of(ask);
        let named: Vec<&Listed> = edition
            .programme
            .sessions
            .iter()
            .zip(&edition.searched)
            .filter(|(_, searched)| words.are_in(searched))
            .map(|(session, _)| session)
            .collect();
        let wanted: Vec<&Listed> = named.iter().copied().filter(|s| ask.wants(s, None)).collect();
        let per_day: Vec<(NaiveDate, usize)> = edition
            .programme
            .days
            .iter()
            .map(|day| (*day, wanted.iter().filter(|s| days.has(s, *day)).count()))
            .collect();
        let day = ask.day.or_else(|| {
            if ask.words.is_empty() || ask.grid {
                shown_day(&days, edition, &per_day, now)
            } else {
                None
            }
        });
        let on_day = |s: &&Listed| day.is_none_or(|day| days.has(s, day));
        let mut sessions: Vec<&Listed> = wanted.into_iter().filter(|s| on_day(s)).collect();
        let cut = !ask.words.is_empty() && sessions.len() > MOST_FOUND;
        if cut {
            sessions.truncate(MOST_FOUND);
        }
        let facets = Facet::ALL
            .into_iter()
            .map(|facet| {
                let near = named.iter().copied().filter(on_day);
                (facet, options(edition, facet, near.filter(|s| ask.wants(s, Some(facet)))))
            })
            .collect();
        Self { day, sessions, cut, days: per_day, facets }
    }
}

/// The usual day, or the first on which there is what was asked for.
fn shown_day(
    days: &Days<'_>,
    edition: &Edition,
    per_day: &[(NaiveDate, usize)],
    now: DateTime<Utc>,
) -> Option<NaiveDate> {
    let usual = days.usual(edition, now);
    let filled = per_day.iter().filter(|(_, count)| *count > 0).map(|(day, _)| *day);
    filled.clone().find(|day| Some(*day) == usual).or_else(|| filled.min()).or(usual)
}

/// The values of a facet in their own order, with how many of some sessions have each.
fn options<'a>(
    edition: &Edition,
    facet: Facet,
    near: impl Iterator<Item = &'a Listed>,
) -> Vec<(String, usize)> {
    let programme = &edition.programme;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for session in near {
        let values: Vec<String> = match facet {
            Facet::Room => session.room.iter().map(|room| room.id.to_string()).collect(),
            Facet::Track => session.track.iter().map(|track| track.slug.clone()).collect(),
            Facet::Language => session.languages.clone(),
            Facet::Kind => vec![session.kind.code().to_owned()],
        };
        for value in values {
            *counts.entry(value).or_default() += 1;
        }
    }
    let all: Vec<String> = match facet {
        Facet::Room => programme.rooms.iter().map(|room| room.id.to_string()).collect(),
        Facet::Track => programme.tracks.iter().map(|track| track.slug.clone()).collect(),
        Facet::Language => programme.languages.clone(),
        Facet::Kind => SessionKind::ALL
            .into_iter()
            .filter(|kind| programme.sessions.iter().any(|s| s.kind == *kind))
            .map(|kind| kind.code().to_owned())
            .collect(),
    };
    all.into_iter()
        .map(|value| {
            let count = counts.get(&value).copied().unwrap_or_default();
            (value, count)
        })
        .collect()
}

/// Sessions under one time.
pub struct Group<'a> {
    /// Its name on the page, for links.
    pub id: String,
    /// The day of it.
    pub day: NaiveDate,
    /// The time of it; absent for what takes the whole day.
    pub clock: Option<String>,
    /// Whether it is an hour, within which sessions start at several times.
    pub hour: bool,
    /// The sessions.
    pub sessions: Vec<&'a Listed>,
}

/// Sessions in groups by time, what takes the whole day first.
#[must_use]
pub fn groups<'a>(edition: &Edition, sessions: &[&'a Listed]) -> Vec<Group<'a>> {
    let days = Days::of(edition);
    let hourly = sessions.len() > BY_TIME;
    let zone = edition.forum.zone;
    let mut groups: Vec<Group<'a>> = Vec::new();
    let (all_day, timed): (Vec<&Listed>, Vec<&Listed>) =
        sessions.iter().copied().partition(|session| days.is_all_day(session));
    for session in all_day.into_iter().chain(timed) {
        let local = zone.local(session.starts_at);
        let minute = if hourly { 0 } else { local.minute() };
        let clock = (!days.is_all_day(session)).then(|| format!("{:02}:{minute:02}", local.hour()));
        let at = (session.day, clock.clone());
        match groups.last_mut() {
            Some(group) if (group.day, group.clock.clone()) == at => group.sessions.push(session),
            _ => groups.push(Group {
                id: id(session.day, clock.as_deref()),
                day: session.day,
                hour: hourly && clock.is_some(),
                clock,
                sessions: vec![session],
            }),
        }
    }
    groups
}

/// The name of a group: its day and time, so that it stays what it is when others come and go.
fn id(day: NaiveDate, clock: Option<&str>) -> String {
    let clock = clock.map_or_else(|| "day".to_owned(), |clock| clock.replace(':', ""));
    format!("t{}-{clock}", day.format("%m%d"))
}

/// The group that stands for now: the last begun of those in which something is going on.
#[must_use]
pub fn current<'g>(groups: &'g [Group<'_>], now: DateTime<Utc>) -> Option<&'g str> {
    let on = |s: &&Listed| s.starts_at <= now && now < s.ends_at;
    let mut timed = groups.iter().filter(|group| group.clock.is_some());
    timed.rfind(|group| group.sessions.iter().any(on)).map(|group| group.id.as_str())
}
