use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::types::{RoomId, Words, Zone};

use super::super::model::{Listed, Part, RoomRef, Seats, TrackRef};

/// Where a session is.
#[derive(Serialize, ToSchema)]
struct SessionRoom {
    /// What `?room=` takes.
    #[schema(value_type = String, format = Uuid)]
    id: RoomId,
    /// Its name, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    name: Words,
    /// The name of its venue, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    venue: Words,
    floor: Option<String>,
    step_free: Option<bool>,
}

impl From<&RoomRef> for SessionRoom {
    fn from(room: &RoomRef) -> Self {
        Self {
            id: room.id,
            name: room.name.clone(),
            venue: room.venue.clone(),
            floor: room.floor.clone(),
            step_free: room.step_free,
        }
    }
}

/// The track of a session.
#[derive(Serialize, ToSchema)]
struct SessionTrack {
    /// What `?track=` takes.
    slug: String,
    /// Its name, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    name: Words,
    /// `#rrggbb`.
    colour: Option<String>,
}

impl From<&TrackRef> for SessionTrack {
    fn from(track: &TrackRef) -> Self {
        Self { slug: track.slug.clone(), name: track.name.clone(), colour: track.colour.clone() }
    }
}

/// Someone's part in a session.
#[derive(Serialize, ToSchema)]
struct SessionPart {
    /// Their name, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    name: Words,
    /// What they are, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    title: Words,
    /// `chair`, `moderator`, `host`, `opening`, `welcome`, `congratulation`, `keynote`, `speaker`,
    /// `panel`, `discussant` or `other`.
    role: &'static str,
    /// The part in words of its own, where the role does not say it.
    #[schema(value_type = BTreeMap<String, String>)]
    role_words: Words,
}

impl From<&Part> for SessionPart {
    fn from(part: &Part) -> Self {
        Self {
            name: part.name.clone(),
            title: part.title.clone(),
            role: part.role.code(),
            role_words: part.role_words.clone(),
        }
    }
}

/// A session of the agenda, released or as its draft stands. Every text is there in every language it has.
#[derive(Serialize, ToSchema)]
pub struct SessionBody {
    /// Its number in the forum: never changes, never used again.
    no: i32,
    /// `session`, `keynote`, `panel`, `ceremony`, `break`, `meal`, `film`, `registration` or `other`.
    kind: &'static str,
    #[schema(value_type = BTreeMap<String, String>)]
    title: Words,
    #[schema(value_type = BTreeMap<String, String>)]
    subtitle: Words,
    /// Markdown.
    #[serde(rename = "abstract")]
    #[schema(value_type = BTreeMap<String, String>)]
    abstract_: Words,
    /// `released` or `held`; of a draft also `scheduled`, `cancelled`, or `draft`: off the
    /// timetable.
    state: &'static str,
    /// The conference day, which may end after midnight.
    day: NaiveDate,
    /// With the forum's offset.
    #[schema(value_type = String, format = DateTime)]
    starts_at: String,
    /// With the forum's offset.
    #[schema(value_type = String, format = DateTime)]
    ends_at: String,
    /// The IANA zone of the forum.
    zone: &'static str,
    /// The time is a sample, not a published fact.
    illustrative: bool,
    /// BCP 47 tags of what is spoken, the main one first.
    languages: Vec<String>,
    /// BCP 47 tags of what is interpreted into.
    interpretation: Vec<String>,
    room: Option<SessionRoom>,
    track: Option<SessionTrack>,
    people: Vec<SessionPart>,
    /// `not_needed`, `open`, `few` or `full`.
    seats: &'static str,
    /// How many seats there are; null when no sign-up is needed.
    signup_capacity: Option<i32>,
    /// How many a newcomer can still get; null when no sign-up is needed.
    seats_left: Option<i32>,
    /// How many wait in line; null when no sign-up is needed.
    waiting: Option<i32>,
    /// Of a draft: it differs from what the public sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    waits_for_release: Option<bool>,
}

impl SessionBody {
    /// The draft of a session.
    pub(super) fn draft(session: &Listed, abstract_: Words, zone: Zone) -> Self {
        let waits = session.waits_for_release();
        Self { waits_for_release: Some(waits), ..Self::of(session, abstract_, zone) }
    }

    /// What anyone may read of a session; hidden speakers stay hidden from whoever asks.
    pub(super) fn of(session: &Listed, abstract_: Words, zone: Zone) -> Self {
        let seats = session.seats();
        let counted = session.sign_up.filter(|sign_up| sign_up.capacity.is_some());
        Self {
            no: session.no,
            kind: session.kind.code(),
            title: session.title.clone(),
            subtitle: session.subtitle.clone(),
            abstract_,
            state: session.state.code(),
            day: session.day,
            starts_at: with_offset(zone, session.starts_at),
            ends_at: with_offset(zone, session.ends_at),
            zone: zone.name(),
            illustrative: session.illustrative,
            languages: session.languages.clone(),
            interpretation: session.interpretation.clone(),
            room: session.room.as_deref().map(SessionRoom::from),
            track: session.track.as_deref().map(SessionTrack::from),
            people: session.people.iter().filter(|p| !p.hidden).map(SessionPart::from).collect(),
            seats: match seats {
                Seats::NotNeeded => "not_needed",
                Seats::Open { .. } => "open",
                Seats::Few { .. } => "few",
                Seats::Full { .. } => "full",
            },
            signup_capacity: counted.and_then(|sign_up| sign_up.capacity),
            seats_left: seats.left(),
            waiting: counted.map(|sign_up| sign_up.waiting),
            waits_for_release: None,
        }
    }
}

fn with_offset(zone: Zone, at: DateTime<Utc>) -> String {
    zone.local(at).to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// A page of sessions.
#[derive(Serialize, ToSchema)]
pub struct SessionList {
    /// The sessions by number.
    pub(super) sessions: Vec<SessionBody>,
    /// The cursor of the next page; null on the last.
    pub(super) next: Option<String>,
}
