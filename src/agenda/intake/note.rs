use std::collections::BTreeMap;

use crate::types::mask_resident_numbers;

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// The file left something open and we chose.
    Assumed,
    /// Something in the file was not taken over.
    Dropped,
    /// The file contradicts itself; taken over as it stands.
    Clash,
}

/// Something the organizer should know about a schedule that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line it is about; for something that occurs often, the first.
    pub line: Option<u64>,
    /// The stable word; `intake-note-<code>` is the message key.
    pub code: &'static str,
    /// What kind of note it is.
    pub kind: NoteKind,
    /// Ids, names or a count, short.
    pub detail: String,
}

/// Every code a note can have, with its kind; each has a message in every language.
pub const NOTE_CODES: [(&str, NoteKind); 39] = [
    ("zone-assumed", NoteKind::Assumed),
    ("zone-overridden", NoteKind::Assumed),
    ("offset-differs", NoteKind::Assumed),
    ("day-start-assumed", NoteKind::Assumed),
    ("day-kept", NoteKind::Assumed),
    ("dates-assumed", NoteKind::Assumed),
    ("dates-widened", NoteKind::Assumed),
    ("time-folded", NoteKind::Assumed),
    ("start-differs", NoteKind::Assumed),
    ("duration-differs", NoteKind::Assumed),
    ("room-differs", NoteKind::Assumed),
    ("id-derived", NoteKind::Assumed),
    ("guid-missing", NoteKind::Assumed),
    ("person-names-differ", NoteKind::Assumed),
    ("pair-languages", NoteKind::Assumed),
    ("pair-single", NoteKind::Assumed),
    ("tag-track", NoteKind::Assumed),
    ("type-track", NoteKind::Assumed),
    ("room-unlisted", NoteKind::Assumed),
    ("guid-invalid", NoteKind::Dropped),
    ("language-unknown", NoteKind::Dropped),
    ("link-dropped", NoteKind::Dropped),
    ("person-dropped", NoteKind::Dropped),
    ("person-repeated", NoteKind::Dropped),
    ("colour-dropped", NoteKind::Dropped),
    ("capacity-dropped", NoteKind::Dropped),
    ("columns-ignored", NoteKind::Dropped),
    ("not-accepted", NoteKind::Dropped),
    ("not-scheduled", NoteKind::Dropped),
    ("overflow-left-out", NoteKind::Dropped),
    ("person-unlisted", NoteKind::Dropped),
    ("more-pages", NoteKind::Dropped),
    ("resident-number-masked", NoteKind::Dropped),
    ("notes-withheld", NoteKind::Dropped),
    ("id-shared", NoteKind::Clash),
    ("guid-shared", NoteKind::Clash),
    ("room-guid-shared", NoteKind::Clash),
    ("room-overlap", NoteKind::Clash),
    ("person-double-booked", NoteKind::Clash),
];

/// The most notes of one code; nobody reads the thousandth clash.
const MOST_OF_A_CODE: u64 = 500;

/// Notes as they gather: some one by one, frequent ones counted.
#[derive(Debug, Default)]
pub(super) struct Notes {
    single: Vec<Note>,
    written: BTreeMap<&'static str, u64>,
    counted: BTreeMap<&'static str, (u64, u64)>,
}

impl Notes {
    /// Notes one thing.
    pub(super) fn add(&mut self, code: &'static str, line: Option<u64>, detail: &str) {
        let written = self.written.entry(code).or_default();
        *written += 1;
        if *written > MOST_OF_A_CODE {
            return;
        }
        let detail = shorten(detail);
        self.single.push(Note { line, code, kind: kind_of(code), detail });
    }

    /// Counts one more of a frequent thing; the note tells how many and where the first is.
    pub(super) fn count(&mut self, code: &'static str, line: u64) {
        self.counted.entry(code).or_insert((line, 0)).1 += 1;
    }

    /// All notes, by line.
    pub(super) fn finish(self) -> Vec<Note> {
        let counted = self.counted.into_iter().map(|(code, (line, times))| Note {
            line: Some(line),
            code,
            kind: kind_of(code),
            detail: times.to_string(),
        });
        let withheld: u64 = self.written.values().map(|n| n.saturating_sub(MOST_OF_A_CODE)).sum();
        let withheld = (withheld > 0).then(|| Note {
            line: None,
            code: "notes-withheld",
            kind: kind_of("notes-withheld"),
            detail: withheld.to_string(),
        });
        let mut all: Vec<Note> = self.single.into_iter().chain(counted).chain(withheld).collect();
        all.sort_by_key(|note| note.line);
        // The first day and the last may be the same.
        all.dedup();
        all
    }
}

fn kind_of(code: &str) -> NoteKind {
    NOTE_CODES.iter().find(|(known, _)| *known == code).map_or(NoteKind::Assumed, |(_, kind)| *kind)
}

/// A text short enough for a report, and fit to be shown in one.
pub(super) fn shorten(text: &str) -> String {
    const MOST: usize = 160;
    let masked = mask_resident_numbers(text);
    let text = masked.as_deref().unwrap_or(text);
    match text.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text.to_owned(),
    }
}
