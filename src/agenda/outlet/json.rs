use super::super::model::{Listed, TrackRef};
use super::json_shape::{
    Conference, Day, Document, Generator, Person, Room, Schedule, Session, Track,
};
use super::names::{is_colour, is_json_slug, is_json_zone};
use super::voice::{self, Voice, length, stamp};

/// The issue as `schedule.json` version 1.
pub(super) fn document<'a>(voice: &'a Voice<'_>) -> Document<'a> {
    Document {
        schema: "https://c3voc.de/schedule/schema.json",
        generator: Generator { name: "Madang", url: &voice.place.base },
        schedule: Schedule {
            version: voice.version(),
            base_url: format!("{}/", voice.page()),
            language: voice.lang().code(),
            conference: conference(voice),
        },
    }
}

fn conference<'a>(voice: &'a Voice<'_>) -> Conference<'a> {
    let (first, last) = voice.first_and_last();
    let days: Vec<Day<'_>> =
        (1..).zip(voice.days()).map(|(index, day)| day_of(voice, index, day)).collect();
    Conference {
        acronym: voice.acronym(),
        title: voice.title(),
        description: voice.words(&voice.issue.forum.lead),
        start: first.to_string(),
        end: last.to_string(),
        days_count: days.len(),
        timeslot_duration: "00:05",
        time_zone_name: Some(voice.issue.forum.zone.name()).filter(|name| is_json_zone(name)),
        url: voice.page(),
        tracks: voice.tracks().map(|track| track_of(voice, track)).collect(),
        rooms: voice
            .rooms()
            .map(|room| Room {
                name: voice.name_of_room(room),
                guid: room.id.to_string(),
                capacity: room.size,
            })
            .collect(),
        days,
    }
}

fn track_of<'a>(voice: &'a Voice<'_>, track: &'a TrackRef) -> Track<'a> {
    Track {
        name: voice.name_of_track(track),
        slug: Some(track.slug.as_str()).filter(|slug| is_json_slug(slug)),
        color: track.colour.as_deref().filter(|colour| is_colour(colour)),
    }
}

fn day_of<'a>(voice: &'a Voice<'_>, index: usize, day: voice::Day<'a>) -> Day<'a> {
    let rooms = day.rooms.into_iter().map(|there| {
        let sessions = there.sessions.into_iter().map(|session| session_of(voice, session));
        (there.name, sessions.collect())
    });
    Day {
        index,
        date: day.date.to_string(),
        day_start: stamp(day.starts_at),
        day_end: stamp(day.ends_at),
        rooms: rooms.collect(),
    }
}

fn session_of<'a>(voice: &'a Voice<'_>, session: &'a Listed) -> Session<'a> {
    let starts_at = voice.local(session.starts_at);
    Session {
        id: session.no,
        guid: session.id.to_string(),
        date: stamp(starts_at),
        start: starts_at.format("%H:%M").to_string(),
        end: stamp(voice.local(session.ends_at)),
        duration: length(session, 9999),
        room: voice.room_name(session),
        slug: voice.session_slug(session),
        url: voice.session_page(session),
        title: voice.words(&session.title),
        subtitle: voice.words(&session.subtitle),
        track: Some(voice.track_name(session)).filter(|name| !name.is_empty()),
        kind: session.kind.code(),
        language: session.languages.first().map(String::as_str),
        abstract_: voice.abstract_(session),
        persons: session
            .people
            .iter()
            .map(|part| Person {
                guid: part.speaker.to_string(),
                name: voice.words(&part.name),
                biography: voice
                    .issue
                    .biographies
                    .get(&part.speaker)
                    .map_or("", |words| voice.words(words)),
            })
            .collect(),
        links: [],
    }
}
