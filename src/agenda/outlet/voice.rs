use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::i18n::Tr;
use crate::types::{Lang, RoomId, TrackId, Words};

use super::super::model::{Listed, RoomRef, TrackRef};
use super::names::{acronym, told_apart};
use super::{Issue, Wanted};

/// Where Madang stands, as its files say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The address people see, without a trailing slash.
    pub base: String,
    /// The host that makes ids unique in calendars.
    pub host: String,
    /// The address the file is read from.
    pub source: String,
}

/// An issue told in one language, with the sessions that are wanted of it.
pub(super) struct Voice<'a> {
    pub(super) issue: &'a Issue,
    pub(super) t: Tr,
    pub(super) place: &'a Place,
    pub(super) sessions: Vec<&'a Listed>,
    /// Those that were called off.
    pub(super) cancelled: Vec<&'a Listed>,
    rooms: HashMap<RoomId, String>,
    tracks: HashMap<TrackId, String>,
}

/// A conference day.
pub(super) struct Day<'a> {
    pub(super) date: NaiveDate,
    pub(super) starts_at: DateTime<Tz>,
    pub(super) ends_at: DateTime<Tz>,
    /// Rooms in their order, the sessions without one last.
    pub(super) rooms: Vec<DayRoom<'a>>,
}

/// What happens in a room on a day.
pub(super) struct DayRoom<'a> {
    pub(super) room: Option<&'a RoomRef>,
    pub(super) name: &'a str,
    pub(super) sessions: Vec<&'a Listed>,
}

impl<'a> Voice<'a> {
    pub(super) fn new(issue: &'a Issue, lang: Lang, place: &'a Place, wanted: &Wanted) -> Self {
        let programme = &issue.programme;
        // Told apart among all of them, so that a file of one room calls it as the whole file does.
        let rooms = programme.rooms.iter().map(|room| {
            (room.id, room.name.in_lang(lang).to_owned(), room.venue.in_lang(lang).to_owned())
        });
        let tracks = programme
            .tracks
            .iter()
            .map(|track| (track.id, track.name.in_lang(lang).to_owned(), track.slug.clone()));
        Self {
            issue,
            t: Tr(lang),
            place,
            sessions: programme.sessions.iter().filter(|session| wanted.takes(session)).collect(),
            cancelled: issue.cancelled.iter().filter(|session| wanted.takes(session)).collect(),
            rooms: told_apart(rooms),
            tracks: told_apart(tracks),
        }
    }

    pub(super) fn lang(&self) -> Lang {
        self.t.lang()
    }

    pub(super) fn words(&self, words: &'a Words) -> &'a str {
        words.in_lang(self.lang())
    }

    pub(super) fn title(&self) -> &'a str {
        self.words(&self.issue.forum.title)
    }

    pub(super) fn acronym(&self) -> String {
        acronym(self.issue.forum.slug.as_str())
    }

    /// The forum's page.
    pub(super) fn page(&self) -> String {
        format!("{}/{}", self.place.base, self.issue.forum.slug)
    }

    /// A session's page.
    pub(super) fn session_page(&self, session: &Listed) -> String {
        format!("{}/sessions/{}", self.page(), session.no)
    }

    /// A session's name in addresses, which is unique among all forums of one year's files.
    pub(super) fn session_slug(&self, session: &Listed) -> String {
        format!("{}-session-{}", self.acronym(), session.no)
    }

    /// What counts the changes of the whole.
    pub(super) fn version(&self) -> String {
        self.local(self.issue.updated_at()).format("%Y-%m-%d %H:%M").to_string()
    }

    pub(super) fn local(&self, at: DateTime<Utc>) -> DateTime<Tz> {
        self.issue.forum.zone.local(at)
    }

