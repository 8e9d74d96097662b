//! What pretalx gives out beside its `schedule.json`: `talks.json` and submissions of its API, its
//! schedules with slots, and the data its widget draws the schedule from.

use std::collections::{HashMap, HashSet};

use super::draft::{Draft, LinkDraft, PersonDraft, RoomDraft, SessionDraft, TrackDraft, within};
use super::json_tree::{Node, Value};
use super::pair::Pair;
use super::place::Located;
use super::rolls::{enrol, speakers};
use super::{Format, IntakeRefusal, limits};

/// States of a talk that the public may know of.
const PUBLIC: [&str; 2] = ["accepted", "confirmed"];

/// Reads the document into a draft.
pub(super) fn read(mut root: Node) -> Result<Draft, IntakeRefusal> {
    let mut draft = Draft::new(Format::Pretalx);
    let mut rolls = Rolls::default();
    let talks = match root.value {
        Value::List(talks) => talks,
        _ => {
            rolls.load(&mut root, &mut draft)?;
            if root.has("next") {
                draft.notes.add("more-pages", None, "1");
            }
            let mut talks = root.take_list("results")?;
            talks.extend(root.take_list("talks")?);
            talks.extend(root.take_list("slots")?);
            talks
        }
    };
    for talk in talks {
        read_talk(talk, &mut rolls, &mut draft)?;
    }
    Ok(draft)
}

/// What the widget lists once and talks name by id.
#[derive(Default)]
struct Rolls {
    rooms: HashMap<String, (Option<Located>, Option<Located>)>,
    tracks: HashMap<String, TrackDraft>,
    people: HashSet<String>,
    /// When each talk is held, as far as it was read.
    held: HashMap<String, Vec<String>>,
}

