use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{FieldFault, RegistrationId, SpeakerId, TokenId};

/// The SHA-256 digest of some bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// A secret made of 256 random bits; only its digest is ever stored.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A fresh token, with a prefix by which a leaked one is recognised.
    #[must_use]
    pub fn fresh(prefix: &str) -> Self {
        let mut bits = [0_u8; 32];
        rand::rng().fill_bytes(&mut bits);
        Self(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bits)))
    }

    /// The token itself: shown once, to its owner.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored in its place.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        sha256(self.0.as_bytes())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The key by which private links are made and proved; nothing secret about a link is stored.
#[derive(Clone)]
pub struct ManageKey(Vec<u8>);

/// The secret part of a private link: the registration's id and version, and a 128-bit proof.
#[derive(Clone, PartialEq, Eq)]
pub struct ManageToken(String);

impl ManageKey {
    /// A key from the installation's secret; the label keeps it apart from other uses.
    #[must_use]
    pub fn derive(secret: &[u8]) -> Self {
        Self(mac(secret, b"madang manage link v1"))
    }

    /// The token of a registration; a new `version` makes all older links void.
    #[must_use]
    pub fn token(&self, id: RegistrationId, version: i32) -> ManageToken {
        sign(&self.0, id.0, version)
    }

    /// The registration and version that a token was made for, if it was made with this key.
    #[must_use]
    pub fn prove(&self, token: &str) -> Option<(RegistrationId, i32)> {
        proved(&self.0, token).map(|(id, version)| (RegistrationId(id), version))
    }

    /// The token of a speaker's own page: made alike, with a key that no registration's link is made with.
    #[must_use]
    pub fn speaker_token(&self, id: SpeakerId, version: i32) -> ManageToken {
        sign(&self.of_speakers(), id.0, version)
    }

    /// The speaker and version that a token was made for, if it was made with this key.
    #[must_use]
    pub fn prove_speaker(&self, token: &str) -> Option<(SpeakerId, i32)> {
        proved(&self.of_speakers(), token).map(|(id, version)| (SpeakerId(id), version))
    }

    fn of_speakers(&self) -> Vec<u8> {
        mac(&self.0, b"madang speaker link v1")
    }
}

/// An id and a version with their proof.
fn sign(key: &[u8], id: Uuid, version: i32) -> ManageToken {
    let mut bytes = id.as_bytes().to_vec();
    bytes.extend(version.to_be_bytes());
    let proof = mac(key, &bytes);
    bytes.extend(proof.iter().take(16));
    ManageToken(URL_SAFE_NO_PAD.encode(bytes))
}

/// What a token says, if it was made with this key.
fn proved(key: &[u8], token: &str) -> Option<(Uuid, i32)> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let id = Uuid::from_slice(bytes.get(..16)?).ok()?;
    let version = i32::from_be_bytes(bytes.get(16..20)?.try_into().ok()?);
    let good = sign(key, id, version);
    let same = subtle::ConstantTimeEq::ct_eq(good.0.as_bytes(), token.as_bytes());
    bool::from(same).then_some((id, version))
}

impl std::fmt::Debug for ManageKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ManageKey(…)")
    }
}

impl ManageToken {
    /// The token as it stands in the link.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ManageToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ManageToken(…)")
    }
}

/// The key by which one-time sign-in links are made and proved: a letter names only its link's id, and
/// the link itself is made when the letter is written.
#[derive(Clone)]
pub struct LinkKey(Vec<u8>);

impl LinkKey {
    /// A key from the installation's secret; the label keeps it apart from other uses.
    #[must_use]
    pub fn derive(secret: &[u8]) -> Self {
        Self(mac(secret, b"madang sign-in link v1"))
    }

    /// The token of a link: its id and a 128-bit proof.
    #[must_use]
    pub fn token(&self, id: TokenId) -> Token {
        let mut bytes = id.0.as_bytes().to_vec();
        let proof = mac(&self.0, &bytes);
        bytes.extend(proof.iter().take(16));
        Token(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The link that a token was made for, if it was made with this key.
    #[must_use]
    pub fn prove(&self, token: &str) -> Option<TokenId> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let id = TokenId(Uuid::from_slice(bytes.get(..16)?).ok()?);
        let good = self.token(id);
        let same = subtle::ConstantTimeEq::ct_eq(good.0.as_bytes(), token.as_bytes());
        bool::from(same).then_some(id)
    }
}

impl std::fmt::Debug for LinkKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkKey(…)")
    }
}

