//! Every word Madang says, in every language: the message catalogue, dates, numbers.
//!
//! Texts live in `locales/<lang>/<room>.ftl` (Fluent); a language is added by adding a folder. Whole
//! sentences only, never put together from pieces. A test proves that every key used exists in every
//! language.

mod catalogue;
mod when;

use crate::types::Lang;

pub use catalogue::{Tr, keys};
pub use when::{clock, date, date_long, date_range, instant, moment, span, zone_note};

/// The languages to choose from, each in its own words.
#[must_use]
pub fn languages() -> Vec<(&'static str, String)> {
    Lang::ALL.map(|lang| (lang.code(), Tr(lang).s("web-lang-own"))).to_vec()
}

/// The key of a language's name in the reader's words.
#[must_use]
pub const fn lang_key(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "web-lang-ko",
        Lang::En => "web-lang-en",
    }
}

/// A number with thousands separators, as both languages write it.
#[must_use]
pub fn number(value: impl Into<i64>) -> String {
    let value: i64 = value.into();
    let digits = value.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0 { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_are_parted() {
        assert_eq!(super::number(1_234_567), "1,234,567");
        assert_eq!(super::number(-999), "-999");
    }
}
