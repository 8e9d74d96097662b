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
