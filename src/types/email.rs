use serde::Serialize;

use super::FieldFault;

/// An e-mail address as the person typed it, and the form that decides whether two are the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// The longest address that SMTP carries (RFC 5321 §4.5.3.1.3, less the angle brackets).
    pub const MAX: usize = 254;

    /// Parses `local@domain` (RFC 5321 dot-string and a dotted domain name, ASCII only: an address
    /// that some mail server on the way can not carry is no promise).
    ///
    /// # Errors
    /// `field.required`, `field.too_long`, `field.email`.
    pub fn parse(text: &str) -> Result<Self, FieldFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FieldFault::new("field.required"));
        }
        if text.len() > Self::MAX {
            return Err(FieldFault::new("field.too_long")
                .with("max", Self::MAX)
                .with("found", text.len()));
        }
        let bad = || FieldFault::new("field.email");
        let (local, domain) = text.rsplit_once('@').ok_or_else(bad)?;
        let local_ok = (1..=64).contains(&local.len())
            && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom));
        let labels: Vec<&str> = domain.split('.').collect();
        let domain_ok = labels.len() >= 2
            && domain.len() <= 253
            && labels.iter().all(|label| is_label(label))
            && labels.last().is_some_and(|top| top.chars().any(|c| c.is_ascii_alphabetic()));
        if local_ok && domain_ok { Ok(Self(text.to_owned())) } else { Err(bad()) }
    }

    /// The address as typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which it is unique: lower case throughout. (Case in the local part is
    /// significant by RFC 5321 and in no mailbox anyone uses.)
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The domain, lower case.
    #[must_use]
    pub fn domain(&self) -> String {
        self.0.rsplit_once('@').map_or_else(String::new, |(_, domain)| domain.to_ascii_lowercase())
    }

    /// The address as a list shows it before a reason was given: `ha•••@example.org`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let head: String =
            local.chars().take(2.min(local.chars().count().saturating_sub(1))).collect();
        format!("{head}•••@{domain}")
    }
}

fn is_atom(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Email;

    #[test]
    fn case_does_not_make_another_address() {
        assert_eq!(Email::parse(" Minji@Example.ORG ").unwrap().key(), "minji@example.org");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "a",
            "a@b",
            "a@@b.c",
            "a b@c.de",
            "a@-b.com",
            ".a@b.com",
            "a@b..com",
            "a@b.12",
            "김@example.org",
            "a@b.com\r\nBcc: x@y.z",
        ] {
            assert!(Email::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_mask_never_shows_the_whole_local_part() {
        assert_eq!(Email::parse("a@b.com").unwrap().masked(), "•••@b.com");
        assert_eq!(Email::parse("haneul@example.org").unwrap().masked(), "ha•••@example.org");
    }

    proptest! {
        #[test]
        fn whatever_parses_has_one_line_and_two_sides(text in ".{0,80}") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert!(!email.as_str().contains(char::is_whitespace));
                prop_assert_eq!(email.key().matches('@').count(), 1);
            }
        }
    }
}