pub(super) fn mac(key: &[u8], message: &[u8]) -> Vec<u8> {
    // HMAC takes a key of any length, so this can not fail.
    Hmac::<Sha256>::new_from_slice(key)
        .map(|mut mac| {
            mac.update(message);
            mac.finalize().into_bytes().to_vec()
        })
        .unwrap_or_default()
}

/// A registration's short name, for people to read out: eight of 31 letters and digits without
/// `0 O 1 I L`, drawn at random, shown as `K7M4-QX9D`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference(String);

const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

impl Reference {
    /// A fresh reference: 31^8, about 39 bits; the unique index settles the rare repeat.
    #[must_use]
    pub fn fresh() -> Self {
        let mut rng = rand::rng();
        let mut text = String::with_capacity(9);
        while text.len() < 9 {
            if text.len() == 4 {
                text.push('-');
            }
            // 248 = 8 × 31: bytes above it would make some letters likelier.
            let byte = rng.next_u32().to_le_bytes()[0];
            if byte < 248
                && let Some(letter) = LETTERS.get(usize::from(byte % 31))
            {
                text.push(char::from(*letter));
            }
        }
        Self(text)
    }

    /// Reads a reference as people type it: any case, with or without the hyphen.
    ///
    /// # Errors
    /// `field.reference`.
    pub fn parse(text: &str) -> Result<Self, FieldFault> {
        let marks: Vec<char> =
            text.to_ascii_uppercase().chars().filter(char::is_ascii_alphanumeric).collect();
        let known = |c: &char| u8::try_from(*c).is_ok_and(|b| LETTERS.contains(&b));
        if marks.len() != 8 || !marks.iter().all(known) {
            return Err(FieldFault::new("field.reference"));
        }
        let (head, tail) = marks.split_at(4);
        Ok(Self(format!("{}-{}", head.iter().collect::<String>(), tail.iter().collect::<String>())))
    }

    /// The reference as shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{LinkKey, ManageKey, Reference, RegistrationId, SpeakerId, TokenId};

    #[test]
    fn a_speakers_link_opens_no_registration_and_the_other_way_round() {
        let key = ManageKey::derive(b"secret");
        let id = uuid::Uuid::now_v7();
        let (own, speaker) =
            (key.token(RegistrationId(id), 1), key.speaker_token(SpeakerId(id), 1));
        assert_eq!(key.prove_speaker(speaker.reveal()), Some((SpeakerId(id), 1)));
        assert_eq!(key.prove(speaker.reveal()), None);
        assert_eq!(key.prove_speaker(own.reveal()), None);
        assert_eq!(ManageKey::derive(b"other").prove_speaker(speaker.reveal()), None);
    }

    #[test]
    fn a_link_proves_its_registration_and_nothing_else() {
        let key = ManageKey::derive(b"secret");
        let id = RegistrationId::fresh();
        let token = key.token(id, 3);
        assert_eq!(key.prove(token.reveal()), Some((id, 3)));
        assert_eq!(ManageKey::derive(b"other").prove(token.reveal()), None);
        for at in 0..token.reveal().len() {
            let mut forged = token.reveal().as_bytes().to_vec();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(key.prove(std::str::from_utf8(&forged).unwrap()), None, "byte {at}");
        }
    }

    #[test]
    fn a_sign_in_link_proves_its_id_and_no_manage_link_does() {
        let (key, id) = (LinkKey::derive(b"secret"), TokenId::fresh());
        let token = key.token(id);
        assert_eq!(key.prove(token.reveal()), Some(id));
        assert_eq!(LinkKey::derive(b"other").prove(token.reveal()), None);
        let manage = ManageKey::derive(b"secret").token(RegistrationId(id.0), 1);
        for forged in ["", "AAAA", manage.reveal(), &format!("{}A", token.reveal())] {
            assert_eq!(key.prove(forged), None, "{forged}");
        }
    }

    #[test]
    fn references_read_back_however_they_are_typed() {
        for _ in 0..200 {
            let made = Reference::fresh();
            let typed = made.as_str().to_lowercase().replace('-', " ");
            assert_eq!(Reference::parse(&typed).unwrap(), made);
        }
        assert!(Reference::parse("K7M4-QX9O").is_err());
    }
}
