use chrono::{DateTime, Days, NaiveDateTime, Utc};

use crate::agenda::{
    AppearanceRole, MOST_PEOPLE, MOST_SEATS, NewPart, NewSession, Part, Placing, SessionChange,
    SessionDetail, SessionKind,
};
use crate::forum::Forum;
use crate::i18n::Tr;
use crate::types::{FieldFaults, RoomId, TrackId, Words};
use crate::web::Form;

use super::super::mend::Labels;
use super::super::merge::beside;
use super::super::typed::{TEXT, TITLE, Typed, Written};

/// Empty rows for people who are to be added.
const SPARE: usize = 3;
/// The most languages a session names.
const MOST_LANGUAGES: usize = 12;

/// What a form says of a session.
pub struct Wanted {
    kind: SessionKind,
    title: Words,
    subtitle: Words,
    abstract_: Words,
    languages: Vec<String>,
    interpretation: Vec<String>,
    place: Placing,
    track: Option<TrackId>,
    people: Vec<NewPart>,
    capacity: Option<i32>,
    release: bool,
}

/// What the fields are called.
pub fn labels(t: Tr, rows: usize) -> Labels {
    let labels = Labels::new(t)
        .words("title", "desk-session-title")
        .words("subtitle", "desk-session-subtitle")
        .one("kind", "desk-session-kind")
        .words("abstract", "desk-session-abstract")
        .moment("starts", "desk-session-starts")
        .one("ends_time", "desk-session-ends")
        .one("illustrative", "desk-session-illustrative")
        .one("room", "desk-session-room")
        .one("track", "desk-session-track")
        .one("capacity", "desk-session-capacity")
        .one("languages", "desk-session-languages")
        .one("interpretation", "desk-session-interpretation");
    (0..rows).fold(labels, |labels, row| {
        let person = t.with("desk-session-person", &[("no", &(row + 1).to_string())]);
        let of = |key: &str| format!("{person} · {}", t.s(key));
        labels
            .called(&format!("speaker{row}"), of("desk-session-speaker"))
            .called(&format!("role{row}"), of("desk-session-role"))
    })
}

/// How many rows of people a form has.
pub fn rows(form: &Form) -> usize {
    form.one("people").parse().unwrap_or(0).min(MOST_PEOPLE)
}

/// What was typed, with so many rows of people: where someone else added some, one's own are empty.
pub fn widened(typed: &Form, labels: &Labels, rows: usize) -> Form {
    let names =
        labels.fields().flat_map(|field| [field.to_owned()].into_iter().chain(beside(field)));
    let known = names.chain(["merging".to_owned()]).filter(|name| typed.has(name));
    let written =
        known.fold(Written::default(), |written, name| written.put(&name, typed.one(&name)));
    let spare = (self::rows(typed)..rows).map(|row| format!("role{row}"));
    let speaker = AppearanceRole::Speaker.code();
    spare
        .fold(written, |written, role| {
            written.put(&format!("was_{role}"), speaker).put(&role, speaker)
        })
        .put("people", rows)
        .form()
}

/// The form of a new session: on the forum's first day.
pub fn fresh(forum: &Forum) -> Form {
    let written = Written::default()
        .put("kind", SessionKind::Session.code())
        .put("starts_day", forum.first_day());
    spare(written, 0).form()
}

/// A session as it stands.
pub fn write(forum: &Forum, detail: &SessionDetail) -> Form {
    let (session, zone) = (&detail.session, forum.zone);
    let written = Written::default()
        .words("title", &session.title)
        .words("subtitle", &session.subtitle)
        .put("kind", session.kind.code())
        .words("abstract", &detail.abstract_)
        .moment("starts", zone, Some(session.starts_at))
        .put("ends_time", zone.local(session.ends_at).format("%H:%M"))
        .tick("illustrative", session.illustrative)
        .some("room", session.room.as_ref().map(|room| room.id))
        .some("track", session.track.as_ref().map(|track| track.id))
        .some("capacity", session.sign_up.and_then(|sign_up| sign_up.capacity))
        .put("languages", session.languages.join(", "))
        .put("interpretation", session.interpretation.join(", "));
    let people = session.people.iter().take(MOST_PEOPLE).enumerate();
    let written = people.fold(written, |written, (row, part)| {
        written
            .put(&format!("speaker{row}"), part.speaker)
            .put(&format!("role{row}"), part.role.code())
    });
    spare(written, session.people.len()).form()
}

/// Rows for people who are to be added after those there are: most will speak.
fn spare(written: Written, there: usize) -> Written {
    let count = (there + SPARE).min(MOST_PEOPLE);
    let rows = there..count;
    rows.fold(written, |written, row| {
        written.put(&format!("role{row}"), AppearanceRole::Speaker.code())
    })
    .put("people", count)
}

