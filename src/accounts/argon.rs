use std::sync::Mutex;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};

/// Memory in KiB, passes and lanes: the floor OWASP gives for argon2id.
pub(super) const MEMORY: u32 = 19_456;
pub(super) const PASSES: u32 = 2;
pub(super) const LANES: u32 = 1;

/// argon2id on memory that is used again. Taking 19 MiB anew for each password leaves the allocator's
/// heaps in pieces: five hundred people signing in at once cost 1.5 GB that was never given back.
#[derive(Debug, Default)]
pub(super) struct Argon {
    kept: Mutex<Vec<Vec<Block>>>,
}

impl Argon {
    /// The hash of a password in PHC form, with a salt of its own.
    pub(super) fn hash(&self, password: &str) -> anyhow::Result<String> {
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params()?);
        let salt = Salt::generate();
        let hash = self.derive(&argon, password, &salt, Params::DEFAULT_OUTPUT_LEN)?;
        let made = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(argon.params())?,
            salt: Some(salt),
            hash: Some(hash),
        };
        Ok(made.to_string())
    }

    /// True when a password is the one that a hash was made of, with whatever parameters.
    pub(super) fn fits(&self, password: &str, hash: &PasswordHash) -> anyhow::Result<bool> {
        let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else { return Ok(false) };
        let algorithm = Algorithm::try_from(hash.algorithm.as_str())?;
        let version = hash.version.map(Version::try_from).transpose()?.unwrap_or_default();
        let argon = Argon2::new(algorithm, version, Params::try_from(hash)?);
        // Outputs compare in the same time wherever they differ.
        Ok(self.derive(&argon, password, salt, expected.len())? == *expected)
    }

    fn derive(
        &self,
        argon: &Argon2<'_>,
        password: &str,
        salt: &[u8],
        length: usize,
    ) -> anyhow::Result<Output> {
        let needed = argon.params().block_count();
        let kept = self.kept.lock().ok().and_then(|mut kept| kept.pop());
        let mut blocks = kept.unwrap_or_default();
        if blocks.len() < needed {
            blocks = vec![Block::new(); needed];
        }
        let mut out = vec![0; length];
        let hashed =
            argon.hash_password_into_with_memory(password.as_bytes(), salt, &mut out, &mut blocks);
        if blocks.len() == params()?.block_count()
            && let Ok(mut kept) = self.kept.lock()
        {
            kept.push(blocks);
        }
        hashed?;
        Ok(Output::new(&out)?)
    }
}

/// What a hash of today is made with.
fn params() -> anyhow::Result<Params> {
    Ok(Params::new(MEMORY, PASSES, LANES, None)?)
}

/// True when a hash was made as hashes are made today.
pub(super) fn is_current(hash: &PasswordHash) -> bool {
    let now = |p: Params| (p.m_cost(), p.t_cost(), p.p_cost()) == (MEMORY, PASSES, LANES);
    hash.algorithm.as_str() == "argon2id"
        && hash.version == Some(Version::V0x13.into())
        && Params::try_from(hash).is_ok_and(now)
}

#[cfg(test)]
mod tests {
    use argon2::{PasswordHasher, PasswordVerifier};

    use super::*;

    #[test]
    fn used_memory_changes_no_hash_and_no_verdict() {
        let argon = Argon::default();
        let strict = Argon2::new(Algorithm::Argon2id, Version::V0x13, params().unwrap());
        for password in ["마당에 핀 꽃", "three lanterns", ""] {
            let (ours, theirs) =
                (argon.hash(password).unwrap(), strict.hash_password(password.as_bytes()));
            assert!(strict.verify_password(password.as_bytes(), ours.as_str()).is_ok(), "{ours}");
            assert!(argon.fits(password, &theirs.unwrap()).unwrap());
            assert!(!argon.fits("another", &PasswordHash::new(&ours).unwrap()).unwrap());
        }
        assert_eq!(argon.kept.lock().unwrap().len(), 1, "one at a time needs one memory");
    }

    #[test]
    fn memory_of_another_size_is_not_kept() {
        let argon = Argon::default();
        let (less, more) = (Params::new(1024, 1, 1, None), Params::new(32_768, 1, 2, None));
        for params in [less.unwrap(), more.unwrap()] {
            let own = Argon2::new(Algorithm::Argon2i, Version::V0x10, params);
            let hash = own.hash_password(b"copper lantern").unwrap();
            assert!(argon.fits("copper lantern", &hash).unwrap());
            assert!(!argon.fits("copper lanterns", &hash).unwrap());
            assert!(argon.kept.lock().unwrap().is_empty());
        }
    }
}
