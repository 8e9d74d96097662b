//! Tracks, rooms and people, each entered once however often the file names them.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::draft::{PersonDraft, RoomDraft, TrackDraft, within};
use super::json_tree::{Node, Value};
use super::note::Notes;
use super::place::Located;
use super::text::{is_unkeepable, one_line, prose};
use super::{IntakeRefusal, PersonIn, RoomIn, TrackIn, limits};
use crate::types::PersonName;

/// Enters what a file lists once and sessions name by id; of two with one id the first counts.
pub(super) fn enrol<T>(roll: &mut HashMap<String, T>, id: Located, value: T, notes: &mut Notes) {
    match roll.entry(id.text) {
        Entry::Occupied(known) => notes.add("id-shared", Some(id.line), known.key()),
        Entry::Vacant(free) => {
            free.insert(value);
        }
    }
}

/// Those who speak in a session: told of there, as `person` reads it, or named by an id of the list.
pub(super) fn speakers(
    session: &mut Node,
    listed: &HashSet<String>,
    person: impl Fn(Node) -> PersonDraft,
    notes: &mut Notes,
) -> Result<Vec<PersonDraft>, IntakeRefusal> {
    let mut people = Vec::new();
    for speaker in session.take_list("speakers")? {
        if matches!(speaker.value, Value::Object(_)) {
            people.push(person(speaker));
            continue;
        }
        let Some(id) = speaker.scalar() else { continue };
        let line = id.line;
        if listed.contains(&id.text) {
            people.push(PersonDraft { id: Some(id), line, ..PersonDraft::default() });
        } else {
            notes.add("person-unlisted", Some(line), &id.text);
        }
    }
    Ok(people)
}

/// Tracks by slug and by name.
#[derive(Debug, Default)]
pub(super) struct Tracks {
    pub(super) list: Vec<TrackIn>,
    by_slug: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

impl Tracks {
    /// The place of a track, entered if it is new; none where it has no name.
    pub(super) fn enter(
        &mut self,
        draft: &TrackDraft,
        notes: &mut Notes,
    ) -> Result<Option<usize>, IntakeRefusal> {
        let slug = one_line(draft.slug.as_ref(), "track slug", limits::NAME, notes)?
            .filter(|s| is_slug(s));
        let Some(name) =
            one_line(draft.name.as_ref(), "track", limits::NAME, notes)?.or(slug.clone())
        else {
            return Ok(None);
        };
        let known = match &slug {
            Some(slug) => self.by_slug.get(slug),
            None => self.by_name.get(&name),
        };
        if let Some(place) = known {
            return Ok(Some(*place));
        }
        let line = draft.name.as_ref().map_or(0, |name| name.line);
        within(self.list.len() + 1, "tracks", limits::TRACKS, line)?;
        let name_en = one_line(draft.name_en.as_ref(), "track", limits::NAME, notes)?;
        let colour = draft.colour.as_ref().and_then(|text| {
            let colour = colour(text.trimmed());
            if colour.is_none() {
                notes.count("colour-dropped", text.line);
            }
            colour
        });
        let place = self.list.len();
        if let Some(slug) = &slug {
            self.by_slug.insert(slug.clone(), place);
        }
        self.by_name.entry(name.clone()).or_insert(place);
        let key = slug.clone().unwrap_or_else(|| name.clone());
        self.list.push(TrackIn { key, name, name_en, slug, colour });
        Ok(Some(place))
    }
}

fn is_slug(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
}

fn colour(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#')?;
    let is_hex = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    is_hex.then(|| text.to_ascii_lowercase())
}

/// Rooms by name.
#[derive(Debug, Default)]
pub(super) struct Rooms {
    pub(super) list: Vec<RoomIn>,
    by_name: HashMap<String, usize>,
    guids: HashMap<Uuid, usize>,
}

impl Rooms {
    /// The place of a room, entered if it is new; none where it has no name.
    pub(super) fn enter(
        &mut self,
        draft: &RoomDraft,
        notes: &mut Notes,
    ) -> Result<Option<usize>, IntakeRefusal> {
        let Some(name) = one_line(draft.name.as_ref(), "room", limits::NAME, notes)? else {
            return Ok(None);
        };
        if let Some(place) = self.by_name.get(&name) {
            return Ok(Some(*place));
        }
        let line = draft.name.as_ref().map_or(0, |name| name.line);
        within(self.list.len() + 1, "rooms", limits::ROOMS, line)?;
        let place = self.list.len();
        let mut guid = draft.guid.as_ref().and_then(|text| guid(text, notes));
        if let Some(other) = guid.and_then(|guid| self.guids.get(&guid)) {
            let first = self.list.get(*other).map_or("", |room| room.name.as_str());
            notes.add("room-guid-shared", Some(line), &format!("{first} / {name}"));
            guid = None;
        }
        self.guids.extend(guid.map(|guid| (guid, place)));
        let name_en = one_line(draft.name_en.as_ref(), "room", limits::NAME, notes)?;
        let capacity = draft.capacity.as_ref().and_then(|text| {
            let capacity = text.trimmed().parse().ok().filter(|seats| *seats > 0);
            if capacity.is_none() {
                notes.count("capacity-dropped", text.line);
            }
            capacity
        });
        self.by_name.insert(name.clone(), place);
        self.list.push(RoomIn { key: name.clone(), name, name_en, capacity, guid });
        Ok(Some(place))
    }
}

/// Reads a UUID, or notes that it is none.
pub(super) fn guid(text: &Located, notes: &mut Notes) -> Option<Uuid> {
    let guid = Uuid::try_parse(text.trimmed()).ok().filter(|guid| !guid.is_nil());
    if guid.is_none() {
        notes.add("guid-invalid", Some(text.line), text.trimmed());
    }
    guid
}

/// People by foreign id, else by name.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) list: Vec<PersonIn>,
    by_key: HashMap<String, usize>,
    /// Those whom the file lists beside its sessions, by the id under which sessions name them.
    rolled: HashMap<String, PersonDraft>,
}

