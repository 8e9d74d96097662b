use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use icalendar::{Component, Event, EventStatus, Property};

use super::hours::Hours;
use super::{append_texts, append_zone, clean, fold, one_line, opened, timezone, unbroken};
use crate::types::Lang;

/// How often a calendar should look again. Few heed it, but those that do then see a moved session
/// within the hour.
const REFRESH: &str = "PT1H";

/// A calendar people subscribe to (RFC 5545, 7986). It names no method: nobody is invited, and a
/// `PUBLISH` would owe an organizer's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// What it is called among a reader's calendars.
    pub name: String,
    /// What it holds; empty leaves it out.
    pub description: String,
    /// Where it is read from.
    pub source: String,
    /// The page about it.
    pub url: String,
    /// The zone its wall-clock times are written in.
    pub zone: Tz,
    /// From when to when the zone's rules are needed, at least.
    pub within: (DateTime<Utc>, DateTime<Utc>),
    /// The language its texts are in.
    pub lang: Lang,
    /// When it was last changed.
    pub stamp: DateTime<Utc>,
    /// What it holds.
    pub entries: Vec<FeedEntry>,
}

/// One entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// The entry's name for life, `…@host`.
    pub uid: String,
    /// Raised with each change.
    pub sequence: u32,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Its time may still change.
    pub tentative: bool,
    /// It was called off.
    pub cancelled: bool,
    /// The title.
    pub summary: String,
    /// Where; empty leaves it out.
    pub location: String,
    /// Some lines of plain text; empty leaves them out.
    pub description: String,
    /// What it belongs to.
    pub categories: Vec<String>,
    /// The page about it.
    pub url: String,
    /// When it was last changed (not when it is read: the same state gives the same bytes).
    pub stamp: DateTime<Utc>,
}

/// The feed as one iCalendar object.
#[must_use]
pub fn feed(feed: &Feed) -> String {
    let mut calendar = opened();
    let name = one_line(&feed.name);
    // Who does not know RFC 7986 reads the older names.
    calendar.append_property(("NAME", escaped(&name).as_str()));
    calendar.append_property(("X-WR-CALNAME", name.as_str()));
    let description = clean(&feed.description);
    if !description.is_empty() {
        calendar.append_property(("DESCRIPTION", description.as_str()));
        calendar.append_property(("X-WR-CALDESC", description.as_str()));
    }
    calendar.append_property(("X-WR-TIMEZONE", feed.zone.name()));
    calendar.append_property(valued("REFRESH-INTERVAL", "DURATION", REFRESH));
    calendar.append_property(("X-PUBLISHED-TTL", REFRESH));
    calendar.append_property(valued("SOURCE", "URI", &unbroken(&feed.source)));
    calendar.append_property(("URL", unbroken(&feed.url).as_str()));
    calendar.append_property(("LAST-MODIFIED", instant(feed.stamp).as_str()));
    if !timezone::is_utc(feed.zone) {
        let (first, last) = feed.within;
        let first = feed.entries.iter().map(|entry| entry.starts_at).fold(first, DateTime::min);
        let last = feed.entries.iter().map(|entry| entry.ends_at).fold(last, DateTime::max);
        append_zone(&mut calendar, feed.zone, first, last);
    }
    calendar.extend(feed.entries.iter().map(|entry| event(feed, entry)));
    fold::refold(&calendar.to_string())
}

fn event(feed: &Feed, entry: &FeedEntry) -> Event {
    let mut event = Event::new();
    event
        .uid(&one_line(&entry.uid))
        .sequence(entry.sequence)
        .timestamp(entry.stamp)
        .add_property("LAST-MODIFIED", instant(entry.stamp))
        // Who follows a programme is not busy in all of it.
        .add_property("TRANSP", "TRANSPARENT");
    let FeedEntry { starts_at, ends_at, summary, location, description, .. } = entry;
    Hours { starts_at: *starts_at, ends_at: *ends_at, zone: feed.zone }.write(&mut event);
    event.status(match entry {
        FeedEntry { cancelled: true, .. } => EventStatus::Cancelled,
        FeedEntry { tentative: true, .. } => EventStatus::Tentative,
        _ => EventStatus::Confirmed,
    });
    append_texts(&mut event, feed.lang, summary, location, description);
    if !entry.categories.is_empty() {
        let each = entry.categories.iter().map(|category| escaped(&one_line(category)));
        event.add_property("CATEGORIES", each.collect::<Vec<_>>().join(","));
    }
    event.add_property("URL", unbroken(&entry.url));
    event
}

fn valued(name: &str, kind: &str, value: &str) -> Property {
    Property::new(name, value).add_parameter("VALUE", kind).done()
}

fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Text as RFC 5545 §3.3.11 wants it, for the properties that icalendar does not know as text.
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace(',', r"\,").replace(';', r"\;")
}
