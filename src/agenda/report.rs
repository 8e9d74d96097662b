use super::comparing::Told;
use super::intake::{Note, NoteKind};
use super::model::Difference;

/// What an import did with the things of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New ones.
    pub added: usize,
    /// Known ones that read differently now.
    pub changed: usize,
    /// Known ones that read as before.
    pub unchanged: usize,
}

impl Counts {
    /// All of them.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.added + self.changed + self.unchanged
    }

    /// True when one was added or changed.
    #[must_use]
    pub const fn any(&self) -> bool {
        self.added + self.changed > 0
    }
}

/// Something the organizer should know about an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportNote {
    /// The line of the file it is about.
    pub line: Option<u64>,
    /// The key of its sentence, which takes `detail`.
    pub key: String,
    /// What kind of note it is.
    pub kind: NoteKind,
    /// Ids, names or a count, short.
    pub detail: String,
}

impl From<&Note> for ImportNote {
    fn from(note: &Note) -> Self {
        Self {
            line: note.line,
            key: format!("intake-note-{}", note.code),
            kind: note.kind,
            detail: note.detail.clone(),
        }
    }
}

/// What an import did, or would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportReport {
    /// Nothing was kept: this is what would have been done.
    pub dry_run: bool,
    /// Whose ids the file has.
    pub source: String,
    /// The kind of file.
    pub format: &'static str,
    /// Sessions.
    pub sessions: Counts,
    /// Rooms.
    pub rooms: Counts,
    /// Tracks.
    pub tracks: Counts,
    /// Speakers.
    pub speakers: Counts,
    /// What was assumed, left out, or clashes.
    pub notes: Vec<ImportNote>,
    /// What is new, what differs and in what, and what the file does not have any more.
    pub differences: Vec<Difference>,
    /// What the things that differ are called.
    pub told: Told,
}

impl ImportReport {
    /// True when anything was added or changed.
    #[must_use]
    pub const fn any(&self) -> bool {
        self.sessions.any() || self.rooms.any() || self.tracks.any() || self.speakers.any()
    }

    pub(super) fn note(&mut self, key: &str, kind: NoteKind, detail: impl ToString) {
        let detail = detail.to_string();
        self.notes.push(ImportNote { line: None, key: key.to_owned(), kind, detail });
    }
}
