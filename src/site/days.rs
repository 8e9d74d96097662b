use chrono::{DateTime, Days as Count, NaiveDate, TimeDelta, Utc};

use crate::agenda::Listed;
use crate::forum::Forum;
use crate::i18n;
use crate::types::Zone;

use super::edition::Edition;

/// From this length on a session belongs to the day and not to an hour.
const ALL_DAY: TimeDelta = TimeDelta::hours(10);

/// The conference days of a forum, and which sessions belong to which.
pub struct Days<'a> {
    forum: &'a Forum,
}

impl<'a> Days<'a> {
    /// The days of an edition's forum.
    #[must_use]
    pub fn of(edition: &'a Edition) -> Self {
        Self { forum: &edition.forum }
    }

    /// True for what has no hour worth naming: an exhibition, not a talk.
    #[must_use]
    pub fn is_all_day(&self, session: &Listed) -> bool {
        session.ends_at - session.starts_at >= ALL_DAY
    }

    /// True when a session takes place on a day; what lasts for days does on each of them.
    #[must_use]
    pub fn has(&self, session: &Listed, day: NaiveDate) -> bool {
        session.day == day || (session.day < day && day <= self.last_of(session))
    }

    /// The last day of a session.
    #[must_use]
    pub fn last_of(&self, session: &Listed) -> NaiveDate {
        let last = session.ends_at - TimeDelta::microseconds(1);
        self.forum.day_of(last).max(session.day)
    }

    /// How many sessions a day has.
    #[must_use]
    pub fn count(&self, edition: &Edition, day: NaiveDate) -> usize {
        edition.programme.sessions.iter().filter(|session| self.has(session, day)).count()
    }

    /// The day to show who names none: today while the forum is on, else its first, else the first on
    /// which something happens.
    #[must_use]
    pub fn usual(&self, edition: &Edition, now: DateTime<Utc>) -> Option<NaiveDate> {
        let days = &edition.programme.days;
        let wanted = [self.forum.day_of(now), self.forum.first_day()];
        wanted.into_iter().find(|day| days.contains(day)).or_else(|| days.first().copied())
    }

    /// When the usual day may give way to the next: as long as one of the days is to come.
    #[must_use]
    pub fn turn(&self, edition: &Edition, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let today = self.forum.day_of(now);
        let last = edition.programme.days.last()?;
        let next = today.checked_add_days(Count::new(1))?;
        if today > *last {
            return None;
        }
        self.forum.zone.instant(next.and_time(self.forum.day_start))
    }
}

/// The hour a session starts, in the forum's zone.
#[must_use]
pub fn clock_of(zone: Zone, session: &Listed) -> String {
    i18n::clock(zone, session.starts_at)
}
