//! Two seats of one person that a release made overlap: which of them stay when the person does not say.
//! Pure.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::types::{SeatId, SessionId};

/// What becomes of overlapping seats when their holder does not say: a forum chooses one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverlapRule {
    /// Both stay: come late to one, or leave the other early.
    #[default]
    KeepBoth,
    /// The seat that was taken first stays.
    KeepBookedFirst,
    /// The seat in what starts first stays.
    KeepStartingFirst,
}

impl OverlapRule {
    /// Every rule, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::KeepBoth, Self::KeepBookedFirst, Self::KeepStartingFirst];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::KeepBoth => "keep_both",
            Self::KeepBookedFirst => "keep_booked_first",
            Self::KeepStartingFirst => "keep_starting_first",
        }
    }

    /// The rule of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == word)
    }
}

/// How a forum handles them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverlapPolicy {
    /// What becomes of them without an answer.
    pub rule: OverlapRule,
    /// How many hours the holder is asked.
    pub hours: i32,
}

impl Default for OverlapPolicy {
    fn default() -> Self {
        Self { rule: OverlapRule::KeepBoth, hours: 72 }
    }
}

/// A held seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contender {
    /// The seat. Ids rise with time: the smaller was taken first.
    pub seat: SeatId,
    /// Its session.
    pub session: SessionId,
    /// When it starts now.
    pub starts_at: DateTime<Utc>,
    /// When it ends now.
    pub ends_at: DateTime<Utc>,
}

impl Contender {
    /// True when nobody can be at both: they share a moment (ends are not shared).
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts_at < other.ends_at && other.starts_at < self.ends_at
    }
}

/// What becomes of one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// There is nothing to choose any more: one is not held, or they overlap no more.
    Moot,
    /// Both stay.
    KeptBoth,
    /// A seat goes.
    GaveUp(SessionId),
}

/// Settles every question of one person at once. Seats are looked at in the order of the rule, and one
/// goes only where it overlaps one that stays and its holder was asked about the two: so nobody loses a
/// seat for another that is lost too, and the order of the questions says nothing.
#[must_use]
pub fn settle(
    rule: OverlapRule,
    questions: &[(SessionId, SessionId)],
    held: &[Contender],
) -> Vec<Settled> {
    let find = |session: SessionId| held.iter().find(|seat| seat.session == session);
    let stands = |(a, b): &(SessionId, SessionId)| {
        find(*a).zip(find(*b)).is_some_and(|(a, b)| a.overlaps(b))
    };
    let asked: BTreeSet<(SessionId, SessionId)> =
        questions.iter().filter(|pair| stands(pair)).copied().collect();
    let gone =
        if rule == OverlapRule::KeepBoth { BTreeSet::new() } else { gone(rule, &asked, held) };
    let one = |pair: &(SessionId, SessionId)| match pair {
        pair if !asked.contains(pair) => Settled::Moot,
        (a, _) if gone.contains(a) => Settled::GaveUp(*a),
        (_, b) if gone.contains(b) => Settled::GaveUp(*b),
        _ => Settled::KeptBoth,
    };
    questions.iter().map(one).collect()
}

