use chrono::{DateTime, Utc};

/// A thing with a time, by a key of the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<K> {
    /// What it is.
    pub key: K,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends; that instant is no longer part of it.
    pub ends_at: DateTime<Utc>,
}

/// The pairs that happen at the same time, the earlier one first. What ends when another starts does
/// not overlap it.
#[must_use]
pub fn overlaps<K: Copy + Ord>(spans: &[Span<K>]) -> Vec<(K, K)> {
    let mut sorted: Vec<&Span<K>> = spans.iter().collect();
    sorted.sort_by_key(|span| (span.starts_at, span.ends_at, span.key));
    let mut pairs = Vec::new();
    let mut open: Vec<&Span<K>> = Vec::new();
    for span in sorted {
        open.retain(|earlier| earlier.ends_at > span.starts_at);
        if span.ends_at > span.starts_at {
            pairs.extend(open.iter().map(|earlier| (earlier.key, span.key)));
            open.push(span);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    fn span(key: i32, from: i64, length: i64) -> Span<i32> {
        let at = |minutes| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(minutes);
        Span { key, starts_at: at(from), ends_at: at(from + length) }
    }

    #[test]
    fn sessions_back_to_back_do_not_overlap() {
        assert_eq!(overlaps(&[span(1, 0, 30), span(2, 30, 30)]), []);
        assert_eq!(overlaps(&[span(2, 29, 30), span(1, 0, 30)]), [(1, 2)]);
    }

    proptest! {
        #[test]
        fn the_sweep_finds_what_comparing_all_pairs_finds(
            times in proptest::collection::vec((0..50_i64, 0..20_i64), 0..25),
        ) {
            let spans: Vec<Span<i32>> =
                (0..).zip(&times).map(|(key, (from, length))| span(key, *from, *length)).collect();
            let mut found: Vec<(i32, i32)> =
                overlaps(&spans).into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
            found.sort_unstable();
            let mut expected = Vec::new();
            for a in &spans {
                for b in &spans {
                    let both = a.starts_at.max(b.starts_at) < a.ends_at.min(b.ends_at);
                    if a.key < b.key && both {
                        expected.push((a.key, b.key));
                    }
                }
            }
            prop_assert_eq!(found, expected);
        }
    }
}
