use std::borrow::Cow;

use chrono::NaiveDateTime;

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Text, never a formula.
    Text(Cow<'a, str>),
    /// A day and hour on the forum's clocks.
    At(NaiveDateTime),
}

impl<'a> Cell<'a> {
    /// Text that may be absent.
    pub fn maybe(text: Option<&'a str>) -> Self {
        Self::Text(Cow::Borrowed(text.unwrap_or_default()))
    }
}
