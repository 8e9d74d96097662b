use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::types::{
    ActorRef, CategoryId, ForumId, MessageId, RegistrationId, SessionId, SpeakerId, UserId,
};

/// What a monthly review looks over: whoever read people, or took out lists of them or of this log.
pub const LOOKS: [&str; 6] = [
    "people.listed",
    "people.exported",
    "registration.viewed",
    "letter.viewed",
    "speakers.viewed",
    "audit.exported",
];

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A forum.
    Forum(ForumId),
    /// A session.
    Session(SessionId),
    /// A category.
    Category(CategoryId),
    /// A registration: the person's own record.
    Registration(RegistrationId),
    /// A speaker.
    Speaker(SpeakerId),
    /// A member of staff.
    User(UserId),
    /// A letter.
    Message(MessageId),
    /// Every registration of a forum: a list, an export.
    People(ForumId),
}

impl Subject {
    /// The stable word for the kind.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Forum(_) => "forum",
            Self::Session(_) => "session",
            Self::Category(_) => "category",
            Self::Registration(_) => "registration",
            Self::Speaker(_) => "speaker",
            Self::User(_) => "user",
            Self::Message(_) => "message",
            Self::People(_) => "people",
        }
    }

    /// The id.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        match self {
            Self::Forum(id) | Self::People(id) => id.0,
            Self::Session(id) => id.0,
            Self::Category(id) => id.0,
            Self::Registration(id) => id.0,
            Self::Speaker(id) => id.0,
            Self::User(id) => id.0,
            Self::Message(id) => id.0,
        }
    }
}

/// One thing that happened. `detail` holds ids, counts and names of fields, never what a person typed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: ActorRef,
    /// In which forum, if in one.
    pub forum: Option<ForumId>,
    /// What: a stable dotted word such as `registration.created`.
    pub action: &'static str,
    /// Whose.
    pub subject: Subject,
    /// Why, where a reason is asked for.
    pub purpose: Option<String>,
    /// More, as ids and counts.
    pub detail: Value,
}

impl Entry {
    /// An entry without purpose or detail.
    #[must_use]
    pub fn new(
        at: DateTime<Utc>,
        actor: ActorRef,
        forum: Option<ForumId>,
        action: &'static str,
        subject: Subject,
    ) -> Self {
        Self {
            at,
            actor,
            forum,
            action,
            subject,
            purpose: None,
            detail: Value::Object(serde_json::Map::new()),
        }
    }

    /// With more about it.
    #[must_use]
    pub fn detail(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }

    /// With the reason given.
    #[must_use]
    pub fn purpose(mut self, purpose: impl Into<String>) -> Self {
        self.purpose = Some(purpose.into());
        self
    }
}
