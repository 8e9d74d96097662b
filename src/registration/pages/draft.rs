//! A form being filled: what was typed on each page, right or wrong, and what it comes to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::agenda::Listed;
use crate::forum::ConsentText;
use crate::registration::model::Registered;
use crate::registration::queries::Asked;
use crate::registration::store::SENT;
use crate::registration::wish::{DetailsSent, NeedsSent, RegisterSent};
use crate::web::Form;

use super::clash::{self, Chosen, Clash, clashes};
use super::step::{Plan, Step};

/// Longest text kept of one field; what is longer is wrong anyway.
const LONGEST: usize = 4000;
/// Most values kept of one field.
const MOST: usize = 200;

/// What was typed on one page, by field.
pub type Typed = BTreeMap<String, Vec<String>>;

/// A form being filled, or the answer it got when it was sent.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pages: BTreeMap<String, Typed>,
    /// The answer.
    pub receipt: Option<Receipt>,
}

/// What stays of a form that was sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Receipt {
    /// The answer to it.
    pub registered: Registered,
    /// The address, of which only its owner can make anything.
    pub email: String,
}

impl Draft {
    /// Reads a stored form; a page that does not read counts as not answered.
    #[must_use]
    pub fn read(answers: Value) -> Self {
        let Value::Object(mut answers) = answers else { return Self::default() };
        let receipt = answers.remove(SENT).and_then(|sent| serde_json::from_value(sent).ok());
        let page = |(name, typed)| Some((name, serde_json::from_value(typed).ok()?));
        Self { pages: answers.into_iter().filter_map(page).collect(), receipt }
    }

    /// What was typed on a page, if anything was sent from it yet.
    #[must_use]
    pub fn typed(&self, step: Step) -> Option<Form> {
        self.pages.get(step.code()).map(as_form)
    }

    /// Puts what was typed in its place.
    pub fn put(&mut self, step: Step, typed: Typed) {
        self.pages.insert(step.code().to_owned(), typed);
    }

    /// Everything typed, in one fixed order: the same answers always make the same bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(&self.pages).unwrap_or_default()
    }

    /// The first value of a field of a page.
    fn one(&self, step: Step, name: &str) -> &str {
        let values = self.pages.get(step.code()).and_then(|typed| typed.get(name));
        values.and_then(|values| values.first()).map_or("", String::as_str)
    }

    fn all(&self, step: Step, name: &str) -> &[String] {
        let values = self.pages.get(step.code()).and_then(|typed| typed.get(name));
        values.map(Vec::as_slice).unwrap_or_default()
    }

    /// The numbers of the sessions chosen, each once.
    #[must_use]
    pub fn sessions(&self) -> Vec<i32> {
        let mut sessions = Vec::new();
        for no in self.all(Step::Sessions, "sessions").iter().filter_map(|no| no.parse().ok()) {
            if !sessions.contains(&no) {
                sessions.push(no);
            }
        }
        sessions
    }

    /// How the question which of clashing sessions to keep was answered.
    #[must_use]
    pub fn kept(&self, clash: &Clash) -> &str {
        self.one(Step::Sessions, &clash.field())
    }

    /// Whether nothing of theirs is to be photographed.
    #[must_use]
    pub fn unseen(&self) -> bool {
        self.one(Step::Privacy, "photo") == "no"
    }

    /// Which version of a consent text was ticked; empty when none was.
    #[must_use]
    pub fn ticked(&self, text: &ConsentText) -> &str {
        self.one(Step::Consents, &consent_field(text))
    }

    /// The form as the rest of this room reads it.
    #[must_use]
    pub fn sent(&self, asked: &Asked) -> RegisterSent {
        let typed = self.whole();
        let agreed = self.asked_consents(asked).into_iter();
        RegisterSent {
            email: typed.one("email").to_owned(),
            details: details_sent(&typed),
            category: Some(typed.one("category").to_owned()).filter(|code| !code.is_empty()),
            sessions: self.sessions(),
            consents: agreed
                .filter(|consent| self.ticked(consent) == version(consent))
                .map(|consent| consent.purpose.as_str().to_owned())
                .collect(),
        }
    }

    /// Every page's fields together; no two pages have one of the same name.
    fn whole(&self) -> Form {
        let all = self.pages.values().flat_map(|typed| {
            typed.iter().flat_map(|(name, values)| {
                values.iter().map(move |value| (name.clone(), value.clone()))
            })
        });
        Form::of(all.collect())
    }

    /// The texts this person is asked about: who wants no photograph is not asked to allow one.
    #[must_use]
    pub fn asked_consents<'a>(&self, asked: &'a Asked) -> Vec<&'a ConsentText> {
        let moot = |text: &ConsentText| {
            !text.required && text.purpose.as_str() == "photo" && self.unseen()
        };
        asked.consents.iter().filter(|text| !moot(text)).collect()
    }
}

