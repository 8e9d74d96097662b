use uuid::Uuid;

use super::tokens::mac;
use super::{RegistrationId, base32};

/// The key by which the codes of tickets are made and proved; nothing about a code is stored.
#[derive(Clone)]
pub struct TicketKey {
    proof: Vec<u8>,
    veil: Vec<u8>,
}

/// The code of a ticket: 52 upper-case letters and digits that name a registration to whoever holds
/// the key, and nobody and nothing to anyone else.
#[derive(Clone, PartialEq, Eq)]
pub struct TicketCode(String);

impl TicketKey {
    /// A key from the installation's secret; the labels keep it apart from other uses.
    #[must_use]
    pub fn derive(secret: &[u8]) -> Self {
        let proof = mac(secret, b"madang ticket proof v1");
        Self { proof, veil: mac(secret, b"madang ticket veil v1") }
    }

    /// The code of a registration: a 128-bit proof of its id, and the id under a veil that the proof
    /// makes, because an id tells when it was made.
    #[must_use]
    pub fn code(&self, id: RegistrationId) -> TicketCode {
        let proof: Vec<u8> = mac(&self.proof, id.0.as_bytes()).into_iter().take(16).collect();
        let veiled = self.veil(&proof, id.0.as_bytes());
        TicketCode(base32::encode(&[proof, veiled].concat()))
    }

    /// The registration that a code was made for, in either case, if it was made with this key.
    #[must_use]
    pub fn prove(&self, code: &str) -> Option<RegistrationId> {
        let bytes = base32::decode(code)?;
        let (proof, veiled) = bytes.split_at_checked(16)?;
        let id = RegistrationId(Uuid::from_slice(&self.veil(proof, veiled)).ok()?);
        let good = mac(&self.proof, id.0.as_bytes());
        let same = subtle::ConstantTimeEq::ct_eq(good.get(..16)?, proof);
        bool::from(same).then_some(id)
    }

    /// Puts the veil on, or takes it off.
    fn veil(&self, proof: &[u8], bytes: &[u8]) -> Vec<u8> {
        let veil = mac(&self.veil, proof);
        bytes.iter().zip(veil).map(|(byte, veil)| byte ^ veil).collect()
    }
}

impl std::fmt::Debug for TicketKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TicketKey(…)")
    }
}

impl TicketCode {
    /// The code as it stands in the ticket's address.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for TicketCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TicketCode(…)")
    }
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "codes are ASCII")]
mod tests {
    use super::*;

    #[test]
    fn a_code_proves_its_registration_in_either_case() {
        let (key, id) = (TicketKey::derive(b"secret"), RegistrationId::fresh());
        let code = key.code(id);
        assert_eq!(code.reveal().len(), 52);
        assert!(
            code.reveal().bytes().all(|b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(&b))
        );
        assert_eq!(key.prove(code.reveal()), Some(id));
        assert_eq!(key.prove(&code.reveal().to_lowercase()), Some(id));
        assert_eq!(TicketKey::derive(b"other").prove(code.reveal()), None);
    }

    #[test]
    fn no_letter_of_a_code_can_be_changed_and_none_left_out() {
        let key = TicketKey::derive(b"secret");
        let code = key.code(RegistrationId::fresh());
        for at in 0..code.reveal().len() {
            let mut forged = code.reveal().as_bytes().to_vec();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(key.prove(std::str::from_utf8(&forged).unwrap()), None, "letter {at}");
        }
        for wrong in ["", "A", &code.reveal()[1..], &format!("{}A", code.reveal())] {
            assert_eq!(key.prove(wrong), None);
        }
    }

    #[test]
    fn codes_do_not_tell_who_came_first() {
        let key = TicketKey::derive(b"secret");
        let codes: Vec<TicketCode> = (0..8).map(|_| key.code(RegistrationId::fresh())).collect();
        let heads: std::collections::BTreeSet<&str> =
            codes.iter().flat_map(|code| [&code.reveal()[..6], &code.reveal()[26..32]]).collect();
        assert_eq!(heads.len(), 16);
    }
}
