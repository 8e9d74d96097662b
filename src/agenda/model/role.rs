use serde::{Deserialize, Serialize};

/// A speaker's part in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppearanceRole {
    /// Leads the session.
    Chair,
    /// Leads a talk among others.
    Moderator,
    /// Leads through a ceremony.
    Host,
    /// Opens.
    Opening,
    /// Welcomes.
    Welcome,
    /// Congratulates.
    Congratulation,
    /// Gives the keynote.
    Keynote,
    /// Speaks.
    Speaker,
    /// Sits on the panel.
    Panel,
    /// Answers what was said.
    Discussant,
    /// Anything else, in words of its own.
    Other,
}

impl AppearanceRole {
    /// Every role, in the order people of one session are named.
    pub const ALL: [Self; 11] = [
        Self::Chair,
        Self::Moderator,
        Self::Host,
        Self::Opening,
        Self::Welcome,
        Self::Congratulation,
        Self::Keynote,
        Self::Speaker,
        Self::Panel,
        Self::Discussant,
        Self::Other,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Moderator => "moderator",
            Self::Host => "host",
            Self::Opening => "opening",
            Self::Welcome => "welcome",
            Self::Congratulation => "congratulation",
            Self::Keynote => "keynote",
            Self::Speaker => "speaker",
            Self::Panel => "panel",
            Self::Discussant => "discussant",
            Self::Other => "other",
        }
    }

    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Chair => "agenda-role-chair",
            Self::Moderator => "agenda-role-moderator",
            Self::Host => "agenda-role-host",
            Self::Opening => "agenda-role-opening",
            Self::Welcome => "agenda-role-welcome",
            Self::Congratulation => "agenda-role-congratulation",
            Self::Keynote => "agenda-role-keynote",
            Self::Speaker => "agenda-role-speaker",
            Self::Panel => "agenda-role-panel",
            Self::Discussant => "agenda-role-discussant",
            Self::Other => "agenda-role-other",
        }
    }

    /// The role of a stable word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == word)
    }

    /// The role of a foreign word; who is merely listed, speaks.
    #[must_use]
    pub fn of_foreign(word: &str) -> Self {
        let word = word.trim().to_lowercase();
        if let Some(role) = Self::parse(&word) {
            return role;
        }
        let known = FOREIGN.iter().find(|(name, _)| word.contains(name));
        known.map_or(Self::Speaker, |(_, role)| *role)
    }
}

const FOREIGN: [(&str, AppearanceRole); 6] = [
    ("moderator", AppearanceRole::Moderator),
    ("chair", AppearanceRole::Chair),
    ("panel", AppearanceRole::Panel),
    ("좌장", AppearanceRole::Chair),
    ("사회", AppearanceRole::Moderator),
    ("토론", AppearanceRole::Discussant),
];

#[cfg(test)]
mod tests {
    use super::AppearanceRole;

    #[test]
    fn every_role_is_read_back_and_the_chair_comes_first() {
        for role in AppearanceRole::ALL {
            assert_eq!(AppearanceRole::parse(role.code()), Some(role));
            assert!(role.key().ends_with(role.code()));
            assert_eq!(serde_json::to_value(role).unwrap(), role.code());
        }
        assert!(AppearanceRole::Chair < AppearanceRole::Panel);
        assert_eq!(AppearanceRole::of_foreign("Session chair"), AppearanceRole::Chair);
        assert_eq!(AppearanceRole::of_foreign(""), AppearanceRole::Speaker);
    }
}