impl Rolls {
    fn load(&mut self, root: &mut Node, draft: &mut Draft) -> Result<(), IntakeRefusal> {
        draft.zone = root.take_said("timezone");
        draft.start = root.take_said("event_start");
        draft.end = root.take_said("event_end");
        for mut room in root.take_list("rooms")? {
            let id = room.take_said("id");
            let Pair { text, english } = Pair::of(room.take("name"));
            if let Some(id) = id {
                enrol(&mut self.rooms, id, (text, english), &mut draft.notes);
            }
        }
        for mut track in root.take_list("tracks")? {
            let id = track.take_said("id");
            if let Some(id) = id {
                enrol(&mut self.tracks, id, track_of(&mut track), &mut draft.notes);
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

impl Rolls {
    /// One code stands for every time a talk is held, so the second is told apart by its number. At the
    /// same hour it is the same talk twice, which is refused for that.
    fn holding(&mut self, id: &Located, date: &Located) -> Located {
        let held = self.held.entry(id.text.clone()).or_default();
        let at = held.iter().position(|known| *known == date.text).unwrap_or_else(|| {
            held.push(date.text.clone());
            held.len() - 1
        });
        let text = if at == 0 { id.text.clone() } else { format!("{}-{}", id.text, at + 1) };
        Located { text, line: id.line }
    }
}

fn track_of(node: &mut Node) -> TrackDraft {
    let Pair { text, english } = Pair::of(node.take("name"));
    let colour = node.take_said("color");
    TrackDraft { name: text, name_en: english, colour, ..TrackDraft::default() }
}

/// Never the address, which some exports have beside the name.
fn person(mut node: Node) -> PersonDraft {
    let line = node.line;
    PersonDraft {
        id: node.take_said("code").or_else(|| node.take_said("id")),
        name: node.take_said("name"),
        bio: node.take_said("biography"),
        line,
        ..PersonDraft::default()
    }
}

/// A talk, once for each time it is held; none that is not accepted or has no time yet.
fn read_talk(mut node: Node, rolls: &mut Rolls, draft: &mut Draft) -> Result<(), IntakeRefusal> {
    if !matches!(node.value, Value::Object(_)) {
        return Err(node.must_be("talk", "object"));
    }
    let line = node.line;
    // A slot names its talk; what is on it says when and where.
    let (mut talk, mut slots) = match node.take("submission") {
        Some(talk) if matches!(talk.value, Value::Object(_)) => (talk, vec![node]),
        _ => {
            let mut slots = node.take_list("slots")?;
            slots.extend(node.take("slot"));
            (node, slots)
        }
    };
    let state = talk.take_said("state").map(|state| state.text.to_lowercase());
    if state.is_some_and(|state| !PUBLIC.contains(&state.as_str())) {
        draft.notes.count("not-accepted", line);
        return Ok(());
    }
    let own = slots.is_empty();
    if own {
        slots.push(Node { line, value: Value::Null });
    }
    let id = talk.take_said("code").or_else(|| talk.take_said("id"));
    let told = Told::of(&mut talk, rolls, draft)?;
    for mut slot in slots {
        let when = if own { &mut talk } else { &mut slot };
        let (date, end) = (when.take_said("start"), when.take_said("end"));
        let room = room(when, rolls, draft);
        let Some(date) = date else {
            draft.notes.count("not-scheduled", line);
            continue;
        };
        let id = id.as_ref().map(|id| rolls.holding(id, &date));
        let session = told.session(line, id, date, end, room)?;
        draft.add(session)?;
    }
    Ok(())
}

/// What is said of a talk, however often it is held.
struct Told {
    title: Pair,
    abstract_: Option<Located>,
    description: Option<Located>,
    kind: Option<Located>,
    track: TrackDraft,
    language: Option<Located>,
    duration: Option<Located>,
    people: Vec<PersonDraft>,
    links: Vec<LinkDraft>,
    do_not_record: bool,
}

impl Told {
    fn of(talk: &mut Node, rolls: &Rolls, draft: &mut Draft) -> Result<Self, IntakeRefusal> {
        let record = talk.take("do_not_record");
        let resources = talk.take_list("resources")?.into_iter().map(|mut node| {
            let (url, title) = (node.take_said("resource"), node.take_said("description"));
            LinkDraft { url, title, line: node.line }
        });
        let links = resources.collect();
        Ok(Self {
            title: Pair::of(talk.take("title")),
            abstract_: talk.take_said("abstract"),
            description: talk.take_said("description"),
            kind: kind(talk.take("submission_type").or_else(|| talk.take("session_type"))),
            track: track(talk.take("track"), rolls),
            language: talk.take_said("content_locale"),
            duration: talk.take_said("duration"),
            people: speakers(talk, &rolls.people, person, &mut draft.notes)?,
            links,
            do_not_record: matches!(record, Some(Node { value: Value::Flag(true), .. })),
        })
    }

    fn session(
        &self,
        line: u64,
        id: Option<Located>,
        date: Located,
        end: Option<Located>,
        room: Option<Located>,
    ) -> Result<SessionDraft, IntakeRefusal> {
        within(self.people.len(), "people", limits::SESSION_PEOPLE, line)?;
        Ok(SessionDraft {
            line,
            id,
            title: self.title.text.clone(),
            title_en: self.title.english.clone(),
            abstract_: self.abstract_.clone(),
            description: self.description.clone(),
            kind: self.kind.clone(),
            track: self.track.clone(),
            language: self.language.clone(),
            room,
            // Its slot says when it ends; the length is what was asked for.
            duration: if end.is_none() { self.duration.clone() } else { None },
            end,
            date: Some(date),
            people: self.people.clone(),
            links: self.links.clone(),
            do_not_record: self.do_not_record,
            is_row: true,
            ..SessionDraft::default()
        })
    }
}

fn kind(node: Option<Node>) -> Option<Located> {
    let mut node = node?;
    match node.take("name") {
        Some(name) => Pair::of(Some(name)).text,
        None => Pair::of(Some(node)).text,
    }
}

fn track(node: Option<Node>, rolls: &Rolls) -> TrackDraft {
    let Some(mut node) = node else { return TrackDraft::default() };
    if node.has("name") {
        return track_of(&mut node);
    }
    if let Value::Number(id) = &node.value {
        return rolls.tracks.get(id).cloned().unwrap_or_default();
    }
    let Pair { text, english } = Pair::of(Some(node));
    TrackDraft { name: text, name_en: english, ..TrackDraft::default() }
}

fn room(when: &mut Node, rolls: &Rolls, draft: &mut Draft) -> Option<Located> {
    let mut node = when.take("room")?;
    let (name, name_en) = match &node.value {
        Value::Number(id) => match rolls.rooms.get(id).cloned() {
            Some(listed) => listed,
            None => {
                draft.notes.add("room-unlisted", Some(node.line), id);
                (node.scalar(), None)
            }
        },
        _ => {
            let named = node.take("name");
            let Pair { text, english } = Pair::of(named.or(Some(node)));
            (text, english)
        }
    };
    let name = name?;
    let is_known = |room: &RoomDraft| room.name.as_ref().is_some_and(|n| n.text == name.text);
    if name_en.is_some() && !draft.rooms.iter().any(is_known) {
        draft.rooms.push(RoomDraft { name: Some(name.clone()), name_en, ..RoomDraft::default() });
    }
    Some(name)
}
