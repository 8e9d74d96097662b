use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::types::{Lang, RoomId, SpeakerId, TrackId, Words};

use super::{AppearanceRole, SessionKind};

/// When and where a session is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placing {
    /// The room, if it has one.
    pub room: Option<RoomId>,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// The time is a sample, not a published fact.
    pub illustrative: bool,
}

/// A part someone is to have in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPart {
    /// Who.
    pub speaker: SpeakerId,
    /// Their part.
    pub role: AppearanceRole,
    /// The part in words of its own, where the role's name does not say it.
    pub role_words: Words,
}

/// A session to be added. Texts are parsed before: [`crate::types::line`], [`crate::types::block`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// What kind of item it is.
    pub kind: SessionKind,
    /// The title, in one language at least.
    pub title: Words,
    /// The subtitle.
    pub subtitle: Words,
    /// What it is about, in Markdown.
    pub abstract_: Words,
    /// Languages spoken, as BCP 47 tags.
    pub languages: Vec<String>,
    /// Languages interpreted into, as BCP 47 tags.
    pub interpretation: Vec<String>,
    /// When and where.
    pub place: Placing,
    /// Its track.
    pub track: Option<TrackId>,
    /// Who takes part, in order.
    pub people: Vec<NewPart>,
    /// How many seats it has; none when it takes no sign-up.
    pub signup_capacity: Option<i32>,
    /// Shown to the public at once (as soon as the forum is).
    pub release: bool,
}

/// What to change of a session's draft; what is absent stays. Seats alone are no draft: how many there
/// are holds at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionChange {
    /// The kind.
    pub kind: Option<SessionKind>,
    /// The title, in every language.
    pub title: Option<Words>,
    /// The title in some languages: those not named stay, an empty text takes its language away.
    pub title_in: Vec<(Lang, String)>,
    /// The subtitle.
    pub subtitle: Option<Words>,
    /// The abstract.
    pub abstract_: Option<Words>,
    /// Languages spoken.
    pub languages: Option<Vec<String>>,
    /// Languages interpreted into.
    pub interpretation: Option<Vec<String>>,
    /// When and where.
    pub place: Option<Placing>,
    /// The room alone, where `place` is not given; `Some(None)` names no room any more.
    pub room: Option<Option<RoomId>>,
    /// When it starts, where `place` is not given.
    pub starts_at: Option<DateTime<Utc>>,
    /// When it ends, where `place` is not given.
    pub ends_at: Option<DateTime<Utc>>,
    /// On the timetable or off it; what is off it gets there, too, by a new time or room.
    pub scheduled: Option<bool>,
    /// The track; `Some(None)` takes it out of its track.
    pub track: Option<Option<TrackId>>,
    /// Who takes part.
    pub people: Option<Vec<NewPart>>,
    /// How many seats; `Some(None)` lets as many in as come.
    pub signup_capacity: Option<Option<i32>>,
    /// Released at once, in a release of its own.
    pub release: bool,
}

/// Which version of a session a change was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Whatever stands there.
    Any,
    /// One of these; a change made for another is refused.
    OneOf(Vec<i32>),
}

impl Expect {
    /// True when the change was made for this version.
    #[must_use]
    pub fn allows(&self, version: i32) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(expected) => expected.contains(&version),
        }
    }
}
