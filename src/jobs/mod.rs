//! Facts on their way up: a room below enqueues what became true, in the transaction that made it so;
//! `app` binds each kind to the room above that acts on it.
//!
//! A job is claimed with a lease, so a worker that dies loses it to the next; it may run twice and
//! must not mind. It is never lost: after [`backoff`] has run out it stays, failed, for people to see.

mod queue;

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use queue::{Claimed, claim, enqueue, enqueue_for, mark_done, mark_failed, sweep};

/// A fact as it stands in the queue.
pub trait Job: Serialize + DeserializeOwned + Send {
    /// The stable dotted name of its kind.
    const KIND: &'static str;
}

/// Most times anything in a queue is tried.
pub const TRIES: i32 = 12;

/// The pause after the `attempts`th failure: `base` doubled each time up to six hours, with up to a
/// fifth more drawn from `salt` so that a crowd does not come back at once. None: give up.
#[must_use]
pub fn backoff(base: Duration, attempts: i32, salt: u128) -> Option<Duration> {
    if attempts >= TRIES {
        return None;
    }
    let doublings = u32::try_from(attempts.max(1) - 1).unwrap_or_default();
    let pause =
        base.saturating_mul(2_u32.saturating_pow(doublings)).min(Duration::from_secs(6 * 3600));
    let fifth = u64::try_from(pause.as_millis() / 5).unwrap_or_default();
    let extra = u64::try_from(salt % 1000).unwrap_or_default() * fifth / 1000;
    Some(pause + Duration::from_millis(extra))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pauses_grow_stay_bounded_and_end(attempts in 1..30_i32, salt: u128) {
            let base = Duration::from_secs(30);
            match backoff(base, attempts, salt) {
                Some(pause) => {
                    prop_assert!(attempts < TRIES);
                    prop_assert!(pause >= base && pause <= Duration::from_secs(6 * 3600 * 6 / 5));
                }
                None => prop_assert!(attempts >= TRIES),
            }
        }
    }
}
