//! What Sessionize's API gives out: "All Data" with lists beside each other, "Grid Smart" by day and
//! room, and "Sessions" by group.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::draft::{Draft, LinkDraft, PersonDraft, SessionDraft, TrackDraft, within};
use super::json_tree::{Node, Value};
use super::place::Located;
use super::rolls::{enrol, speakers};
use super::{Format, IntakeRefusal, limits};

/// States of a session that goes ahead; older files name none.
const GOES_AHEAD: [&str; 2] = ["accepted", "confirmed"];

/// Reads the document into a draft.
pub(super) fn read(mut root: Node) -> Result<Draft, IntakeRefusal> {
    let mut draft = Draft::new(Format::Sessionize);
    let mut rolls = Rolls::default();
    let mut sessions = Vec::new();
    if matches!(root.value, Value::Object(_)) {
        rolls.load(&mut root, &mut draft)?;
        sessions = root.take_list("sessions")?;
    } else if let Value::List(items) = root.value {
        rolls.by_room = true;
        for item in items {
            gather(item, &mut sessions)?;
        }
    }
    for session in sessions {
        if let Some(session) = read_session(session, &mut rolls, &mut draft)? {
            draft.add(session)?;
        }
    }
    Ok(draft)
}

/// The sessions of a day, of a group, or one alone.
fn gather(mut item: Node, sessions: &mut Vec<Node>) -> Result<(), IntakeRefusal> {
    if item.is_list("rooms") {
        for mut room in item.take_list("rooms")? {
            sessions.extend(room.take_list("sessions")?);
        }
    } else if item.is_list("sessions") {
        sessions.extend(item.take_list("sessions")?);
    } else {
        sessions.push(item);
    }
    Ok(())
}

/// What the file lists once and sessions name by id.
#[derive(Default)]
struct Rolls {
    rooms: HashMap<String, Located>,
    /// The group and the name of each category.
    categories: HashMap<String, (Facet, Located)>,
    people: HashSet<String>,
    /// The sessions stand under their rooms: one for all of them under each.
    by_room: bool,
    /// Those taken so far, by id and start.
    taken: HashSet<(String, String)>,
}

/// What a group of categories tells, as far as its name says so.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Facet {
    Track,
    Kind,
    Language,
    Other,
}

impl Facet {
    fn of(title: &str) -> Self {
        let title: String = title.to_lowercase().nfc().collect();
        let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
        if has(&["track", "topic", "트랙", "분과"]) {
            Self::Track
        } else if has(&["format", "type", "형식", "유형"]) {
            Self::Kind
        } else if has(&["language", "언어"]) {
            Self::Language
        } else {
            Self::Other
        }
    }
}

impl Rolls {
    fn load(&mut self, root: &mut Node, draft: &mut Draft) -> Result<(), IntakeRefusal> {
        for mut room in root.take_list("rooms")? {
            let (id, name) = (room.take_said("id"), room.take_said("name"));
            if let Some((id, name)) = id.zip(name) {
                enrol(&mut self.rooms, id, name, &mut draft.notes);
            }
        }
        for mut group in root.take_list("categories")? {
            let facet = group.take_said("title").map_or(Facet::Other, |t| Facet::of(&t.text));
            for mut item in group.take_list("items")? {
                let (id, name) = (item.take_said("id"), item.take_said("name"));
                if let Some((id, name)) = id.zip(name) {
                    enrol(&mut self.categories, id, (facet, name), &mut draft.notes);
                }
            }
        }
        for speaker in root.take_list("speakers")? {
            within(draft.people.len() + 1, "people", limits::PEOPLE, speaker.line)?;
            let person = person(speaker);
            self.people.extend(person.id.as_ref().map(|id| id.text.clone()));
            draft.people.push(person);
        }
        Ok(())
    }
}

