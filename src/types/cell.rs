use std::borrow::Cow;

/// The text as it may stand in CSV: what a spreadsheet would run as a formula gets a leading `'`. A
/// telephone number in international form is none, and stays as it is.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if runs(text) && !is_phone(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A cell as it was before [`guarded`].
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|inner| runs(inner)).unwrap_or(cell)
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
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["+82 10-1234-5678", "+821012345678", "김하늘", "O'Neill", "a=b", "", "'=1"]
        {
            assert_eq!(guarded(text), text);
        }
    }

    proptest! {
        #[test]
        fn nothing_that_leaves_starts_a_formula(text in "[=+@＝\t\r\n-]?[ -~]{0,4}\\PC{0,12}") {
            let kept = guarded(&text);
            prop_assert!(!runs(&kept) || is_phone(&kept));
            prop_assert_eq!(if *kept == text { &*kept } else { unguarded(&kept) }, &text);
        }
    }
}