/// What the form says; `known` is the session it is about, if it is there already.
pub fn read(
    form: &Form,
    forum: &Forum,
    known: Option<&SessionDetail>,
) -> Result<Wanted, FieldFaults> {
    let mut typed = Typed::of(form);
    let before = known.map(|detail| &detail.session);
    let title = typed.name("title", TITLE);
    let subtitle = typed.lines("subtitle", TITLE);
    let kind = SessionKind::parse(typed.raw("kind"));
    if kind.is_none() {
        typed.faults.add("kind", "field.required");
    }
    let abstract_ = typed.blocks("abstract", TEXT);
    let hours = hours(&mut typed, forum, before.map(|row| (row.starts_at, row.ends_at)));
    let room = chosen::<RoomId>(&mut typed, "room", "agenda.room_unknown");
    let track = chosen::<TrackId>(&mut typed, "track", "agenda.track_unknown");
    let capacity = typed.number("capacity", 0..=MOST_SEATS);
    let languages = tags(&mut typed, "languages");
    let interpretation = tags(&mut typed, "interpretation");
    let people = people(&mut typed, before.map_or(&[], |row| &row.people));
    let (illustrative, release) = (typed.ticked("illustrative"), typed.ticked("release"));
    let faults = typed.faults;
    match (kind, hours) {
        (Some(kind), Some((starts_at, ends_at))) if faults.is_empty() => Ok(Wanted {
            kind,
            title,
            subtitle,
            abstract_,
            languages,
            interpretation,
            place: Placing { room, starts_at, ends_at, illustrative },
            track,
            people,
            capacity,
            release,
        }),
        _ => Err(faults),
    }
}

/// When it starts and ends. An end in the night, before the forum's day gives way to the next, is on the
/// calendar's next day.
fn hours(
    typed: &mut Typed<'_>,
    forum: &Forum,
    known: Option<(DateTime<Utc>, DateTime<Utc>)>,
) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let day = typed.day("starts_day");
    let (start, end) = (typed.hour("starts_time"), typed.hour("ends_time"));
    let (day, start, end) = (day?, start?, end?);
    let by_night = end <= start && end < forum.day_start;
    let end_day = if by_night { day.checked_add_days(Days::new(1))? } else { day };
    let zone = forum.zone;
    let starts = NaiveDateTime::new(day, start);
    let starts = typed.instant("starts_time", zone, starts, known.map(|known| known.0));
    let ends = NaiveDateTime::new(end_day, end);
    let ends = typed.instant("ends_time", zone, ends, known.map(|known| known.1));
    Some((starts?, ends?))
}

fn chosen<T: std::str::FromStr>(
    typed: &mut Typed<'_>,
    field: &str,
    unknown: &'static str,
) -> Option<T> {
    let id = typed.raw(field);
    if id.is_empty() {
        return None;
    }
    let chosen = id.parse().ok();
    if chosen.is_none() {
        typed.faults.add(field, unknown);
    }
    chosen
}

/// Language tags parted by commas or spaces.
fn tags(typed: &mut Typed<'_>, field: &str) -> Vec<String> {
    let text = typed.raw(field);
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split([',', ' ', '·', '/']).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    if tags.len() > MOST_LANGUAGES || !tags.iter().all(|tag| is_tag(tag)) {
        typed.faults.add(field, "desk.languages");
    }
    tags
}

/// True for what has the shape of a BCP 47 tag.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        })
}

/// Who takes part: rows without a name are left out, a part's own words stay with it.
fn people(typed: &mut Typed<'_>, known: &[Part]) -> Vec<NewPart> {
    let count = typed.raw("people").parse().unwrap_or(0_usize).min(MOST_PEOPLE);
    let mut people = Vec::new();
    for row in 0..count {
        let field = format!("speaker{row}");
        let Some(speaker) = chosen(typed, &field, "agenda.speaker_unknown") else { continue };
        let role = AppearanceRole::parse(typed.raw(&format!("role{row}")));
        let role = role.unwrap_or(AppearanceRole::Speaker);
        let same = known.iter().find(|part| part.speaker == speaker && part.role == role);
        let role_words = same.map(|part| part.role_words.clone()).unwrap_or_default();
        people.push(NewPart { speaker, role, role_words });
    }
    people
}

impl Wanted {
    /// As a session that is to be added.
    pub fn session(self) -> NewSession {
        NewSession {
            kind: self.kind,
            title: self.title,
            subtitle: self.subtitle,
            abstract_: self.abstract_,
            languages: self.languages,
            interpretation: self.interpretation,
            place: self.place,
            track: self.track,
            people: self.people,
            signup_capacity: self.capacity,
            release: self.release,
        }
    }

    /// As a change of the session that is there. People are only written when they differ: writing
    /// them is a change.
    pub fn change(self, known: &SessionDetail) -> SessionChange {
        let stored = known.session.people.iter().map(|part| NewPart {
            speaker: part.speaker,
            role: part.role,
            role_words: part.role_words.clone(),
        });
        let same = stored.eq(self.people.iter().cloned());
        SessionChange {
            kind: Some(self.kind),
            title: Some(self.title),
            title_in: Vec::new(),
            subtitle: Some(self.subtitle),
            abstract_: Some(self.abstract_),
            languages: Some(self.languages),
            interpretation: Some(self.interpretation),
            place: Some(self.place),
            track: Some(self.track),
            people: Some(self.people).filter(|_| !same),
            signup_capacity: Some(self.capacity),
            ..SessionChange::default()
        }
    }
}
