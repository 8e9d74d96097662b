use crate::registration::RegistrationState;
use crate::types::{Lang, Refusal};

/// The kind of file a list leaves as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Comma-separated text (RFC 4180), which also Excel reads as UTF-8.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

impl Format {
    /// Every format, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Xlsx, Self::Csv];

    /// The stable word, which is also the file's ending.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The format of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == word)
    }

    /// The media type.
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A column of an attendance list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The reference.
    Reference,
    /// The name on the badge; empty where the person gave none.
    BadgeName,
    /// The full name.
    Name,
    /// The name in Latin letters.
    NameLatin,
    /// Organisation and role.
    Affiliation,
    /// The category.
    Category,
    /// Where the registration stands.
    State,
    /// The address.
    Email,
    /// The language of letters.
    Language,
    /// What the person needs to take part.
    Needs,
    /// The sessions, by number.
    Sessions,
    /// When it was made, in the forum's zone.
    RegisteredAt,
    /// Whether the address was proved.
    Verified,
}

impl Column {
    /// Every column, in the order of the list.
    pub const ALL: [Self; 13] = [
        Self::Reference,
        Self::BadgeName,
        Self::Name,
        Self::NameLatin,
        Self::Affiliation,
        Self::Category,
        Self::State,
        Self::Email,
        Self::Language,
        Self::Needs,
        Self::Sessions,
        Self::RegisteredAt,
        Self::Verified,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::BadgeName => "badge_name",
            Self::Name => "name",
            Self::NameLatin => "name_latin",
            Self::Affiliation => "affiliation",
            Self::Category => "category",
            Self::State => "state",
            Self::Email => "email",
            Self::Language => "language",
            Self::Needs => "needs",
            Self::Sessions => "sessions",
            Self::RegisteredAt => "registered_at",
            Self::Verified => "verified",
        }
    }

    /// The column of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == word)
    }

    /// False for what a list leaves out unless it is asked for: how to reach people, what they need.
    #[must_use]
    pub const fn is_usual(self) -> bool {
        !matches!(self, Self::Email | Self::Needs)
    }
}

/// Whom a list holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Those in this state, or everyone. With a session, confirmed means who holds a seat in it, and
    /// waitlisted who waits for one.
    pub state: Option<RegistrationState>,
    /// Those of the session of this number.
    pub session: Option<i32>,
    /// Those of the category of this code.
    pub category: Option<String>,
}

impl Default for Selection {
    fn default() -> Self {
        Self { state: Some(RegistrationState::Confirmed), session: None, category: None }
    }
}

/// A list somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportWish {
    /// As which kind of file.
    pub format: Format,
    /// What it is for, in one line: kept in the audit log.
    pub purpose: String,
    /// Whom it holds.
    pub selection: Selection,
    /// What it says of them, in the order of [`Column::ALL`].
    pub columns: Vec<Column>,
    /// Whether every session with seats has a column of its own, in place of [`Column::Sessions`].
    pub by_session: bool,
    /// The language of headings and states.
    pub lang: Lang,
}

/// Why a list was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportRefusal {
    /// There is no such session to sign up for.
    UnknownSession(i32),
    /// There is no such category.
    UnknownCategory(String),
    /// More rows or columns than a worksheet has.
    TooLarge,
    /// The list could not be written to the disk.
    Disk,
}

impl Refusal for ExportRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownSession(_) => "exports.unknown_session",
            Self::UnknownCategory(_) => "exports.unknown_category",
            Self::TooLarge => "exports.too_large",
            Self::Disk => "exports.disk",
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::Disk => 503,
            _ => 422,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::UnknownSession(no) => vec![("session", no.to_string())],
            Self::UnknownCategory(code) => vec![("category", code.clone())],
            _ => Vec::new(),
        }
    }
}
