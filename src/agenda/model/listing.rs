use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::types::{LimitId, RoomId, SessionId, SpeakerId, TrackId, Words};

use super::{AppearanceRole, ReleasedMark, Seats, SessionKind, SessionState, SignUp};

/// A room, as an agenda shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomRef {
    /// Its id.
    pub id: RoomId,
    /// Its name.
    pub name: Words,
    /// The floor, if it is told.
    pub floor: Option<String>,
    /// How many it seats, if it is told.
    pub size: Option<i32>,
    /// Whether it is reached without steps, if it is told.
    pub step_free: Option<bool>,
    /// The name of its venue.
    pub venue: Words,
    /// Its place among the rooms.
    pub position: i32,
}

/// A track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackRef {
    /// Its id.
    pub id: TrackId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: Words,
    /// Its colour as `#rrggbb`.
    pub colour: Option<String>,
    /// Its place among the tracks.
    pub position: i32,
}

/// Someone's part in a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub speaker: SpeakerId,
    /// Their name.
    pub name: Words,
    /// What they are.
    pub title: Words,
    /// Their part.
    pub role: AppearanceRole,
    /// The part in words of its own, where the role's name does not say it.
    pub role_words: Words,
    /// Never named in public; only the desk's lists hold such parts at all.
    pub hidden: bool,
}

/// A session with everything a list shows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: SessionId,
    /// Its number in the forum.
    pub no: i32,
    /// Its version, raised by every change.
    pub version: i32,
    /// What kind of item it is.
    pub kind: SessionKind,
    /// Where it stands.
    pub state: SessionState,
    /// The title.
    pub title: Words,
    /// The subtitle.
    pub subtitle: Words,
    /// Languages spoken, as BCP 47 tags, the main one first.
    pub languages: Vec<String>,
    /// Languages interpreted into, as BCP 47 tags.
    pub interpretation: Vec<String>,
    /// The conference day.
    pub day: NaiveDate,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// The time is a sample, not a published fact.
    pub illustrative: bool,
    /// Someone accepted that it overlaps another session in its room.
    pub overlap_accepted: bool,
    /// Where.
    pub room: Option<Arc<RoomRef>>,
    /// Its track.
    pub track: Option<Arc<TrackRef>>,
    /// Who takes part, in the order of roles.
    pub people: Vec<Part>,
    /// Where its seats are counted; absent when it takes no sign-up.
    pub sign_up: Option<SignUp>,
    /// What stands in public of it; absent in the desk's lists where nothing does.
    pub released: Option<ReleasedMark>,
}

impl Listed {
    /// What a reader is told of its seats.
    #[must_use]
    pub fn seats(&self) -> Seats {
        self.sign_up.map_or(Seats::NotNeeded, |sign_up| sign_up.seats())
    }

    /// True when the draft differs from what the public sees: a release would change something.
    #[must_use]
    pub fn waits_for_release(&self) -> bool {
        match self.released {
            Some(mark) => mark.version < self.version,
            None => self.state != SessionState::Draft && self.state != SessionState::Cancelled,
        }
    }

    /// How long it takes.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        (self.ends_at - self.starts_at).num_minutes()
    }
}

/// The released agenda of a forum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programme {
    /// The days on which something happens, in order.
    pub days: Vec<NaiveDate>,
    /// The rooms in which something happens, in their order.
    pub rooms: Vec<Arc<RoomRef>>,
    /// The tracks with a session, in their order.
    pub tracks: Vec<Arc<TrackRef>>,
    /// The languages spoken, in the order of their tags.
    pub languages: Vec<String>,
    /// The sessions by day and time, those of one time by room.
    pub sessions: Vec<Listed>,
}

/// Where a room is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VenueRef {
    /// Its name.
    pub name: Words,
    /// Its address.
    pub address: Words,
    /// How people with other needs get in.
    pub access: Words,
    /// A map.
    pub map_url: Option<String>,
}

/// The session before or after, in the same room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Its number.
    pub no: i32,
    /// Its title.
    pub title: Words,
}

/// A session with everything its own page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionDetail {
    /// What lists show, too.
    pub session: Listed,
    /// What it is about, in Markdown.
    pub abstract_: Words,
    /// Where its room is.
    pub venue: Option<VenueRef>,
    /// The session before it in its room.
    pub before: Option<Neighbour>,
    /// The session after it in its room.
    pub after: Option<Neighbour>,
}

/// A part a speaker has in a released session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerPart {
    /// The session's number.
    pub no: i32,
    /// Its title.
    pub title: Words,
    /// Their part.
    pub role: AppearanceRole,
    /// The part in words of its own.
    pub role_words: Words,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// The time is a sample, not a published fact.
    pub illustrative: bool,
}

/// What taking a seat in a released session needs to know of it. Nothing here changes when a seat is
/// taken, so it may be remembered until the agenda changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionTimes {
    /// Its id.
    pub id: SessionId,
    /// Its number.
    pub no: i32,
    /// Where its seats are counted; absent when it takes no sign-up.
    pub limit: Option<LimitId>,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
}
