use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use askama::Template;

use crate::i18n::Tr;
pub use crate::i18n::lang_key;
use crate::types::{FieldFaults, Lang};
use crate::web::{Fault, Fields, Form, html_status};

use super::typed::in_lang;

/// Which field a refusal is about; any other is told above the whole form.
const FIELDS: [(&str, &str); 16] = [
    ("forum.slug_taken", "slug"),
    ("forum.slug_fixed", "slug"),
    ("forum.days_out_of_order", "ends_day"),
    ("forum.window_out_of_order", "closes_day"),
    ("forum.zone_fixed", "zone"),
    ("forum.category_code_taken", "code"),
    ("agenda.title_missing", "title_ko"),
    ("agenda.ends_before_start", "ends_time"),
    ("agenda.outside_days", "starts_day"),
    ("agenda.room_taken", "room"),
    ("agenda.room_unknown", "room"),
    ("agenda.track_unknown", "track"),
    ("agenda.capacity_invalid", "capacity"),
    ("agenda.speaker_twice", "speaker0"),
    ("speakers.publish_refused", "hidden"),
    ("speakers.no_email", "email"),
];

/// What the fields of a form are called, in its order.
#[derive(Clone)]
pub struct Labels {
    t: Tr,
    names: Vec<(String, String)>,
    choices: Vec<(String, String)>,
}

impl Labels {
    /// None yet.
    pub fn new(t: Tr) -> Self {
        Self { t, names: Vec::new(), choices: Vec::new() }
    }

    /// One field.
    pub fn one(mut self, field: &str, key: &str) -> Self {
        self.names.push((field.to_owned(), self.t.s(key)));
        self
    }

    /// One field with a name in words.
    pub fn called(mut self, field: &str, name: String) -> Self {
        self.names.push((field.to_owned(), name));
        self
    }

    /// A text in each language.
    pub fn words(mut self, field: &str, key: &str) -> Self {
        for lang in Lang::ALL {
            let name = format!("{} ({})", self.t.s(key), self.t.s(lang_key(lang)));
            self.names.push((in_lang(field, lang), name));
        }
        self
    }

    /// What the values of choices are called.
    pub fn choices<'a, V: ToString + 'a>(
        mut self,
        choices: impl IntoIterator<Item = &'a (V, String)>,
    ) -> Self {
        self.choices.extend(choices.into_iter().map(|(v, words)| (v.to_string(), words.clone())));
        self
    }

    /// The fields and what they are called.
    pub fn named(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().map(|(field, name)| (field.as_str(), name.as_str()))
    }

    /// The fields.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.named().map(|(field, _)| field)
    }

    /// A value as people read it.
    pub fn read(&self, value: &str) -> String {
        let choice = self.choices.iter().find(|(known, _)| known == value);
        choice.map_or_else(|| value.to_owned(), |(_, words)| words.clone())
    }

    /// A day and an hour.
    pub fn moment(mut self, field: &str, key: &str) -> Self {
        for (part, word) in [("day", "desk-day"), ("time", "desk-time")] {
            let name = format!("{} · {}", self.t.s(key), self.t.s(word));
            self.names.push((format!("{field}_{part}"), name));
        }
        self
    }
}

/// A form as it is shown: fresh, or come back.
#[derive(Default)]
pub struct Said {
    /// What was typed, and what is wrong with it.
    pub fields: Fields,
    /// Why what was typed was not taken although nothing is wrong with it.
    pub notice: String,
    /// What stands there now and reads differently, when someone else changed it meanwhile.
    pub meanwhile: Vec<(String, String)>,
}

impl Said {
    /// A form as first shown.
    pub fn fresh(form: Form) -> Self {
        Self { fields: Fields::fresh(form), ..Self::default() }
    }

    /// A form that came back, and the status it comes back with. Faults that whoever sits at the form
    /// can not mend pass on.
    pub fn back(fault: Fault, typed: Form, labels: &Labels) -> Result<(StatusCode, Self), Fault> {
        let (t, status) = (labels.t, fault.status_code());
        let faults = match fault {
            Fault::Invalid(faults) => faults,
            Fault::Stale => {
                return Ok((status, Self { notice: t.s("desk-stale"), ..Self::fresh(typed) }));
            }
            Fault::Refused { code, params, .. } => {
                let field = FIELDS.iter().find(|(known, _)| *known == code);
                let Some((_, field)) = field else {
                    let notice = t.code(code, &params);
                    return Ok((status, Self { notice, ..Self::fresh(typed) }));
                };
                let mut faults = FieldFaults::default();
                faults.add_with(*field, code, params);
                faults
            }
            other => return Err(other),
        };
        let names = labels.names.iter().map(|(field, name)| (field.as_str(), name.clone()));
        let fields = Fields::refused(t, typed, &faults).named(names);
        Ok((status, Self { fields, ..Self::default() }))
    }

    /// With what stands in the form now and was typed differently.
    pub fn against(mut self, typed: &Form, now: &Form, labels: &Labels) -> Self {
        let differs = labels.names.iter().filter(|(field, _)| typed.one(field) != now.one(field));
        self.meanwhile =
            differs.map(|(field, name)| (name.clone(), labels.read(now.one(field)))).collect();
        self
    }
}

/// True when a change was made for what stands there no more.
pub fn is_stale(fault: &Fault) -> bool {
    matches!(fault, Fault::Stale)
        || matches!(
            fault,
            Fault::Refused { code: "forum.stale" | "agenda.version_stale" | "speakers.stale", .. }
        )
}

/// The form once more.
pub fn again<P: Template>(
    fault: Fault,
    typed: Form,
    labels: &Labels,
    page: impl FnOnce(Said) -> P,
) -> Result<HttpResponse, Fault> {
    let (status, said) = Said::back(fault, typed, labels)?;
    html_status(status, &page(said))
}

/// The page on which something was asked for, with why it was not done. Faults that it has no words for pass on.
pub async fn told_why<P: Template>(
    t: Tr,
    fault: Fault,
    page: impl AsyncFnOnce(String) -> Result<P, Fault>,
) -> Result<HttpResponse, Fault> {
    let Fault::Refused { code, params, .. } = &fault else { return Err(fault) };
    let page = page(t.code(code, params)).await?;
    html_status(fault.status_code(), &page)
}
