//! `schedule.xml` after c3voc's XSD, in the manner that Giggity and EventFahrplan read: days by date,
//! one language an event, a time zone by name.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::writer::ElementWriter;

use super::super::model::{Listed, TrackRef};
use super::names::{is_colour, is_xsd_slug};
use super::voice::{Day, DayRoom, Voice, length, stamp};

type Out = Writer<Vec<u8>>;

/// Writes the document.
pub(super) fn write(voice: &Voice<'_>) -> io::Result<Vec<u8>> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    out.create_element("schedule").write_inner_content(|out| {
        let host = voice.place.base.split_once("://").map_or("", |(_, host)| host);
        out.create_element("generator")
            .with_attributes([("name", "Madang"), ("system", host)])
            .write_empty()?;
        text(out, "url", &voice.place.source)?;
        text(out, "version", &voice.version())?;
        conference(out, voice)?;
        for (index, day) in (1..).zip(voice.days()) {
            write_day(out, voice, index, &day)?;
        }
        Ok(())
    })?;
    let mut bytes = out.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn conference(out: &mut Out, voice: &Voice<'_>) -> io::Result<()> {
    let (first, last) = voice.first_and_last();
    out.create_element("conference").write_inner_content(|out| {
        text(out, "acronym", &voice.acronym())?;
        text(out, "title", voice.title())?;
        text(out, "start", &first.to_string())?;
        text(out, "end", &last.to_string())?;
        text(out, "days", &voice.days().len().to_string())?;
        text(out, "timeslot_duration", "00:05")?;
        text(out, "base_url", &format!("{}/", voice.page()))?;
        text(out, "url", &voice.page())?;
        text(out, "time_zone_name", voice.issue.forum.zone.name())?;
        voice.tracks().try_for_each(|track| write_track(out, voice, track))
    })?;
    Ok(())
}

fn write_track(out: &mut Out, voice: &Voice<'_>, track: &TrackRef) -> io::Result<()> {
    let mut element = out.create_element("track");
    element = attribute(element, "name", voice.name_of_track(track));
    if is_xsd_slug(&track.slug) {
        element = attribute(element, "slug", &track.slug);
    }
    if let Some(colour) = track.colour.as_deref().filter(|colour| is_colour(colour)) {
        element = attribute(element, "color", colour);
    }
    element.write_empty().map(|_| ())
}

fn write_day(out: &mut Out, voice: &Voice<'_>, index: usize, day: &Day<'_>) -> io::Result<()> {
    let mut element = out.create_element("day");
    element = attribute(element, "index", &index.to_string());
    element = attribute(element, "date", &day.date.to_string());
    element = attribute(element, "start", &stamp(day.starts_at));
    element = attribute(element, "end", &stamp(day.ends_at));
    if day.rooms.is_empty() {
        return element.write_empty().map(|_| ());
    }
    element.write_inner_content(|out| {
        day.rooms.iter().try_for_each(|room| write_room(out, voice, room))
    })?;
    Ok(())
}

fn write_room(out: &mut Out, voice: &Voice<'_>, there: &DayRoom<'_>) -> io::Result<()> {
    let mut element = attribute(out.create_element("room"), "name", &legal(there.name));
    if let Some(room) = there.room {
        element = attribute(element, "guid", &room.id.to_string());
    }
    element.write_inner_content(|out| {
        there.sessions.iter().try_for_each(|session| write_session(out, voice, session))
    })?;
    Ok(())
}

fn write_session(out: &mut Out, voice: &Voice<'_>, session: &Listed) -> io::Result<()> {
    let starts_at = voice.local(session.starts_at);
    let mut element = attribute(out.create_element("event"), "guid", &session.id.to_string());
    element = attribute(element, "id", &session.no.to_string());
    element.write_inner_content(|out| {
        text(out, "room", voice.room_name(session))?;
        text(out, "title", voice.words(&session.title))?;
        text(out, "subtitle", voice.words(&session.subtitle))?;
        text(out, "type", session.kind.code())?;
        text(out, "date", &stamp(starts_at))?;
        text(out, "start", &starts_at.format("%H:%M").to_string())?;
        // The XSD has two digits for the hours and no end beside it.
        text(out, "duration", &length(session, 99))?;
        text(out, "abstract", voice.abstract_(session))?;
        text(out, "slug", &voice.session_slug(session))?;
        text(out, "track", voice.track_name(session))?;
        people(out, voice, session)?;
        // Giggity makes a locale of it, so it is one tag.
        text(out, "language", session.languages.first().map_or("", String::as_str))?;
        text(out, "url", &voice.session_page(session))
    })?;
    Ok(())
}

fn people(out: &mut Out, voice: &Voice<'_>, session: &Listed) -> io::Result<()> {
    if session.people.is_empty() {
        return out.create_element("persons").write_empty().map(|_| ());
    }
    out.create_element("persons").write_inner_content(|out| {
        session.people.iter().try_for_each(|part| {
            attribute(out.create_element("person"), "guid", &part.speaker.to_string())
                .write_text_content(BytesText::new(&legal(voice.words(&part.name))))
                .map(|_| ())
        })
    })?;
    Ok(())
}

fn text(out: &mut Out, name: &str, text: &str) -> io::Result<()> {
    let element = out.create_element(name);
    if text.is_empty() {
        return element.write_empty().map(|_| ());
    }
    element.write_text_content(BytesText::new(&legal(text))).map(|_| ())
}

fn attribute<'a>(
    element: ElementWriter<'a, Vec<u8>>,
    name: &str,
    value: &str,
) -> ElementWriter<'a, Vec<u8>> {
    element.with_attribute((name, value))
}

/// The text without what XML 1.0 can not hold. Texts are cleaned when they come in; a file that no
/// reader opens would be too dear a price for one that was not.
fn legal(text: &str) -> std::borrow::Cow<'_, str> {
    let odd = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    if text.contains(odd) { text.replace(odd, "").into() } else { text.into() }
}
