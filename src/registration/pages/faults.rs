//! What is wrong with the pages of a form.

use crate::registration::queries::Asked;
use crate::types::{FieldFaults, Lang};

use super::clash;
use super::draft::{Draft, consent_field, found, plan, version};
use super::step::Step;

/// What is wrong with one page as it was typed.
#[must_use]
pub fn faults(draft: &Draft, step: Step, asked: &Asked, lang: Lang) -> FieldFaults {
    match step {
        Step::Category => category(draft, asked),
        Step::Sessions => sessions(draft, asked),
        Step::Consents => consents(draft, asked),
        Step::Check => FieldFaults::default(),
        _ => {
            let mut all = draft.sent(asked).parse(lang, None, &[]).err().unwrap_or_default();
            all.0.retain(|fault| page_of(&fault.field) == step);
            all
        }
    }
}

/// The first page that is not answered, or not rightly.
#[must_use]
pub fn unfinished(draft: &Draft, asked: &Asked, lang: Lang) -> Option<Step> {
    let is_done = |step: &Step| {
        *step == Step::Check
            || draft.typed(*step).is_some() && faults(draft, *step, asked, lang).is_empty()
    };
    plan(asked).steps().find(|step| !is_done(step))
}

/// The page on which a field of the wish is asked.
#[must_use]
pub fn page_of(field: &str) -> Step {
    match field {
        "email" => Step::Email,
        "name" | "name_latin" | "badge_name" => Step::Name,
        "affiliation" | "language" => Step::Affiliation,
        "sessions" => Step::Sessions,
        "category" => Step::Category,
        "discreet" | "photo" => Step::Privacy,
        _ if field.starts_with("needs.") => Step::Needs,
        _ => Step::Consents,
    }
}

fn category(draft: &Draft, asked: &Asked) -> FieldFaults {
    let mut faults = FieldFaults::default();
    let chosen = draft.sent(asked).category.unwrap_or_default();
    if !asked.categories.iter().any(|category| category.code.as_str() == chosen) {
        faults.add("category", "registration.choose_category");
    }
    faults
}

fn sessions(draft: &Draft, asked: &Asked) -> FieldFaults {
    let mut faults = draft.sent(asked).parse(Lang::Ko, None, &[]).err().unwrap_or_default();
    faults.0.retain(|fault| page_of(&fault.field) == Step::Sessions);
    let chosen = draft.sessions();
    if chosen.iter().any(|no| !asked.sessions.iter().any(|session| session.no == *no)) {
        faults.add("sessions", "registration.session_gone");
    }
    for clash in found(asked, &chosen) {
        if draft.kept(&clash) != clash::ALL {
            faults.add(clash.field(), "registration.choose_kept");
        }
    }
    faults
}

fn consents(draft: &Draft, asked: &Asked) -> FieldFaults {
    let mut faults = FieldFaults::default();
    for text in draft.asked_consents(asked) {
        let ticked = draft.ticked(text);
        if !ticked.is_empty() && ticked != version(text) {
            faults.add(consent_field(text), "registration.consent_changed");
        } else if text.required && ticked.is_empty() {
            faults.add(consent_field(text), "registration.consent_needed");
        }
    }
    faults
}
