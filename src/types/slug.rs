use serde::Serialize;

use super::FieldFault;

/// Words that name fixed addresses and can not name a forum.
const RESERVED: [&str; 33] = [
    "api",
    "desk",
    "door",
    "r",
    "s",
    "static",
    "healthz",
    "readyz",
    "metrics",
    "admin",
    "assets",
    "login",
    "logout",
    "sign-in",
    "sign-out",
    "enter",
    "password",
    "register",
    "privacy",
    "accessibility",
    "help",
    "about",
    "new",
    "robots",
    "favicon",
    "sitemap",
    "well-known",
    "embed",
    "e",
    "staff",
    "account",
    "code",
    "second-factor",
];

/// The part of an address that names a forum: 2 to 48 of `a-z`, `0-9` and inner hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    /// Parses a slug; upper case is lowered.
    ///
    /// # Errors
    /// `field.required`, `field.slug`, `field.slug_reserved`.
    pub fn parse(text: &str) -> Result<Self, FieldFault> {
        let slug = text.trim().to_ascii_lowercase();
        if slug.is_empty() {
            return Err(FieldFault::new("field.required"));
        }
        let shape = (2..=48).contains(&slug.len())
            && slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !slug.starts_with('-')
            && !slug.ends_with('-')
            && !slug.contains("--");
        if !shape {
            return Err(FieldFault::new("field.slug"));
        }
        if RESERVED.contains(&slug.as_str()) {
            return Err(FieldFault::new("field.slug_reserved").with("slug", &slug));
        }
        Ok(Self(slug))
    }

    /// The slug.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Slug;

    #[test]
    fn fixed_words_and_odd_shapes_are_refused() {
        for text in ["", "a", "desk", "API", "-ab", "ab-", "a--b", "서울", "a/b", "a.b"] {
            assert!(Slug::parse(text).is_err(), "{text}");
        }
        assert_eq!(Slug::parse(" Seoul-2024 ").unwrap().as_str(), "seoul-2024");
    }
}
