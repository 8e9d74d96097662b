use serde::{Deserialize, Serialize};

use super::{RegistrationId, SpeakerId, UserId};

/// Who did something, as the audit log names them: an id, never a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum ActorRef {
    /// Anyone: a visitor who has shown nothing.
    Guest,
    /// Whoever holds the private link of a registration.
    Registrant(RegistrationId),
    /// Whoever holds the private link of a speaker.
    Speaker(SpeakerId),
    /// A signed-in member of staff, by session or by API token.
    Staff(UserId),
    /// Whoever may run commands on the machine itself.
    Operator,
    /// Madang itself: a deadline that passed, a queue that moved.
    System,
}

impl ActorRef {
    /// The stable word for the kind.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Registrant(_) => "registrant",
            Self::Speaker(_) => "speaker",
            Self::Staff(_) => "staff",
            Self::Operator => "operator",
            Self::System => "system",
        }
    }

    /// The id, where the kind has one.
    #[must_use]
    pub const fn id(&self) -> Option<uuid::Uuid> {
        match self {
            Self::Registrant(id) => Some(id.0),
            Self::Speaker(id) => Some(id.0),
            Self::Staff(id) => Some(id.0),
            Self::Guest | Self::Operator | Self::System => None,
        }
    }
}

/// What a member of staff is, for one forum or (admin) for the installation. What each may do is told by
/// `accounts::Permission` alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Runs the installation: every forum, people and settings.
    Admin,
    /// Answers for one forum, and says who works on it.
    Owner,
    /// Runs one forum.
    Organizer,
    /// Watches over personal data at one forum.
    Protection,
    /// Looks after registrations at one forum, of all categories or of chosen ones.
    Clerk,
    /// Writes the agenda of one forum.
    Agenda,
    /// Reads what one forum's staff see of the forum, but no people.
    Reader,
    /// Checks people in at one forum's doors.
    Door,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::Admin,
        Self::Owner,
        Self::Organizer,
        Self::Protection,
        Self::Clerk,
        Self::Agenda,
        Self::Reader,
        Self::Door,
    ];

    /// The roles that are held for one forum.
    pub const OF_FORUM: [Self; 7] = [
        Self::Owner,
        Self::Organizer,
        Self::Protection,
        Self::Clerk,
        Self::Agenda,
        Self::Reader,
        Self::Door,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Owner => "owner",
            Self::Organizer => "organizer",
            Self::Protection => "protection",
            Self::Clerk => "clerk",
            Self::Agenda => "agenda",
            Self::Reader => "reader",
            Self::Door => "door",
        }
    }

    /// The role of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == word)
    }
}
