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

impl Job for CapacityRaised {
    const KIND: &'static str = "agenda.capacity_raised";
}
