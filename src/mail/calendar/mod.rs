//! Calendar entries as letters carry them (RFC 5545, 5546, 6047): pure, no clock, no I/O.
//!
//! **One event is shown, all are attached.** [`parts`] turns the events of a letter into
//! 1. one `text/calendar; method=…` part with the first event alone. Outlook ignores every event of
//!    a mailed iCalendar object but the first (MS-STANOICAL 2.2.175), Exchange, Gmail and Thunderbird
//!    act on the first or on none, and RFC 5546 §3.2.2 wants one UID per `REQUEST`;
//! 2. one `invite.ics` with all of them. Several events make no iTIP message, so the file names no
//!    method: a plain calendar object, which every calendar imports whole and which, unlike a
//!    `PUBLISH`, may say who is invited. With a single event the file equals the shown part, as
//!    Google's own invitations do it, because some clients read one and some the other.
//!
//! So the event a letter is about comes first, the forum before its seats; a later change to a seat
//! is a letter of its own with that seat alone, and every client then follows it.
//!
//! The caller owes: a UID that never changes, a sequence that rises with each change of time, place
//! or state, and as organizer the mailbox the letter is sent from.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use icalendar::{Calendar, Component, Event, EventStatus, Parameter, Property};

use crate::types::Lang;

mod feed;
mod fold;
mod hours;
mod timezone;

pub use feed::{Feed, FeedEntry, feed};

use hours::Hours;

const PRODUCT: &str = "-//Madang//Registration desk//EN";

/// What an entry asks of the calendar that receives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Put this in, or change what is there.
    Request,
    /// Take this out.
    Cancel,
    /// For information, to nobody in particular.
    Publish,
}

impl Method {
    /// The word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
            Self::Publish => "PUBLISH",
        }
    }
}

/// One calendar entry for one person: the forum itself, or a seat in a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The entry's name for life, `…@host`.
    pub uid: String,
    /// Raised with each change of time, place or state.
    pub sequence: u32,
    /// Whether the entry is put in, taken out, or shown.
    pub method: Method,
    /// Name and address of who invites; the address must be the one the letter comes from.
    pub organizer: (String, String),
    /// The address of the one person invited; never anybody else's.
    pub attendee: Option<String>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// The zone its wall-clock times are written in.
    pub zone: Tz,
    /// The title.
    pub summary: String,
    /// Where; empty leaves it out.
    pub location: String,
    /// Some lines of plain text; empty leaves them out.
    pub description: String,
    /// A page about it.
    pub url: Option<String>,
    /// When it was last changed (not when it is sent: the same state gives the same bytes).
    pub stamp: DateTime<Utc>,
    /// The language its texts are in.
    pub lang: Lang,
}

/// Where in a letter a calendar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Beside text and HTML, where mail programs show it with buttons.
    Shown,
    /// As the file `invite.ics`.
    Attached,
}

/// A finished calendar and its place in a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarPart {
    /// Where it stands.
    pub place: Place,
    /// The method it names, which the part's content type has to repeat.
    pub method: Option<Method>,
    /// The iCalendar object.
    pub body: String,
}

/// The calendar parts of a letter: the first event shown, all of them attached; none for no events.
#[must_use]
pub fn parts(events: &[Invitation]) -> Vec<CalendarPart> {
    let part = |place, events: &[Invitation]| CalendarPart {
        place,
        method: method_of(events),
        body: ics(events),
    };
    events.first().map_or_else(Vec::new, |first| {
        vec![part(Place::Shown, std::slice::from_ref(first)), part(Place::Attached, events)]
    })
}

/// One iCalendar object with all events and the zones they need.
#[must_use]
pub fn ics(events: &[Invitation]) -> String {
    let mut calendar = opened();
    if let Some(method) = method_of(events) {
        calendar.append_property(("METHOD", method.word()));
    }
    for (zone, first, last) in zones(events) {
        append_zone(&mut calendar, zone, first, last);
    }
    calendar.extend(events.iter().map(event));
    fold::refold(&calendar.to_string())
}

/// A calendar with what every one of ours begins with.
fn opened() -> Calendar {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", PRODUCT));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar
}

