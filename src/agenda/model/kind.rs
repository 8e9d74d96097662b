use serde::{Deserialize, Serialize};

/// What kind of item a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// A talk or meeting like most others.
    Session,
    /// A keynote.
    Keynote,
    /// A panel discussion.
    Panel,
    /// An opening, a closing, an award.
    Ceremony,
    /// A break.
    Break,
    /// A meal.
    Meal,
    /// A film.
    Film,
    /// Arrival and registration.
    Registration,
    /// Anything else.
    Other,
}

impl SessionKind {
    /// Every kind, in the order a form offers them.
    pub const ALL: [Self; 9] = [
        Self::Session,
        Self::Keynote,
        Self::Panel,
        Self::Ceremony,
        Self::Break,
        Self::Meal,
        Self::Film,
        Self::Registration,
        Self::Other,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Keynote => "keynote",
            Self::Panel => "panel",
            Self::Ceremony => "ceremony",
            Self::Break => "break",
            Self::Meal => "meal",
            Self::Film => "film",
            Self::Registration => "registration",
            Self::Other => "other",
        }
    }

    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Session => "agenda-kind-session",
            Self::Keynote => "agenda-kind-keynote",
            Self::Panel => "agenda-kind-panel",
            Self::Ceremony => "agenda-kind-ceremony",
            Self::Break => "agenda-kind-break",
            Self::Meal => "agenda-kind-meal",
            Self::Film => "agenda-kind-film",
            Self::Registration => "agenda-kind-registration",
            Self::Other => "agenda-kind-other",
        }
    }

    /// The kind of a stable word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == word)
    }

    /// The kind that another system's word comes closest to: its own words first, then what the
    /// title of a break gives away. Most published kinds (talk, lecture, devroom) are a session.
    #[must_use]
    pub fn of_foreign(word: &str, title: &str) -> Self {
        let word = word.trim().to_lowercase();
        if let Some(kind) = Self::parse(&word) {
            return kind;
        }
        let by_word = FOREIGN.iter().find(|(known, _)| word.contains(known));
        if let Some((_, kind)) = by_word {
            return *kind;
        }
        let title = title.trim().to_lowercase();
        let by_title = TITLES.iter().find(|(known, _)| title == *known);
        by_title.map_or(Self::Session, |(_, kind)| *kind)
    }

    /// True for what nobody gives a talk in, so that it is shown small.
    #[must_use]
    pub const fn is_pause(self) -> bool {
        matches!(self, Self::Break | Self::Meal | Self::Registration)
    }
}

const FOREIGN: [(&str, SessionKind); 14] = [
    ("keynote", SessionKind::Keynote),
    ("panel", SessionKind::Panel),
    ("podium", SessionKind::Panel),
    ("opening", SessionKind::Ceremony),
    ("closing", SessionKind::Ceremony),
    ("ceremony", SessionKind::Ceremony),
    ("lunch", SessionKind::Meal),
    ("dinner", SessionKind::Meal),
    ("break", SessionKind::Break),
    ("film", SessionKind::Film),
    ("movie", SessionKind::Film),
    ("기조", SessionKind::Keynote),
    ("패널", SessionKind::Panel),
    ("휴식", SessionKind::Break),
];

const TITLES: [(&str, SessionKind); 9] = [
    ("break", SessionKind::Break),
    ("coffee break", SessionKind::Break),
    ("휴식", SessionKind::Break),
    ("lunch", SessionKind::Meal),
    ("lunch break", SessionKind::Meal),
    ("점심", SessionKind::Meal),
    ("점심 식사", SessionKind::Meal),
    ("registration", SessionKind::Registration),
    ("등록", SessionKind::Registration),
];

#[cfg(test)]
mod tests {
    use super::SessionKind;

    #[test]
    fn every_kind_is_read_back_from_its_word() {
        for kind in SessionKind::ALL {
            assert_eq!(SessionKind::parse(kind.code()), Some(kind));
            assert_eq!(SessionKind::of_foreign(kind.code(), ""), kind);
            assert!(kind.key().ends_with(kind.code()));
        }
    }

    #[test]
    fn foreign_words_find_their_kind_and_unknown_ones_are_sessions() {
        for (word, title, kind) in [
            ("Opening Talk", "Welcome", SessionKind::Ceremony),
            ("Panel discussion", "Peace", SessionKind::Panel),
            ("devroom", "Rust for all", SessionKind::Session),
            ("", "Lunch break", SessionKind::Meal),
            ("", "Breaking things", SessionKind::Session),
            ("Kaffee Break", "…", SessionKind::Break),
        ] {
            assert_eq!(SessionKind::of_foreign(word, title), kind, "{word} {title}");
        }
    }
}
