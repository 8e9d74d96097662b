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

/// The text as it may stand in CSV: what a spreadsheet would run as a formula gets a leading `'`. A
/// telephone number in international form is none, and stays as it is.
pub fn safe(text: &str) -> Cow<'_, str> {
    if runs(text) && !is_phone(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// True where a spreadsheet may read more than text: the signs that open a formula, in both widths, and
/// the breaks that some readers drop before they look.
fn runs(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// `+` and then digits, spaces and hyphens only, a digit first.
fn is_phone(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_disarmed_and_telephone_numbers_are_not() {
        for text in
            ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "+1(2)"]
        {
            assert_eq!(safe(text), format!("'{text}"));
        }
        for text in ["+82 10-1234-5678", "+821012345678", "김하늘", "O'Neill", "a=b", "", "'=1"]
        {
            assert_eq!(safe(text), text);
        }
    }

    proptest! {
        #[test]
        fn nothing_that_leaves_starts_a_formula(text in "[=+@＝\t\r\n-]?[ -~]{0,4}\\PC{0,12}") {
            let safe = safe(&text);
            prop_assert!(!runs(&safe) || is_phone(&safe));
            prop_assert_eq!(safe.strip_prefix('\'').filter(|_| *safe != text).unwrap_or(&safe), &text);
        }
    }
}
