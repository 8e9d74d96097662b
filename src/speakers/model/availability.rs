use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use crate::types::Zone;

/// When a speaker can come on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayHours {
    /// The conference day.
    pub day: NaiveDate,
    /// From when until when, in the forum's zone; an end that is not after the beginning is on the day
    /// after. None: not at all.
    pub hours: Option<(NaiveTime, NaiveTime)>,
}

impl DayHours {
    fn holds(&self, from: NaiveDateTime, to: NaiveDateTime) -> bool {
        let Some((begin, end)) = self.hours else { return false };
        let last = if end > begin { self.day } else { self.day + Days::new(1) };
        self.day.and_time(begin) <= from && to <= last.and_time(end)
    }
}

/// When a speaker can come. A day of which nothing is said is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Availability(pub Vec<DayHours>);

impl Availability {
    /// What is said of a day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<&DayHours> {
        self.0.iter().find(|hours| hours.day == day)
    }

    /// True when something on this conference day is within what they can.
    #[must_use]
    pub fn allows(
        &self,
        zone: Zone,
        day: NaiveDate,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
    ) -> bool {
        let wall = |at: DateTime<Utc>| zone.local(at).naive_local();
        self.on(day).is_none_or(|hours| hours.holds(wall(starts_at), wall(ends_at)))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    fn at(hour: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour % 24, 0, 0).unwrap()
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 7, 1).unwrap()
    }

    #[test]
    fn a_day_of_which_nothing_is_said_is_open_and_one_that_ends_after_midnight_goes_on() {
        let begins = Zone::SEOUL.instant(day().and_time(at(23))).unwrap();
        let ends = begins + TimeDelta::hours(2);
        let allows = |hours| {
            Availability(vec![DayHours { day: day(), hours }]).allows(
                Zone::SEOUL,
                day(),
                begins,
                ends,
            )
        };
        assert!(Availability::default().allows(Zone::SEOUL, day(), begins, ends));
        assert!(allows(Some((at(20), at(1)))) && allows(Some((at(23), at(1)))));
        assert!(!allows(Some((at(20), at(0)))) && !allows(Some((at(9), at(23)))) && !allows(None));
    }

    proptest! {
        #[test]
        fn what_is_allowed_stays_allowed_when_it_gets_shorter(
            from in 0_u32..24, to in 0_u32..24, start in 0_i64..1440, length in 1_i64..600, cut in 0_i64..300,
        ) {
            let hours = Availability(vec![DayHours { day: day(), hours: Some((at(from), at(to))) }]);
            let begin = Zone::SEOUL.instant(day().and_time(at(0))).unwrap() + TimeDelta::minutes(start);
            let end = begin + TimeDelta::minutes(length);
            let (later, earlier) = (begin + TimeDelta::minutes(cut), end - TimeDelta::minutes(cut));
            if later < earlier && hours.allows(Zone::SEOUL, day(), begin, end) {
                prop_assert!(hours.allows(Zone::SEOUL, day(), later, earlier));
            }
        }
    }
}
