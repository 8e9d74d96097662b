use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::types::{Email, Lang, SpeakerId, Words};

use super::Availability;

/// Whether a speaker agreed to something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Agreed {
    /// They have not said.
    #[default]
    Open,
    /// Yes.
    Yes,
    /// No.
    No,
}

impl Agreed {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Open, Self::Yes, Self::No];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Yes => "yes",
            Self::No => "no",
        }
    }

    /// The answer of a word; what is no answer is none.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|agreed| agreed.code() == word).unwrap_or_default()
    }
}

/// What a speaker wrote of themselves, until the organizer shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// What they are.
    pub title: Words,
    /// Who they are, in Markdown.
    pub biography: Words,
}

/// What only the organizer and the speaker know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Whose it is.
    pub speaker: SpeakerId,
    /// Where letters go.
    pub email: Option<Email>,
    /// The language of letters.
    pub lang: Lang,
    /// Raised to make older links void.
    pub link_version: i32,
    /// When the private link was last sent.
    pub invited_at: Option<DateTime<Utc>>,
    /// When it was first opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// Whether name, text and photo may be public; no keeps them hidden.
    pub publish: Agreed,
    /// Whether they may be recorded and streamed.
    pub record: Agreed,
    /// When they answered either.
    pub consented_at: Option<DateTime<Utc>>,
    /// When they can come.
    pub availability: Availability,
    /// What they sent and is not shown yet.
    pub draft: Option<Texts>,
    /// When they sent it.
    pub draft_at: Option<DateTime<Utc>>,
    /// When they registered as attendee from their own page.
    pub registered_at: Option<DateTime<Utc>>,
    /// Goes up with every change.
    pub version: i32,
}

impl Contact {
    /// A contact of which nothing is known.
    #[must_use]
    pub fn unknown(speaker: SpeakerId) -> Self {
        Self {
            speaker,
            email: None,
            lang: Lang::Ko,
            link_version: 1,
            invited_at: None,
            opened_at: None,
            publish: Agreed::Open,
            record: Agreed::Open,
            consented_at: None,
            availability: Availability::default(),
            draft: None,
            draft_at: None,
            registered_at: None,
            version: 0,
        }
    }

    /// Gives them another address: the links that went to the old one open nothing any more.
    pub fn move_to(&mut self, email: Option<Email>) {
        let key = |email: &Option<Email>| email.as_ref().map(Email::key);
        if self.email.is_some() && key(&self.email) != key(&email) {
            self.link_version += 1;
            self.invited_at = None;
            self.opened_at = None;
        }
        self.email = email;
    }

    /// Where letters may go: an address to which the private link went before.
    #[must_use]
    pub fn reached(&self) -> Option<&Email> {
        self.email.as_ref().filter(|_| self.invited_at.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_address_voids_the_links_and_the_same_in_capitals_does_not() {
        let email = |text: &str| Email::parse(text).ok();
        let mut contact = Contact::unknown(SpeakerId::fresh());
        contact.move_to(email("a@b.org"));
        contact.invited_at = Some(DateTime::<Utc>::UNIX_EPOCH);
        assert_eq!(contact.link_version, 1);
        contact.move_to(email("A@b.org"));
        assert_eq!((contact.link_version, contact.reached().is_some()), (1, true));
        contact.move_to(email("c@b.org"));
        assert_eq!((contact.link_version, contact.reached()), (2, None));
        contact.move_to(None);
        assert_eq!(contact.link_version, 3);
    }
}
