use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand::Rng;

use super::tokens::mac;

/// How many bytes a nonce has; drawn at random, two never meet.
const NONCE: usize = 24;

/// A key that seals small secrets at rest (XChaCha20-Poly1305), each bound to what it belongs to, and
/// makes others that nobody can foretell.
#[derive(Clone)]
pub struct SealKey(Vec<u8>);

impl SealKey {
    /// A key from the installation's secret; the label keeps it apart from other uses.
    #[must_use]
    pub fn derive(secret: &[u8], label: &str) -> Self {
        Self(mac(secret, format!("madang seal {label}").as_bytes()))
    }

    /// Seals a secret for `owner`: the nonce, then what only this key opens, for this owner alone.
    #[must_use]
    pub fn seal(&self, secret: &[u8], owner: &[u8]) -> Vec<u8> {
        let mut sealed = vec![0_u8; NONCE];
        rand::rng().fill_bytes(&mut sealed);
        let text = self.cipher().zip(XNonce::try_from(sealed.as_slice()).ok());
        let payload = Payload { msg: secret, aad: owner };
        // Neither can fail: the key has 32 bytes, the nonce 24, and a secret is short.
        if let Some(text) = text.and_then(|(cipher, nonce)| cipher.encrypt(&nonce, payload).ok()) {
            sealed.extend(text);
        }
        sealed
    }

    /// Opens what was sealed for `owner`.
    #[must_use]
    pub fn open(&self, sealed: &[u8], owner: &[u8]) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.split_at_checked(NONCE)?;
        let nonce = XNonce::try_from(nonce).ok()?;
        self.cipher()?.decrypt(&nonce, Payload { msg: text, aad: owner }).ok()
    }

    /// 32 bytes that follow from this key and `message`, and that nobody without the key can tell.
    #[must_use]
    pub fn derived(&self, message: &[u8]) -> Vec<u8> {
        mac(&self.0, message)
    }

    fn cipher(&self) -> Option<XChaCha20Poly1305> {
        XChaCha20Poly1305::new_from_slice(&self.0).ok()
    }
}

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_for_its_owner_and_key_and_for_nobody_else() {
        let key = SealKey::derive(b"secret", "tests");
        let sealed = key.seal(b"twenty bytes of seed", b"haneul");
        assert_eq!(key.open(&sealed, b"haneul").unwrap(), b"twenty bytes of seed");
        assert_eq!(key.open(&sealed, b"minji"), None);
        assert_eq!(SealKey::derive(b"secret", "other").open(&sealed, b"haneul"), None);
        assert_eq!(SealKey::derive(b"other", "tests").open(&sealed, b"haneul"), None);
        assert_ne!(key.seal(b"twenty bytes of seed", b"haneul"), sealed);
        for at in 0..sealed.len() {
            let mut forged = sealed.clone();
            forged[at] ^= 1;
            assert_eq!(key.open(&forged, b"haneul"), None, "byte {at}");
        }
        assert_eq!(key.open(b"", b"haneul"), None);
    }
}
