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

/// Two sessions whose seats someone was asked about, and the rule they were told of.
pub type Contest = ((SessionId, SessionId), OverlapRule);

/// Settles every question of one person at once, each by its own rule. A seat goes only where it overlaps
/// one that stays and its holder was asked about the two: so nobody loses a seat for another that is lost
/// too, and the order of the questions says nothing.
#[must_use]
pub fn settle(questions: &[Contest], held: &[Contender]) -> Vec<Settled> {
    let find = |session: SessionId| held.iter().find(|seat| seat.session == session);
    let stands = |((a, b), _): &Contest| find(*a).zip(find(*b)).is_some_and(|(a, b)| a.overlaps(b));
    let standing: Vec<Contest> =
        questions.iter().filter(|contest| stands(contest)).copied().collect();
    let gone = gone(&standing, held);
    let one = |contest: &Contest| match contest {
        contest if !standing.contains(contest) => Settled::Moot,
        ((a, b), OverlapRule::KeepBoth) if gone.contains(a) || gone.contains(b) => Settled::Moot,
        ((a, _), _) if gone.contains(a) => Settled::GaveUp(*a),
        ((_, b), _) if gone.contains(b) => Settled::GaveUp(*b),
        _ => Settled::KeptBoth,
    };
    questions.iter().map(one).collect()
}

/// Which seats go: again and again the one stays that no other seat left comes before, and those it comes
/// before go. Rules that were told at different times may contradict each other in a ring: there the seat
/// that was taken first comes first.
fn gone(contests: &[Contest], held: &[Contender]) -> BTreeSet<SessionId> {
    let mut left: Vec<&Contender> = held.iter().collect();
    left.sort_by_key(|seat| seat.seat);
    let mut gone = BTreeSet::new();
    while !left.is_empty() {
        let comes_first =
            |seat: &&&Contender| !left.iter().any(|other| beats(contests, other, seat));
        let Some(stays) = left.iter().find(comes_first).or(left.first()).copied() else { break };
        let goes = |seat: &&Contender| beats(contests, stays, seat) || beats(contests, seat, stays);
        gone.extend(left.iter().copied().filter(goes).map(|seat| seat.session));
        left.retain(|seat| seat.session != stays.session && !gone.contains(&seat.session));
    }
    gone
}

