use crate::types::{ForumId, LimitId};

/// What a limit is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitKind {
    /// Everyone at a forum.
    Forum,
    /// One category of attendees.
    Category,
    /// One session.
    Session,
}

impl LimitKind {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Forum => "forum",
            Self::Category => "category",
            Self::Session => "session",
        }
    }
}

/// One limit as it stands: counted in seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Its id; limits are locked in the order of it.
    pub id: LimitId,
    /// The forum it belongs to.
    pub forum: ForumId,
    /// What it is on.
    pub kind: String,
    /// How many may be given out; none means no limit.
    pub capacity: Option<i32>,
    /// What the database enforces: the capacity, or what was held when it was lowered.
    pub ceiling: Option<i32>,
    /// How many are taken.
    pub taken: i32,
    /// How many wait in line.
    pub waiting: i32,
    /// The highest place in line ever given.
    pub last_place: i64,
}

impl Limit {
    /// How many can still be given out; none means no limit.
    #[must_use]
    pub fn left(&self) -> Option<i32> {
        self.capacity.map(|capacity| (capacity - self.taken).max(0))
    }

    /// True when at least one can be given out. Whoever gives out serves the line first, so that
    /// nobody jumps it.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.left().is_none_or(|left| left > 0)
    }

    /// True when so many can be given out and nobody waits in line for them.
    #[must_use]
    pub fn fits(&self, count: i32) -> bool {
        self.waiting == 0 && self.left().is_none_or(|left| left >= count)
    }

    /// Takes one; the caller has looked before.
    pub fn take(&mut self) {
        self.taken += 1;
    }

    /// Gives one back, and with it the excess over a lowered capacity.
    pub fn give_back(&mut self) {
        self.taken -= 1;
        if let (Some(capacity), Some(ceiling)) = (self.capacity, self.ceiling) {
            self.ceiling = Some(ceiling.min(self.taken.max(capacity)));
        }
    }

    /// Puts one more in line and says at which place.
    pub fn queue(&mut self) -> i64 {
        self.waiting += 1;
        self.last_place += 1;
        self.last_place
    }

    /// Takes one out of the line.
    pub fn unqueue(&mut self) {
        self.waiting -= 1;
    }

    /// Sets how many may be given out; what is held stays.
    pub fn resize(&mut self, capacity: Option<i32>) {
        self.capacity = capacity;
        self.ceiling = capacity.map(|c| c.max(self.taken));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::types::{ForumId, LimitId};

    fn limit(capacity: i32) -> Limit {
        Limit {
            id: LimitId::fresh(),
            forum: ForumId::fresh(),
            kind: "session".to_owned(),
            capacity: Some(capacity),
            ceiling: Some(capacity),
            taken: 0,
            waiting: 0,
            last_place: 0,
        }
    }

    proptest! {
        #[test]
        fn whatever_happens_the_check_of_the_table_holds(
            capacity in 0..20_i32,
            moves in proptest::collection::vec(0..4_u8, 0..80),
            sizes in proptest::collection::vec(0..20_i32, 80),
        ) {
            let mut limit = limit(capacity);
            for (step, size) in moves.iter().zip(sizes) {
                match step {
                    0 if limit.has_room() => limit.take(),
                    1 if limit.taken > 0 => limit.give_back(),
                    2 => limit.resize(Some(size)),
                    _ => { limit.queue(); }
                }
                let (capacity, ceiling) = (limit.capacity.unwrap(), limit.ceiling.unwrap());
                prop_assert!(limit.taken >= 0 && limit.taken <= ceiling && ceiling >= capacity);
                prop_assert!(ceiling == capacity || ceiling == limit.taken.max(capacity) || ceiling >= limit.taken);
            }
        }
    }
}
