use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::types::{RoomId, SpeakerId};

/// Most clashes that are told at once; an agenda with more has other troubles.
pub const MOST_CLASHES: usize = 2_000;

/// A session as far as it can clash. What is called off does not belong here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its number.
    pub no: i32,
    /// The conference day.
    pub day: NaiveDate,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// The room, if it has one.
    pub room: Option<RoomId>,
    /// How many the room seats, if that is told.
    pub room_size: Option<i32>,
    /// How many can sign up, where seats are counted.
    pub seats: Option<i32>,
    /// Someone accepted that it overlaps another in its room.
    pub overlap_accepted: bool,
    /// Who takes part, each once.
    pub people: Vec<SpeakerId>,
}

/// What an agenda is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The forum's first day.
    pub first_day: NaiveDate,
    /// Its last.
    pub last_day: NaiveDate,
    /// How long a speaker needs from one room to another.
    pub walk: TimeDelta,
}

/// How bad a clash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// It can not be so.
    Error,
    /// It can be so, and probably should not.
    Warning,
    /// Someone accepted it.
    Accepted,
}

impl Weight {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Accepted => "accepted",
        }
    }
}

/// What clashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClashKind {
    /// Two sessions are in one room at one time.
    Room {
        /// The room.
        room: RoomId,
        /// The other session.
        other: i32,
    },
    /// Someone is to be in two sessions at one time.
    Speaker {
        /// Who.
        speaker: SpeakerId,
        /// The other session.
        other: i32,
    },
    /// Someone has too little time to get from one room to the next.
    Walk {
        /// Who.
        speaker: SpeakerId,
        /// The session after.
        other: i32,
        /// The minutes between.
        minutes: i64,
    },
    /// Someone is to be in it outside the hours in which they can come.
    Unavailable {
        /// Who.
        speaker: SpeakerId,
    },
    /// Someone is to be in it and declined.
    Declined {
        /// Who.
        speaker: SpeakerId,
    },
    /// It is on none of the forum's days.
    OutsideDays,
    /// More can sign up than the room seats.
    RoomSmall {
        /// What the room seats.
        size: i32,
        /// How many can sign up.
        seats: i32,
    },
}

impl ClashKind {
    /// The stable word.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Room { .. } => "room",
            Self::Speaker { .. } => "speaker",
            Self::Walk { .. } => "walk",
            Self::Unavailable { .. } => "unavailable",
            Self::Declined { .. } => "declined",
            Self::OutsideDays => "outside_days",
            Self::RoomSmall { .. } => "room_small",
        }
    }

    /// The other session, where two clash.
    #[must_use]
    pub const fn other(&self) -> Option<i32> {
        match self {
            Self::Room { other, .. } | Self::Speaker { other, .. } | Self::Walk { other, .. } => {
                Some(*other)
            }
            Self::Unavailable { .. }
            | Self::Declined { .. }
            | Self::OutsideDays
            | Self::RoomSmall { .. } => None,
        }
    }
}

/// One clash of an agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clash {
    /// How bad it is.
    pub weight: Weight,
    /// The session; of two, the one that starts first.
    pub no: i32,
    /// What clashes.
    pub kind: ClashKind,
}

/// Every clash of an agenda, the worst first: sweeps over what is sorted by room and by speaker, so
/// that it takes n log n and as long as there are clashes to tell. At most [`MOST_CLASHES`].
#[must_use]
pub fn clashes(sessions: &[Planned], bounds: &Bounds) -> Vec<Clash> {
    let mut found = room_clashes(sessions);
    for (speaker, group) in grouped(sessions, |s| s.people.iter().copied()) {
        sweep(&group, bounds.walk, |a, b| {
            found.extend(of_speaker(speaker, a, b));
            found.len() < MOST_CLASHES
        });
    }
    for session in sessions {
        if session.day < bounds.first_day || session.day > bounds.last_day {
            let kind = ClashKind::OutsideDays;
            found.push(Clash { weight: Weight::Warning, no: session.no, kind });
        }
        if let (Some(size), Some(seats)) = (session.room_size, session.seats)
            && seats > size
        {
            let kind = ClashKind::RoomSmall { size, seats };
            found.push(Clash { weight: Weight::Warning, no: session.no, kind });
        }
    }
    found.sort_unstable();
    found.truncate(MOST_CLASHES);
    found
}

