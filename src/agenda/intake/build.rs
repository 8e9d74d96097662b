//! From the file's words to facts: the one place that decides what a schedule means.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use uuid::Uuid;

use super::draft::{Draft, LinkDraft, RoomDraft, SessionDraft};
use super::note::Notes;
use super::place::Located;
use super::rolls::{People, Rooms, Tracks, guid};
use super::text::{is_unkeepable, one_line, prose, web_address};
use super::timing::{Clockwork, Timing, date};
use super::{ForumFacts, Intake, IntakeRefusal, LinkIn, SessionIn, clash, language, limits, wall};

/// Gives a draft its meaning, or says why it has none.
pub(super) fn build(mut draft: Draft, given: Option<Tz>) -> Result<Intake, IntakeRefusal> {
    let mut notes = std::mem::take(&mut draft.notes);
    let zone = zone(draft.zone.as_ref(), given, &mut notes)?;
    let day_start = day_start(draft.day_change.as_ref(), &mut notes)?;
    let drafts = std::mem::take(&mut draft.sessions);
    if drafts.is_empty() {
        return Err(IntakeRefusal::NoSessions);
    }
    let mut hall = Hall { zone, day_start, notes, ..Hall::default() };
    hall.enter_rolls(&draft)?;
    let mut sessions = Vec::with_capacity(drafts.len());
    for session in drafts {
        sessions.push(hall.session(session)?);
    }
    let Hall { tracks, rooms, people, mut notes, unknown_languages, .. } = hall;
    for (word, line) in unknown_languages {
        notes.add("language-unknown", Some(line), &word);
    }
    if !draft.ignored.is_empty() {
        notes.add("columns-ignored", Some(1), &draft.ignored.join(", "));
    }
    clash::find(&sessions, &rooms.list, &people.list, &mut notes);
    let forum = facts(&draft, &sessions, day_start, &mut notes)?;
    Ok(Intake {
        format: draft.format,
        forum,
        zone,
        tracks: tracks.list,
        rooms: rooms.list,
        people: people.list,
        sessions,
        notes: notes.finish(),
    })
}

fn zone(text: Option<&Located>, given: Option<Tz>, notes: &mut Notes) -> Result<Tz, IntakeRefusal> {
    let named: Option<Tz> = text.and_then(|text| text.trimmed().parse().ok());
    match (given, text, named) {
        (Some(given), Some(text), named) => {
            if named != Some(given) {
                notes.add("zone-overridden", Some(text.line), text.trimmed());
            }
            Ok(given)
        }
        (Some(given), None, _) => {
            notes.add("zone-assumed", None, given.name());
            Ok(given)
        }
        (None, _, Some(named)) => Ok(named),
        (None, Some(text), None) => {
            let name = super::note::shorten(text.trimmed());
            Err(IntakeRefusal::ZoneUnknown { line: text.line, name })
        }
        (None, None, None) => Err(IntakeRefusal::ZoneMissing),
    }
}

fn day_start(text: Option<&Located>, notes: &mut Notes) -> Result<NaiveTime, IntakeRefusal> {
    let Some(text) = text else {
        notes.add("day-start-assumed", None, "06:00");
        return Ok(NaiveTime::from_hms_opt(6, 0, 0).unwrap_or_default());
    };
    wall::clock(text.trimmed()).ok_or_else(|| text.unreadable())
}

fn facts(
    draft: &Draft,
    sessions: &[SessionIn],
    day_start: NaiveTime,
    notes: &mut Notes,
) -> Result<ForumFacts, IntakeRefusal> {
    let mut text = |text: &Option<Located>, field, limit| {
        one_line(text.as_ref(), field, limit, notes).map(Option::unwrap_or_default)
    };
    let mut days = sessions.iter().map(|session| session.day).collect::<Vec<_>>();
    for day in &draft.days {
        days.push(date(day)?);
    }
    let (first, last) = (days.iter().min().copied(), days.iter().max().copied());
    let (Some(first), Some(last)) = (first, last) else { return Err(IntakeRefusal::NoSessions) };
    let acronym = text(&draft.acronym, "acronym", limits::NAME)?;
    let title = text(&draft.title, "conference title", limits::TITLE)?;
    let subtitle = text(&draft.subtitle, "conference subtitle", limits::TITLE)?;
    let venue = text(&draft.venue, "venue", limits::TITLE)?;
    let city = text(&draft.city, "city", limits::NAME)?;
    Ok(ForumFacts {
        title: if title.is_empty() { acronym.clone() } else { title },
        acronym,
        subtitle,
        venue,
        city,
        starts_on: edge(draft.start.as_ref(), first, notes, NaiveDate::min)?,
        ends_on: edge(draft.end.as_ref(), last, notes, NaiveDate::max)?,
        day_start,
        url: draft.url.as_ref().and_then(|url| web_address(url.trimmed())),
    })
}

