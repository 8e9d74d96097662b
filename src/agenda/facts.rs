use serde::{Deserialize, Serialize};

use crate::jobs::Job;
use crate::types::{ForumId, SessionId};

/// A session has more seats than before: whoever waits first may now have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapacityRaised {
    /// The forum.
    pub forum: ForumId,
    /// The session.
    pub session: SessionId,
}

/// A release moved sessions, called some off or took some out: whoever holds a seat in one must hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// The forum.
    pub forum: ForumId,
    /// The release's number there.
    pub release: i32,
}

/// A release did something to sessions that their speakers must hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakersConcerned {
    /// The forum.
    pub forum: ForumId,
    /// The release's number there.
    pub release: i32,
}

impl Job for SpeakersConcerned {
    const KIND: &'static str = "agenda.speakers_concerned";
}

impl Job for Released {
    const KIND: &'static str = "agenda.released";
}

impl Job for CapacityRaised {
    const KIND: &'static str = "agenda.capacity_raised";
}