/// Writes a zone's rules, which have to come after the calendar's own properties.
fn append_zone(calendar: &mut Calendar, zone: Tz, first: DateTime<Utc>, last: DateTime<Utc>) {
    // icalendar gives each component a DTSTAMP and a UID, which a VTIMEZONE must not have: its lines
    // are written in order, as properties of the calendar, which stand before the events.
    for (name, value) in timezone::lines(zone, first, last) {
        calendar.append_property(Property::new(name, value));
    }
}

/// The method a calendar of these events names: RFC 5546 knows none for several UIDs, save `PUBLISH`.
fn method_of(events: &[Invitation]) -> Option<Method> {
    let first = events.first()?;
    let alike = events.iter().all(|other| {
        other.method == first.method && (first.method == Method::Publish || other.uid == first.uid)
    });
    alike.then_some(first.method)
}

/// Each zone the events are written in, with the first and last instant it is needed for.
fn zones(events: &[Invitation]) -> Vec<(Tz, DateTime<Utc>, DateTime<Utc>)> {
    let mut zones = BTreeMap::new();
    for event in events.iter().filter(|event| hours(event).has_wall_time()) {
        let (_, first, last) =
            zones.entry(event.zone.name()).or_insert((event.zone, event.starts_at, event.ends_at));
        *first = event.starts_at.min(*first);
        *last = event.ends_at.max(*last);
    }
    zones.into_values().collect()
}

fn event(invitation: &Invitation) -> Event {
    let mut event = Event::new();
    let (status, shown_as) = match invitation.method {
        Method::Cancel => (EventStatus::Cancelled, "TRANSPARENT"),
        Method::Request | Method::Publish => (EventStatus::Confirmed, "OPAQUE"),
    };
    event
        .uid(&one_line(&invitation.uid))
        .sequence(invitation.sequence)
        .timestamp(invitation.stamp)
        .add_property("LAST-MODIFIED", invitation.stamp.format("%Y%m%dT%H%M%SZ").to_string())
        .add_property("TRANSP", shown_as)
        .append_property(organizer(invitation));
    hours(invitation).write(&mut event);
    event.status(status);
    let Invitation { summary, location, description, lang, .. } = invitation;
    append_texts(&mut event, *lang, summary, location, description);
    if let Some(url) = &invitation.url {
        event.add_property("URL", unbroken(url));
    }
    // RFC 5546 §3.2.1: what is published is addressed to nobody.
    if let (Some(address), true) = (&invitation.attendee, invitation.method != Method::Publish) {
        event.append_multi_property(
            Property::new("ATTENDEE", format!("mailto:{}", unbroken(address)))
                .add_parameter("CUTYPE", "INDIVIDUAL")
                .add_parameter("ROLE", "REQ-PARTICIPANT")
                .add_parameter("PARTSTAT", "NEEDS-ACTION")
                .add_parameter("RSVP", "FALSE")
                .done(),
        );
    }
    event
}

fn organizer(invitation: &Invitation) -> Property {
    let (name, address) = &invitation.organizer;
    // A parameter value can not hold a double quote (RFC 5545 §3.2), and few readers know RFC 6868.
    let name = one_line(name).replace('"', "'");
    let mut property = Property::new("ORGANIZER", format!("mailto:{}", unbroken(address)));
    if !name.is_empty() {
        property.add_parameter("CN", &name);
    }
    property.done()
}

fn hours(invitation: &Invitation) -> Hours {
    let Invitation { starts_at, ends_at, zone, .. } = *invitation;
    Hours { starts_at, ends_at, zone }
}

/// Title, place and text, each where there is something to say.
fn append_texts(event: &mut Event, lang: Lang, summary: &str, location: &str, description: &str) {
    for (name, text) in [
        ("SUMMARY", one_line(summary)),
        ("LOCATION", one_line(location)),
        ("DESCRIPTION", clean(description)),
    ] {
        if !text.is_empty() {
            let language = Parameter::new("LANGUAGE", lang.code());
            event.append_property(Property::new(name, text).append_parameter(language).done());
        }
    }
}

/// Text without control characters; all kinds of line breaks are one kind.
pub(super) fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') { '\n' } else { c })
        .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
        .collect()
}

fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address or link: no white space, nothing that ends a line.
fn unbroken(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect()
}
