use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::FieldFault;

/// True for what may not appear in any text: control characters, and the marks that turn or hide text.
fn is_banned(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{2028}' | '\u{2029}')
}

/// True where a text holds what looks like a Korean resident registration number, which we never
/// take (PIPA Art. 24-2).
fn holds_resident_number(text: &str) -> bool {
    if text.bytes().filter(u8::is_ascii_digit).count() < 13 {
        return false;
    }
    let marks: Vec<char> = text.chars().collect();
    (0..marks.len()).any(|start| resident_number(&marks, start).is_some())
}

/// The text with every digit of such a number as an asterisk, for texts that others wrote and that we
/// can not ask them to mend; nothing where there is none. What hides between digits goes first, since
/// [`line()`] and [`block()`] take it away too.
#[must_use]
pub fn mask_resident_numbers(text: &str) -> Option<String> {
    if text.bytes().filter(u8::is_ascii_digit).count() < 13 {
        return None;
    }
    let seen = |c: &char| matches!(c, '\n' | '\r' | '\t') || !is_banned(*c);
    let marks: Vec<char> = text.chars().filter(seen).collect();
    let mut masked = marks.clone();
    for start in 0..marks.len() {
        let Some(end) = resident_number(&marks, start) else { continue };
        masked
            .iter_mut()
            .take(end)
            .skip(start)
            .filter(|c| c.is_ascii_digit())
            .for_each(|c| *c = '*');
    }
    (masked != marks).then(|| masked.into_iter().collect())
}

/// Where such a number ends that begins at `start`: six digits with a month and a day in them, an
/// optional hyphen, and seven digits that start with 1 to 8.
fn resident_number(marks: &[char], start: usize) -> Option<usize> {
    let is_digit = |at: usize| marks.get(at).is_some_and(char::is_ascii_digit);
    if start > 0 && is_digit(start - 1) || !(start..start + 6).all(is_digit) {
        return None;
    }
    let hyphen = marks.get(start + 6) == Some(&'-');
    let tail = start + 6 + usize::from(hyphen);
    let found = (tail..tail + 7).all(is_digit)
        && !is_digit(tail + 7)
        && marks.get(tail).is_some_and(|c| ('1'..='8').contains(c))
        && month_and_day(marks, start);
    found.then_some(tail + 7)
}

fn month_and_day(marks: &[char], start: usize) -> bool {
    let pair = |at: usize| -> u32 {
        let digit = |i: usize| marks.get(i).and_then(|c| c.to_digit(10)).unwrap_or_default();
        digit(at) * 10 + digit(at + 1)
    };
    (1..=12).contains(&pair(start + 2)) && (1..=31).contains(&pair(start + 4))
}

/// One line of text: NFC, no control or text-turning characters, white space folded, 1 to `max`
/// characters.
///
/// # Errors
/// `field.required`, `field.too_long`, `field.resident_number`.
pub fn line(text: &str, max: usize) -> Result<String, FieldFault> {
    let clean: String = text
        .nfc()
        .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
        .filter(|c| !is_banned(*c))
        .collect();
    let folded = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    bounded(folded, max)
}

/// Like [`line()`], where nothing is fine too.
///
/// # Errors
/// `field.too_long`, `field.resident_number`.
pub fn optional_line(text: &str, max: usize) -> Result<Option<String>, FieldFault> {
    match line(text, max) {
        Ok(text) => Ok(Some(text)),
        Err(fault) if fault.code == "field.required" => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// Several lines of text: as [`line()`], but line breaks stay. Empty is fine.
///
/// # Errors
/// `field.too_long`, `field.resident_number`.
pub fn block(text: &str, max: usize) -> Result<String, FieldFault> {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    let clean: String = unix
        .nfc()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| *c == '\n' || !is_banned(*c))
        .collect();
    match bounded(clean.trim().to_owned(), max) {
        Err(fault) if fault.code == "field.required" => Ok(String::new()),
        other => other,
    }
}

fn bounded(text: String, max: usize) -> Result<String, FieldFault> {
    let length = text.chars().count();
    if length == 0 {
        return Err(FieldFault::new("field.required"));
    }
    if length > max {
        return Err(FieldFault::new("field.too_long").with("max", max).with("found", length));
    }
    if holds_resident_number(&text) {
        return Err(FieldFault::new("field.resident_number"));
    }
    Ok(text)
}

/// A text as search compares it: lower case, no accents, Hangul in its letters, everything else a
/// space; the words, then the same words without spaces so that `Hong Gil-dong` finds `honggildong`.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c) || matches!(c, '\u{1100}'..='\u{11FF}'))
        .flat_map(char::to_lowercase)
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '@' | '.' | '\u{1100}'..='\u{11FF}') {
                c
            } else {
                ' '
            }
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A person's name as they gave it: one field, any script, order untouched, 1 to 100 characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct PersonName(String);

