use unicode_normalization::UnicodeNormalization;
use zxcvbn::{Score, zxcvbn};

use crate::types::{Email, FieldFault};

/// A password fit to be set: in NFC, long enough, and not one that anyone would try first. Nothing
/// else is asked of it: no mix of signs, no end date.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPassword(String);

/// The commonest passwords that are long enough to pass otherwise, in lower case.
const COMMON: &str = include_str!("common_passwords.txt");

impl NewPassword {
    /// The fewest characters.
    pub const MIN: usize = 10;
    /// The most characters.
    pub const MAX: usize = 128;
    /// The fewest different characters.
    const DIFFERENT: usize = 5;
    /// How many letters and digits must be left when the person's own words are taken out.
    const OWN_REST: usize = 6;

    /// Holds a typed password against the rules, for the person who is to use it.
    ///
    /// # Errors
    /// `field.required`, `accounts.password_short`, `accounts.password_long`,
    /// `accounts.password_plain`, `accounts.password_common`, `accounts.password_personal`,
    /// `accounts.password_guessable`.
    pub fn parse(typed: &str, email: &str, name: &str) -> Result<Self, FieldFault> {
        let password = normal(typed);
        let length = password.chars().count();
        if length == 0 {
            return Err(FieldFault::new("field.required"));
        }
        if length < Self::MIN {
            return Err(FieldFault::new("accounts.password_short")
                .with("min", Self::MIN)
                .with("found", length));
        }
        if length > Self::MAX {
            return Err(FieldFault::new("accounts.password_long")
                .with("max", Self::MAX)
                .with("found", length));
        }
        let lower = password.to_lowercase();
        let different: std::collections::BTreeSet<char> = lower.chars().collect();
        if different.len() < Self::DIFFERENT {
            return Err(FieldFault::new("accounts.password_plain").with("min", Self::DIFFERENT));
        }
        if COMMON.lines().any(|common| common == lower) {
            return Err(FieldFault::new("accounts.password_common"));
        }
        if is_personal(&lower, email, name) {
            return Err(FieldFault::new("accounts.password_personal"));
        }
        if is_guessable(&lower, email, name) {
            return Err(FieldFault::new("accounts.password_guessable"));
        }
        Ok(Self(password))
    }

    /// The password itself, on its way to be hashed.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// A password as it is hashed: keyboards differ in how they write the same Hangul.
pub(super) fn normal(typed: &str) -> String {
    typed.nfc().collect()
}

/// True when little is left of a password once the person's address and name are taken out of it.
fn is_personal(lower: &str, email: &str, name: &str) -> bool {
    let email = Email::parse(email).map_or_else(|_| email.to_lowercase(), |email| email.key());
    let local = email.split('@').next().unwrap_or_default().to_owned();
    let name = normal(name).to_lowercase();
    let joined: String = name.split_whitespace().collect();
    let mut words = vec![email.clone(), local.clone(), joined];
    words.extend(local.split(['.', '-', '_', '+']).map(str::to_owned));
    words.extend(name.split_whitespace().map(str::to_owned));
    // One Latin letter or two prove nothing, two syllables of Hangul do.
    words.retain(|word| word.len() >= 4);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut rest = lower.to_owned();
    for word in &words {
        rest = rest.replace(word.as_str(), " ");
    }
    rest != lower && rest.chars().filter(|c| c.is_alphanumeric()).count() < NewPassword::OWN_REST
}

/// Words that anyone would try here first.
const HOUSE: [&str; 8] = ["madang", "forum", "admin", "desk", "seoul", "마당", "포럼", "서울"];

/// True when somebody who knows the person and the house would find it within a hundred million tries.
fn is_guessable(lower: &str, email: &str, name: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| word.chars().count() > 1).collect()
    };
    let own: Vec<String> = parts(email).into_iter().chain(parts(name)).collect();
    let words: Vec<&str> = own.iter().map(String::as_str).chain(HOUSE).collect();
    zxcvbn(lower, &words).score() < Score::Three
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(typed: &str) -> &'static str {
        match NewPassword::parse(typed, "Haneul.Choi@example.org", "최 하늘") {
            Ok(_) => "fine",
            Err(fault) => fault.code,
        }
    }

    #[test]
    fn what_anyone_would_try_first_is_refused_and_says_why() {
        assert_eq!(code(""), "field.required");
        assert_eq!(code("short-one"), "accounts.password_short");
        assert_eq!(code(&"long-one ".repeat(15)), "accounts.password_long");
        assert_eq!(code("abababababab"), "accounts.password_plain");
        assert_eq!(code("Password1234"), "accounts.password_common");
        assert_eq!(code("비밀번호123456"), "accounts.password_common");
        assert_eq!(code("haneul.choi@example.org"), "accounts.password_personal");
        assert_eq!(code("HaneulChoi2026!"), "accounts.password_personal");
        assert_eq!(code("최하늘최하늘최하늘1!ab"), "accounts.password_personal");
        assert_eq!(code("madangforum1"), "accounts.password_guessable");
        for weak in ["seoulforum1", "trustno1trustno1", "iloveyou2024"] {
            assert_ne!(code(weak), "fine", "{weak}");
        }
    }

    #[test]
    fn long_sentences_in_any_script_are_fine() {
        for typed in [
            "copper lantern on the ninth stair",
            "여름밤의 마당에 별이 쏟아진다",
            "haneul plants seven quiet ginkgo trees",
            "!?#;%^&*()_+-=",
        ] {
            assert_eq!(code(typed), "fine", "{typed}");
        }
    }

    #[test]
    fn hangul_is_the_same_from_every_keyboard() {
        let pieces: String = "여름밤의 마당에 별".nfd().collect();
        let parse = |typed: &str| NewPassword::parse(typed, "a@b.example", "A").unwrap();
        assert_eq!(parse(&pieces), parse("여름밤의 마당에 별"));
    }

    #[test]
    fn the_common_list_holds_what_the_other_rules_would_let_through() {
        let all: Vec<&str> = COMMON.lines().collect();
        assert!(all.len() >= 200 && all.is_sorted(), "{}", all.len());
        for word in all {
            assert!(word.chars().count() >= NewPassword::MIN, "{word} is short anyway");
            assert_eq!(word, normal(&word.to_lowercase()), "as it is compared");
            assert_eq!(code(word), "accounts.password_common");
        }
    }

    proptest! {
        #[test]
        fn what_passes_is_within_bounds_and_passes_again(typed in "\\PC{0,140}") {
            if let Ok(password) = NewPassword::parse(&typed, "a.b@c.example", "Kim") {
                let length = password.reveal().chars().count();
                prop_assert!((NewPassword::MIN..=NewPassword::MAX).contains(&length));
                prop_assert_eq!(
                    NewPassword::parse(password.reveal(), "a.b@c.example", "Kim").unwrap(),
                    password
                );
            }
        }
    }
}
