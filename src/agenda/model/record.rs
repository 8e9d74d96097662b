use chrono::{DateTime, NaiveDate, Utc};

use crate::types::{LimitId, RoomId, SessionId, SlotId, TrackId, Words};

use super::{SessionKind, SessionState};

/// A session as its table holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRecord {
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
    pub abstract_: Words,
    /// Languages spoken.
    pub languages: Vec<String>,
    /// Languages interpreted into.
    pub interpretation: Vec<String>,
    /// Where it stands.
    pub state: SessionState,
    /// Its track.
    pub track: Option<TrackId>,
    /// Where its seats are counted.
    pub limit: Option<LimitId>,
    /// Goes up with every change.
    pub version: i32,
}

/// When and where a session is, as its table holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotRecord {
    /// Its id.
    pub id: SlotId,
    /// The session.
    pub session: SessionId,
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
    /// Why, in their words.
    pub overlap_reason: Option<String>,
}

/// A track as its table holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackRecord {
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
