use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::forum::{Forum, Venue};
use crate::types::{SessionId, SpeakerId, Words};

use super::super::model::{Listed, Programme};

/// What the public may know of a forum at one moment, as far as its feeds tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The forum.
    pub forum: Forum,
    /// Where it is held first of all.
    pub venue: Option<Venue>,
    /// Its released sessions, without seats: those come and go too fast for a file.
    pub programme: Programme,
    /// Sessions called off after the public knew of them, which a calendar has to say.
    pub cancelled: Vec<Listed>,
    /// What lists do not show of them.
    pub texts: HashMap<SessionId, SessionText>,
    /// What its public speakers tell of themselves, in Markdown.
    pub biographies: HashMap<SpeakerId, Words>,
}

/// What a list does not show of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionText {
    /// What it is about, in Markdown.
    pub abstract_: Words,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl Issue {
    /// When any of it was last changed.
    #[must_use]
    pub fn updated_at(&self) -> DateTime<Utc> {
        let sessions = self.texts.values().map(|text| text.updated_at);
        let marks = self.cancelled.iter().filter_map(|session| session.released);
        sessions.chain(marks.map(|mark| mark.at)).fold(self.forum.updated_at, DateTime::max)
    }
}