/// The clashes over rooms alone: what no release may have unless it was accepted.
#[must_use]
pub fn room_clashes(sessions: &[Planned]) -> Vec<Clash> {
    let mut found = Vec::new();
    for (room, group) in grouped(sessions, |session| session.room.into_iter()) {
        sweep(&group, TimeDelta::zero(), |a, b| {
            let accepted = a.overlap_accepted || b.overlap_accepted;
            let weight = if accepted { Weight::Accepted } else { Weight::Error };
            found.push(Clash { weight, no: a.no, kind: ClashKind::Room { room, other: b.no } });
            found.len() < MOST_CLASHES
        });
    }
    found
}

fn of_speaker(speaker: SpeakerId, a: &Planned, b: &Planned) -> Option<Clash> {
    if b.starts_at < a.ends_at {
        // One session within another in the same room, accepted there, needs nobody to be torn.
        let together = a.room.is_some() && a.room == b.room;
        let accepted = together && (a.overlap_accepted || b.overlap_accepted);
        let weight = if accepted { Weight::Accepted } else { Weight::Error };
        return Some(Clash { weight, no: a.no, kind: ClashKind::Speaker { speaker, other: b.no } });
    }
    let apart = a.room.is_some() && b.room.is_some() && a.room != b.room;
    let minutes = (b.starts_at - a.ends_at).num_minutes();
    let kind = ClashKind::Walk { speaker, other: b.no, minutes };
    apart.then_some(Clash { weight: Weight::Warning, no: a.no, kind })
}

