use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use crate::types::SealKey;

/// The key that heads of the log are signed with (Ed25519). Whoever has its public half can check them
/// without being able to make one.
#[derive(Clone)]
pub struct AuditKey(Arc<Ed25519KeyPair>);

impl AuditKey {
    /// The key that follows from the installation's secret.
    ///
    /// # Errors
    /// Never, as far as is known: any 32 bytes make a key.
    pub fn derive(secret: &[u8]) -> anyhow::Result<Self> {
        let seed = SealKey::derive(secret, "audit heads v1").derived(b"ed25519");
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed)
            .map_err(|error| anyhow::anyhow!("no key for the audit log: {error}"))?;
        Ok(Self(Arc::new(pair)))
    }

    /// The public half, to be kept beside the heads.
    #[must_use]
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key().as_ref())
    }

    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).as_ref().to_vec()
    }

    pub(super) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let public = UnparsedPublicKey::new(&ED25519, self.0.public_key().as_ref());
        public.verify(message, signature).is_ok()
    }
}

impl std::fmt::Debug for AuditKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AuditKey({})", self.public())
    }
}
