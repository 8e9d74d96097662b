use serde::{Deserialize, Serialize};

use crate::jobs::Job;
use crate::types::{ForumId, MessageId, RegistrationId};

/// Somebody asked for their private link again; `app` binds it to [`super::send_asked_link`]. It is written for
/// every address that is typed, and for an unknown one `registration` is nobody: so the answer takes as
/// long, and the queue holds no stranger's address.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct LinkAsked {
    /// The forum.
    pub forum: ForumId,
    /// Whose link it is, or nobody's.
    pub registration: RegistrationId,
    /// The id the letter will have, so that a repeated job sends no second one.
    pub letter: MessageId,
}

impl Job for LinkAsked {
    const KIND: &'static str = "registration.link_asked";
}
