use serde::{Deserialize, Serialize};

use crate::mail::Letter;
use crate::types::TokenId;

/// The letter that carries a one-time link. It is stored with the link's id only: the link is made with
/// the key when the letter is written, so the outbox holds no way in.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SignInLink {
    /// The link's id.
    pub link: TokenId,
}

impl Letter for SignInLink {
    const NAME: &'static str = "accounts.sign_in_link";
}
