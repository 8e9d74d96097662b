use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};

use crate::types::Zone;

/// What a place on the timetable is counted in, in minutes.
pub const UNIT: i64 = 5;
/// The most hours that a timetable shows; the stylesheet has classes for them.
pub const MOST_HOURS: i64 = 30;
/// The most lanes that stand side by side; the stylesheet has classes for them.
pub const MOST_LANES: usize = 12;

/// The hours a timetable shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The full hour at its top.
    pub top: DateTime<Utc>,
    /// How many hours.
    pub hours: i64,
}

/// Where something stands on a timetable, in minutes from its top, in whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it begins.
    pub from: i64,
    /// Where it ends, not included.
    pub to: i64,
}

/// Which of how many lanes of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The lane, from 0.
    pub at: usize,
    /// How many there are where it stands.
    pub of: usize,
}

impl Frame {
    /// Around what happens on a day, an hour more on either side; from nine to six on an empty day.
    #[must_use]
    pub fn of(zone: Zone, day: NaiveDate, times: &[(DateTime<Utc>, DateTime<Utc>)]) -> Self {
        let hour = TimeDelta::hours(1);
        let first = times.iter().map(|(from, _)| *from).min();
        let last = times.iter().map(|(_, to)| *to).max();
        let (Some(first), Some(last)) = (first, last) else {
            let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
            let wall = NaiveDateTime::new(day, nine);
            return Self { top: zone.instant(wall).unwrap_or(wall.and_utc()), hours: 9 };
        };
        let local = zone.local(first);
        let past = i64::from(local.minute()) * 60 + i64::from(local.second());
        let top = first - TimeDelta::seconds(past) - hour;
        let whole = (last - top).num_seconds();
        let hours = whole / 3600 + i64::from(whole % 3600 > 0) + 1;
        Self { top, hours: hours.min(MOST_HOURS) }
    }

    /// True when all of it is inside.
    #[must_use]
    pub fn holds(&self, times: &[(DateTime<Utc>, DateTime<Utc>)]) -> bool {
        let end = self.at(self.hours * 60);
        times.iter().all(|(from, to)| *from >= self.top && *to <= end)
    }

    /// Where a time stands: whole units, at least one, inside the frame, so that nothing is lost.
    #[must_use]
    pub fn stretch(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Stretch {
        let minutes = |at: DateTime<Utc>| (at - self.top).num_minutes();
        let end = self.hours * 60;
        let from = (minutes(from).div_euclid(UNIT) * UNIT).clamp(0, end - UNIT);
        let up = minutes(to) + UNIT - 1;
        let to = (up.div_euclid(UNIT) * UNIT).clamp(from + UNIT, end);
        Stretch { from, to }
    }

    /// The instant so many minutes below the top.
    #[must_use]
    pub fn at(&self, minutes: i64) -> DateTime<Utc> {
        self.top + TimeDelta::minutes(minutes)
    }
}

/// Lanes for what stands in one column: two that overlap are never in one, and what overlaps, also by
/// way of others, shares the width evenly.
#[must_use]
pub fn lanes(all: &[Stretch]) -> Vec<Lane> {
    let mut order: Vec<(Stretch, usize)> = all.iter().copied().zip(0..).collect();
    order.sort_by_key(|(stretch, at)| (stretch.from, -stretch.to, *at));
    let mut found = vec![Lane { at: 0, of: 1 }; all.len()];
    let mut group: Vec<usize> = Vec::new();
    let mut ends: Vec<i64> = Vec::new();
    for (stretch, at) in order {
        if ends.iter().all(|end| *end <= stretch.from) {
            close(&mut found, &mut group, ends.len());
            ends.clear();
        }
        let free = ends.iter().position(|end| *end <= stretch.from);
        let lane = free.unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(end) => *end = stretch.to,
            None => ends.push(stretch.to),
        }
        if let Some(slot) = found.get_mut(at) {
            slot.at = lane;
        }
        group.push(at);
    }
    close(&mut found, &mut group, ends.len());
    found
}

/// Ends a group of stretches that hang together: each learns how many lanes it has.
fn close(found: &mut [Lane], group: &mut Vec<usize>, of: usize) {
    for at in group.drain(..) {
        if let Some(lane) = found.get_mut(at) {
            lane.of = of;
        }
    }
}

/// The full hours of a column, in minutes from the top, in which nothing stands.
pub fn free(frame: &Frame, all: &[Stretch]) -> impl Iterator<Item = i64> {
    let hours = (0..frame.hours).map(|hour| hour * 60);
    hours.filter(move |from| all.iter().all(|other| other.to <= *from || other.from >= from + 60))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 31).unwrap()
    }

    fn at(minutes: i64) -> DateTime<Utc> {
        NaiveDateTime::new(day(), NaiveTime::MIN).and_utc() + TimeDelta::minutes(minutes)
    }

    #[test]
    fn a_frame_begins_at_a_full_hour_of_the_zone_and_leaves_room() {
        let kathmandu = Zone::parse("Asia/Kathmandu").unwrap();
        let frame = Frame::of(kathmandu, day(), &[(at(10), at(70))]);
        assert_eq!(kathmandu.local(frame.top).format("%H:%M").to_string(), "04:00");
        assert_eq!(frame.hours, 4);
        let empty = Frame::of(Zone::SEOUL, day(), &[]);
        assert_eq!((empty.top, empty.hours), (at(0), 9));
        assert_eq!(
            free(&empty, &[Stretch { from: 55, to: 125 }]).collect::<Vec<_>>(),
            [180, 240, 300, 360, 420, 480]
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_two_stand_on_each_other(
            times in proptest::collection::vec((0..4000_i64, 1..900_i64), 0..40),
        ) {
            let spans: Vec<_> = times.iter().map(|(from, long)| (at(*from), at(from + long))).collect();
            let frame = Frame::of(Zone::SEOUL, day(), &spans);
            let all: Vec<Stretch> = spans.iter().map(|(a, b)| frame.stretch(*a, *b)).collect();
            for stretch in &all {
                prop_assert!(0 <= stretch.from && stretch.from < stretch.to);
                prop_assert!(stretch.to <= frame.hours * 60);
                prop_assert_eq!((stretch.from % UNIT, stretch.to % UNIT), (0, 0));
            }
            let lanes = lanes(&all);
            prop_assert_eq!(lanes.len(), all.len());
            for (n, (a, one)) in all.iter().zip(&lanes).enumerate() {
                prop_assert!(one.at < one.of);
                for (b, other) in all.iter().zip(&lanes).skip(n + 1) {
                    if a.from < b.to && b.from < a.to {
                        prop_assert_ne!(one.at, other.at);
                        prop_assert_eq!(one.of, other.of);
                    }
                }
            }
            for hour in free(&frame, &all) {
                prop_assert!(all.iter().all(|a| a.to <= hour || hour + 60 <= a.from));
            }
        }
    }
}