/// Sessions by something that several of them share, in no order.
fn grouped<'a, K, I>(
    sessions: &'a [Planned],
    keys: impl Fn(&'a Planned) -> I,
) -> Vec<(K, Vec<&'a Planned>)>
where
    K: Copy + Eq + std::hash::Hash,
    I: Iterator<Item = K>,
{
    let mut groups: HashMap<K, Vec<&Planned>> = HashMap::new();
    for session in sessions {
        for key in keys(session) {
            groups.entry(key).or_default().push(session);
        }
    }
    groups.into_iter().filter(|(_, group)| group.len() > 1).collect()
}

/// Visits every pair that comes closer than `apart`, the earlier first, until told to stop.
fn sweep(group: &[&Planned], apart: TimeDelta, mut visit: impl FnMut(&Planned, &Planned) -> bool) {
    let mut sorted = group.to_vec();
    sorted.sort_unstable_by_key(|session| (session.starts_at, session.ends_at, session.no));
    let mut open: Vec<&Planned> = Vec::new();
    for session in sorted {
        open.retain(|earlier| earlier.ends_at + apart > session.starts_at);
        for earlier in &open {
            if !visit(earlier, session) {
                return;
            }
        }
        open.push(session);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Instant;

    use proptest::prelude::*;

    use super::*;

    fn id(n: i64) -> uuid::Uuid {
        uuid::Uuid::from_u128(u128::try_from(n).unwrap())
    }

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn planned(no: i32, from: i64, length: i64, room: i64, people: &[i64]) -> Planned {
        Planned {
            no,
            day: at(from).date_naive(),
            starts_at: at(from),
            ends_at: at(from + length),
            room: (room > 0).then(|| RoomId(id(room))),
            room_size: None,
            seats: None,
            overlap_accepted: false,
            people: people.iter().map(|n| SpeakerId(id(*n))).collect(),
        }
    }

    fn bounds() -> Bounds {
        let day = at(0).date_naive();
        Bounds { first_day: day, last_day: day, walk: TimeDelta::minutes(10) }
    }

    fn told(sessions: &[Planned]) -> Vec<(&'static str, &'static str, i32, Option<i32>)> {
        clashes(sessions, &bounds())
            .iter()
            .map(|c| (c.weight.code(), c.kind.code(), c.no, c.kind.other()))
            .collect()
    }

    #[test]
    fn rooms_speakers_ways_days_and_sizes_are_looked_at() {
        assert_eq!(told(&[planned(1, 0, 30, 1, &[]), planned(2, 30, 30, 1, &[])]), []);
        let pair = [planned(2, 29, 30, 1, &[7]), planned(1, 0, 30, 1, &[7])];
        assert_eq!(told(&pair), [("error", "room", 1, Some(2)), ("error", "speaker", 1, Some(2))]);
        let [mut one, two] = pair;
        one.overlap_accepted = true;
        let both = ("accepted", "room", 1, Some(2));
        assert_eq!(told(&[one, two]), [both, ("accepted", "speaker", 1, Some(2))]);
        let walk = [planned(1, 0, 30, 1, &[7]), planned(2, 39, 30, 2, &[7])];
        assert_eq!(told(&walk), [("warning", "walk", 1, Some(2))]);
        assert_eq!(told(&[planned(1, 0, 30, 1, &[7]), planned(2, 40, 30, 2, &[7])]), []);
        let mut late = planned(1, 60 * 24, 30, 1, &[]);
        (late.room_size, late.seats) = (Some(40), Some(41));
        assert_eq!(
            told(&[late]),
            [("warning", "outside_days", 1, None), ("warning", "room_small", 1, None)]
        );
    }

    #[test]
    fn an_accepted_pair_hides_no_other() {
        let mut long = planned(1, 0, 90, 1, &[]);
        long.overlap_accepted = true;
        let all = [long, planned(2, 0, 30, 1, &[]), planned(3, 20, 30, 1, &[])];
        assert_eq!(told(&all)[0], ("error", "room", 2, Some(3)));
    }

    #[test]
    fn a_crowd_in_one_room_is_told_of_and_not_counted_to_the_end() {
        let crowd: Vec<Planned> = (0..5000).map(|n| planned(n, 0, 30, 1, &[1])).collect();
        let began = Instant::now();
        assert_eq!(clashes(&crowd, &bounds()).len(), MOST_CLASHES);
        let all: Vec<Planned> = (0..1000)
            .map(|n| planned(n, i64::from(n / 40) * 45, 50, i64::from(n % 40) + 1, &[n.into()]))
            .collect();
        let crowded = began.elapsed();
        assert_eq!(clashes(&all, &bounds()).len(), 960);
        eprintln!("5,000 at once {crowded:?}, 1,000 in 40 rooms {:?}", began.elapsed() - crowded);
    }

    proptest! {
        #[test]
        fn the_sweep_finds_what_comparing_all_pairs_finds(
            all in proptest::collection::vec((0..120_i64, 1..40_i64, 0..4_i64, 0..4_i64, any::<bool>()), 0..25),
        ) {
            let sessions: Vec<Planned> = (1..).zip(all).map(|(no, (from, length, room, who, yes))| {
                let mut session = planned(no, from, length, room, &[who]);
                session.overlap_accepted = yes;
                session
            }).collect();
            let mut expected = BTreeSet::new();
            for a in &sessions {
                for b in &sessions {
                    let before = (a.starts_at, a.ends_at, a.no) < (b.starts_at, b.ends_at, b.no);
                    let both = b.starts_at < a.ends_at;
                    let near = b.starts_at < a.ends_at + bounds().walk;
                    let rooms = a.room.zip(b.room);
                    if before && both && rooms.is_some_and(|(x, y)| x == y) {
                        expected.insert(("room", a.no, b.no));
                    }
                    if before && both && a.people == b.people {
                        expected.insert(("speaker", a.no, b.no));
                    }
                    if before && near && !both && a.people == b.people && rooms.is_some_and(|(x, y)| x != y) {
                        expected.insert(("walk", a.no, b.no));
                    }
                }
            }
            let found: BTreeSet<_> = clashes(&sessions, &bounds())
                .iter()
                .map(|c| (c.kind.code(), c.no, c.kind.other().unwrap()))
                .collect();
            prop_assert_eq!(found, expected);
        }
    }
}
