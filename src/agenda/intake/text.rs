use std::borrow::Cow;

use unicode_normalization::{IsNormalized, is_nfc_quick};

use crate::types::{FieldFault, block, line, mask_resident_numbers};

use super::note::Notes;
use super::place::Located;
use super::{IntakeRefusal, limits, markup};

/// A one-line field: NFC, no control or text-turning characters, white space folded; nothing where
/// only white space is left.
pub(super) fn one_line(
    text: Option<&Located>,
    field: &'static str,
    limit: usize,
    notes: &mut Notes,
) -> Result<Option<String>, IntakeRefusal> {
    let Some(text) = text else { return Ok(None) };
    match line(&masked(&text.text, text.line, notes), limit) {
        Ok(clean) => Ok(Some(clean)),
        Err(fault) if fault.code == "field.required" => Ok(None),
        Err(fault) => Err(refusal(&fault, text.line, field, limit)),
    }
}

/// A field of several lines, HTML turned to light Markdown; empty where there is nothing.
pub(super) fn prose(
    text: Option<&Located>,
    field: &'static str,
    notes: &mut Notes,
) -> Result<String, IntakeRefusal> {
    let Some(text) = text else { return Ok(String::new()) };
    // No markup is that wordy; saves the work on a text that will be refused anyway.
    if text.text.len() > limits::TEXT * 20 {
        let found = text.text.chars().count();
        return Err(IntakeRefusal::TooLong { line: text.line, field, limit: limits::TEXT, found });
    }
    let clean = |raw: &str| {
        let clean = block(raw, usize::MAX);
        clean.map_err(|fault| refusal(&fault, text.line, field, limits::TEXT))
    };
    // Cleaned before, or a hidden character could split a tag.
    let source = clean(&masked(&text.text, text.line, notes))?;
    let mut plain = markup::flatten(&source);
    // And after, where a tag stood between letters that belong together or a number stood for one.
    if source.contains("&#") || is_nfc_quick(plain.chars()) != IsNormalized::Yes {
        plain = clean(&masked(&plain, text.line, notes))?;
    }
    plain = masked(&plain, text.line, notes).into_owned();
    let light = markup::escape(plain.trim());
    let found = light.chars().count();
    if found > limits::TEXT {
        return Err(IntakeRefusal::TooLong { line: text.line, field, limit: limits::TEXT, found });
    }
    Ok(light)
}

/// The text without the resident registration numbers in it, which may not be kept (PIPA Art. 24-2).
/// One in a far corner of somebody else's programme is no reason to refuse the whole of it.
fn masked<'a>(text: &'a str, line: u64, notes: &mut Notes) -> Cow<'a, str> {
    match mask_resident_numbers(text) {
        Some(masked) => {
            notes.count("resident-number-masked", line);
            masked.into()
        }
        None => text.into(),
    }
}

fn refusal(fault: &FieldFault, line: u64, field: &'static str, limit: usize) -> IntakeRefusal {
    let found = fault.params.iter().find(|(name, _)| *name == "found");
    let found = found.and_then(|(_, count)| count.parse().ok()).unwrap_or_default();
    IntakeRefusal::TooLong { line, field, limit, found }
}

/// An absolute address of the web, safe to stand in an attribute or in Markdown; nothing else.
pub(super) fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let scheme = text.split_once("://").map(|(scheme, _)| scheme)?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let (_, host) = text.split_once("://")?;
    if !is_web || !host.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
        return None;
    }
    let mut address = String::with_capacity(text.len());
    for c in line(text, limits::URL).ok()?.chars() {
        match c {
            ' ' => address.push_str("%20"),
            '"' => address.push_str("%22"),
            '\'' => address.push_str("%27"),
            '(' => address.push_str("%28"),
            ')' => address.push_str("%29"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '\\' => address.push_str("%5C"),
            '`' => address.push_str("%60"),
            c => address.push(c),
        }
    }
    (address.chars().count() <= limits::URL).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn only_addresses_of_the_web_pass() {
        assert_eq!(web_address(" https://a.example/x y "), Some("https://a.example/x%20y".into()));
        assert_eq!(web_address("HTTP://a.example/(1)"), Some("HTTP://a.example/%281%29".into()));
        for bad in [
            "javascript:alert(1)",
            "java\nscript://x",
            "//a.example",
            "http://",
            "ftp://a",
            "http:// a",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }
}