/// The first or last day: what the file says, moved where its own sessions lie beyond.
fn edge(
    text: Option<&Located>,
    seen: NaiveDate,
    notes: &mut Notes,
    outer: fn(NaiveDate, NaiveDate) -> NaiveDate,
) -> Result<NaiveDate, IntakeRefusal> {
    let Some(text) = text else {
        notes.add("dates-assumed", None, &seen.to_string());
        return Ok(seen);
    };
    let said = date(text)?;
    let edge = outer(said, seen);
    if edge != said {
        notes.add("dates-widened", Some(text.line), &format!("{said} → {edge}"));
    }
    Ok(edge)
}

/// What is known while sessions come in one by one.
#[derive(Default)]
struct Hall {
    zone: Tz,
    day_start: NaiveTime,
    notes: Notes,
    tracks: Tracks,
    rooms: Rooms,
    people: People,
    keys: HashMap<String, u64>,
    guids: HashMap<Uuid, String>,
    unknown_languages: BTreeMap<String, u64>,
}

impl Hall {
    fn enter_rolls(&mut self, draft: &Draft) -> Result<(), IntakeRefusal> {
        for track in &draft.tracks {
            self.tracks.enter(track, &mut self.notes)?;
        }
        for room in &draft.rooms {
            self.rooms.enter(room, &mut self.notes)?;
        }
        self.people.roll(&draft.people, &mut self.notes);
        Ok(())
    }

    fn session(&mut self, draft: SessionDraft) -> Result<SessionIn, IntakeRefusal> {
        let line = draft.line;
        let title = one_line(draft.title.as_ref(), "title", limits::TITLE, &mut self.notes)?;
        let title = title.ok_or(IntakeRefusal::MissingField { line, field: "title" })?;
        let key = self.key(&draft, &title)?;
        let (zone, day_start) = (self.zone, self.day_start);
        let mut clockwork = Clockwork { zone, day_start, notes: &mut self.notes };
        let Timing { day, starts_at, ends_at } = clockwork.place(&draft, &key)?;
        Ok(SessionIn {
            guid: self.guid(&draft, &key),
            title,
            title_en: one_line(
                draft.title_en.as_ref(),
                "title_en",
                limits::TITLE,
                &mut self.notes,
            )?,
            subtitle: one_line(
                draft.subtitle.as_ref(),
                "subtitle",
                limits::TITLE,
                &mut self.notes,
            )?
            .unwrap_or_default(),
            abstract_: prose(draft.abstract_.as_ref(), "abstract", &mut self.notes)?,
            abstract_en: Some(prose(draft.abstract_en.as_ref(), "abstract", &mut self.notes)?)
                .filter(|text| !text.is_empty()),
            description: prose(draft.description.as_ref(), "description", &mut self.notes)?,
            kind: one_line(draft.kind.as_ref(), "type", limits::NAME, &mut self.notes)?
                .unwrap_or_default(),
            track: self.tracks.enter(&draft.track, &mut self.notes)?,
            room: self.room(&draft)?,
            people: self.people(&draft)?,
            languages: self.languages(&draft),
            day,
            starts_at,
            ends_at,
            url: draft.url.as_ref().and_then(|url| self.address(url)),
            links: draft.links.iter().filter_map(|link| self.link(link)).collect(),
            do_not_record: draft.do_not_record,
            line,
            key,
        })
    }

