//! What speakers are told: typed content of ids and states, rendered by the worker.

mod calendar;
mod render;
mod view;

use serde::{Deserialize, Serialize};

use crate::mail::Letter;
use crate::types::{SessionId, SpeakerId, SpeakingId};

use super::model::Speaking;

pub use calendar::own_calendar;
pub use render::render;

/// A calendar entry as a letter carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakerEntry {
    /// The part, which names the entry for life.
    pub speaking: SpeakingId,
    /// The session.
    pub session: SessionId,
    /// The entry's sequence.
    pub sequence: i32,
    /// Put in or changed; else taken out.
    pub held: bool,
}

impl SpeakerEntry {
    /// The entry of a part as it stands.
    #[must_use]
    pub fn of(own: &Speaking) -> Self {
        Self {
            speaking: own.id,
            session: own.session,
            sequence: own.sequence,
            held: own.in_calendar,
        }
    }
}

/// The private link, with what a speaker is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SpeakerInvited {
    /// Who.
    pub speaker: SpeakerId,
    /// The version of their private link.
    pub link_version: i32,
    /// What goes into their calendar.
    pub entries: Vec<SpeakerEntry>,
}

/// A release did something to sessions of theirs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SpeakerTold {
    /// Who.
    pub speaker: SpeakerId,
    /// The version of their private link.
    pub link_version: i32,
    /// The release's number, which says what happened.
    pub release: i32,
    /// Which of its sessions are theirs.
    pub sessions: Vec<SessionId>,
    /// What changes in their calendar.
    pub entries: Vec<SpeakerEntry>,
}

/// They answered for a session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SpeakerAnswered {
    /// Who.
    pub speaker: SpeakerId,
    /// The version of their private link.
    pub link_version: i32,
    /// The session.
    pub session: SessionId,
    /// They come; else they do not.
    pub confirmed: bool,
    /// What changes in their calendar.
    pub entries: Vec<SpeakerEntry>,
}

impl Letter for SpeakerInvited {
    const NAME: &'static str = "agenda.speaker_invited";
}
impl Letter for SpeakerTold {
    const NAME: &'static str = "agenda.speaker_told";
}
impl Letter for SpeakerAnswered {
    const NAME: &'static str = "agenda.speaker_answered";
}
