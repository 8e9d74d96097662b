use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::types::{RoomId, SessionId, TrackId, Words};

use super::{NewPart, SessionKind, SessionRecord, SessionState, SlotRecord};

/// A session of the released agenda, whole: what a release takes from the draft, and what is kept of
/// each release so that it can be brought back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleasedRecord {
    /// Its id.
    pub id: SessionId,
    /// Its number in the forum.
    pub no: i32,
    /// What kind of item it is.
    pub kind: SessionKind,
    /// The title.
    pub title: Words,
    /// The subtitle.
    pub subtitle: Words,
    /// What it is about, in Markdown.
    #[serde(rename = "abstract")]
    pub abstract_: Words,
    /// Languages spoken.
    pub languages: Vec<String>,
    /// Languages interpreted into.
    pub interpretation: Vec<String>,
    /// Released, held or cancelled.
    pub state: SessionState,
    /// Its track.
    pub track: Option<TrackId>,
    /// The room, if it has one.
    pub room: Option<RoomId>,
    /// The conference day.
    pub day: NaiveDate,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// The time is a sample, not a published fact.
    pub illustrative: bool,
    /// Someone accepted that it overlaps another in its room.
    pub overlap_accepted: bool,
    /// Who takes part, in order.
    pub people: Vec<NewPart>,
    /// The version of the draft that was released.
    pub version: i32,
}

impl ReleasedRecord {
    /// The draft as the public is to see it.
    #[must_use]
    pub fn of(session: &SessionRecord, slot: &SlotRecord, people: Vec<NewPart>) -> Self {
        Self {
            id: session.id,
            no: session.no,
            kind: session.kind,
            title: session.title.clone(),
            subtitle: session.subtitle.clone(),
            abstract_: session.abstract_.clone(),
            languages: session.languages.clone(),
            interpretation: session.interpretation.clone(),
            state: session.state,
            track: session.track,
            room: slot.room,
            day: slot.day,
            starts_at: slot.starts_at,
            ends_at: slot.ends_at,
            illustrative: slot.illustrative,
            overlap_accepted: slot.overlap_accepted,
            people,
            version: session.version,
        }
    }

    /// True where it takes a room: what is called off does not.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.state != SessionState::Cancelled
    }
}

/// A released session as its table holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicRecord {
    /// The session.
    pub session: ReleasedRecord,
    /// The number of the release that last changed it.
    pub sequence: i32,
}

/// What stands in public of a session, beside its draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleasedMark {
    /// The version of the draft that was released; a higher one waits for a release.
    pub version: i32,
    /// The SEQUENCE of the session in feeds: only rises.
    pub sequence: i32,
    /// When the public copy last changed.
    pub at: DateTime<Utc>,
}
