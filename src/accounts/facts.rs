use serde::{Deserialize, Serialize};

use crate::jobs::Job;
use crate::types::{Lang, TokenId, UserId};

/// Somebody asked for a one-time link; `app` binds it to [`super::send_link`]. It is written for every
/// address that is typed, and for an unknown one `user` is nobody: so the answer takes as long, and the
/// queue holds no stranger's address.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct LinkRequested {
    /// Who is to have it, or nobody.
    pub user: UserId,
    /// The id it will have, so that a repeated job makes no second link.
    pub link: TokenId,
    /// The language of the page it was asked on.
    pub lang: Lang,
}

impl Job for LinkRequested {
    const KIND: &'static str = "accounts.link_requested";
}
