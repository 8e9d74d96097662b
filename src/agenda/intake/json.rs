//! JSON: who wrote it, and `schedule.json` version 1, as c3voc describes it and pretalx, frab and
//! hand-made scripts write it.

use super::draft::{Draft, LinkDraft, PersonDraft, RoomDraft, SessionDraft, TrackDraft, within};
use super::json_tree::{self, Node, Value};
use super::place::Located;
use super::{Format, IntakeRefusal, limits, opass, pretalx, sessionize};

/// Reads the document into a draft, whichever program wrote it.
pub(super) fn read(text: &str) -> Result<Draft, IntakeRefusal> {
    let root = json_tree::read(text)?;
    match Dialect::of(&root) {
        Some(Dialect::Schedule) => schedule(root),
        Some(Dialect::Opass) => opass::read(root),
        Some(Dialect::Sessionize) => sessionize::read(root),
        Some(Dialect::Pretalx) => pretalx::read(root),
        None => Err(IntakeRefusal::NotRecognised),
    }
}

/// Who wrote a document, told by what is in it.
enum Dialect {
    Schedule,
    Opass,
    Sessionize,
    Pretalx,
}

impl Dialect {
    fn of(root: &Node) -> Option<Self> {
        if root.has("schedule") || root.has("conference") {
            return Some(Self::Schedule);
        }
        if let Value::List(items) = &root.value {
            let first = items.first();
            // Nothing in it is nobody's in particular, and is refused for that.
            let has = |keys: [&str; 2]| first.is_none_or(|f| keys.iter().all(|key| f.knows(key)));
            return if has(["rooms", "date"]) || has(["groupId", "sessions"]) {
                Some(Self::Sessionize)
            } else if has(["code", "title"]) {
                Some(Self::Pretalx)
            } else if has(["id", "startsAt"]) {
                Some(Self::Sessionize)
            } else {
                None
            };
        }
        if ["results", "talks", "slots"].iter().any(|key| root.is_list(key)) {
            return Some(Self::Pretalx);
        }
        if root.is_list("sessions") && root.first_of("sessions").is_none() {
            return Some(Self::Sessionize);
        }
        let first = root.first_of("sessions")?;
        let paired = ["ko", "zh", "en"].iter().any(|key| first.is_object(key));
        if root.has("session_types") || paired {
            Some(Self::Opass)
        } else {
            let keys = ["startsAt", "isServiceSession", "categoryItems"];
            keys.iter().any(|key| first.knows(key)).then_some(Self::Sessionize)
        }
    }
}

fn schedule(mut root: Node) -> Result<Draft, IntakeRefusal> {
    // Some leave out the outermost object.
    let (mut schedule, is_named) = match root.take("schedule") {
        Some(schedule) => (schedule, true),
        None => (root, false),
    };
    let line = schedule.line;
    let Some(conference) = schedule.take("conference") else {
        return Err(if is_named {
            IntakeRefusal::MissingField { line, field: "conference" }
        } else {
            IntakeRefusal::NotRecognised
        });
    };
    if !matches!(conference.value, Value::Object(_)) {
        return Err(conference.must_be("conference", "object"));
    }
    let mut draft = Draft::new(Format::ScheduleJson);
    draft.url = schedule.take_text("base_url")?;
    read_conference(conference, &mut draft)?;
    Ok(draft)
}

fn read_conference(mut conference: Node, draft: &mut Draft) -> Result<(), IntakeRefusal> {
    draft.acronym = conference.take_text("acronym")?;
    draft.title = conference.take_text("title")?;
    draft.subtitle = conference.take_text("subtitle")?;
    draft.venue = conference.take_text("venue")?;
    draft.city = conference.take_text("city")?;
    draft.start = conference.take_text("start")?;
    draft.end = conference.take_text("end")?;
    draft.day_change = conference.take_text("day_change")?;
    draft.zone = conference.take_text("time_zone_name")?;
    draft.url = conference.take_text("url")?.or(draft.url.take());
    for mut track in conference.take_list("tracks")? {
        within(draft.tracks.len() + 1, "tracks", limits::TRACKS, track.line)?;
        draft.tracks.push(TrackDraft {
            name: track.take_text("name")?,
            slug: track.take_text("slug")?,
            colour: track.take_text("color")?,
            ..TrackDraft::default()
        });
    }
    for mut room in conference.take_list("rooms")? {
        within(draft.rooms.len() + 1, "rooms", limits::ROOMS, room.line)?;
        draft.rooms.push(RoomDraft {
            name: room.take_text("name")?,
            guid: room.take_text("guid")?,
            capacity: room.take_said("capacity"),
            ..RoomDraft::default()
        });
    }
    for day in conference.take_list("days")? {
        read_day(day, draft)?;
    }
    Ok(())
}

