use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Tz;
use icalendar::{CalendarDateTime, Event, EventLike};

use super::timezone;

/// When an entry begins and ends, and the zone its wall-clock times are written in.
#[derive(Clone, Copy)]
pub(super) struct Hours {
    pub(super) starts_at: DateTime<Utc>,
    pub(super) ends_at: DateTime<Utc>,
    pub(super) zone: Tz,
}

impl Hours {
    /// Writes them into an event.
    pub(super) fn write(&self, event: &mut Event) {
        event.starts(self.written(self.starts_at));
        event.ends(self.written(self.ends_at));
    }

    /// True where wall-clock times say which instants are meant. A wall time that comes twice means
    /// its first coming (RFC 5545 §3.3.5), so an event at the second one is written in UTC, as in a
    /// UTC zone.
    pub(super) fn has_wall_time(&self) -> bool {
        let zone = self.zone;
        let plain = |at: DateTime<Utc>| {
            let wall = at.with_timezone(&zone).naive_local();
            zone.from_local_datetime(&wall).earliest().is_some_and(|first| first == at)
        };
        !timezone::is_utc(zone) && plain(self.starts_at) && plain(self.ends_at)
    }

    fn written(&self, at: DateTime<Utc>) -> CalendarDateTime {
        if self.has_wall_time() {
            let date_time = at.with_timezone(&self.zone).naive_local();
            CalendarDateTime::WithTimezone { date_time, tzid: self.zone.name().to_owned() }
        } else {
            CalendarDateTime::Utc(at)
        }
    }
}