impl PersonName {
    /// The longest name taken, in characters.
    pub const MAX: usize = 100;

    /// Parses a name; links are refused, because a name travels into letters and lists.
    ///
    /// # Errors
    /// `field.required`, `field.too_long`, `field.resident_number`, `field.link_in_name`.
    pub fn parse(text: &str) -> Result<Self, FieldFault> {
        let name = line(text, Self::MAX)?;
        let lower = name.to_lowercase();
        if lower.contains("://") || lower.contains("www.") || name.contains(['<', '>']) {
            return Err(FieldFault::new("field.link_in_name"));
        }
        if !name.chars().any(char::is_alphanumeric) {
            return Err(FieldFault::new("field.no_letters"));
        }
        Ok(Self(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PersonName, block, fold, line, mask_resident_numbers};

    #[test]
    fn hangul_in_pieces_is_put_together_and_spaces_are_folded() {
        assert_eq!(line("  \u{1112}\u{1169}\u{11BC}\t길동 ", 10).unwrap(), "홍 길동");
    }

    #[test]
    fn resident_numbers_are_refused_and_phone_numbers_are_not() {
        assert_eq!(
            line("제 번호는 900101-1234567 입니다", 100).unwrap_err().code,
            "field.resident_number"
        );
        assert_eq!(line("9001011234567", 100).unwrap_err().code, "field.resident_number");
        assert!(line("+82 10-1234-5678", 100).is_ok());
        assert!(line("20240711-12345678", 100).is_ok());
    }

    #[test]
    fn a_masked_text_keeps_everything_but_the_number() {
        let masked = mask_resident_numbers("문의: 900101-1234567, 010-1234-5678").unwrap();
        assert_eq!(masked, "문의: ******-*******, 010-1234-5678");
        assert_eq!(mask_resident_numbers("9001\u{200B}01\u{0}1234567").unwrap(), "*************");
        assert_eq!(mask_resident_numbers("20240711-12345678, +82 10-1234-5678"), None);
    }

    #[test]
    fn a_name_with_a_link_is_refused() {
        assert_eq!(
            PersonName::parse("Win at https://x.example").unwrap_err().code,
            "field.link_in_name"
        );
        assert_eq!(PersonName::parse("O'Neill-Ñáñez Jr.").unwrap().as_str(), "O'Neill-Ñáñez Jr.");
    }

    #[test]
    fn folding_forgets_accents_and_keeps_hangul_findable() {
        assert_eq!(fold("Elizabeth SALMÓN"), "elizabeth salmon");
        assert!(fold("홍길동").starts_with(&fold("홍길")));
    }

    proptest! {
        #[test]
        fn what_was_masked_is_refused_no_more(
            text in "(.|[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]))(-|\u{200B}|\r|)[1-8][0-9]{6}(.|\n)?"
        ) {
            let masked = mask_resident_numbers(&text).unwrap_or_else(|| text.clone());
            for fault in [line(&masked, 99).err(), block(&masked, 99).err()].into_iter().flatten() {
                prop_assert_ne!(fault.code, "field.resident_number");
            }
        }

        #[test]
        fn a_line_never_holds_a_break_and_parses_to_itself(text in "\\PC{0,60}|.{0,60}") {
            if let Ok(clean) = line(&text, 80) {
                let broken = clean.contains(['\n', '\r', '\0', '\u{202E}']);
                prop_assert!(!broken);
                prop_assert_eq!(line(&clean, 80).unwrap(), clean);
            }
        }
    }
}
