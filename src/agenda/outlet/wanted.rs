use std::collections::BTreeSet;

use crate::types::{RoomId, SpeakerId};

use super::super::model::Listed;

/// Which sessions a reader wants; each condition that is set has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Those in one room.
    pub room: Option<RoomId>,
    /// Those of one track, by its slug.
    pub track: Option<String>,
    /// Those in which one person has a part.
    pub speaker: Option<SpeakerId>,
    /// Those of these numbers.
    pub sessions: Option<BTreeSet<i32>>,
}

impl Wanted {
    /// True where nothing is set.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// True where a session is wanted.
    #[must_use]
    pub fn takes(&self, session: &Listed) -> bool {
        let room = session.room.as_ref().map(|room| room.id);
        let track = session.track.as_ref().map(|track| &track.slug);
        self.sessions.as_ref().is_none_or(|wanted| wanted.contains(&session.no))
            && self.room.is_none_or(|wanted| room == Some(wanted))
            && self.track.as_ref().is_none_or(|wanted| track == Some(wanted))
            && self.speaker.is_none_or(|wanted| session.people.iter().any(|p| p.speaker == wanted))
    }
}
