use askama::Template;

use crate::web::LetterHead;

/// A letter to a speaker, ready for its templates.
pub(super) struct View {
    pub intro: Vec<String>,
    /// What happened, a line each.
    pub news: Vec<String>,
    pub button: String,
    pub link: String,
    pub rows: Vec<Row>,
    pub outro: Vec<String>,
}

/// A session of theirs.
pub(super) struct Row {
    pub title: String,
    pub when: String,
    /// The answer: its code for the look, and its word.
    pub code: &'static str,
    pub state: String,
}

/// The HTML part.
#[derive(Template)]
#[template(path = "mail/speaker/letter.html")]
pub(super) struct LetterHtml<'a> {
    pub letter: &'a LetterHead,
    pub view: &'a View,
}

/// The text part.
#[derive(Template)]
#[template(path = "mail/speaker/letter.txt")]
pub(super) struct LetterText<'a> {
    pub letter: &'a LetterHead,
    pub view: &'a View,
}
