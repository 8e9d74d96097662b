/// Why a command said no: a stable code for machines, a status for the wire, words by `i18n`
/// (the code with dots turned to hyphens is the message key).
pub trait Refusal: std::fmt::Debug + Send + Sync + 'static {
    /// The dotted code, for example `registration.window_closed`. Never changes once published.
    fn code(&self) -> &'static str;
    /// The HTTP status it answers with.
    fn status(&self) -> u16;
    /// What the sentence needs, by name.
    fn params(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// What is wrong with one field of a form or body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The field's name as sent, for example `email`.
    pub field: String,
    /// The dotted code, for example `field.too_long`.
    pub code: &'static str,
    /// What the sentence needs, by name.
    pub params: Vec<(&'static str, String)>,
}

/// Everything wrong with a form, in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldFaults(pub Vec<FieldFault>);

impl FieldFaults {
    /// Notes one fault.
    pub fn add(&mut self, field: impl Into<String>, code: &'static str) {
        self.add_with(field, code, Vec::new());
    }

    /// Notes one fault whose sentence needs values.
    pub fn add_with(
        &mut self,
        field: impl Into<String>,
        code: &'static str,
        params: Vec<(&'static str, String)>,
    ) {
        self.0.push(FieldFault { field: field.into(), code, params });
    }

    /// Keeps the value of a parse, or notes its fault and goes on, so that all faults show at once.
    pub fn keep<T>(&mut self, field: &str, parsed: Result<T, FieldFault>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(fault) => {
                self.0.push(FieldFault { field: field.to_owned(), ..fault });
                None
            }
        }
    }

    /// The first fault of a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&FieldFault> {
        self.0.iter().find(|fault| fault.field == field)
    }

    /// True when nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Err` when anything is wrong.
    ///
    /// # Errors
    /// The faults themselves.
    pub fn done(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl FieldFault {
    /// A fault not yet tied to a field; [`FieldFaults::keep`] ties it.
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        Self { field: String::new(), code, params: Vec::new() }
    }

    /// The same with one value for its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.push((name, value.to_string()));
        self
    }
}
