//! `schedule.xml`: pentabarf's format in the dialects of frab, pretalx and FOSDEM.

use super::draft::{Draft, LinkDraft, PersonDraft, RoomDraft, SessionDraft, TrackDraft, within};
use super::place::Located;
use super::xml_tree::{self, Element};
use super::{Format, IntakeRefusal, limits};

/// Reads the document into a draft.
pub(super) fn read(text: &str) -> Result<Draft, IntakeRefusal> {
    let mut root = xml_tree::read(text, "schedule")?;
    let mut draft = Draft::new(Format::ScheduleXml);
    let line = root.line;
    let mut has_conference = false;
    for mut child in std::mem::take(&mut root.children) {
        match child.name.as_str() {
            "conference" => {
                has_conference = true;
                conference(child, &mut draft)?;
            }
            "tracks" => tracks(std::mem::take(&mut child.children), &mut draft)?,
            "persons" => people(std::mem::take(&mut child.children), &mut draft)?,
            "day" => day(child, &mut draft)?,
            _ => {}
        }
    }
    if has_conference {
        Ok(draft)
    } else {
        Err(IntakeRefusal::MissingField { line, field: "conference" })
    }
}

fn conference(mut conference: Element, draft: &mut Draft) -> Result<(), IntakeRefusal> {
    draft.acronym = conference.take("acronym");
    draft.title = conference.take("title");
    draft.subtitle = conference.take("subtitle");
    draft.venue = conference.take("venue");
    draft.city = conference.take("city");
    draft.start = conference.take("start");
    draft.end = conference.take("end");
    draft.day_change = conference.take("day_change");
    draft.zone = conference.take("time_zone_name");
    draft.url = conference.take("url").or_else(|| conference.take("base_url"));
    let own = conference.children.into_iter().filter(|child| child.name == "track").collect();
    tracks(own, draft)
}

fn tracks(elements: Vec<Element>, draft: &mut Draft) -> Result<(), IntakeRefusal> {
    for element in elements.into_iter().filter(|child| child.name == "track") {
        within(draft.tracks.len() + 1, "tracks", limits::TRACKS, element.line)?;
        draft.tracks.push(track(element));
    }
    Ok(())
}

/// A track names itself by attribute (XSD) or by text (FOSDEM).
fn track(mut element: Element) -> TrackDraft {
    TrackDraft {
        name: element.attribute("name").or_else(|| element.take_text()),
        slug: element.attribute("slug"),
        colour: element.attribute("color"),
        ..TrackDraft::default()
    }
}

/// FOSDEM lists everybody once, with what they say of themselves.
fn people(elements: Vec<Element>, draft: &mut Draft) -> Result<(), IntakeRefusal> {
    for element in elements.into_iter().filter(|child| child.name == "person") {
        within(draft.people.len() + 1, "people", limits::PEOPLE, element.line)?;
        draft.people.push(person(element));
    }
    Ok(())
}

fn person(mut element: Element) -> PersonDraft {
    let name = element.take("name").or_else(|| element.take("public_name"));
    PersonDraft {
        id: element.attribute("id").or_else(|| element.attribute("guid")),
        name: name.or_else(|| element.take_text()),
        bio: element.take("biography").or_else(|| element.take("extended_biography")),
        role: element.attribute("role"),
        line: element.line,
        ..PersonDraft::default()
    }
}

fn day(element: Element, draft: &mut Draft) -> Result<(), IntakeRefusal> {
    within(draft.days.len() + 1, "days", limits::DAYS, element.line)?;
    let date = element.attribute("date").or_else(|| element.attribute("start"));
    let Some(date) = date else {
        return Err(IntakeRefusal::MissingField { line: element.line, field: "day date" });
    };
    draft.days.push(date.clone());
    for room in element.children.into_iter().filter(|child| child.name == "room") {
        let name = room.attribute("name");
        let (line, guid) = (room.line, room.attribute("guid"));
        within(draft.rooms.len() + 1, "rooms", limits::ROOMS * limits::DAYS, line)?;
        draft.rooms.push(RoomDraft {
            name: name.clone(),
            guid,
            capacity: room.attribute("capacity"),
            ..RoomDraft::default()
        });
        for event in room.children.into_iter().filter(|child| child.name == "event") {
            draft.add(session(event, &date, name.as_ref())?)?;
        }
    }
    Ok(())
}

fn session(
    mut event: Element,
    day: &Located,
    room: Option<&Located>,
) -> Result<SessionDraft, IntakeRefusal> {
    let line = event.line;
    let mut track = event
        .children
        .iter_mut()
        .find(|child| child.name == "track")
        .map(|child| track(std::mem::take(child)))
        .unwrap_or_default();
    track.name = track.name.or_else(|| event.attribute("track"));
    let mut links = event.take_list("links");
    links.extend(event.take_list("attachments"));
    let optout = event
        .children
        .iter_mut()
        .find(|child| child.name == "recording")
        .and_then(|recording| recording.take("optout"))
        .or_else(|| event.take("do_not_record"));
    Ok(SessionDraft {
        line,
        id: event.attribute("id"),
        guid: event.attribute("guid").or_else(|| event.take("guid")),
        title: event.take("title"),
        subtitle: event.take("subtitle"),
        abstract_: event.take("abstract"),
        description: event.take("description"),
        kind: event.take("type"),
        track,
        room: room.cloned(),
        own_room: event.take("room"),
        language: event.take("language"),
        day: Some(day.clone()),
        date: event.take("date"),
        start: event.take("start"),
        end: event.take("end"),
        duration: event.take("duration"),
        url: event.take("url"),
        people: event
            .take_list("persons")
            .into_iter()
            .filter(|child| child.name == "person")
            .map(person)
            .collect(),
        links: links.into_iter().map(link).collect(),
        do_not_record: optout.is_some_and(|text| matches!(text.trimmed(), "true" | "1" | "yes")),
        ..SessionDraft::default()
    })
}

fn link(mut element: Element) -> LinkDraft {
    LinkDraft { line: element.line, url: element.attribute("href"), title: element.take_text() }
}
