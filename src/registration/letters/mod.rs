//! What registrants are told: typed content of ids and states, rendered by the worker. Nothing that
//! anyone typed into a form goes into a letter, so that nobody can write to strangers through us.

mod calendar;
mod overlap;
mod render;
mod schedule;
mod view;

use serde::{Deserialize, Serialize};

use crate::mail::Letter;
use crate::types::{RegistrationId, SeatId, SessionId};

use super::model::{RegistrationState, SeatState};

pub use calendar::{Occasion, own_file};
pub use overlap::{Asked, AskedPair, OverlapSettled};
pub use render::render;
pub use schedule::ScheduleChanged;

/// A seat as a letter carries it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LetterSeat {
    /// The seat, which names its calendar entry for life.
    pub seat: SeatId,
    /// The session.
    pub session: SessionId,
    /// Where it stands.
    pub state: SeatState,
    /// The place in line, first is 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<i32>,
    /// The calendar entry's sequence.
    pub sequence: i32,
}

/// Everything a registration holds and waits for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Standing {
    /// The registration.
    pub registration: RegistrationId,
    /// The version of its private link.
    pub link_version: i32,
    /// Its name to people.
    pub reference: String,
    /// Whether letters must not tell what the forum is about.
    pub discreet: bool,
    /// Where it stands.
    pub state: RegistrationState,
    /// The place in line for the forum, first is 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<i32>,
    /// The forum's calendar entry's sequence.
    pub sequence: i32,
    /// The seats.
    pub seats: Vec<LetterSeat>,
}

/// A registration was received, and this is what became of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Received {
    /// What it holds and waits for.
    pub standing: Standing,
}

/// Somebody registered with an address that is registered already.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AlreadyRegistered {
    /// The registration there is.
    pub registration: RegistrationId,
    /// The version of its private link.
    pub link_version: i32,
    /// The reference that the attempt was answered with, which names nothing.
    pub attempt: String,
}

/// Seats were taken or given back by their holder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Changed {
    /// What is held and waited for now.
    pub standing: Standing,
}

/// Something waited for has become theirs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Promoted {
    /// What is held and waited for now.
    pub standing: Standing,
    /// The sessions that are theirs now.
    pub sessions: Vec<SessionId>,
    /// Whether it was a place at the forum.
    pub place: bool,
}

/// A registration has ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Withdrawn {
    /// What was held.
    pub standing: Standing,
    /// By its holder, or by the organizer.
    pub by_holder: bool,
}

/// The private link was asked for again from the desk.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinkResent {
    /// What is held and waited for.
    pub standing: Standing,
}

impl Letter for Received {
    const NAME: &'static str = "registration.received";
}
impl Letter for AlreadyRegistered {
    const NAME: &'static str = "registration.already_registered";
}
impl Letter for Changed {
    const NAME: &'static str = "registration.changed";
}
impl Letter for Promoted {
    const NAME: &'static str = "registration.promoted";
}
impl Letter for Withdrawn {
    const NAME: &'static str = "registration.withdrawn";
}
impl Letter for LinkResent {
    const NAME: &'static str = "registration.link_resent";
}
