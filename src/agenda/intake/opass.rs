//! OPass, as COSCUP and SITCON write it: sessions, speakers, rooms, session types and tags, each text in
//! two languages side by side.

use std::collections::{HashMap, HashSet};

use super::draft::{Draft, LinkDraft, PersonDraft, RoomDraft, SessionDraft, TrackDraft, within};
use super::json_tree::{Node, Value};
use super::pair::{Pair, Tongues};
use super::place::Located;
use super::rolls::enrol;
use super::{Format, IntakeRefusal, limits};

/// Links that a session may have, with what they are called here.
const LINKS: [&str; 5] = ["record", "slide", "live", "qa", "co_write"];

/// Reads the document into a draft.
pub(super) fn read(mut root: Node) -> Result<Draft, IntakeRefusal> {
    let mut draft = Draft::new(Format::Opass);
    let sessions = root.take_list("sessions")?;
    let tongues = spoken(&sessions);
    tell(&tongues, &mut draft);
    let rolls = Rolls {
        rooms: roll(&mut root, "rooms", &tongues, &mut draft)?,
        types: roll(&mut root, "session_types", &tongues, &mut draft)?,
        tags: roll(&mut root, "tags", &tongues, &mut draft)?,
        people: people(&mut root, &tongues, &mut draft)?,
        // Where nothing is tagged, as at COSCUP, the types are its tracks.
        tagged: sessions.iter().any(|session| session.first_of("tags").is_some()),
        tongues,
    };
    within(rolls.rooms.len(), "rooms", limits::ROOMS, root.line)?;
    for session in sessions {
        if let Some(session) = read_session(session, &rolls, &mut draft)? {
            draft.add(session)?;
        }
    }
    Ok(draft)
}

/// What the file lists once and sessions name by id.
struct Rolls {
    tongues: Tongues,
    rooms: HashMap<String, Named>,
    types: HashMap<String, Named>,
    tags: HashMap<String, Named>,
    people: HashSet<String>,
    tagged: bool,
}

/// A name in both languages.
#[derive(Clone)]
struct Named {
    name: Option<Located>,
    name_en: Option<Located>,
}

/// The languages of the first session that has any.
fn spoken(sessions: &[Node]) -> Tongues {
    let all = sessions.iter().map(Tongues::of);
    let none = Tongues { first: None, english: false };
    all.into_iter().find(|found| *found != none).unwrap_or(none)
}

fn tell(tongues: &Tongues, draft: &mut Draft) {
    match (tongues.first.as_deref(), tongues.english) {
        (Some("ko"), true) => draft.notes.add("pair-languages", None, "ko, en"),
        (Some(first), true) => {
            draft.notes.add("pair-languages", None, &format!("{first} → ko, en"));
        }
        (Some(only), false) => draft.notes.add("pair-single", None, only),
        (None, _) => draft.notes.add("pair-single", None, "en"),
    }
}

fn roll(
    root: &mut Node,
    key: &'static str,
    tongues: &Tongues,
    draft: &mut Draft,
) -> Result<HashMap<String, Named>, IntakeRefusal> {
    let mut roll = HashMap::new();
    for mut item in root.take_list(key)? {
        let Some(id) = item.take_said("id") else {
            return Err(IntakeRefusal::MissingField { line: item.line, field: "id" });
        };
        let Pair { text, english } = tongues.pair(&mut item, ["name", "title"]);
        enrol(&mut roll, id, Named { name: text, name_en: english }, &mut draft.notes);
    }
    Ok(roll)
}

fn people(
    root: &mut Node,
    tongues: &Tongues,
    draft: &mut Draft,
) -> Result<HashSet<String>, IntakeRefusal> {
    let mut ids = HashSet::new();
    for mut item in root.take_list("speakers")? {
        let line = item.line;
        within(draft.people.len() + 1, "people", limits::PEOPLE, line)?;
        let id = item.take_said("id");
        ids.extend(id.as_ref().map(|id| id.text.clone()));
        let (name, bio) = (
            tongues.pair(&mut item, ["name", "title"]),
            tongues.pair(&mut item, ["bio", "biography"]),
        );
        draft.people.push(PersonDraft {
            id,
            name: name.text,
            name_en: name.english,
            bio: bio.text,
            bio_en: bio.english,
            line,
            ..PersonDraft::default()
        });
    }
    Ok(ids)
}