    pub(super) fn abstract_(&self, session: &Listed) -> &'a str {
        let text = self.issue.texts.get(&session.id);
        text.map_or("", |text| self.words(&text.abstract_))
    }

    pub(super) fn updated_at(&self, session: &Listed) -> DateTime<Utc> {
        session.released.map_or(self.issue.forum.updated_at, |mark| mark.at)
    }

    pub(super) fn room_name(&self, session: &Listed) -> &str {
        session.room.as_ref().and_then(|room| self.rooms.get(&room.id)).map_or("", String::as_str)
    }

    pub(super) fn track_name(&self, session: &Listed) -> &str {
        session.track.as_ref().map_or("", |track| self.name_of_track(track))
    }

    pub(super) fn name_of_room(&self, room: &RoomRef) -> &str {
        self.rooms.get(&room.id).map_or("", String::as_str)
    }

    pub(super) fn name_of_track(&self, track: &TrackRef) -> &str {
        self.tracks.get(&track.id).map_or("", String::as_str)
    }

    /// The rooms in which a wanted session is, in their order.
    pub(super) fn rooms(&self) -> impl Iterator<Item = &'a RoomRef> + '_ {
        let used = |id| self.sessions.iter().any(|s| s.room.as_ref().is_some_and(|r| r.id == id));
        self.issue.programme.rooms.iter().map(AsRef::as_ref).filter(move |room| used(room.id))
    }

    /// The tracks of the wanted sessions, in their order.
    pub(super) fn tracks(&self) -> impl Iterator<Item = &'a TrackRef> + '_ {
        let used = |id| self.sessions.iter().any(|s| s.track.as_ref().is_some_and(|t| t.id == id));
        self.issue.programme.tracks.iter().map(AsRef::as_ref).filter(move |track| used(track.id))
    }

    /// The first and last day: those of the forum, and of what is around it.
    pub(super) fn first_and_last(&self) -> (NaiveDate, NaiveDate) {
        let forum = &self.issue.forum;
        let days = self.sessions.iter().map(|session| session.day);
        days.fold((forum.first_day(), forum.last_day()), |(first, last), day| {
            (first.min(day), last.max(day))
        })
    }

    /// The days on which something happens; the first day where nothing does, for a schedule without
    /// a day is none.
    pub(super) fn days(&self) -> Vec<Day<'_>> {
        let mut days: BTreeMap<NaiveDate, BTreeMap<(i32, &str), DayRoom<'_>>> = BTreeMap::new();
        for session in &self.sessions {
            let room = session.room.as_deref();
            let name = self.room_name(session);
            let place = (room.map_or(i32::MAX, |room| room.position), name);
            let rooms = days.entry(session.day).or_default();
            let there = rooms.entry(place);
            let there = there.or_insert_with(|| DayRoom { room, name, sessions: Vec::new() });
            there.sessions.push(session);
        }
        if days.is_empty() {
            days.insert(self.issue.forum.first_day(), BTreeMap::new());
        }
        days.into_iter()
            .map(|(date, rooms)| self.day(date, rooms.into_values().collect()))
            .collect()
    }

    fn day<'s>(&'s self, date: NaiveDate, rooms: Vec<DayRoom<'s>>) -> Day<'s> {
        let next = date.succ_opt().unwrap_or(date);
        Day { date, starts_at: self.begin(date), ends_at: self.begin(next), rooms }
    }

    /// When a conference day begins: an hour later where clocks skip its hour.
    fn begin(&self, date: NaiveDate) -> DateTime<Tz> {
        let forum = &self.issue.forum;
        let wall = date.and_time(forum.day_start);
        let later = || forum.zone.instant(wall + TimeDelta::hours(1));
        let at = forum.zone.instant(wall).or_else(later).unwrap_or_else(|| wall.and_utc());
        self.local(at)
    }
}

/// A moment with its offset, to the second.
pub(super) fn stamp(at: DateTime<Tz>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// How long a session takes as `HH:MM`, at least a minute and up to `most` hours.
pub(super) fn length(session: &Listed, most: i64) -> String {
    let minutes = session.minutes().clamp(1, most * 60 + 59);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
