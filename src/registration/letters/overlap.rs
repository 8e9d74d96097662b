use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::mail::Letter;
use crate::registration::conflict::OverlapRule;
use crate::types::{OverlapId, SeatId, SessionId};

use super::Standing;

/// What the holder of seats that overlap is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The questions, in the order of the pairs they are about.
    pub questions: Vec<AskedPair>,
    /// What holds when they do not say.
    pub rule: OverlapRule,
}

/// One pair they are asked about.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AskedPair {
    /// The sessions.
    pub pair: (SessionId, SessionId),
    /// The question.
    pub question: OverlapId,
    /// Until when they may say.
    pub answer_by: DateTime<Utc>,
}

/// Of seats that overlapped one is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OverlapSettled {
    /// What is held and waited for now.
    pub standing: Standing,
    /// The sessions whose seats went.
    pub sessions: Vec<SessionId>,
    /// Those seats.
    pub calendar: Vec<SeatId>,
    /// By their holder, or by the rule of the forum.
    pub by_holder: bool,
}

impl Letter for OverlapSettled {
    const NAME: &'static str = "registration.overlap_settled";
}