fn read_day(mut day: Node, draft: &mut Draft) -> Result<(), IntakeRefusal> {
    within(draft.days.len() + 1, "days", limits::DAYS, day.line)?;
    let date = match day.take_text("date")? {
        Some(date) => Some(date),
        None => day.take_text("day_start")?,
    };
    let Some(date) = date else {
        return Err(IntakeRefusal::MissingField { line: day.line, field: "day date" });
    };
    for (room, node) in day.take_members("rooms")? {
        let name = Located::some(room.text, room.line);
        within(draft.rooms.len() + 1, "rooms", limits::ROOMS * limits::DAYS, room.line)?;
        draft.rooms.push(RoomDraft { name: name.clone(), ..RoomDraft::default() });
        let Value::List(events) = node.value else {
            return Err(node.must_be("rooms", "list"));
        };
        for event in events {
            draft.add(session(event, &date, name.as_ref())?)?;
        }
    }
    draft.days.push(date);
    Ok(())
}

fn session(
    mut event: Node,
    day: &Located,
    room: Option<&Located>,
) -> Result<SessionDraft, IntakeRefusal> {
    if !matches!(event.value, Value::Object(_)) {
        return Err(event.must_be("event", "object"));
    }
    let mut links = event.take_list("links")?;
    links.extend(event.take_list("attachments")?);
    let optout = match event.take("do_not_record") {
        None => false,
        Some(Node { value: Value::Flag(flag), .. }) => flag,
        Some(Node { value: Value::Text(text), .. }) => matches!(text.trim(), "true" | "1" | "yes"),
        Some(node) => return Err(node.must_be("do_not_record", "flag")),
    };
    Ok(SessionDraft {
        line: event.line,
        id: id(&mut event)?,
        guid: event.take_text("guid")?,
        title: event.take_text("title")?,
        subtitle: event.take_text("subtitle")?,
        abstract_: event.take_text("abstract")?,
        description: event.take_text("description")?,
        kind: event.take_text("type")?,
        track: TrackDraft { name: event.take_text("track")?, ..TrackDraft::default() },
        room: room.cloned(),
        own_room: event.take_text("room")?,
        language: event.take_text("language")?,
        day: Some(day.clone()),
        date: event.take_text("date")?,
        start: event.take_text("start")?,
        end: event.take_text("end")?,
        duration: event.take_text("duration")?,
        url: event.take_text("url")?,
        people: people(event.take_list("persons")?)?,
        links: links.into_iter().map(link).collect(),
        do_not_record: optout,
        ..SessionDraft::default()
    })
}

/// Version 1 wants a number; a text that looks like one is the mark of a script nobody checked.
fn id(event: &mut Node) -> Result<Option<Located>, IntakeRefusal> {
    match event.take("id") {
        None => Ok(None),
        Some(Node { line, value: Value::Number(text) }) => Ok(Some(Located { text, line })),
        Some(Node { line, value: Value::Text(text) }) => {
            let text = format!("\"{}\"", super::note::shorten(&text));
            Err(IntakeRefusal::IdInvalid { line, text })
        }
        Some(node) => Err(node.must_be("id", "number")),
    }
}

fn people(list: Vec<Node>) -> Result<Vec<PersonDraft>, IntakeRefusal> {
    list.into_iter().map(person).collect()
}

/// Readers of people are lenient: `name` or `public_name`, any kind of id, or the name alone.
fn person(mut node: Node) -> Result<PersonDraft, IntakeRefusal> {
    let line = node.line;
    if let Value::Text(name) = node.value {
        let name = Located::some(name, line);
        return Ok(PersonDraft { name, line, ..PersonDraft::default() });
    }
    let id = ["id", "guid", "code"].into_iter().find_map(|key| node.take_said(key));
    let name = match node.take_text("public_name")? {
        Some(name) => Some(name),
        None => node.take_text("name")?,
    };
    let bio = match node.take_text("biography")? {
        Some(bio) => Some(bio),
        None => node.take_text("description")?,
    };
    let role = node.take_text("role")?;
    Ok(PersonDraft { id, name, bio, role, line, ..PersonDraft::default() })
}

fn link(mut node: Node) -> LinkDraft {
    let line = node.line;
    if let Value::Text(url) = node.value {
        return LinkDraft { url: Located::some(url, line), title: None, line };
    }
    let mut text = |keys: [&str; 2]| keys.into_iter().find_map(|key| node.take_said(key));
    LinkDraft { url: text(["url", "href"]), title: text(["title", "name"]), line }
}