impl People {
    /// Keeps what the file says of people beside its sessions. Nobody is entered by that alone: who has
    /// no part in a session that is taken over may have been turned down.
    pub(super) fn roll(&mut self, people: &[PersonDraft], notes: &mut Notes) {
        for person in people {
            let Some(id) = &person.id else { continue };
            let id = Located { text: id.text.clone(), line: person.line };
            enrol(&mut self.rolled, id, person.clone(), notes);
        }
    }

    /// A person as a session names them, with what the file says of them beside its sessions.
    fn rolled(&self, draft: &PersonDraft) -> Option<PersonDraft> {
        let id = draft.id.as_ref()?;
        if self.by_key.contains_key(id.trimmed()) {
            return None;
        }
        let (own, listed) = (draft.clone(), self.rolled.get(&id.text)?.clone());
        Some(PersonDraft {
            name: own.name.or(listed.name),
            name_en: own.name_en.or(listed.name_en),
            bio: own.bio.or(listed.bio),
            bio_en: own.bio_en.or(listed.bio_en),
            ..own
        })
    }

    /// The place of a person, entered if they are new; none where the file gives no usable name.
    pub(super) fn enter(
        &mut self,
        draft: &PersonDraft,
        notes: &mut Notes,
    ) -> Result<Option<usize>, IntakeRefusal> {
        let listed = self.rolled(draft);
        let draft = listed.as_ref().unwrap_or(draft);
        let foreign_id = one_line(draft.id.as_ref(), "person id", limits::NAME, notes)?
            .filter(|_| !draft.id.as_ref().is_some_and(is_unkeepable));
        let name = one_line(draft.name.as_ref(), "person", PersonName::MAX, notes)?;
        let key = match (&foreign_id, &name) {
            (Some(id), _) => id.clone(),
            (None, Some(name)) => format!("name:{}", name.to_lowercase()),
            (None, None) => String::new(),
        };
        let known =
            self.by_key.get(&key).and_then(|place| self.list.get_mut(*place).map(|p| (*place, p)));
        if let Some((place, person)) = known {
            if let Some(name) =
                name.filter(|name| name.to_lowercase() != person.name.to_lowercase())
            {
                let both = format!("{key}: {} / {name}", person.name);
                notes.add("person-names-differ", Some(draft.line), &both);
            }
            if person.bio.is_none() {
                (person.bio, person.bio_en) = bios(draft, notes)?;
            }
            return Ok(Some(place));
        }
        let Some(name) = name.filter(|name| PersonName::parse(name).is_ok()) else {
            let shown = draft.name.as_ref().or(draft.id.as_ref());
            let shown = shown.map_or("", |shown| shown.trimmed());
            notes.add("person-dropped", Some(draft.line), shown);
            return Ok(None);
        };
        within(self.list.len() + 1, "people", limits::PEOPLE, draft.line)?;
        let place = self.list.len();
        self.by_key.insert(key.clone(), place);
        let (bio, bio_en) = bios(draft, notes)?;
        let name_en = one_line(draft.name_en.as_ref(), "person", PersonName::MAX, notes)?;
        self.list.push(PersonIn { key, name, name_en, bio, bio_en, foreign_id });
        Ok(Some(place))
    }
}

/// What is told of a person, and the same in English.
fn bios(
    draft: &PersonDraft,
    notes: &mut Notes,
) -> Result<(Option<String>, Option<String>), IntakeRefusal> {
    let mut text = |told: &Option<Located>| {
        let text = prose(told.as_ref(), "biography", notes)?;
        Ok((!text.is_empty()).then_some(text))
    };
    Ok((text(&draft.bio)?, text(&draft.bio_en)?))
}