/// What a form says of a person.
#[must_use]
pub fn details_sent(typed: &Form) -> DetailsSent {
    let text = |name: &str| Some(typed.one(name).to_owned());
    let needs_it = |what: &str| typed.all("needs.support").any(|ticked| ticked == what);
    DetailsSent {
        name: typed.one("name").to_owned(),
        name_latin: text("name_latin"),
        badge_name: text("badge_name"),
        affiliation: text("affiliation"),
        language: text("language"),
        needs: NeedsSent {
            interpretation: text("needs.interpretation"),
            wheelchair: needs_it("wheelchair"),
            sign_language: needs_it("sign_language"),
            captions: needs_it("captions"),
            other: typed.one("needs.other").to_owned(),
        },
        discreet: typed.one("discreet") == "yes",
        photo: text("photo"),
    }
}

/// The pages of a forum's form.
#[must_use]
pub fn plan(asked: &Asked) -> Plan {
    Plan::of(asked.categories.len(), asked.sessions.len(), asked.consents.len())
}

/// The field of a consent text.
#[must_use]
pub fn consent_field(text: &ConsentText) -> String {
    format!("consent-{}", text.purpose.as_str())
}

/// What ticking a consent text sends: its version, so that a tick never counts for another text.
#[must_use]
pub fn version(text: &ConsentText) -> String {
    text.version.to_string()
}

/// What a page sent that it asks for: everything else is left away, and nothing grows without end.
#[must_use]
pub fn keep(step: Step, sent: &Form, asked: &Asked) -> Typed {
    let mut names: Vec<String> = own_fields(step).iter().map(|name| (*name).to_owned()).collect();
    match step {
        Step::Consents => names.extend(asked.consents.iter().map(consent_field)),
        Step::Sessions => names.extend(found(asked, &wanted(sent)).iter().map(Clash::field)),
        _ => {}
    }
    let values = |name: &str| -> Vec<String> {
        let short = |value: &str| value.replace('\0', "").chars().take(LONGEST).collect();
        sent.all(name).take(MOST).map(short).collect()
    };
    let typed = names.into_iter().map(|name| (values(&name), name));
    typed.filter(|(values, _)| !values.is_empty()).map(|(values, name)| (name, values)).collect()
}

/// Leaves away the sessions that the answers about clashes do not keep.
pub fn settle(typed: &mut Typed, asked: &Asked) {
    let numbers = wanted(&as_form(typed));
    for clash in found(asked, &numbers) {
        let answer = typed.get(&clash.field()).and_then(|values| values.first()).cloned();
        let Some(kept) = answer.as_deref().and_then(|answer| clash.kept(answer)) else { continue };
        if let Some(chosen) = typed.get_mut("sessions") {
            let lost = |no: i32| clash.sessions.contains(&no) && !kept.contains(&no);
            chosen.retain(|no| !no.parse().is_ok_and(lost));
        }
        if answer.as_deref() != Some(clash::ALL) {
            typed.remove(&clash.field());
        }
    }
}

/// The clashes among sessions of these numbers.
#[must_use]
pub fn found(asked: &Asked, numbers: &[i32]) -> Vec<Clash> {
    let span = |s: &Listed| clash::chosen(s.no, s.starts_at, s.ends_at);
    let chosen: Vec<Chosen> =
        asked.sessions.iter().filter(|s| numbers.contains(&s.no)).map(span).collect();
    clashes(&chosen)
}

fn wanted(sent: &Form) -> Vec<i32> {
    sent.all("sessions").filter_map(|no| no.parse().ok()).collect()
}

fn as_form(typed: &Typed) -> Form {
    let pairs = typed
        .iter()
        .flat_map(|(name, values)| values.iter().map(move |value| (name.clone(), value.clone())));
    Form::of(pairs.collect())
}

/// The fields of a page whose names do not hang on the forum.
const fn own_fields(step: Step) -> &'static [&'static str] {
    match step {
        Step::Category => &["category"],
        Step::Email => &["email"],
        Step::Name => &["name", "name_latin", "badge_name"],
        Step::Affiliation => &["affiliation", "language"],
        Step::Sessions => &["sessions"],
        Step::Needs => &["needs.interpretation", "needs.support", "needs.other"],
        Step::Privacy => &["discreet", "photo"],
        Step::Consents | Step::Check => &[],
    }
}