fn person(mut node: Node) -> PersonDraft {
    let line = node.line;
    let id = node.take_said("id");
    let whole = node.take_said("fullName").or_else(|| node.take_said("name"));
    let name = whole.or_else(|| {
        let parts = [node.take_said("firstName"), node.take_said("lastName")];
        let names: Vec<String> = parts.into_iter().flatten().map(|part| part.text).collect();
        Located::some(names.join(" "), line)
    });
    let bio = node.take_said("bio").or_else(|| node.take_said("tagLine"));
    PersonDraft { id, name, bio, line, ..PersonDraft::default() }
}

fn read_session(
    mut node: Node,
    rolls: &mut Rolls,
    draft: &mut Draft,
) -> Result<Option<SessionDraft>, IntakeRefusal> {
    if !matches!(node.value, Value::Object(_)) {
        return Err(node.must_be("session", "object"));
    }
    let line = node.line;
    let state = node.take_said("status").map(|state| state.text.to_lowercase());
    if state.is_some_and(|state| !GOES_AHEAD.contains(&state.as_str())) {
        draft.notes.count("not-accepted", line);
        return Ok(None);
    }
    let id = node.take_said("id");
    let (date, end) = (node.take_said("startsAt"), node.take_said("endsAt"));
    // Some begin and have no end yet: they can not stand on a timetable.
    let Some((date, end)) = date.zip(end) else {
        draft.notes.count("not-scheduled", line);
        return Ok(None);
    };
    let again = id.as_ref().filter(|_| rolls.by_room);
    let again = again.map(|id| (id.text.clone(), date.text.clone()));
    if again.is_some_and(|again| !rolls.taken.insert(again)) {
        draft.notes.count("overflow-left-out", line);
        return Ok(None);
    }
    let service =
        matches!(node.take("isServiceSession"), Some(Node { value: Value::Flag(true), .. }));
    let facets = facets(&mut node, rolls)?;
    let find = |facet| facets.iter().find(|(of, _)| *of == facet).map(|(_, name)| name.clone());
    let links = ["liveUrl", "recordingUrl"].into_iter().filter_map(|key| {
        let url = node.take_said(key)?;
        Some(LinkDraft { title: None, line: url.line, url: Some(url) })
    });
    let links = links.collect();
    Ok(Some(SessionDraft {
        line,
        title: node.take_said("title"),
        abstract_: node.take_said("description"),
        // What is no talk is a break, a meal or a welcome, as its title says.
        kind: find(Facet::Kind).or_else(|| Located::some("service", line).filter(|_| service)),
        track: TrackDraft { name: find(Facet::Track), ..TrackDraft::default() },
        language: find(Facet::Language),
        room: room(&mut node, rolls, draft),
        people: speakers(&mut node, &rolls.people, person, &mut draft.notes)?,
        links,
        id,
        date: Some(date),
        end: Some(end),
        is_row: true,
        ..SessionDraft::default()
    }))
}

/// What a session is filed under: by number in "All Data", by name elsewhere.
fn facets(node: &mut Node, rolls: &Rolls) -> Result<Vec<(Facet, Located)>, IntakeRefusal> {
    let mut found = Vec::new();
    for id in node.take_list("categoryItems")?.into_iter().filter_map(Node::scalar) {
        found.extend(rolls.categories.get(&id.text).cloned());
    }
    for mut group in node.take_list("categories")? {
        let facet = group.take_said("name").map_or(Facet::Other, |name| Facet::of(&name.text));
        for mut item in group.take_list("categoryItems")? {
            found.extend(item.take_said("name").map(|name| (facet, name)));
        }
    }
    Ok(found)
}

fn room(node: &mut Node, rolls: &Rolls, draft: &mut Draft) -> Option<Located> {
    let (id, name) = (node.take_said("roomId"), node.take_said("room"));
    let listed = id.as_ref().and_then(|id| rolls.rooms.get(&id.text).cloned());
    if let Some(room) = name.or(listed) {
        return Some(room);
    }
    let id = id?;
    draft.notes.add("room-unlisted", Some(id.line), &id.text);
    Some(id)
}