fn gone(
    rule: OverlapRule,
    asked: &BTreeSet<(SessionId, SessionId)>,
    held: &[Contender],
) -> BTreeSet<SessionId> {
    let mut seats: Vec<&Contender> = held.iter().collect();
    match rule {
        OverlapRule::KeepStartingFirst => seats.sort_by_key(|seat| (seat.starts_at, seat.seat)),
        _ => seats.sort_by_key(|seat| seat.seat),
    }
    let (mut stay, mut gone): (BTreeSet<SessionId>, BTreeSet<SessionId>) = Default::default();
    for seat in seats {
        let own = seat.session;
        let beaten =
            |other: &SessionId| asked.contains(&(own, *other)) || asked.contains(&(*other, own));
        if stay.iter().any(beaten) {
            gone.insert(own);
        } else {
            stay.insert(own);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn seat(no: u8, start: i64, length: i64) -> Contender {
        let starts_at = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(start);
        Contender {
            seat: SeatId(Uuid::from_u128(u128::from(no))),
            session: SessionId(Uuid::from_u128(u128::from(no) + 100)),
            starts_at,
            ends_at: starts_at + TimeDelta::minutes(length),
        }
    }

    #[test]
    fn each_rule_keeps_what_it_says() {
        // Taken first, starts last.
        let (early, late) = (seat(2, 0, 60), seat(1, 30, 60));
        let pair = [(early.session, late.session)];
        let held = [early, late];
        assert_eq!(settle(OverlapRule::KeepBoth, &pair, &held), [Settled::KeptBoth]);
        let booked = settle(OverlapRule::KeepBookedFirst, &pair, &held);
        assert_eq!(booked, [Settled::GaveUp(early.session)]);
        let starting = settle(OverlapRule::KeepStartingFirst, &pair, &held);
        assert_eq!(starting, [Settled::GaveUp(late.session)]);
        assert_eq!(settle(OverlapRule::KeepBookedFirst, &pair, &held[..1]), [Settled::Moot]);
        let apart = [early, seat(1, 60, 60)];
        assert_eq!(settle(OverlapRule::KeepBookedFirst, &pair, &apart), [Settled::Moot]);
        for rule in OverlapRule::ALL {
            assert_eq!(OverlapRule::parse(rule.code()), Some(rule));
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.code());
        }
    }

    fn given_up(settled: &[Settled]) -> BTreeSet<SessionId> {
        let gone = settled.iter().filter_map(|settled| match settled {
            Settled::GaveUp(session) => Some(*session),
            _ => None,
        });
        gone.collect()
    }

    fn someone() -> impl Strategy<Value = (Vec<Contender>, Vec<(SessionId, SessionId)>)> {
        let seats = proptest::collection::vec((0..180_i64, 10..90_i64), 0..7);
        (seats, proptest::collection::vec((0..8_usize, 0..8_usize), 0..12)).prop_map(
            |(seats, pairs)| {
                let held: Vec<Contender> =
                    (1..).zip(seats).map(|(no, (start, length))| seat(no, start, length)).collect();
                let nobody = SessionId(Uuid::from_u128(7));
                let session = |at: usize| held.get(at).map_or(nobody, |seat| seat.session);
                let questions = pairs
                    .into_iter()
                    .filter(|(a, b)| a != b)
                    .map(|(a, b)| (session(a.min(b)), session(a.max(b))))
                    .collect();
                (held, questions)
            },
        )
    }

    fn rules() -> impl Strategy<Value = OverlapRule> {
        prop_oneof![
            Just(OverlapRule::KeepBoth),
            Just(OverlapRule::KeepBookedFirst),
            Just(OverlapRule::KeepStartingFirst)
        ]
    }

    proptest! {
        #[test]
        fn nobody_loses_a_seat_but_for_one_that_stays_and_that_they_were_asked_about(
            (held, questions) in someone(), rule in rules(),
        ) {
            let settled = settle(rule, &questions, &held);
            prop_assert_eq!(settled.len(), questions.len());
            let gone = given_up(&settled);
            prop_assert!(rule != OverlapRule::KeepBoth || gone.is_empty());
            let find = |id: &SessionId| held.iter().find(|seat| seat.session == *id);
            for lost in &gone {
                let for_one = questions.iter().any(|(a, b)| {
                    let other = if a == lost { b } else { a };
                    let both = find(a).zip(find(b)).is_some_and(|(a, b)| a.overlaps(b));
                    (a == lost || b == lost) && both && !gone.contains(other)
                });
                prop_assert!(for_one, "{:?} was lost for nothing", lost);
            }
        }

        #[test]
        fn after_a_rule_that_chooses_no_two_stay_that_overlap_and_were_asked_about(
            (held, questions) in someone(), rule in rules(),
        ) {
            let gone = given_up(&settle(rule, &questions, &held));
            let left: Vec<Contender> =
                held.iter().filter(|seat| !gone.contains(&seat.session)).copied().collect();
            for settled in settle(rule, &questions, &left) {
                let done = settled == Settled::Moot || rule == OverlapRule::KeepBoth;
                prop_assert!(done, "{:?}", settled);
            }
        }

        #[test]
        fn the_order_of_questions_and_seats_says_nothing(
            (mut held, mut questions) in someone(), rule in rules(),
        ) {
            let before = given_up(&settle(rule, &questions, &held));
            held.reverse();
            questions.reverse();
            prop_assert_eq!(given_up(&settle(rule, &questions, &held)), before);
        }
    }
}
