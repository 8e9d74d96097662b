use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use crate::types::{Email, ForumId, Lang, Slug, Words, Zone};

use super::{ForumFacts, ForumState, Phase};

/// How many days before and after a forum its side events may lie.
const AROUND: Days = Days::new(14);

/// A forum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forum {
    /// Its id.
    pub id: ForumId,
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
    /// The languages it is written in.
    pub languages: Vec<Lang>,
    /// Where it stands.
    pub state: ForumState,
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
    /// Until when those registered may change what they said, if that was said.
    pub changes_until: Option<DateTime<Utc>>,
    /// True when being seen there can hurt someone.
    pub sensitive: bool,
    /// Where questions go.
    pub contact_email: Option<Email>,
    /// How many days after the end everything about people is kept.
    pub retention_days: i32,
    /// The highest session number ever given.
    pub last_session_no: i32,
    /// Goes up with every change of the above.
    pub version: i32,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl Forum {
    /// A forum at its first version.
    #[must_use]
    pub fn of(id: ForumId, facts: ForumFacts, state: ForumState, now: DateTime<Utc>) -> Self {
        Self {
            id,
            slug: facts.slug,
            title: facts.title,
            lead: facts.lead,
            host: facts.host,
            notice: facts.notice,
            sample: facts.sample,
            zone: facts.zone,
            languages: facts.languages,
            state,
            starts_at: facts.starts_at,
            ends_at: facts.ends_at,
            day_start: facts.day_start,
            registration_opens_at: facts.registration_opens_at,
            registration_closes_at: facts.registration_closes_at,
            changes_until: facts.changes_until,
            sensitive: facts.sensitive,
            contact_email: facts.contact_email,
            retention_days: facts.retention_days,
            last_session_no: 0,
            version: 1,
            updated_at: now,
        }
    }

    /// What was said of it, as a form shows it again.
    #[must_use]
    pub fn facts(&self) -> ForumFacts {
        ForumFacts {
            slug: self.slug.clone(),
            title: self.title.clone(),
            lead: self.lead.clone(),
            host: self.host.clone(),
            notice: self.notice.clone(),
            sample: self.sample.clone(),
            zone: self.zone,
            languages: self.languages.clone(),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            day_start: self.day_start,
            registration_opens_at: self.registration_opens_at,
            registration_closes_at: self.registration_closes_at,
            changes_until: self.changes_until,
            sensitive: self.sensitive,
            contact_email: self.contact_email.clone(),
            retention_days: self.retention_days,
        }
    }

    /// The conference day of an instant: until `day_start` it is still the day before.
    #[must_use]
    pub fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        let local = self.zone.local(at);
        let date = local.date_naive();
        if local.time() < self.day_start { date.pred_opt().unwrap_or(date) } else { date }
    }

    /// The first conference day.
    #[must_use]
    pub fn first_day(&self) -> NaiveDate {
        self.day_of(self.starts_at)
    }

    /// The last conference day.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        self.day_of(self.ends_at).max(self.first_day())
    }

    /// The first and last day that a session of its agenda may be on: its own days, and those around
    /// them for side events.
    #[must_use]
    pub fn agenda_days(&self) -> (NaiveDate, NaiveDate) {
        let (first, last) = (self.first_day(), self.last_day());
        let before = first.checked_sub_days(AROUND).unwrap_or(first);
        (before, last.checked_add_days(AROUND).unwrap_or(last))
    }

    /// Where its days lie from an instant.
    #[must_use]
    pub fn phase(&self, now: DateTime<Utc>) -> Phase {
        if now < self.starts_at {
            Phase::Ahead
        } else if now < self.ends_at {
            Phase::On
        } else {
            Phase::Over
        }
    }

    /// The instant from which those registered may not change what they said.
    #[must_use]
    pub fn changes_end(&self) -> DateTime<Utc> {
        self.changes_until.unwrap_or(self.starts_at)
    }

    /// True while those registered may change what they said.
    #[must_use]
    pub fn changes_open(&self, now: DateTime<Utc>) -> bool {
        matches!(self.state, ForumState::Published | ForumState::Running)
            && now < self.changes_end()
    }
}

/// A forum as lists show it.
#[derive(Clone, Debug)]
pub struct ForumSummary {
    /// The forum.
    pub forum: Forum,
    /// The name of its first venue, where it has one.
    pub venue: Option<Words>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forum::model::NewForum;

    #[test]
    fn a_party_after_midnight_belongs_to_the_evening_before() {
        let instant = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let facts = NewForum::begun(
            Slug::parse("night").unwrap(),
            Words::both("밤", "Night"),
            Zone::SEOUL,
            instant("2024-07-11T05:00:00Z"),
            instant("2024-07-11T17:00:00Z"),
        )
        .facts;
        let forum =
            Forum::of(ForumId::fresh(), facts, ForumState::Draft, instant("2024-01-01T00:00:00Z"));
        let day = NaiveDate::from_ymd_opt(2024, 7, 11).unwrap();
        assert_eq!((forum.first_day(), forum.last_day()), (day, day));
        assert_eq!(forum.day_of(instant("2024-07-11T21:00:00Z")), day.succ_opt().unwrap());
    }
}
