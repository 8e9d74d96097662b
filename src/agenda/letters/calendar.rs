use chrono::{DateTime, Utc};

use crate::agenda::model::{Answer, Appearance, Listed};
use crate::forum::Forum;
use crate::i18n::Tr;
use crate::mail::{self, Invitation, Method, Stationery};
use crate::types::SpeakingId;

use super::SpeakerEntry;

/// What a speaker's calendar entries are made from.
pub struct Occasion<'a> {
    /// The forum.
    pub forum: &'a Forum,
    /// The language of the texts.
    pub t: Tr,
    /// The address of the speaker; none for a file of their own.
    pub attendee: Option<&'a str>,
    /// When the letter was posted: the same at every attempt.
    pub stamp: DateTime<Utc>,
}

/// One entry for each part (RFC 5546): in, changed, or out.
#[must_use]
pub fn events(
    occasion: &Occasion<'_>,
    entries: &[SpeakerEntry],
    sessions: &[Listed],
    stationery: &Stationery,
) -> Vec<Invitation> {
    let one = |entry: &SpeakerEntry| {
        let session = sessions.iter().find(|session| session.id == entry.session)?;
        let method = if entry.held { Method::Request } else { Method::Cancel };
        Some(event(occasion, entry.speaking, entry.sequence, method, session, stationery))
    };
    entries.iter().filter_map(one).collect()
}

/// Everything a speaker has not declined, as a file for their own calendar: nobody is invited by it.
#[must_use]
pub fn own_calendar(
    forum: &Forum,
    t: Tr,
    stamp: DateTime<Utc>,
    parts: &[Appearance],
    stationery: &Stationery,
) -> String {
    let occasion = Occasion { forum, t, attendee: None, stamp };
    let theirs = parts.iter().filter(|own| {
        own.is_public && own.session.state.is_on() && own.answer() != Answer::Declined
    });
    let events: Vec<Invitation> = theirs
        .map(|own| {
            let (id, sequence) = (own.speaking.id, own.speaking.sequence);
            event(&occasion, id, sequence, Method::Publish, &own.session, stationery)
        })
        .collect();
    mail::ics(&events)
}

fn event(
    occasion: &Occasion<'_>,
    id: SpeakingId,
    sequence: i32,
    method: Method,
    session: &Listed,
    stationery: &Stationery,
) -> Invitation {
    let (forum, lang) = (occasion.forum, occasion.t.lang());
    let room = session.room.as_ref().map(|room| {
        let (name, venue) = (room.name.in_lang(lang), room.venue.in_lang(lang));
        if name == venue { name.to_owned() } else { format!("{name}, {venue}") }
    });
    Invitation {
        uid: format!("{id}@{}", stationery.host()),
        sequence: u32::try_from(sequence).unwrap_or_default(),
        method,
        organizer: (forum.title.in_lang(lang).to_owned(), stationery.from.clone()),
        attendee: occasion.attendee.map(str::to_owned),
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        zone: forum.zone.tz(),
        summary: session.title.in_lang(lang).to_owned(),
        location: room.unwrap_or_default(),
        description: forum.title.in_lang(lang).to_owned(),
        url: Some(format!("{}/{}/sessions/{}", stationery.public_url, forum.slug, session.no)),
        stamp: occasion.stamp,
        lang,
    }
}
