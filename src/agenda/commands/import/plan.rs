use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};

use crate::types::{Lang, RoomId, SessionId, SlotId, SpeakerId, TrackId, Words};

use super::words::{put, put_pair};
use crate::agenda::intake::SessionIn;
use crate::agenda::model::{
    AppearanceRole, NewPart, SessionKind, SessionRecord, SessionState, SlotRecord, Span, overlaps,
};
use crate::agenda::store::Taken;

/// A session of the agenda, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    pub session: SessionRecord,
    pub slot: SlotRecord,
    pub parts: Vec<NewPart>,
}

/// What the places of a session's file mean here.
pub struct Meaning {
    pub day: NaiveDate,
    pub room: Option<RoomId>,
    pub track: Option<TrackId>,
    pub people: Vec<(SpeakerId, AppearanceRole)>,
}

/// A session that was not here before, without a number yet.
pub fn fresh(read: &SessionIn, meaning: &Meaning) -> Whole {
    let id = SessionId::fresh();
    let session = SessionRecord {
        id,
        no: 0,
        kind: SessionKind::Session,
        title: Words::default(),
        subtitle: Words::default(),
        abstract_: Words::default(),
        languages: Vec::new(),
        interpretation: Vec::new(),
        state: SessionState::Released,
        track: None,
        limit: None,
        version: 1,
    };
    let slot = SlotRecord {
        id: SlotId::fresh(),
        session: id,
        room: meaning.room,
        day: meaning.day,
        starts_at: read.starts_at,
        ends_at: read.ends_at,
        illustrative: false,
        overlap_accepted: false,
        overlap_reason: None,
    };
    renewed(&Whole { session, slot, parts: Vec::new() }, read, meaning, &HashSet::new())
}

/// A session of ours that came back in a file we wrote. The formats hold less than we know: of the
/// languages one, so the others stay where it agrees.
pub fn returned(
    before: &Whole,
    read: &SessionIn,
    meaning: &Meaning,
    hidden: &HashSet<SpeakerId>,
) -> Whole {
    let mut after = renewed(before, read, meaning, hidden);
    let languages = &before.session.languages;
    if read.languages.len() == 1 && read.languages.first() == languages.first() {
        after.session.languages.clone_from(languages);
    }
    after
}

/// A session as the file has it now: texts in other languages, seats, state and number stay.
pub fn renewed(
    before: &Whole,
    read: &SessionIn,
    meaning: &Meaning,
    hidden: &HashSet<SpeakerId>,
) -> Whole {
    let mut after = before.clone();
    let session = &mut after.session;
    session.kind = SessionKind::of_foreign(&read.kind, &read.title);
    put_pair(&mut session.title, &read.title, read.title_en.as_deref());
    put(&mut session.subtitle, &read.subtitle);
    put_pair(&mut session.abstract_, &text_of(read), read.abstract_en.as_deref());
    session.languages.clone_from(&read.languages);
    session.track = meaning.track;
    let slot = &mut after.slot;
    (slot.room, slot.day) = (meaning.room, meaning.day);
    (slot.starts_at, slot.ends_at) = (read.starts_at, read.ends_at);
    after.parts = parts(&before.parts, meaning, hidden);
    after
}

/// What a session is about: the abstract, then the description where it says something else.
fn text_of(read: &SessionIn) -> String {
    match (read.abstract_.as_str(), read.description.as_str()) {
        ("", text) | (text, "") => text.to_owned(),
        (first, second) if first == second || first.contains(second) => first.to_owned(),
        (first, second) if second.contains(first) => second.to_owned(),
        (first, second) => format!("{first}\n\n{second}"),
    }
}

/// Who takes part. A file merely lists most people: who has another part here keeps it. A file of ours
/// never names the hidden, so that they are missing says nothing. The same people in the same order are no
/// change.
fn parts(before: &[NewPart], meaning: &Meaning, hidden: &HashSet<SpeakerId>) -> Vec<NewPart> {
    let mut named = HashSet::new();
    let mut after: Vec<NewPart> = Vec::with_capacity(meaning.people.len());
    for (speaker, role) in meaning.people.iter().filter(|part| named.insert(**part)) {
        let of_them = || before.iter().filter(|own| own.speaker == *speaker);
        let same = of_them().find(|own| own.role == *role);
        if same.is_none() && *role == AppearanceRole::Speaker && of_them().next().is_some() {
            after.extend(of_them().cloned());
        } else {
            let role_words = same.map(|own| own.role_words.clone()).unwrap_or_default();
            after.push(NewPart { speaker: *speaker, role: *role, role_words });
        }
    }
    let mut once = HashSet::new();
    after.retain(|part| once.insert((part.speaker, part.role)));
    let told: HashSet<SpeakerId> = after.iter().map(|part| part.speaker).collect();
    let is_untold =
        |part: &&NewPart| hidden.contains(&part.speaker) && !told.contains(&part.speaker);
    let known: Vec<&NewPart> = before.iter().filter(|part| !is_untold(part)).collect();
    if in_order(known) == in_order(after.iter().collect()) {
        return before.to_vec();
    }
    after.extend(before.iter().filter(is_untold).cloned());
    after
}

/// Parts in the order they are shown in.
fn in_order(mut parts: Vec<&NewPart>) -> Vec<&NewPart> {
    parts.sort_by_key(|part| part.role);
    parts
}

/// A room and time that a session takes, in the draft or in public.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    pub session: SessionId,
    room: Option<RoomId>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

impl Spot {
    /// Where a draft is.
    pub fn of(slot: &SlotRecord) -> Self {
        let (session, room) = (slot.session, slot.room);
        Self { session, room, starts_at: slot.starts_at, ends_at: slot.ends_at }
    }

    /// Where the public sees it, unless that overlaps with leave.
    pub fn taken(taken: &Taken) -> Option<Self> {
        let (session, room) = (taken.session, taken.room);
        let spot = Self { session, room, starts_at: taken.starts_at, ends_at: taken.ends_at };
        (!taken.overlap_accepted).then_some(spot)
    }
}

/// Marks the imported slots that overlap another in their room, imported or not; tells the pairs of
/// which only one was imported, as (imported, there before).
pub fn accept_overlaps(
    imported: &mut [Whole],
    others: &[Spot],
) -> BTreeSet<(SessionId, SessionId)> {
    let mut by_room: HashMap<RoomId, Vec<Span<SessionId>>> = HashMap::new();
    let own: HashSet<SessionId> = imported.iter().map(|whole| whole.session.id).collect();
    let spots = imported.iter().map(|whole| Spot::of(&whole.slot)).chain(others.iter().copied());
    for spot in spots {
        if let Some(room) = spot.room {
            let (starts_at, ends_at) = (spot.starts_at, spot.ends_at);
            let span = Span { key: spot.session, starts_at, ends_at };
            by_room.entry(room).or_default().push(span);
        }
    }
    let pairs: Vec<(SessionId, SessionId)> =
        by_room.values().flat_map(|spans| overlaps(spans)).collect();
    let clashing: HashSet<SessionId> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    for whole in imported {
        let clashes = clashing.contains(&whole.session.id);
        whole.slot.overlap_accepted = clashes;
        whole.slot.overlap_reason.take_if(|_| !clashes);
    }
    pairs
        .into_iter()
        .filter(|(a, b)| own.contains(a) != own.contains(b))
        .map(|(a, b)| if own.contains(&a) { (a, b) } else { (b, a) })
        .collect()
}

/// The title as a note shows it.
pub fn title_of(session: &SessionRecord) -> String {
    session.title.in_lang(Lang::Ko).chars().take(60).collect()
}
