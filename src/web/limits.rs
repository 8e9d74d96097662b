use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, RateLimiter};

use super::Fault;

/// What is limited, each with its own allowance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quota {
    /// Registrations from one network at one forum: a lecture hall behind one address still fits.
    RegisterNetwork,
    /// Registrations with one address at one forum.
    RegisterAddress,
    /// Sign-in attempts from one network.
    SignInNetwork,
    /// Sign-in attempts for one address.
    SignInAddress,
    /// Tries at the six digits of one account's app, from wherever.
    SignInDigits,
    /// Forms begun from one network.
    DraftNetwork,
    /// Changes by one speaker on their own page.
    SpeakerAct,
    /// Files sent by one speaker.
    SpeakerFile,
}

impl Quota {
    const ALL: [Self; 8] = [
        Self::RegisterNetwork,
        Self::RegisterAddress,
        Self::SignInNetwork,
        Self::SignInAddress,
        Self::SignInDigits,
        Self::DraftNetwork,
        Self::SpeakerAct,
        Self::SpeakerFile,
    ];

    /// How many at once, and how many seconds until one more is allowed.
    const fn allowance(self) -> (u32, u64) {
        match self {
            Self::RegisterNetwork => (200, 1),
            Self::RegisterAddress => (5, 120),
            Self::SignInNetwork => (30, 5),
            Self::SignInAddress => (8, 30),
            Self::SignInDigits => (10, 300),
            Self::DraftNetwork => (300, 1),
            Self::SpeakerAct => (60, 2),
            Self::SpeakerFile => (15, 20),
        }
    }
}

/// Allowances of one process, kept in memory.
pub struct Limits {
    on: bool,
    buckets: Vec<(Quota, DefaultKeyedRateLimiter<String>)>,
}

impl Limits {
    /// Fresh allowances; `on` is the setting `RATE_LIMITS`.
    #[must_use]
    pub fn new(on: bool) -> Self {
        let buckets = Quota::ALL
            .into_iter()
            .filter_map(|quota| {
                let (burst, seconds) = quota.allowance();
                let allowance = governor::Quota::with_period(Duration::from_secs(seconds))?
                    .allow_burst(NonZeroU32::new(burst)?);
                Some((quota, RateLimiter::keyed(allowance)))
            })
            .collect();
        Self { on, buckets }
    }

    /// Takes one from the allowance of `who`.
    ///
    /// # Errors
    /// [`Fault::Busy`] with the seconds to wait.
    pub fn take(&self, quota: Quota, who: &str) -> Result<(), Fault> {
        if !self.on {
            return Ok(());
        }
        let Some((_, bucket)) = self.buckets.iter().find(|(q, _)| *q == quota) else {
            return Ok(());
        };
        bucket.check_key(&who.to_owned()).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Fault::Busy(wait.as_secs() + 1)
        })
    }

    /// Forgets allowances that are full again; called now and then so that memory stays flat.
    pub fn sweep(&self) {
        for (_, bucket) in &self.buckets {
            bucket.retain_recent();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Limits, Quota};

    #[test]
    fn an_address_is_told_to_wait_and_others_are_not() {
        let limits = Limits::new(true);
        for _ in 0..5 {
            limits.take(Quota::RegisterAddress, "a").unwrap();
        }
        assert!(limits.take(Quota::RegisterAddress, "a").is_err());
        assert!(limits.take(Quota::RegisterAddress, "b").is_ok());
        assert!((0..50).all(|_| Limits::new(false).take(Quota::RegisterAddress, "a").is_ok()));
    }
}
