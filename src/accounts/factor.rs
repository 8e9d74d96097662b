use chrono::{DateTime, Utc};
use rand::Rng;
use totp_rs::Builder;

use crate::types::{SealKey, UserId, base32_text, sha256};

/// How many bytes app and server share: what RFC 4226 recommends for SHA-1.
const SEED: usize = 20;
/// How many recovery codes make a set.
pub const RECOVERY_CODES: usize = 10;
/// How many random bytes a recovery code has.
const RECOVERY: usize = 10;
/// How long a code stands, in seconds; the one before and the one after are taken too.
const STEP: u64 = 30;

/// What an authenticator app and the server share (TOTP, RFC 6238: SHA-1, six digits, 30 seconds,
/// which is what every app knows).
#[derive(Clone, PartialEq, Eq)]
pub struct Seed([u8; SEED]);

impl Seed {
    /// The seed that a set-up page shows. It follows from the session that looks at it, so nothing is
    /// stored until a code proves that an app has it.
    #[must_use]
    pub fn offered(key: &SealKey, user: UserId, session: &[u8]) -> Self {
        let mut message = b"offered seed".to_vec();
        message.extend(user.0.as_bytes());
        message.extend(session);
        Self::of(&key.derived(&message)).unwrap_or(Self([0; SEED]))
    }

    /// As it is stored: sealed, for one person alone.
    #[must_use]
    pub fn sealed(&self, key: &SealKey, user: UserId) -> Vec<u8> {
        key.seal(&self.0, user.0.as_bytes())
    }

    /// The seed of a stored one.
    #[must_use]
    pub fn open(key: &SealKey, user: UserId, sealed: &[u8]) -> Option<Self> {
        Self::of(&key.open(sealed, user.0.as_bytes())?)
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.get(..SEED)?.try_into().ok()?))
    }

    /// The step whose code was typed, if it is one of now. Whoever takes it notes the step, so that it is
    /// taken once.
    #[must_use]
    pub fn step(&self, typed: &str, now: DateTime<Utc>) -> Option<i64> {
        let seconds = u64::try_from(now.timestamp()).ok()?;
        let totp = Builder::new().with_step_duration(STEP).with_secret(self.0).build().ok()?;
        i64::try_from(totp.check(typed, seconds)?).ok()
    }

    /// The code of an instant, as the app shows it.
    #[must_use]
    pub fn code(&self, now: DateTime<Utc>) -> String {
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let totp = Builder::new().with_step_duration(STEP).with_secret(self.0).build();
        totp.map(|totp| totp.generate(seconds).to_string()).unwrap_or_default()
    }

    /// The seed as people type it into an app: base32 in groups of four.
    #[must_use]
    pub fn spelled(&self) -> String {
        grouped(&base32_text(&self.0), " ")
    }

    /// The address that an app reads from a QR code.
    #[must_use]
    pub fn address(&self, email: &str, house: &str) -> String {
        let part = |text: &str| {
            form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
        };
        let (house, email) = (part(house), part(email));
        format!("otpauth://totp/{house}:{email}?secret={}&issuer={house}", base32_text(&self.0))
    }
}

impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed(…)")
    }
}

/// What was typed where a code is asked for.
#[derive(Clone, PartialEq, Eq)]
pub enum TypedCode {
    /// Six digits of an app.
    App(String),
    /// A recovery code, as it is digested.
    Recovery(String),
}

impl TypedCode {
    /// Reads what was typed, with spaces and hyphens wherever people put them.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let text: String = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .flat_map(char::to_uppercase)
            .collect();
        if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::App(text));
        }
        let is_recovery = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_recovery.then_some(Self::Recovery(text))
    }
}

/// A fresh set of recovery codes, as they are shown.
#[must_use]
pub fn recovery_codes() -> Vec<String> {
    let mut rng = rand::rng();
    let mut code = || {
        let mut bits = [0_u8; RECOVERY];
        rng.fill_bytes(&mut bits);
        grouped(&base32_text(&bits), "-")
    };
    (0..RECOVERY_CODES).map(|_| code()).collect()
}

/// What is stored of a recovery code. Its 80 random bits need no slow hash; its owner is in it, so that
/// equal codes of two people would differ.
#[must_use]
pub fn recovery_digest(user: UserId, code: &str) -> Vec<u8> {
    let mut bytes = user.0.as_bytes().to_vec();
    bytes.extend(code.bytes().filter(u8::is_ascii_alphanumeric));
    sha256(&bytes)
}

fn grouped(text: &str, between: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect()).collect::<Vec<String>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, with the last six of its eight digits.
        let seed = Seed(*b"12345678901234567890");
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(seed.code(at(seconds)), code);
            assert_eq!(seed.step(code, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_stands_for_its_own_thirty_seconds_and_those_beside() {
        let seed = Seed(*b"12345678901234567890");
        let code = seed.code(at(900));
        assert_eq!(seed.step(&code, at(870)), Some(30));
        assert_eq!(seed.step(&code, at(959)), Some(30));
        assert_eq!(seed.step(&code, at(960)), None);
        assert_eq!(seed.step(&code, at(839)), None);
        for wrong in ["", "12345", "1234567", "abcdef", "１２３４５６"] {
            assert_eq!(seed.step(wrong, at(900)), None, "{wrong}");
        }
    }

    #[test]
    fn codes_read_back_however_they_are_typed() {
        assert!(
            matches!(TypedCode::parse(" 287 082 "), Some(TypedCode::App(code)) if code == "287082")
        );
        let codes = recovery_codes();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let user = UserId::fresh();
        for code in &codes {
            let typed = code.to_lowercase().replace('-', " ");
            let Some(TypedCode::Recovery(read)) = TypedCode::parse(&typed) else {
                panic!("{code}")
            };
            assert_eq!(recovery_digest(user, &read), recovery_digest(user, code));
            assert_ne!(recovery_digest(user, &read), recovery_digest(UserId::fresh(), code));
        }
        for wrong in ["", "28708", "２８７０８２", "AAAA-AAAA-AAAA-AAA", "AAAA-AAAA-AAAA-AAA!"]
        {
            assert!(TypedCode::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn an_app_can_read_the_address() {
        let seed = Seed(*b"12345678901234567890");
        let address = seed.address("a+b@c.example", "마당");
        assert!(address.starts_with("otpauth://totp/%EB%A7%88%EB%8B%B9:a%2Bb%40c.example?secret="));
        assert!(address.contains("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer="), "{address}");
        assert_eq!(seed.spelled(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }
}
