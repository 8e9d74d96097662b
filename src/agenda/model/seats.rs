use crate::types::LimitId;

/// What a reader is told of a session's seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seats {
    /// Open to everyone who is registered.
    NotNeeded,
    /// There are seats.
    Open {
        /// How many a newcomer can still get.
        left: i32,
    },
    /// There are seats, but not for long.
    Few {
        /// How many a newcomer can still get.
        left: i32,
    },
    /// A newcomer waits in line.
    Full {
        /// How many wait already.
        waiting: i32,
    },
}

/// Up to this many are few, in any room.
const FEW: i32 = 5;

/// What to tell: those who wait come before a newcomer, so what is free is first theirs; a capacity
/// lowered below what is held leaves nothing.
#[must_use]
pub fn seats(capacity: Option<i32>, taken: i32, waiting: i32) -> Seats {
    let Some(capacity) = capacity else { return Seats::NotNeeded };
    let left = capacity.saturating_sub(taken).saturating_sub(waiting);
    if left <= 0 {
        Seats::Full { waiting }
    } else if left <= FEW || left.saturating_mul(10) <= capacity {
        Seats::Few { left }
    } else {
        Seats::Open { left }
    }
}

impl Seats {
    /// How many a newcomer can still get, where seats are counted.
    #[must_use]
    pub const fn left(self) -> Option<i32> {
        match self {
            Self::NotNeeded => None,
            Self::Open { left } | Self::Few { left } => Some(left),
            Self::Full { .. } => Some(0),
        }
    }
}

/// Where a session's seats are counted, and how they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignUp {
    /// The limit.
    pub limit: LimitId,
    /// How many there are; none means as many as come.
    pub capacity: Option<i32>,
    /// How many are taken.
    pub taken: i32,
    /// How many wait in line.
    pub waiting: i32,
}

impl SignUp {
    /// What a reader is told.
    #[must_use]
    pub fn seats(&self) -> Seats {
        seats(self.capacity, self.taken, self.waiting)
    }

    /// By how many more are held than the capacity, after it was lowered.
    #[must_use]
    pub fn over(&self) -> i32 {
        self.capacity.map_or(0, |capacity| (self.taken - capacity).max(0))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_follow_what_a_newcomer_can_get() {
        assert_eq!(seats(None, 400, 0), Seats::NotNeeded);
        assert_eq!(seats(Some(300), 0, 0), Seats::Open { left: 300 });
        assert_eq!(seats(Some(300), 288, 0), Seats::Few { left: 12 });
        assert_eq!(seats(Some(300), 300, 7), Seats::Full { waiting: 7 });
        assert_eq!(seats(Some(300), 298, 2), Seats::Full { waiting: 2 });
        assert_eq!(seats(Some(10), 12, 0), Seats::Full { waiting: 0 });
        assert_eq!(seats(Some(0), 0, 0), Seats::Full { waiting: 0 });
    }

    proptest! {
        #[test]
        fn nobody_is_promised_more_than_there_is(
            capacity in proptest::option::of(0..i32::MAX), taken in 0..i32::MAX, waiting in 0..i32::MAX,
        ) {
            match (seats(capacity, taken, waiting), capacity) {
                (Seats::NotNeeded, None) => {}
                (Seats::Open { left } | Seats::Few { left }, Some(capacity)) => {
                    prop_assert!(left > 0);
                    prop_assert!(i64::from(left) + i64::from(taken) + i64::from(waiting) <= i64::from(capacity));
                }
                (Seats::Full { waiting: told }, Some(_)) => prop_assert_eq!(told, waiting),
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }
}
