//! The agenda as a calendar to subscribe to.

use crate::mail::{Feed, FeedEntry, feed};
use crate::web::plain;

use super::super::model::{Listed, Part};
use super::voice::Voice;

/// How much of what a session is about stands in a calendar; the rest is on its page.
const EXCERPT: usize = 600;

/// Writes the calendar.
pub(super) fn write(voice: &Voice<'_>) -> String {
    let forum = &voice.issue.forum;
    feed(&Feed {
        name: voice.title().to_owned(),
        description: [voice.words(&forum.notice), voice.words(&forum.sample)]
            .into_iter()
            .map(|text| plain(text, EXCERPT))
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n"),
        source: voice.place.source.clone(),
        url: voice.page(),
        zone: forum.zone.tz(),
        within: (forum.starts_at, forum.ends_at),
        lang: voice.lang(),
        stamp: voice.issue.updated_at(),
        entries: entries(voice),
    })
}

fn entries(voice: &Voice<'_>) -> Vec<FeedEntry> {
    let held = voice.sessions.iter().map(|session| entry(voice, session));
    held.chain(voice.cancelled.iter().map(|session| called_off(voice, session))).collect()
}

/// Whoever took the session over has to be told, not left with an entry that nobody mends. Its page is
/// gone, so it leads to the forum's.
fn called_off(voice: &Voice<'_>, session: &Listed) -> FeedEntry {
    let whole = entry(voice, session);
    FeedEntry { cancelled: true, description: String::new(), url: voice.page(), ..whole }
}

fn entry(voice: &Voice<'_>, session: &Listed) -> FeedEntry {
    let page = voice.session_page(session);
    let kind = voice.t.s(session.kind.key());
    let track = voice.track_name(session).to_owned();
    FeedEntry {
        uid: format!("{}@{}", session.id, voice.place.host),
        sequence: session
            .released
            .map_or(0, |mark| u32::try_from(mark.sequence).unwrap_or_default()),
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        tentative: session.illustrative,
        cancelled: false,
        summary: voice.words(&session.title).to_owned(),
        location: location(voice, session),
        description: description(voice, session, &page),
        categories: [track, kind].into_iter().filter(|word| !word.is_empty()).collect(),
        url: page,
        stamp: voice.updated_at(session),
    }
}

/// Room and venue. Some readers leave out what has no place, so the venue stands for a missing room.
fn location(voice: &Voice<'_>, session: &Listed) -> String {
    let own = session.room.as_deref().map(|room| (&room.name, &room.venue));
    let (room, venue) = match (own, &voice.issue.venue) {
        (Some((room, venue)), _) => (voice.words(room), voice.words(venue)),
        (None, Some(venue)) => ("", voice.words(&venue.name)),
        (None, None) => return String::new(),
    };
    match (room, venue) {
        ("", only) | (only, "") => only.to_owned(),
        (room, venue) if room == venue => venue.to_owned(),
        (room, venue) => format!("{room}, {venue}"),
    }
}

fn description(voice: &Voice<'_>, session: &Listed, page: &str) -> String {
    let mut parts = Vec::new();
    if session.illustrative {
        parts.push(voice.t.s("agenda-feed-illustrative"));
    }
    parts.push(voice.words(&session.subtitle).to_owned());
    parts
        .push(session.people.iter().map(|part| person(voice, part)).collect::<Vec<_>>().join("\n"));
    parts.push(plain(voice.abstract_(session), EXCERPT));
    parts.push(page.to_owned());
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// `Chair: Lee Shin-wha, Ambassador`.
fn person(voice: &Voice<'_>, part: &Part) -> String {
    let role = match voice.words(&part.role_words) {
        "" => voice.t.s(part.role.key()),
        words => words.to_owned(),
    };
    let (name, title) = (voice.words(&part.name), voice.words(&part.title));
    let values = [("role", role.as_str()), ("name", name), ("title", title)];
    let key = if title.is_empty() { "agenda-feed-part" } else { "agenda-feed-part-titled" };
    voice.t.with(key, &values)
}