/// True when somebody was told that of these two the first stays.
fn beats(contests: &[Contest], seat: &Contender, other: &Contender) -> bool {
    contests.iter().any(|((a, b), rule)| {
        let asked =
            (*a, *b) == (seat.session, other.session) || (*b, *a) == (seat.session, other.session);
        asked
            && match rule {
                OverlapRule::KeepBoth => false,
                OverlapRule::KeepBookedFirst => seat.seat < other.seat,
                OverlapRule::KeepStartingFirst => {
                    (seat.starts_at, seat.seat) < (other.starts_at, other.seat)
                }
            }
    })
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
        let by = |rule| [((early.session, late.session), rule)];
        let held = [early, late];
        assert_eq!(settle(&by(OverlapRule::KeepBoth), &held), [Settled::KeptBoth]);
        let booked = by(OverlapRule::KeepBookedFirst);
        assert_eq!(settle(&booked, &held), [Settled::GaveUp(early.session)]);
        let starting = settle(&by(OverlapRule::KeepStartingFirst), &held);
        assert_eq!(starting, [Settled::GaveUp(late.session)]);
        assert_eq!(settle(&booked, &held[..1]), [Settled::Moot]);
        let apart = [early, seat(1, 60, 60)];
        assert_eq!(settle(&booked, &apart), [Settled::Moot]);
        for rule in OverlapRule::ALL {
            assert_eq!(OverlapRule::parse(rule.code()), Some(rule));
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.code());
        }
    }

    #[test]
    fn each_pair_is_settled_by_the_rule_its_holder_was_told() {
        // Taken in this order, starting in the other.
        let (a, b, c) = (seat(1, 40, 60), seat(2, 20, 60), seat(3, 0, 60));
        let held = [a, b, c];
        let told = [
            ((a.session, b.session), OverlapRule::KeepBookedFirst),
            ((b.session, c.session), OverlapRule::KeepStartingFirst),
            ((a.session, c.session), OverlapRule::KeepBoth),
        ];
        let gave_up = Settled::GaveUp(b.session);
        assert_eq!(settle(&told, &held), [gave_up, gave_up, Settled::KeptBoth]);
        // A ring: a before b, b before a third that starts later, that before a.
        let d = seat(4, 30, 60);
        let ring = [
            ((a.session, b.session), OverlapRule::KeepBookedFirst),
            ((b.session, d.session), OverlapRule::KeepBookedFirst),
            ((a.session, d.session), OverlapRule::KeepStartingFirst),
        ];
        let gone = given_up(&settle(&ring, &[d, b, a]));
        assert_eq!(gone, BTreeSet::from([b.session, d.session]));
    }

    fn given_up(settled: &[Settled]) -> BTreeSet<SessionId> {
        let gone = settled.iter().filter_map(|settled| match settled {
            Settled::GaveUp(session) => Some(*session),
            _ => None,
        });
        gone.collect()
    }

    fn someone() -> impl Strategy<Value = (Vec<Contender>, Vec<Contest>)> {
        let seats = proptest::collection::vec((0..180_i64, 10..90_i64), 0..7);
        let asked = proptest::collection::vec((0..8_usize, 0..8_usize, rules()), 0..12);
        (seats, asked).prop_map(|(seats, pairs)| {
            let held: Vec<Contender> =
                (1..).zip(seats).map(|(no, (start, length))| seat(no, start, length)).collect();
            let nobody = SessionId(Uuid::from_u128(7));
            let session = |at: usize| held.get(at).map_or(nobody, |seat| seat.session);
            let questions = pairs
                .into_iter()
                .filter(|(a, b, _)| a != b)
                .map(|(a, b, rule)| ((session(a.min(b)), session(a.max(b))), rule))
                .collect();
            (held, questions)
        })
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
            (held, questions) in someone(),
        ) {
            let settled = settle(&questions, &held);
            prop_assert_eq!(settled.len(), questions.len());
            let gone = given_up(&settled);
            let find = |id: &SessionId| held.iter().find(|seat| seat.session == *id);
            for lost in &gone {
                let for_one = questions.iter().any(|((a, b), rule)| {
                    let other = if a == lost { b } else { a };
                    let both = find(a).zip(find(b)).is_some_and(|(a, b)| a.overlaps(b));
                    let chooses = *rule != OverlapRule::KeepBoth;
                    (a == lost || b == lost) && both && chooses && !gone.contains(other)
                });
                prop_assert!(for_one, "{:?} was lost for nothing", lost);
            }
        }

        #[test]
        fn after_rules_that_choose_no_two_stay_that_overlap_and_were_asked_about(
            (held, questions) in someone(),
        ) {
            let gone = given_up(&settle(&questions, &held));
            let left: Vec<Contender> =
                held.iter().filter(|seat| !gone.contains(&seat.session)).copied().collect();
            for (settled, (_, rule)) in settle(&questions, &left).iter().zip(&questions) {
                let done = *settled == Settled::Moot || *rule == OverlapRule::KeepBoth;
                prop_assert!(done, "{:?}", settled);
            }
        }

        #[test]
        fn where_one_rule_was_told_the_best_seat_stays(
            (held, mut questions) in someone(), rule in rules(),
        ) {
            questions.iter_mut().for_each(|(_, told)| *told = rule);
            let gone = given_up(&settle(&questions, &held));
            let best = match rule {
                OverlapRule::KeepStartingFirst => held.iter().min_by_key(|s| (s.starts_at, s.seat)),
                _ => held.iter().min_by_key(|s| s.seat),
            };
            prop_assert!(best.is_none_or(|best| !gone.contains(&best.session)));
            prop_assert!(rule != OverlapRule::KeepBoth || gone.is_empty());
        }

        #[test]
        fn the_order_of_questions_and_seats_says_nothing((mut held, mut questions) in someone()) {
            let before = given_up(&settle(&questions, &held));
            held.reverse();
            questions.reverse();
            prop_assert_eq!(given_up(&settle(&questions, &held)), before);
        }
    }
}
