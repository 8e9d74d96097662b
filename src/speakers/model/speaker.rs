use crate::types::{Lang, SpeakerId, Words};

/// Someone who speaks at a forum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Their id.
    pub id: SpeakerId,
    /// The name, as published in each language.
    pub name: Words,
    /// What they are: office, affiliation.
    pub title: Words,
    /// Who they are, in Markdown.
    pub biography: Words,
    /// Never named in public.
    pub hidden: bool,
    /// The place in the order of precedence.
    pub position: i32,
    /// The digest of the photo that is shown.
    pub photo: Option<String>,
}

impl Speaker {
    /// A speaker with a name and a place in the order; the rest is filled in by whoever knows it.
    #[must_use]
    pub fn named(name: Words, position: i32) -> Self {
        Self {
            id: SpeakerId::fresh(),
            name,
            title: Words::default(),
            biography: Words::default(),
            hidden: false,
            position,
            photo: None,
        }
    }

    /// True when name, title or biography is not written in one of these languages, or not at all.
    #[must_use]
    pub fn lacks(&self, languages: &[Lang]) -> bool {
        let lacking = |words: &Words| {
            !words.is_empty() && languages.iter().any(|lang| words.get(*lang).is_none())
        };
        [&self.name, &self.title, &self.biography].into_iter().any(lacking)
    }
}
