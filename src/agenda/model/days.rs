use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::types::Zone;

/// The conference day an instant belongs to: what happens before `day_start` belongs to the evening
/// before.
#[must_use]
pub fn conference_day(zone: Zone, day_start: NaiveTime, at: DateTime<Utc>) -> NaiveDate {
    let wall = zone.local(at).naive_local();
    let day = wall.date();
    if wall.time() < day_start { day.pred_opt().unwrap_or(day) } else { day }
}

/// When a forum is held, as its agenda needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForumDays {
    /// The forum's zone.
    pub zone: Zone,
    /// When a conference day begins.
    pub day_start: NaiveTime,
    /// When the forum starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
}

impl ForumDays {
    /// The conference day of an instant.
    #[must_use]
    pub fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        conference_day(self.zone, self.day_start, at)
    }

    /// The first day.
    #[must_use]
    pub fn first(&self) -> NaiveDate {
        self.day_of(self.starts_at)
    }

    /// The last day.
    #[must_use]
    pub fn last(&self) -> NaiveDate {
        self.day_of(self.ends_at - TimeDelta::microseconds(1)).max(self.first())
    }

    /// True for a day the forum is held on.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.first() <= day && day <= self.last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_after_midnight_belongs_to_the_evening_before() {
        let six = NaiveTime::from_hms_opt(6, 0, 0).unwrap();
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let day = |text| conference_day(Zone::SEOUL, six, at(text)).to_string();
        assert_eq!(day("2024-07-11T16:30:00Z"), "2024-07-11");
        assert_eq!(day("2024-07-11T20:59:59Z"), "2024-07-11");
        assert_eq!(day("2024-07-11T21:00:00Z"), "2024-07-12");
    }

    #[test]
    fn a_forum_that_ends_when_a_day_begins_does_not_hold_that_day() {
        let six = NaiveTime::from_hms_opt(6, 0, 0).unwrap();
        let days = ForumDays {
            zone: Zone::SEOUL,
            day_start: six,
            starts_at: "2024-07-10T21:00:00Z".parse().unwrap(),
            ends_at: "2024-07-12T21:00:00Z".parse().unwrap(),
        };
        assert_eq!(
            (days.first().to_string(), days.last().to_string()),
            ("2024-07-11".to_owned(), "2024-07-12".to_owned())
        );
        assert!(!days.holds("2024-07-13".parse().unwrap()));
    }
}
