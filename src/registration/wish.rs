//! From what was sent, by form or by program, to a well-formed wish; every fault at once.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::types::{
    Email, FieldFault, FieldFaults, Lang, PersonName, block, optional_line, sha256,
};

use super::model::{Details, Needs, Photo, Register};

/// Most sessions one registration may ask for.
const SESSIONS: usize = 100;

/// What a person says of themselves, as sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
pub struct DetailsSent {
    /// The full name, in any script, at most 100 characters.
    #[serde(default)]
    pub name: String,
    /// The name in Latin letters.
    #[serde(default)]
    pub name_latin: Option<String>,
    /// The name on the badge; a pseudonym is fine, and nothing stands in for it when absent.
    #[serde(default)]
    pub badge_name: Option<String>,
    /// Organisation and role, at most 200 characters.
    #[serde(default)]
    pub affiliation: Option<String>,
    /// The language of letters: `ko` or `en`.
    #[serde(default)]
    pub language: Option<String>,
    /// What the person needs to take part.
    #[serde(default)]
    pub needs: NeedsSent,
    /// True when letters and calendar entries must not tell what the forum is about.
    #[serde(default)]
    pub discreet: bool,
    /// May they be photographed: `yes`, `ask` or `no`.
    #[serde(default)]
    pub photo: Option<String>,
}

/// Needs, as sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
pub struct NeedsSent {
    /// Interpretation into `ko` or `en`.
    #[serde(default)]
    pub interpretation: Option<String>,
    /// A place for a wheelchair.
    #[serde(default)]
    pub wheelchair: bool,
    /// Sign language interpretation.
    #[serde(default)]
    pub sign_language: bool,
    /// Live captions.
    #[serde(default)]
    pub captions: bool,
    /// Anything else, at most 500 characters.
    #[serde(default)]
    pub other: String,
}

/// A wish to register, as sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
pub struct RegisterSent {
    /// The address that letters go to.
    #[serde(default)]
    pub email: String,
    /// Who they are.
    #[serde(flatten)]
    pub details: DetailsSent,
    /// The code of the category; absent means the forum's first.
    #[serde(default)]
    pub category: Option<String>,
    /// The numbers of the sessions wanted.
    #[serde(default)]
    pub sessions: Vec<i32>,
    /// The purposes agreed to, for example `privacy`.
    #[serde(default)]
    pub consents: Vec<String>,
}

impl DetailsSent {
    /// Parses what was sent; letters are in `reader` where no language was named.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn parse(&self, reader: Lang, faults: &mut FieldFaults) -> Option<Details> {
        let optional_name = |text: &Option<String>| match text.as_deref().map(str::trim) {
            None | Some("") => Ok(None),
            Some(text) => PersonName::parse(text).map(Some),
        };
        let name = faults.keep("name", PersonName::parse(&self.name));
        let name_latin = faults.keep("name_latin", optional_name(&self.name_latin).and_then(latin));
        let badge_name = faults.keep("badge_name", optional_name(&self.badge_name));
        let affiliation = faults.keep(
            "affiliation",
            optional_line(self.affiliation.as_deref().unwrap_or_default(), 200),
        );
        let lang = faults.keep("language", language(self.language.as_deref(), reader));
        let needs = self.needs.parse(faults);
        Some(Details {
            name: name?,
            name_latin: name_latin?,
            badge_name: badge_name?,
            affiliation: affiliation?,
            lang: lang?,
            needs: needs?,
            discreet: self.discreet,
            photo: Photo::parse(self.photo.as_deref().unwrap_or_default()),
        })
    }
}

impl NeedsSent {
    fn parse(&self, faults: &mut FieldFaults) -> Option<Needs> {
        let other = faults.keep("needs.other", block(&self.other, 500))?;
        let interpretation = match self.interpretation.as_deref() {
            None | Some("") => None,
            Some(tag) => Some(faults.keep("needs.interpretation", language(Some(tag), Lang::Ko))?),
        };
        let (wheelchair, sign_language, captions) =
            (self.wheelchair, self.sign_language, self.captions);
        Some(Needs { interpretation, wheelchair, sign_language, captions, other })
    }
}

impl RegisterSent {
    /// Parses a wish. `bytes` is what was sent, by which a repeat under the same key is recognised.
    ///
    /// # Errors
    /// Every field that is wrong, in the order of the form.
    pub fn parse(
        &self,
        reader: Lang,
        key: Option<String>,
        bytes: &[u8],
    ) -> Result<Register, FieldFaults> {
        let mut faults = FieldFaults::default();
        let email = faults.keep("email", Email::parse(&self.email));
        let details = self.details.parse(reader, &mut faults);
        let mut seen = BTreeSet::new();
        let sessions: Vec<i32> =
            self.sessions.iter().copied().filter(|no| seen.insert(*no)).collect();
        if sessions.len() > SESSIONS {
            faults.add_with("sessions", "field.too_many", vec![("max", SESSIONS.to_string())]);
        }
        match (email, details) {
            (Some(email), Some(details)) if faults.is_empty() => Ok(Register {
                email,
                details,
                category: self.category.clone().filter(|code| !code.is_empty()),
                sessions,
                consents: self.consents.clone(),
                key,
                body_hash: sha256(bytes),
            }),
            _ => Err(faults),
        }
    }
}

fn language(tag: Option<&str>, otherwise: Lang) -> Result<Lang, FieldFault> {
    match tag.filter(|tag| !tag.is_empty()) {
        None => Ok(otherwise),
        Some(tag) => Lang::parse(tag).ok_or_else(|| FieldFault::new("field.language")),
    }
}

/// A Latin name is written in Latin letters, so that a passport desk can read it.
fn latin(name: Option<PersonName>) -> Result<Option<PersonName>, FieldFault> {
    let readable = |c: char| {
        !c.is_alphabetic()
            || c.is_ascii()
            || ('\u{C0}'..='\u{24F}').contains(&c)
            || ('\u{1E00}'..='\u{1EFF}').contains(&c)
    };
    match name {
        Some(name) if !name.as_str().chars().all(readable) => Err(FieldFault::new("field.latin")),
        other => Ok(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_told_at_once() {
        let sent: RegisterSent = serde_json::from_str(
            r#"{"email": "nobody", "name": "", "name_latin": "홍길동", "language": "fr", "affiliation": "900101-1234567"}"#,
        )
        .unwrap();
        let faults = sent.parse(Lang::Ko, None, b"").unwrap_err();
        let fields: Vec<&str> = faults.0.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["email", "name", "name_latin", "affiliation", "language"]);
    }

    #[test]
    fn a_session_named_twice_is_wanted_once() {
        let sent: RegisterSent =
            serde_json::from_str(r#"{"email": "a@b.org", "name": "Ñáñez", "sessions": [3, 1, 3]}"#)
                .unwrap();
        let wish = sent.parse(Lang::En, None, b"").unwrap();
        assert_eq!(wish.sessions, [3, 1]);
        assert_eq!(wish.details.lang, Lang::En);
        assert_eq!(wish.details.badge_name, None);
    }
}
