use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::{OffsetName, Tz};

/// A forum's time zone by its IANA name; every instant is shown and every deadline read in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// Seoul, where the first forum is held.
    pub const SEOUL: Self = Self(Tz::Asia__Seoul);

    /// The zone of an IANA name such as `Asia/Seoul`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.trim().parse().ok().map(Self)
    }

    /// The IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The zone as chrono knows it.
    #[must_use]
    pub const fn tz(self) -> Tz {
        self.0
    }

    /// Wall-clock time here at an instant.
    #[must_use]
    pub fn local(self, at: DateTime<Utc>) -> DateTime<Tz> {
        at.with_timezone(&self.0)
    }

    /// The calendar date here at an instant.
    #[must_use]
    pub fn date(self, at: DateTime<Utc>) -> NaiveDate {
        self.local(at).date_naive()
    }

    /// The instant of a wall-clock time here: the earlier one where clocks go back, none where they
    /// skip it.
    #[must_use]
    pub fn instant(self, wall: NaiveDateTime) -> Option<DateTime<Utc>> {
        match self.0.from_local_datetime(&wall) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.with_timezone(&Utc)),
            LocalResult::None => None,
        }
    }

    /// The offset at an instant in words a reader knows: `UTC+9`, `UTC+5:30`.
    #[must_use]
    pub fn offset_words(self, at: DateTime<Utc>) -> String {
        let minutes = self.local(at).offset().fix().local_minus_utc() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        if rest == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{rest:02}") }
    }

    /// The short name at an instant where the zone has a spoken one (`KST`, `CEST`).
    #[must_use]
    pub fn abbreviation(self, at: DateTime<Utc>) -> Option<String> {
        let local = self.local(at);
        local
            .offset()
            .abbreviation()
            .filter(|name| name.chars().all(|c| c.is_ascii_alphabetic()))
            .map(str::to_owned)
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::SEOUL
    }
}
