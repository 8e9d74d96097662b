use chrono::{DateTime, Utc};

use crate::types::{CategoryId, ConsentTextId, FieldFault, LimitId, RoomId, VenueId, Words};

/// A place where a forum meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Venue {
    /// Its id.
    pub id: VenueId,
    /// What it is called.
    pub name: Words,
    /// Where it is.
    pub address: Words,
    /// How to get there and in.
    pub directions: Words,
    /// Steps, lifts, hearing loops, quiet rooms.
    pub access: Words,
    /// A map.
    pub map_url: Option<String>,
}

/// What is said of a venue that is to be made or changed; rooms come with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewVenue {
    /// What it is called.
    pub name: Words,
    /// Where it is.
    pub address: Words,
    /// How to get there and in.
    pub directions: Words,
    /// Steps, lifts, hearing loops, quiet rooms.
    pub access: Words,
    /// A map.
    pub map_url: Option<String>,
    /// Its rooms, in order.
    pub rooms: Vec<NewRoom>,
}

/// A room of a venue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// Its id.
    pub id: RoomId,
    /// The venue it is in.
    pub venue: VenueId,
    /// What it is called.
    pub name: Words,
    /// How many people it seats.
    pub size: Option<i32>,
    /// On which floor it is.
    pub floor: Option<String>,
    /// Whether one gets there without a step.
    pub step_free: Option<bool>,
    /// Whether interpreters have a booth.
    pub booth: Option<bool>,
}

/// What is said of a room that is to be made or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRoom {
    /// What it is called.
    pub name: Words,
    /// How many people it seats.
    pub size: Option<i32>,
    /// On which floor it is.
    pub floor: Option<String>,
    /// Whether one gets there without a step.
    pub step_free: Option<bool>,
    /// Whether interpreters have a booth.
    pub booth: Option<bool>,
}

/// The band on a badge: its colour, shape and word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Band {
    /// Everyone else.
    #[default]
    General,
    /// Students.
    Student,
    /// Civil society.
    Civil,
    /// Press.
    Press,
    /// Diplomats and delegations.
    Diplomatic,
    /// Who speaks.
    Speaker,
    /// Who works there.
    Staff,
    /// Guests of honour.
    Vip,
}

impl Band {
    /// Every band, in the order they are offered.
    pub const ALL: [Self; 8] = [
        Self::General,
        Self::Student,
        Self::Civil,
        Self::Press,
        Self::Diplomatic,
        Self::Speaker,
        Self::Staff,
        Self::Vip,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Student => "student",
            Self::Civil => "civil",
            Self::Press => "press",
            Self::Diplomatic => "diplomatic",
            Self::Speaker => "speaker",
            Self::Staff => "staff",
            Self::Vip => "vip",
        }
    }

    /// The band of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.code() == word)
    }
}

/// The name of a category in addresses and programs: 2 to 32 of `a-z`, `0-9`, `-` and `_`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CategoryCode(String);

impl CategoryCode {
    /// Parses a code; upper case is lowered.
    ///
    /// # Errors
    /// `field.required`, `field.code`.
    pub fn parse(text: &str) -> Result<Self, FieldFault> {
        word(text).map(Self)
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A kind of attendee, with its own limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// Its name for programs.
    pub code: CategoryCode,
    /// What it is called.
    pub name: Words,
    /// Who it is for.
    pub description: Words,
    /// Its band on badges.
    pub band: Band,
    /// Where its seats are counted.
    pub limit: LimitId,
}

/// What is said of a category that is to be made or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCategory {
    /// Its name for programs; it never changes.
    pub code: CategoryCode,
    /// What it is called.
    pub name: Words,
    /// Who it is for.
    pub description: Words,
    /// Its band on badges.
    pub band: Band,
    /// How many it takes; absent means no limit of its own.
    pub capacity: Option<i32>,
}

/// What a consent is for: `privacy`, `photo`, `third_party`, or a word of the organizer's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Purpose(String);

/// The purpose without which nobody can be registered at all.
pub const PRIVACY: &str = "privacy";

impl Purpose {
    /// Parses a purpose.
    ///
    /// # Errors
    /// `field.required`, `field.code`.
    pub fn parse(text: &str) -> Result<Self, FieldFault> {
        word(text).map(Self)
    }

    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One version of what people are asked to agree to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentText {
    /// Its id: what a given consent points at.
    pub id: ConsentTextId,
    /// What it is for.
    pub purpose: Purpose,
    /// Its version.
    pub version: i32,
    /// Whether one can register without it.
    pub required: bool,
    /// What stands beside the box.
    pub title: Words,
    /// The whole text.
    pub body: Words,
    /// When this version was made.
    pub created_at: DateTime<Utc>,
}

impl ConsentText {
    /// True when it already says what is wanted.
    #[must_use]
    pub fn says(&self, want: &NewConsent) -> bool {
        self.required == want.required && self.title == want.title && self.body == want.body
    }
}

/// What a new version of a consent text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConsent {
    /// What it is for.
    pub purpose: Purpose,
    /// Whether one can register without it.
    pub required: bool,
    /// What stands beside the box.
    pub title: Words,
    /// The whole text.
    pub body: Words,
}

fn word(text: &str) -> Result<String, FieldFault> {
    let word = text.trim().to_ascii_lowercase();
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if word.is_empty() {
        return Err(FieldFault::new("field.required"));
    }
    let good = (2..=32).contains(&word.len())
        && word.chars().all(inner)
        && word.starts_with(|c: char| c.is_ascii_lowercase());
    if good { Ok(word) } else { Err(FieldFault::new("field.code")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_words_for_programs() {
        assert_eq!(CategoryCode::parse(" Press ").unwrap().as_str(), "press");
        for text in ["", "a", "9a", "a b", "언론", "third/party"] {
            assert!(CategoryCode::parse(text).is_err(), "{text}");
        }
        assert_eq!(Purpose::parse("third_party").unwrap().as_str(), "third_party");
    }
}
