use std::sync::Arc;

use argon2::PasswordHash;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use rand::Rng;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::argon::{Argon, LANES, MEMORY, PASSES, is_current};
use super::new_password::{NewPassword, normal};

/// How many passwords are hashed at a time: each takes 19 MiB and a core for some 20 ms.
const AT_A_TIME: usize = 2;
/// How many more may wait; beyond, a caller is told to come back.
const WAITING: usize = 16;

/// What a typed password turned out to be.
#[derive(Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Not the one, or there is none.
    Wrong,
    /// The one; with a fresh hash when the stored one was made with other parameters.
    Right {
        /// What to store in place of the old hash.
        renewed: Option<String>,
    },
}

impl std::fmt::Debug for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Wrong => "Wrong",
            Self::Right { renewed: None } => "Right",
            Self::Right { renewed: Some(_) } => "Right, renewed",
        })
    }
}

/// Too many are hashing and waiting already.
#[derive(Debug, PartialEq, Eq)]
pub struct Full;

/// The one place where passwords are hashed: a few at a time, on threads that may block, and the same
/// work whether there is a password to hold against or not.
#[derive(Clone, Debug)]
pub struct Passwords {
    line: Arc<Semaphore>,
    slots: Arc<Semaphore>,
    stand_in: Arc<str>,
    argon: Arc<Argon>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

impl Passwords {
    /// A hasher for one process.
    #[must_use]
    pub fn new() -> Self {
        Self {
            line: Arc::new(Semaphore::new(AT_A_TIME + WAITING)),
            slots: Arc::new(Semaphore::new(AT_A_TIME)),
            stand_in: stand_in().into(),
            argon: Arc::default(),
        }
    }

    /// Holds a typed password against a stored hash; without one, against a hash that nothing fits,
    /// so that an unknown address costs and takes the same as a known one.
    ///
    /// # Errors
    /// [`Full`].
    pub async fn check(&self, typed: &str, stored: Option<&str>) -> Result<Verdict, Full> {
        let typed = normal(typed);
        let known = stored.is_some();
        let stored: Arc<str> = stored.map_or_else(|| self.stand_in.clone(), Into::into);
        let argon = Arc::clone(&self.argon);
        self.run(move || {
            let hash = PasswordHash::new(&stored)?;
            if !argon.fits(&typed, &hash)? || !known {
                return Ok(Verdict::Wrong);
            }
            let renewed = if is_current(&hash) { None } else { Some(argon.hash(&typed)?) };
            Ok(Verdict::Right { renewed })
        })
        .await
    }

    /// The hash of a new password, in PHC form.
    ///
    /// # Errors
    /// [`Full`].
    pub async fn hash(&self, password: &NewPassword) -> Result<String, Full> {
        let (password, argon) = (password.reveal().to_owned(), Arc::clone(&self.argon));
        self.run(move || argon.hash(&password)).await
    }

    /// Runs `work` when its turn comes. The turn goes along with the work, so that callers who hang
    /// up do not make room for more work than the machine should do at a time.
    async fn run<T, F>(&self, work: F) -> Result<T, Full>
    where
        T: Send + 'static,
        F: FnOnce() -> anyhow::Result<T> + Send + 'static,
    {
        let place: OwnedSemaphorePermit =
            self.line.clone().try_acquire_owned().map_err(|_full| Full)?;
        let turn = self.slots.clone().acquire_owned().await.map_err(|_closed| Full)?;
        let done = tokio::task::spawn_blocking(move || {
            let _held = (place, turn);
            work()
        });
        match done.await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(broken(&error)),
            Err(error) => Err(broken(&error.into())),
        }
    }
}

/// A machine that can not hash is told apart in the log only; for the caller it is busy.
fn broken(error: &anyhow::Error) -> Full {
    tracing::error!(?error, "a password could not be hashed");
    Full
}

/// A hash of nothing: random bits in the form of a hash, so that making it costs nothing.
fn stand_in() -> String {
    let mut salt = [0_u8; 16];
    let mut hash = [0_u8; 32];
    let mut rng = rand::rng();
    rng.fill_bytes(&mut salt);
    rng.fill_bytes(&mut hash);
    let (salt, hash) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(hash));
    format!("$argon2id$v=19$m={MEMORY},t={PASSES},p={LANES}${salt}${hash}")
}

#[cfg(test)]
mod tests {
    use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};

    use super::*;

    fn password(text: &str) -> NewPassword {
        NewPassword::parse(text, "a@b.example", "A").unwrap()
    }

    #[tokio::test]
    async fn a_password_is_known_again_and_another_is_not() {
        let passwords = Passwords::new();
        let hash = passwords.hash(&password("마당에 핀 꽃 세 송이")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let right = passwords.check("마당에 핀 꽃 세 송이", Some(&hash)).await.unwrap();
        assert_eq!(right, Verdict::Right { renewed: None });
        assert_eq!(passwords.check("마당에 핀 꽃", Some(&hash)).await.unwrap(), Verdict::Wrong);
        assert_eq!(passwords.check("마당에 핀 꽃 세 송이", None).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn a_hash_made_with_other_parameters_is_made_anew() {
        let weak = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(1024, 1, 1, None).unwrap(),
        );
        let old = weak.hash_password(b"copper lantern").unwrap().to_string();
        let passwords = Passwords::new();
        let Verdict::Right { renewed: Some(new) } =
            passwords.check("copper lantern", Some(&old)).await.unwrap()
        else {
            panic!("not renewed")
        };
        let again = passwords.check("copper lantern", Some(&new)).await.unwrap();
        assert_eq!(again, Verdict::Right { renewed: None });
        assert_eq!(passwords.check("wrong", Some(&old)).await.unwrap(), Verdict::Wrong);
    }

    #[test]
    fn the_stand_in_is_made_with_the_parameters_of_a_real_hash() {
        let text = stand_in();
        assert!(is_current(&PasswordHash::new(&text).unwrap()));
        assert_ne!(text, stand_in());
    }

    #[tokio::test]
    async fn two_work_sixteen_wait_and_the_next_is_told_to_come_back() {
        let passwords = Passwords::new();
        let held = passwords.slots.clone().acquire_many_owned(2).await.unwrap();
        let waiting: Vec<_> = (0..AT_A_TIME + WAITING)
            .map(|_| {
                let passwords = passwords.clone();
                tokio::spawn(async move { passwords.run(|| Ok(())).await })
            })
            .collect();
        while passwords.line.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(passwords.check("any", None).await, Err(Full));
        drop(held);
        for one in waiting {
            assert_eq!(one.await.unwrap(), Ok(()));
        }
        assert_eq!(passwords.check("any", None).await, Ok(Verdict::Wrong));
    }

    #[tokio::test]
    async fn a_stored_hash_that_is_none_is_no_way_in() {
        let passwords = Passwords::new();
        assert_eq!(passwords.check("", Some("")).await, Err(Full));
        assert_eq!(
            passwords.check("x", Some("$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ")).await,
            Ok(Verdict::Wrong)
        );
    }
}
