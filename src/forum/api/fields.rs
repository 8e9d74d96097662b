use serde::Serialize;
use utoipa::ToSchema;

use crate::i18n::Tr;
use crate::types::{Email, Lang, PersonName, Words};

/// One field of a registration, as programs send it.
#[derive(Serialize, ToSchema)]
pub struct FormField {
    /// Its name in the body.
    name: &'static str,
    /// `email`, `text`, `choice`, `sessions` or `consents`.
    kind: &'static str,
    /// Whether a registration needs it.
    required: bool,
    /// The longest text it takes, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<usize>,
    /// What people call it.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    label: Words,
}

/// The longest affiliation taken, in characters.
const AFFILIATION: usize = 200;

/// What every forum's form asks.
pub fn form_fields() -> Vec<FormField> {
    let rows = [
        ("email", "email", true, Some(Email::MAX)),
        ("name", "text", true, Some(PersonName::MAX)),
        ("name_latin", "text", false, Some(PersonName::MAX)),
        ("badge_name", "text", false, Some(PersonName::MAX)),
        ("affiliation", "text", false, Some(AFFILIATION)),
        ("category", "choice", false, None),
        ("language", "choice", false, None),
        ("sessions", "sessions", false, None),
        ("consents", "consents", true, None),
    ];
    rows.into_iter()
        .map(|(name, kind, required, max_length)| FormField {
            name,
            kind,
            required,
            max_length,
            label: label(name),
        })
        .collect()
}

fn label(name: &str) -> Words {
    let key = format!("forum-field-{}", name.replace('_', "-"));
    Words::both(Tr(Lang::Ko).s(&key), Tr(Lang::En).s(&key))
}
