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
    let mut mask = Mask::default();
    let clean = line(&mask.over(&text.text), limit);
    mask.tell(text.line, field, notes);
    match clean {
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
    let mut mask = Mask::default();
    let source = clean(&mask.over(&text.text))?;
    let mut plain = markup::flatten(&source);
    // And after, where a tag stood between letters that belong together or a number stood for one.
    if source.contains("&#") || is_nfc_quick(plain.chars()) != IsNormalized::Yes {
        plain = clean(&mask.over(&plain))?;
    }
    plain = mask.over(&plain).into_owned();
    mask.tell(text.line, field, notes);
    let light = markup::escape(plain.trim());
    let found = light.chars().count();
    if found > limits::TEXT {
        return Err(IntakeRefusal::TooLong { line: text.line, field, limit: limits::TEXT, found });
    }
    Ok(light)
}

/// Takes the resident registration numbers out of a text, which may not be kept (PIPA Art. 24-2). One in
/// a far corner of somebody else's programme is no reason to refuse the whole of it: it is told where.
#[derive(Default)]
struct Mask {
    hid: bool,
}

impl Mask {
    fn over<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        let masked = mask_resident_numbers(text);
        self.hid |= masked.is_some();
        masked.map_or(Cow::Borrowed(text), Cow::Owned)
    }

    fn tell(&self, line: u64, field: &'static str, notes: &mut Notes) {
        if self.hid {
            notes.add("resident-number-masked", Some(line), field);
        }
    }
}

/// True for what names something and can not, because it may not be kept: two such would be one.
pub(super) fn is_unkeepable(id: &Located) -> bool {
    mask_resident_numbers(&id.text).is_some()
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
