//! Which of the sessions someone chose are at the same time, and what could be kept of them.

use chrono::{DateTime, Utc};

use crate::agenda::{self, Span};

/// Up to so many sessions that hang together, the ways out of a clash are offered one by one; beyond,
/// the list above is quicker.
const MOST: usize = 5;

/// Chosen sessions that hang together because each is at the same time as another of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Their numbers, the earlier first.
    pub sessions: Vec<i32>,
    /// What can be kept so that nothing clashes any more: each as much as possible.
    pub ways: Vec<Vec<i32>>,
}

impl Clash {
    /// The name of the question which to keep; the same sessions always make the same name.
    #[must_use]
    pub fn field(&self) -> String {
        let mut sessions = self.sessions.clone();
        sessions.sort_unstable();
        format!("keep-{}", joined(&sessions))
    }

    /// What is kept by an answer; nothing for what is no answer.
    #[must_use]
    pub fn kept(&self, answer: &str) -> Option<&[i32]> {
        if answer == ALL {
            return Some(&self.sessions);
        }
        self.ways.iter().find(|way| joined(way) == answer).map(Vec::as_slice)
    }
}

/// The answer that keeps everything.
pub const ALL: &str = "all";

/// The answer that keeps these.
#[must_use]
pub fn joined(sessions: &[i32]) -> String {
    sessions.iter().map(ToString::to_string).collect::<Vec<_>>().join("-")
}

/// A session by its number.
pub type Chosen = Span<i32>;

/// A session's number and hours.
#[must_use]
pub fn chosen(no: i32, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Chosen {
    Span { key: no, starts_at, ends_at }
}

/// The clashes among the sessions someone chose, the earlier first.
#[must_use]
pub fn clashes(sessions: &[Chosen]) -> Vec<Clash> {
    let pairs = agenda::overlaps(sessions);
    let mut sorted: Vec<&Chosen> =
        sessions.iter().filter(|span| span.ends_at > span.starts_at).collect();
    sorted.sort_by_key(|span| (span.starts_at, span.ends_at, span.key));
    let mut groups: Vec<Vec<i32>> = Vec::new();
    for span in sorted {
        let touches = |group: &Vec<i32>| group.iter().any(|no| clash(&pairs, *no, span.key));
        // In the order of time only the last group can still be going on.
        match groups.last_mut().filter(|group| touches(group)) {
            Some(group) => group.push(span.key),
            None => groups.push(vec![span.key]),
        }
    }
    groups.retain(|group| group.len() > 1);
    groups.into_iter().map(|sessions| Clash { ways: ways(&sessions, &pairs), sessions }).collect()
}

fn clash(pairs: &[(i32, i32)], one: i32, other: i32) -> bool {
    pairs.contains(&(one, other)) || pairs.contains(&(other, one))
}

/// Every choice without a clash to which nothing more could be added.
fn ways(sessions: &[i32], pairs: &[(i32, i32)]) -> Vec<Vec<i32>> {
    if sessions.len() > MOST {
        return Vec::new();
    }
    let fits = |way: &[i32], no: i32| way.iter().all(|kept| !clash(pairs, *kept, no));
    let mut ways: Vec<Vec<i32>> = vec![Vec::new()];
    for no in sessions {
        let with: Vec<Vec<i32>> = ways
            .iter()
            .filter(|way| fits(way, *no))
            .map(|way| [way.as_slice(), &[*no]].concat())
            .collect();
        ways.extend(with);
    }
    let is_full = |way: &Vec<i32>| sessions.iter().all(|no| way.contains(no) || !fits(way, *no));
    ways.retain(is_full);
    ways.sort_by_key(|way| {
        way.iter().map(|no| sessions.iter().position(|s| s == no)).collect::<Vec<_>>()
    });
    ways
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    fn at(no: i32, from: i64, to: i64) -> Chosen {
        let at = |minutes| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(minutes);
        chosen(no, at(from), at(to))
    }

    #[test]
    fn of_two_at_one_time_either_is_kept_or_both() {
        let found = clashes(&[at(4, 30, 120), at(3, 0, 120), at(9, 120, 180)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].sessions, [3, 4]);
        assert_eq!(found[0].ways, [vec![3], vec![4]]);
        assert_eq!(found[0].field(), "keep-3-4");
        assert_eq!(found[0].kept("4"), Some(&[4][..]));
        assert_eq!(found[0].kept("all"), Some(&[3, 4][..]));
        assert_eq!(found[0].kept("9"), None);
    }

    #[test]
    fn of_a_chain_both_ends_can_be_kept() {
        let found = clashes(&[at(1, 0, 60), at(2, 30, 90), at(3, 60, 120)]);
        assert_eq!(found[0].ways, [vec![1, 3], vec![2]]);
        assert_eq!(found[0].kept("1-3"), Some(&[1, 3][..]));
    }

    #[test]
    fn one_long_session_holds_short_ones_together() {
        let found = clashes(&[at(1, 0, 300), at(2, 0, 30), at(3, 100, 130), at(4, 400, 430)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].sessions, [2, 1, 3]);
        assert_eq!(found[0].ways, [vec![2, 3], vec![1]]);
    }

    #[test]
    fn too_many_at_once_are_left_to_the_list() {
        let all: Vec<Chosen> = (1..=6).map(|no| at(no, 0, 60)).collect();
        let found = clashes(&all);
        assert_eq!((found.len(), found[0].ways.len()), (1, 0));
        assert_eq!(found[0].kept("all").map(<[i32]>::len), Some(6));
    }

    proptest! {
        #[test]
        fn what_any_way_keeps_does_not_clash_any_more(
            hours in proptest::collection::vec((0..200_i64, 1..60_i64), 0..7),
        ) {
            let all: Vec<Chosen> =
                (0..).zip(&hours).map(|(no, (from, length))| at(no, *from, from + length)).collect();
            let found = clashes(&all);
            for clash in &found {
                for way in &clash.ways {
                    let kept: Vec<Chosen> =
                        all.iter().filter(|span| way.contains(&span.key)).copied().collect();
                    prop_assert!(clashes(&kept).is_empty());
                    prop_assert!(!way.is_empty() && way.len() < clash.sessions.len());
                }
            }
            let clashing: usize = found.iter().map(|clash| clash.sessions.len()).sum();
            let pairs = crate::agenda::overlaps(&all);
            let named: std::collections::BTreeSet<i32> =
                pairs.into_iter().flat_map(|(a, b)| [a, b]).collect();
            prop_assert_eq!(clashing, named.len());
        }
    }
}
