use crate::agenda::Listed;
use crate::forum::Forum;
use crate::i18n::Tr;
use crate::mail::{self, Invitation, Method, Stationery};
use crate::registration::model::{RegistrationState, SeatState};

use super::{LetterSeat, Standing};

/// What the calendar entries of a registration are made from.
pub struct Occasion<'a> {
    /// The forum.
    pub forum: &'a Forum,
    /// Where it is held.
    pub venue: String,
    /// Its sessions with seats.
    pub sessions: &'a [Listed],
    /// The language of the texts.
    pub t: Tr,
    /// The address of the holder.
    pub attendee: &'a str,
    /// When the letter was posted: the same at every attempt.
    pub stamp: chrono::DateTime<chrono::Utc>,
}

/// One entry for the forum and one for each seat (RFC 5546): in when held, out when given back. What
/// is only waited for is in no calendar.
#[must_use]
pub fn events(
    occasion: &Occasion<'_>,
    standing: &Standing,
    stationery: &Stationery,
) -> Vec<Invitation> {
    let mut events: Vec<Invitation> =
        forum_event(occasion, standing, stationery).into_iter().collect();
    events.extend(seat_events(occasion, standing, &standing.seats, stationery));
    events
}

/// One entry for each of these seats.
pub fn seat_events<'a>(
    occasion: &Occasion<'_>,
    standing: &Standing,
    seats: impl IntoIterator<Item = &'a LetterSeat>,
    stationery: &Stationery,
) -> Vec<Invitation> {
    let mut events = Vec::new();
    for seat in seats {
        let method = match seat.state {
            SeatState::Confirmed => Method::Request,
            // A seat that was never held was never in a calendar.
            SeatState::GivenUp | SeatState::CancelledByOrganizer if seat.sequence > 0 => {
                Method::Cancel
            }
            _ => continue,
        };
        let Some(session) = occasion.sessions.iter().find(|s| s.id == seat.session) else {
            continue;
        };
        let lang = occasion.t.lang();
        let room = session.room.as_ref().map(|room| room.name.in_lang(lang).to_owned());
        events.push(Invitation {
            uid: format!("{}@{}", seat.seat, stationery.host()),
            sequence: u32::try_from(seat.sequence).unwrap_or_default(),
            method,
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            summary: neutral(occasion, standing, session.title.in_lang(lang)),
            location: if standing.discreet {
                String::new()
            } else {
                [room.as_deref(), Some(occasion.venue.as_str())]
                    .into_iter()
                    .flatten()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(", ")
            },
            ..base(occasion, standing, stationery)
        });
    }
    events
}

/// What is held, as a file for its holder's own calendar: nobody is invited by it.
#[must_use]
pub fn own_file(occasion: &Occasion<'_>, standing: &Standing, stationery: &Stationery) -> String {
    let held: Vec<Invitation> = events(occasion, standing, stationery)
        .into_iter()
        .filter(|event| event.method == Method::Request)
        .map(|event| Invitation { method: Method::Publish, attendee: None, ..event })
        .collect();
    mail::ics(&held)
}

fn forum_event(
    occasion: &Occasion<'_>,
    standing: &Standing,
    stationery: &Stationery,
) -> Option<Invitation> {
    let method = match standing.state {
        RegistrationState::Confirmed => Method::Request,
        RegistrationState::Withdrawn | RegistrationState::Cancelled => Method::Cancel,
        RegistrationState::Waitlisted | RegistrationState::Other => return None,
    };
    Some(Invitation { method, ..base(occasion, standing, stationery) })
}

fn base(occasion: &Occasion<'_>, standing: &Standing, stationery: &Stationery) -> Invitation {
    let (forum, lang) = (occasion.forum, occasion.t.lang());
    let title = forum.title.in_lang(lang);
    let page = format!("{}/{}", stationery.public_url, forum.slug);
    Invitation {
        uid: format!("{}@{}", standing.registration, stationery.host()),
        sequence: u32::try_from(standing.sequence).unwrap_or_default(),
        method: Method::Request,
        organizer: (neutral(occasion, standing, title), stationery.from.clone()),
        attendee: Some(occasion.attendee.to_owned()),
        starts_at: forum.starts_at,
        ends_at: forum.ends_at,
        zone: forum.zone.tz(),
        summary: neutral(occasion, standing, title),
        location: if standing.discreet { String::new() } else { occasion.venue.clone() },
        description: occasion
            .t
            .with("registration-calendar-note", &[("reference", &standing.reference)]),
        url: (!standing.discreet).then_some(page),
        stamp: occasion.stamp,
        lang,
    }
}

/// The title, or a word that tells nothing for those who asked for discretion.
fn neutral(occasion: &Occasion<'_>, standing: &Standing, title: &str) -> String {
    if standing.discreet {
        occasion.t.s("registration-calendar-discreet")
    } else {
        title.to_owned()
    }
}
