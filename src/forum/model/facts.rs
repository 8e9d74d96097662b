use chrono::{DateTime, NaiveTime, TimeDelta, Utc};

use crate::types::{Email, Lang, Slug, Words, Zone};

use super::{NewCategory, NewConsent, NewVenue};

/// What an organizer says of a forum: everything that can be typed into its first form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForumFacts {
    /// Its name in addresses.
    pub slug: Slug,
    /// What it is called.
    pub title: Words,
    /// One paragraph on what it is for.
    pub lead: Words,
    /// Who holds it.
    pub host: Words,
    /// Something everyone must read, on every page.
    pub notice: Words,
    /// When set, says on every page that some values are illustrative.
    pub sample: Words,
    /// Its zone.
    pub zone: Zone,
    /// The languages it is written in; each must be there before it is published.
    pub languages: Vec<Lang>,
    /// Its first hour.
    pub starts_at: DateTime<Utc>,
    /// Its last hour.
    pub ends_at: DateTime<Utc>,
    /// The hour at which a conference day gives way to the next.
    pub day_start: NaiveTime,
    /// When registering begins.
    pub registration_opens_at: Option<DateTime<Utc>>,
    /// When registering ends.
    pub registration_closes_at: Option<DateTime<Utc>>,
    /// Until when those registered may change what they said; absent means until it begins.
    pub changes_until: Option<DateTime<Utc>>,
    /// True when being seen there can hurt someone.
    pub sensitive: bool,
    /// Where questions go.
    pub contact_email: Option<Email>,
    /// How many days after the end everything about people is kept.
    pub retention_days: i32,
}

impl ForumFacts {
    /// The most days a forum may last; a longer one is a mistyped year.
    pub const MOST_DAYS: i64 = 100;
    /// The longest time personal records may be kept, in days.
    pub const MOST_RETENTION: i32 = 3650;

    /// True when it ends after it begins, and does not last a mistyped year.
    #[must_use]
    pub fn days_in_order(&self) -> bool {
        let length = self.ends_at - self.starts_at;
        length > TimeDelta::zero() && length <= TimeDelta::days(Self::MOST_DAYS)
    }

    /// The names of what is said differently in `other`, for the audit log.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        let said = [
            ("slug", self.slug != other.slug),
            ("title", self.title != other.title),
            ("lead", self.lead != other.lead),
            ("host", self.host != other.host),
            ("notice", self.notice != other.notice),
            ("sample", self.sample != other.sample),
            ("zone", self.zone != other.zone),
            ("languages", self.languages != other.languages),
            ("starts_at", self.starts_at != other.starts_at),
            ("ends_at", self.ends_at != other.ends_at),
            ("day_start", self.day_start != other.day_start),
            ("registration_opens_at", self.registration_opens_at != other.registration_opens_at),
            ("registration_closes_at", self.registration_closes_at != other.registration_closes_at),
            ("changes_until", self.changes_until != other.changes_until),
            ("sensitive", self.sensitive != other.sensitive),
            ("contact_email", self.contact_email != other.contact_email),
            ("retention_days", self.retention_days != other.retention_days),
        ];
        said.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }

    /// True when registering ends after it begins.
    #[must_use]
    pub fn window_in_order(&self) -> bool {
        match (self.registration_opens_at, self.registration_closes_at) {
            (Some(opens), Some(closes)) => opens < closes,
            _ => true,
        }
    }
}

/// Everything a forum is made from.
#[derive(Clone, Debug)]
pub struct NewForum {
    /// What is said of it.
    pub facts: ForumFacts,
    /// How many people it takes in all; absent means no limit.
    pub capacity: Option<i32>,
    /// Where it is held.
    pub venue: Option<NewVenue>,
    /// Kinds of attendees.
    pub categories: Vec<NewCategory>,
    /// What people are asked to agree to.
    pub consents: Vec<NewConsent>,
}

impl NewForum {
    /// A forum of which only the least is known: usual hours, no limit, no venue, categories or
    /// consent texts yet.
    #[must_use]
    pub fn begun(
        slug: Slug,
        title: Words,
        zone: Zone,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
    ) -> Self {
        let facts = ForumFacts {
            slug,
            title,
            lead: Words::default(),
            host: Words::default(),
            notice: Words::default(),
            sample: Words::default(),
            zone,
            languages: Lang::ALL.to_vec(),
            starts_at,
            ends_at,
            day_start: NaiveTime::from_hms_opt(6, 0, 0).unwrap_or_default(),
            registration_opens_at: None,
            registration_closes_at: None,
            changes_until: None,
            sensitive: false,
            contact_email: None,
            retention_days: 90,
        };
        Self { facts, capacity: None, venue: None, categories: Vec::new(), consents: Vec::new() }
    }
}