    /// The id the file knows the session by; two sessions can not share one.
    fn key(&mut self, draft: &SessionDraft, title: &str) -> Result<String, IntakeRefusal> {
        let kept = |text: &&Located| !is_unkeepable(text);
        let (id, guid) = (draft.id.as_ref().filter(kept), draft.guid.as_ref().filter(kept));
        if id.is_none() && draft.id.is_some() {
            self.notes.add("resident-number-masked", Some(draft.line), "id");
        }
        let key = match (id, guid) {
            (Some(id), _) if draft.is_row => {
                one_line(Some(id), "id", limits::NAME, &mut self.notes)?.unwrap_or_default()
            }
            (Some(id), _) => match id.trimmed().parse::<u64>() {
                Ok(number) if number > 0 => number.to_string(),
                _ => {
                    let text = super::note::shorten(id.trimmed());
                    return Err(IntakeRefusal::IdInvalid { line: id.line, text });
                }
            },
            (None, Some(guid)) => super::note::shorten(&guid.trimmed().to_ascii_lowercase()),
            (None, None) => derived_key(draft, title),
        };
        if id.is_none() {
            self.notes.count("id-derived", draft.line);
        }
        match self.keys.insert(key.clone(), draft.line) {
            Some(first) => Err(IntakeRefusal::DuplicateId { line: draft.line, id: key, first }),
            None => Ok(key),
        }
    }

    fn guid(&mut self, draft: &SessionDraft, key: &str) -> Option<Uuid> {
        let Some(text) = &draft.guid else {
            // A table never has them.
            if !draft.is_row {
                self.notes.count("guid-missing", draft.line);
            }
            return None;
        };
        let guid = guid(text, &mut self.notes)?;
        if let Some(first) = self.guids.get(&guid) {
            self.notes.add("guid-shared", Some(draft.line), &format!("{first} / {key}"));
            return None;
        }
        self.guids.insert(guid, key.to_owned());
        Some(guid)
    }

    fn room(&mut self, draft: &SessionDraft) -> Result<Option<usize>, IntakeRefusal> {
        let listed = one_line(draft.room.as_ref(), "room", limits::NAME, &mut self.notes)?;
        let own = one_line(draft.own_room.as_ref(), "room", limits::NAME, &mut self.notes)?;
        if listed.is_some() && own.is_some() && listed != own {
            self.notes.count("room-differs", draft.line);
        }
        let name = draft.room.clone().or_else(|| draft.own_room.clone());
        self.rooms.enter(&RoomDraft { name, ..RoomDraft::default() }, &mut self.notes)
    }

    fn people(&mut self, draft: &SessionDraft) -> Result<Vec<(usize, String)>, IntakeRefusal> {
        let mut seen = HashSet::new();
        let mut people = Vec::with_capacity(draft.people.len());
        for person in &draft.people {
            let role = one_line(person.role.as_ref(), "role", limits::NAME, &mut self.notes)?;
            let role = role.map_or_else(|| "speaker".to_owned(), |role| role.to_lowercase());
            let place = self.people.enter(person, &mut self.notes)?;
            match place {
                Some(place) if seen.insert(place) => people.push((place, role)),
                Some(_) => self.notes.count("person-repeated", person.line),
                None => {}
            }
        }
        Ok(people)
    }

    fn languages(&mut self, draft: &SessionDraft) -> Vec<String> {
        let Some(text) = &draft.language else { return Vec::new() };
        let (known, unknown) = language::tags(text.trimmed());
        for word in unknown {
            self.unknown_languages.entry(super::note::shorten(&word)).or_insert(text.line);
        }
        known
    }

    fn address(&mut self, text: &Located) -> Option<String> {
        let address = web_address(text.trimmed());
        if address.is_none() {
            self.notes.count("link-dropped", text.line);
        }
        address
    }

    fn link(&mut self, draft: &LinkDraft) -> Option<LinkIn> {
        let Some(text) = &draft.url else {
            self.notes.count("link-dropped", draft.line);
            return None;
        };
        let url = self.address(text)?;
        let title =
            one_line(draft.title.as_ref(), "link", limits::TITLE, &mut self.notes).ok().flatten();
        Some(LinkIn { title: title.unwrap_or_else(|| url.clone()), url })
    }
}

/// A row without an id is known by what it is and when, which survives rows moving about.
fn derived_key(draft: &SessionDraft, title: &str) -> String {
    let parts = [&draft.day, &draft.date, &draft.start, &draft.room];
    let place = parts.into_iter().flatten().map(Located::trimmed).collect::<Vec<_>>().join(" ");
    super::note::shorten(&format!("{place} · {title}"))
}
