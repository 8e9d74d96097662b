use askama::Template;

use crate::i18n::Tr;

/// A letter about a registration, ready for its templates.
pub(super) struct LetterView {
    pub t: Tr,
    /// The forum's name, or a neutral word for those who asked for discretion.
    pub forum: String,
    pub heading: String,
    pub intro: Vec<String>,
    /// What is to be chosen: the words of each link, and where it leads.
    pub choices: Vec<(String, String)>,
    pub button: Option<(String, String)>,
    pub reference: Option<String>,
    pub rows: Vec<LetterRow>,
    pub outro: Vec<String>,
    pub foot: String,
    pub contact: Option<String>,
}

/// One line of the table of what is held.
pub(super) struct LetterRow {
    pub title: String,
    pub when: String,
    pub state: String,
    /// The ink of the state: green, amber or grey; the word says the same.
    pub ink: &'static str,
}

/// The HTML part.
#[derive(Template)]
#[template(path = "mail/registration.html")]
pub(super) struct LetterHtml<'a> {
    pub letter: &'a LetterView,
}

/// The text part.
#[derive(Template)]
#[template(path = "mail/registration.txt")]
pub(super) struct LetterText<'a> {
    pub letter: &'a LetterView,
}