fn read_session(
    mut node: Node,
    rolls: &Rolls,
    draft: &mut Draft,
) -> Result<Option<SessionDraft>, IntakeRefusal> {
    if !matches!(node.value, Value::Object(_)) {
        return Err(node.must_be("session", "object"));
    }
    let line = node.line;
    let (start, end) = (node.take("start"), node.take("end"));
    let hours = start.and_then(Node::scalar).zip(end.and_then(Node::scalar));
    let Some((start, end)) = hours else {
        draft.notes.count("not-scheduled", line);
        return Ok(None);
    };
    let title = rolls.tongues.pair(&mut node, ["title", "name"]);
    let text = rolls.tongues.pair(&mut node, ["description", "abstract"]);
    let kind = node.take_said("type");
    let kind = kind.and_then(|id| rolls.types.get(&id.text).cloned().or_else(|| bare(id)));
    let track = track(&mut node, kind.as_ref(), rolls, draft)?;
    let room = room(&mut node, rolls, draft)?;
    Ok(Some(SessionDraft {
        line,
        id: node.take_said("id"),
        title: title.text,
        title_en: title.english,
        abstract_: text.text,
        abstract_en: text.english,
        kind: kind.and_then(|kind| kind.name_en.or(kind.name)),
        track,
        room,
        language: node.take_said("language"),
        date: Some(start),
        end: Some(end),
        url: node.take_said("uri"),
        people: speakers(&mut node, rolls, draft)?,
        links: links(&mut node),
        is_row: true,
        ..SessionDraft::default()
    }))
}

fn bare(id: Located) -> Option<Named> {
    Some(Named { name: Some(id), name_en: None })
}

fn track(
    node: &mut Node,
    kind: Option<&Named>,
    rolls: &Rolls,
    draft: &mut Draft,
) -> Result<TrackDraft, IntakeRefusal> {
    let line = node.line;
    let tags = node.take_list("tags")?;
    let named = if rolls.tagged {
        let first = tags.into_iter().next().and_then(Node::scalar);
        let first = first.and_then(|id| rolls.tags.get(&id.text).cloned().or_else(|| bare(id)));
        if first.is_some() {
            draft.notes.count("tag-track", line);
        }
        first
    } else {
        if kind.is_some() {
            draft.notes.count("type-track", line);
        }
        kind.cloned()
    };
    let named = named.unwrap_or(Named { name: None, name_en: None });
    Ok(TrackDraft { name: named.name, name_en: named.name_en, ..TrackDraft::default() })
}

/// The room a session is in; others that it is shown in are counted and left.
fn room(
    node: &mut Node,
    rolls: &Rolls,
    draft: &mut Draft,
) -> Result<Option<Located>, IntakeRefusal> {
    let shown = node.take_list("broadcast")?;
    let first = node.take_said("room");
    if shown.len() > 1 {
        draft.notes.count("overflow-left-out", node.line);
    }
    let first = first.or_else(|| shown.into_iter().next().and_then(Node::scalar));
    let Some(id) = first else { return Ok(None) };
    let Some(Named { name: Some(name), name_en }) = rolls.rooms.get(&id.text).cloned() else {
        draft.notes.add("room-unlisted", Some(id.line), &id.text);
        return Ok(Some(id));
    };
    let known = draft
        .rooms
        .iter()
        .any(|room| room.name.as_ref().is_some_and(|known| known.text == name.text));
    if !known {
        draft.rooms.push(RoomDraft { name: Some(name.clone()), name_en, ..RoomDraft::default() });
    }
    Ok(Some(name))
}

fn speakers(
    node: &mut Node,
    rolls: &Rolls,
    draft: &mut Draft,
) -> Result<Vec<PersonDraft>, IntakeRefusal> {
    let mut people = Vec::new();
    for id in node.take_list("speakers")?.into_iter().filter_map(Node::scalar) {
        let line = id.line;
        if rolls.people.contains(&id.text) {
            people.push(PersonDraft { id: Some(id), line, ..PersonDraft::default() });
        } else {
            draft.notes.add("person-unlisted", Some(line), &id.text);
        }
    }
    Ok(people)
}

fn links(node: &mut Node) -> Vec<LinkDraft> {
    let link = |key: &str| {
        let url = node.take_said(key)?;
        let line = url.line;
        Some(LinkDraft { title: Located::some(key, line), url: Some(url), line })
    };
    LINKS.into_iter().filter_map(link).collect()
}
