use crate::i18n::Tr;
use crate::types::Lang;

/// What stands around a letter; every letter template has one as its field `letter`. Plain looks of
/// its own: mail programs know neither our stylesheet nor dark colours worth trusting.
#[derive(Clone, Debug)]
pub struct LetterHead {
    /// The language of the letter.
    pub lang: Lang,
    /// Its voice.
    pub t: Tr,
    /// The subject line, again as its heading.
    pub subject: String,
    /// What mailboxes show beside the subject: the news in one sentence.
    pub preview: String,
    /// In whose name: the forum.
    pub from: String,
    /// Who hosts, and whom to ask.
    pub host: String,
    /// The address for questions; none is shown when it is empty.
    pub contact: String,
    /// Why the reader gets this letter, and what to do when they did not ask for it.
    pub why: String,
}

impl LetterHead {
    /// The head of a letter from a forum.
    #[must_use]
    pub fn new(t: Tr, subject: impl Into<String>, from: impl Into<String>) -> Self {
        Self {
            lang: t.lang(),
            t,
            subject: subject.into(),
            preview: String::new(),
            from: from.into(),
            host: String::new(),
            contact: String::new(),
            why: t.s("web-letter-why"),
        }
    }

    /// With the news in one sentence.
    #[must_use]
    pub fn preview(mut self, words: impl Into<String>) -> Self {
        self.preview = words.into();
        self
    }

    /// With who hosts and the address for questions.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>, contact: impl Into<String>) -> Self {
        self.host = host.into();
        self.contact = contact.into();
        self
    }

    /// With another reason why the reader gets it.
    #[must_use]
    pub fn why(mut self, words: impl Into<String>) -> Self {
        self.why = words.into();
        self
    }
}
