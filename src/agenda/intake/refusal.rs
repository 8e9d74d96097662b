use thiserror::Error;

use crate::types::Refusal;

/// How a file is broken, as a word the sentence chooses by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It ends before what it began is closed.
    CutShort,
    /// A closing tag fits no opening tag.
    Tags,
    /// An attribute is not written as `name="value"`, or stands twice.
    Attribute,
    /// A reference such as `&#0;` names no character, or has no end.
    Reference,
    /// A row has more or fewer cells than the header.
    Cells,
    /// Anything else against the grammar.
    Syntax,
}

impl Flaw {
    const fn word(self) -> &'static str {
        match self {
            Self::CutShort => "cut-short",
            Self::Tags => "tags",
            Self::Attribute => "attribute",
            Self::Reference => "reference",
            Self::Cells => "cells",
            Self::Syntax => "syntax",
        }
    }
}

/// Why a foreign schedule is not read. Nothing of it is taken over then.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the fields are named in the sentence above each of them")]
pub enum IntakeRefusal {
    /// The file holds nothing.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than `limit` megabytes.
    #[error("the file is larger than {limit} MB")]
    TooLarge { limit: u64 },
    /// It is none of the formats we read.
    #[error("no schedule of a kind that is known")]
    NotRecognised,
    /// Its bytes are not UTF-8 from this line on, or it says it is in another encoding.
    #[error("line {line}: not UTF-8")]
    NotUtf8 { line: u64 },
    /// It breaks the grammar of its format here.
    #[error("line {line}, column {column}: malformed ({})", reason.word())]
    Malformed { line: u64, column: u64, reason: Flaw },
    /// It brings a document type, which can hide other files and endless texts.
    #[error("line {line}: DOCTYPE")]
    Doctype { line: u64 },
    /// It uses an entity that XML itself does not define.
    #[error("line {line}: entity {name}")]
    EntityUnknown { line: u64, name: String },
    /// Things stand inside each other more than `limit` deep.
    #[error("line {line}: nested deeper than {limit}")]
    TooDeep { line: u64, limit: usize },
    /// Nobody says which time zone the times are in.
    #[error("no time zone")]
    ZoneMissing,
    /// The zone it names does not exist.
    #[error("line {line}: unknown time zone {name}")]
    ZoneUnknown { line: u64, name: String },
    /// There is no session in it.
    #[error("no sessions")]
    NoSessions,
    /// Something every session or forum needs is not there.
    #[error("line {line}: {field} is missing")]
    MissingField { line: u64, field: &'static str },
    /// A field holds another kind of value (`text`, `list`, `object`, `flag`, `number`) than it must.
    #[error("line {line}: {field} must be {expected}")]
    WrongType { line: u64, field: &'static str, expected: &'static str },
    /// An id is not a positive whole number.
    #[error("line {line}: bad id {text}")]
    IdInvalid { line: u64, text: String },
    /// Two sessions have one id; the other stands on line `first`.
    #[error("line {line}: id {id} again, first on line {first}")]
    DuplicateId { line: u64, id: String, first: u64 },
    /// A date, time or duration can not be read.
    #[error("line {line}: unreadable time {text}")]
    TimeUnreadable { line: u64, text: String },
    /// A wall-clock time that clocks skip in this zone.
    #[error("line {line}: {text} does not exist in {zone}")]
    TimeSkipped { line: u64, text: String, zone: &'static str },
    /// A session ends when or before it starts.
    #[error("line {line}: session {id} ends before it starts")]
    EndBeforeStart { line: u64, id: String },
    /// More than `limit` of something (`sessions`, `rooms`, `tracks`, `people`, `links`, `days`, `nodes`).
    #[error("line {line}: more than {limit} {what}")]
    TooMany { line: u64, what: &'static str, limit: usize },
    /// A text is longer than its field takes.
    #[error("line {line}: {field} has {found} of {limit} characters")]
    TooLong { line: u64, field: &'static str, limit: usize, found: usize },
}

/// Every code a refusal can have; each has a message in every language.
pub const REFUSAL_CODES: [&str; 20] = [
    "intake.empty",
    "intake.too_large",
    "intake.not_recognised",
    "intake.not_utf8",
    "intake.malformed",
    "intake.doctype",
    "intake.entity_unknown",
    "intake.too_deep",
    "intake.zone_missing",
    "intake.zone_unknown",
    "intake.no_sessions",
    "intake.missing_field",
    "intake.wrong_type",
    "intake.id_invalid",
    "intake.duplicate_id",
    "intake.time_unreadable",
    "intake.time_skipped",
    "intake.end_before_start",
    "intake.too_many",
    "intake.too_long",
];

impl IntakeRefusal {
    /// The stable dotted code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "intake.empty",
            Self::TooLarge { .. } => "intake.too_large",
            Self::NotRecognised => "intake.not_recognised",
            Self::NotUtf8 { .. } => "intake.not_utf8",
            Self::Malformed { .. } => "intake.malformed",
            Self::Doctype { .. } => "intake.doctype",
            Self::EntityUnknown { .. } => "intake.entity_unknown",
            Self::TooDeep { .. } => "intake.too_deep",
            Self::ZoneMissing => "intake.zone_missing",
            Self::ZoneUnknown { .. } => "intake.zone_unknown",
            Self::NoSessions => "intake.no_sessions",
            Self::MissingField { .. } => "intake.missing_field",
            Self::WrongType { .. } => "intake.wrong_type",
            Self::IdInvalid { .. } => "intake.id_invalid",
            Self::DuplicateId { .. } => "intake.duplicate_id",
            Self::TimeUnreadable { .. } => "intake.time_unreadable",
            Self::TimeSkipped { .. } => "intake.time_skipped",
            Self::EndBeforeStart { .. } => "intake.end_before_start",
            Self::TooMany { .. } => "intake.too_many",
            Self::TooLong { .. } => "intake.too_long",
        }
    }

    /// The line of the file it is about.
    #[must_use]
    pub const fn line(&self) -> Option<u64> {
        match self {
            Self::Empty
            | Self::TooLarge { .. }
            | Self::NotRecognised
            | Self::ZoneMissing
            | Self::NoSessions => None,
            Self::NotUtf8 { line }
            | Self::Malformed { line, .. }
            | Self::Doctype { line }
            | Self::EntityUnknown { line, .. }
            | Self::TooDeep { line, .. }
            | Self::ZoneUnknown { line, .. }
            | Self::MissingField { line, .. }
            | Self::WrongType { line, .. }
            | Self::IdInvalid { line, .. }
            | Self::DuplicateId { line, .. }
            | Self::TimeUnreadable { line, .. }
            | Self::TimeSkipped { line, .. }
            | Self::EndBeforeStart { line, .. }
            | Self::TooMany { line, .. }
            | Self::TooLong { line, .. } => Some(*line),
        }
    }

    /// What its sentence needs, by name; `line` among them where there is one.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        let mut params = self.details();
        params.extend(self.line().map(|line| ("line", line.to_string())));
        params
    }

    fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLarge { limit } => vec![("limit", limit.to_string())],
            Self::Malformed { column, reason, .. } => {
                vec![("column", column.to_string()), ("reason", reason.word().to_owned())]
            }
            Self::EntityUnknown { name, .. } | Self::ZoneUnknown { name, .. } => {
                vec![("name", name.clone())]
            }
            Self::TooDeep { limit, .. } => vec![("limit", limit.to_string())],
            Self::MissingField { field, .. } => vec![("field", (*field).to_owned())],
            Self::WrongType { field, expected, .. } => {
                vec![("field", (*field).to_owned()), ("expected", (*expected).to_owned())]
            }
            Self::IdInvalid { text, .. } | Self::TimeUnreadable { text, .. } => {
                vec![("text", text.clone())]
            }
            Self::DuplicateId { id, first, .. } => {
                vec![("id", id.clone()), ("first", first.to_string())]
            }
            Self::TimeSkipped { text, zone, .. } => {
                vec![("text", text.clone()), ("zone", (*zone).to_owned())]
            }
            Self::EndBeforeStart { id, .. } => vec![("id", id.clone())],
            Self::TooMany { what, limit, .. } => {
                vec![("what", (*what).to_owned()), ("limit", limit.to_string())]
            }
            Self::TooLong { field, limit, found, .. } => vec![
                ("field", (*field).to_owned()),
                ("limit", limit.to_string()),
                ("found", found.to_string()),
            ],
            _ => Vec::new(),
        }
    }
}

impl Refusal for IntakeRefusal {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn status(&self) -> u16 {
        if matches!(self, Self::TooLarge { .. }) { 413 } else { 422 }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        self.params()
    }
}
