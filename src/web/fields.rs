use crate::i18n::Tr;
use crate::types::FieldFaults;

use super::Form;

/// A form as it is shown: what was typed, and what is wrong with which field. Every template with a
/// form has one as its field `fields`.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    typed: Form,
    faults: Vec<FieldNote>,
}

/// What is wrong with one field, in the reader's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldNote {
    /// The field's name, which is also the id of its control; empty when the whole form is meant.
    pub field: String,
    /// What the field is called; empty when the words say it.
    pub label: String,
    /// How to mend it.
    pub words: String,
}

impl FieldNote {
    /// The note as the summary on top has it: with the field it is about.
    #[must_use]
    pub fn summary(&self) -> String {
        if self.label.is_empty() {
            self.words.clone()
        } else {
            format!("{}: {}", self.label, self.words)
        }
    }
}

impl Fields {
    /// A form as first shown, with the values it begins with.
    #[must_use]
    pub fn fresh(typed: Form) -> Self {
        Self { typed, faults: Vec::new() }
    }

    /// A form that came back.
    #[must_use]
    pub fn refused(t: Tr, typed: Form, faults: &FieldFaults) -> Self {
        let note = |fault: &crate::types::FieldFault| FieldNote {
            field: fault.field.clone(),
            label: String::new(),
            words: t.code(fault.code, &fault.params),
        };
        Self { typed, faults: faults.0.iter().map(note).collect() }
    }

    /// With what its fields are called, so that the summary on top can name them.
    #[must_use]
    pub fn named<'a>(mut self, labels: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        for (field, label) in labels {
            for note in self.faults.iter_mut().filter(|note| note.field == field) {
                note.label.clone_from(&label);
            }
        }
        self
    }

    /// What stands in a field.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.typed.one(name)
    }

    /// True when this value of a field was chosen or ticked.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.typed.all(name).any(|chosen| chosen == value)
    }

    /// How to mend a field; empty when nothing is wrong with it.
    #[must_use]
    pub fn error(&self, name: &str) -> &str {
        self.faults.iter().find(|note| note.field == name).map_or("", |note| note.words.as_str())
    }

    /// Everything that is wrong, in the order of the form.
    #[must_use]
    pub fn faults(&self) -> &[FieldNote] {
        &self.faults
    }

    /// True when anything is wrong.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        !self.faults.is_empty()
    }

    /// The ids of the texts that describe a control: its hint, its error.
    #[must_use]
    pub fn described_by(&self, name: &str, hint: &str) -> String {
        let hint = (!hint.is_empty()).then(|| format!("{name}-hint"));
        let error = (!self.error(name).is_empty()).then(|| format!("{name}-error"));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use crate::types::Lang;

    use super::*;

    #[test]
    fn what_was_typed_comes_back_with_what_is_wrong() {
        let typed = Form::of(vec![
            ("session".to_owned(), "1".to_owned()),
            ("session".to_owned(), "4".to_owned()),
        ]);
        let mut faults = FieldFaults::default();
        faults.add("email", "field.required");
        let fields =
            Fields::refused(Tr(Lang::En), typed, &faults).named([("email", "E-mail".to_owned())]);
        assert_eq!(fields.faults()[0].summary(), "E-mail: Please fill this in");
        assert_eq!(fields.error("email"), "Please fill this in");
        assert!(fields.has("session", "4") && !fields.has("session", "2") && fields.is_wrong());
        assert_eq!(fields.described_by("email", "why"), "email-hint email-error");
        assert_eq!(fields.described_by("name", ""), "");
    }
}
