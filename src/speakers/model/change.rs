use crate::types::{Email, Lang, Words};

use super::{Contact, Speaker};

/// What to change of a speaker, or to say of a new one; what is none stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakerChange {
    /// The name in some languages; an empty text takes a language away.
    pub name_in: Vec<(Lang, String)>,
    /// What they are, likewise.
    pub title_in: Vec<(Lang, String)>,
    /// Who they are, in Markdown, likewise.
    pub biography_in: Vec<(Lang, String)>,
    /// Whether they are never named in public.
    pub hidden: Option<bool>,
    /// The place in the order of precedence.
    pub position: Option<i32>,
    /// Where letters go; none takes the address away.
    pub email: Option<Option<Email>>,
    /// The language of letters.
    pub lang: Option<Lang>,
}

impl SpeakerChange {
    /// A speaker and how they are reached, changed so.
    #[must_use]
    pub fn apply(&self, speaker: &Speaker, contact: &Contact) -> (Speaker, Option<Email>, Lang) {
        let mut after = speaker.clone();
        put(&mut after.name, &self.name_in);
        put(&mut after.title, &self.title_in);
        put(&mut after.biography, &self.biography_in);
        after.hidden = self.hidden.unwrap_or(after.hidden);
        after.position = self.position.unwrap_or(after.position);
        let email = self.email.clone().unwrap_or_else(|| contact.email.clone());
        (after, email, self.lang.unwrap_or(contact.lang))
    }
}

fn put(words: &mut Words, texts: &[(Lang, String)]) {
    for (lang, text) in texts {
        words.set(*lang, text.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_stays_and_an_empty_text_takes_away() {
        let speaker = Speaker::named(Words::both("한서윤", "Han Seoyun"), 3);
        let contact =
            Contact { email: Email::parse("a@b.org").ok(), ..Contact::unknown(speaker.id) };
        let (same, email, lang) = SpeakerChange::default().apply(&speaker, &contact);
        assert_eq!((&same, &email, lang), (&speaker, &contact.email, contact.lang));
        let change = SpeakerChange {
            name_in: vec![(Lang::En, String::new())],
            hidden: Some(true),
            email: Some(None),
            ..SpeakerChange::default()
        };
        let (after, email, _) = change.apply(&speaker, &contact);
        assert_eq!((after.name, after.hidden, email), (Words::one(Lang::Ko, "한서윤"), true, None));
    }
}
