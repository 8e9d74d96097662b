use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::types::{Email, ForumId, Lang, ManageKey, MessageId, RegistrationId, SpeakerId};

use super::calendar::CalendarPart;

/// A letter as it is stored: typed content of ids and states, no rendered text and no secret.
pub trait Letter: Serialize + DeserializeOwned + Send {
    /// The stable dotted name of the kind, for example `registration.confirmed`.
    const NAME: &'static str;
}

/// A letter on its way into the outbox.
#[derive(Debug, Clone)]
pub struct Post {
    /// Its id, which also makes its Message-ID.
    pub id: MessageId,
    /// The forum it is about.
    pub forum: Option<ForumId>,
    /// The registration it is about.
    pub registration: Option<RegistrationId>,
    /// To whom.
    pub to: String,
    /// In which language.
    pub lang: Lang,
    /// The kind, see [`Letter::NAME`].
    pub letter: &'static str,
    /// Its content.
    pub content: Value,
    /// When it was posted; it is due at once.
    pub at: DateTime<Utc>,
}

impl Post {
    /// A letter to an address.
    ///
    /// # Errors
    /// When the content has no JSON form, which the types of letters rule out.
    pub fn new<L: Letter>(
        to: &Email,
        lang: Lang,
        letter: &L,
        at: DateTime<Utc>,
    ) -> Result<Self, diesel::result::Error> {
        let content = serde_json::to_value(letter)
            .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
        Ok(Self {
            id: MessageId::fresh(),
            forum: None,
            registration: None,
            to: to.as_str().to_owned(),
            lang,
            letter: L::NAME,
            content,
            at,
        })
    }

    /// About a forum, and perhaps one of its registrations.
    #[must_use]
    pub fn about(mut self, forum: ForumId, registration: Option<RegistrationId>) -> Self {
        self.forum = Some(forum);
        self.registration = registration;
        self
    }
}

/// A letter ready to read.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The subject line.
    pub subject: String,
    /// The text part, first-class.
    pub text: String,
    /// The HTML part, styles inlined, nothing remote.
    pub html: String,
    /// Calendar entries it carries.
    pub calendar: Vec<CalendarPart>,
}

/// What every letter is written on: whose address it comes from and what its links are made of.
#[derive(Debug, Clone)]
pub struct Stationery {
    /// The address people see, without a trailing slash.
    pub public_url: String,
    /// The address letters come from.
    pub from: String,
    /// What private links are made with.
    pub key: ManageKey,
}

impl Stationery {
    /// The private link of a registration.
    #[must_use]
    pub fn manage_link(&self, id: RegistrationId, version: i32) -> String {
        format!("{}/r/{}", self.public_url, self.key.token(id, version).reveal())
    }

    /// The private link of a speaker.
    #[must_use]
    pub fn speaker_link(&self, id: SpeakerId, version: i32) -> String {
        format!("{}/s/{}", self.public_url, self.key.speaker_token(id, version).reveal())
    }

    /// The host that makes ids unique in mail and calendars.
    #[must_use]
    pub fn host(&self) -> &str {
        self.from.rsplit_once('@').map_or("madang.example", |(_, host)| host)
    }
}
