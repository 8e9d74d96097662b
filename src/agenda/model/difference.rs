use crate::types::{TrackId, Words};

use super::{Change, ChangeKind, ReleasedRecord, SessionKind, Stand, changes};

/// What an import compares, in the order in which it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A session.
    Session,
    /// A room.
    Room,
    /// A track.
    Track,
    /// A speaker.
    Speaker,
}

impl Thing {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Room => "room",
            Self::Track => "track",
            Self::Speaker => "speaker",
        }
    }
}

/// What becomes of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was not here before.
    New,
    /// It reads differently now.
    Changed,
    /// The file does not have it any more; it stays.
    Gone,
}

impl Fate {
    /// Each, in the order they are told.
    pub const ALL: [Self; 3] = [Self::New, Self::Changed, Self::Gone];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }
}

/// A field that reads differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldChange {
    /// What a release would tell too: time, room, title, people, languages.
    Agenda(ChangeKind),
    /// The name of a room, track or speaker.
    Named {
        /// The old one.
        from: Words,
        /// The new one.
        to: Words,
    },
    /// The subtitle.
    Subtitle {
        /// The old one.
        from: Words,
        /// The new one.
        to: Words,
    },
    /// The abstract.
    Abstract,
    /// The kind.
    Kind {
        /// The old one.
        from: SessionKind,
        /// The new one.
        to: SessionKind,
    },
    /// The track.
    Track {
        /// The old one.
        from: Option<TrackId>,
        /// The new one.
        to: Option<TrackId>,
    },
    /// The parts of the same people, or their order.
    Parts,
    /// How many a room seats.
    Size {
        /// So many before.
        from: Option<i32>,
        /// So many now.
        to: Option<i32>,
    },
    /// The colour of a track.
    Colour,
    /// What is told of a speaker.
    Biography,
}

impl FieldChange {
    /// The stable word.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Agenda(kind) => kind.code(),
            Self::Named { .. } => "named",
            Self::Subtitle { .. } => "subtitle",
            Self::Abstract => "abstract",
            Self::Kind { .. } => "kind",
            Self::Track { .. } => "track",
            Self::Parts => "parts",
            Self::Size { .. } => "size",
            Self::Colour => "colour",
            Self::Biography => "biography",
        }
    }
}

/// What an import does to one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub thing: Thing,
    /// What becomes of it.
    pub fate: Fate,
    /// The number of a session.
    pub no: Option<i32>,
    /// What it is called from then on.
    pub name: Words,
    /// When and where a session is that is new or gone; the fields of what is changed.
    pub fields: Vec<FieldChange>,
}

impl Difference {
    /// Something new that is no session.
    #[must_use]
    pub const fn new(thing: Thing, name: Words) -> Self {
        Self { thing, fate: Fate::New, no: None, name, fields: Vec::new() }
    }

    /// Something known that is no session.
    #[must_use]
    pub const fn changed(thing: Thing, name: Words, fields: Vec<FieldChange>) -> Self {
        Self { thing, fate: Fate::Changed, no: None, name, fields }
    }

    /// A session as it was, if it was here, and as it is.
    #[must_use]
    pub fn session(before: Option<&ReleasedRecord>, after: &ReleasedRecord) -> Self {
        let fate = if before.is_some() { Fate::Changed } else { Fate::New };
        let fields = before.map_or_else(|| vec![stand(after)], |before| fields(before, after));
        Self { thing: Thing::Session, fate, no: Some(after.no), name: after.title.clone(), fields }
    }

    /// A session that the file does not have any more.
    #[must_use]
    pub fn gone(session: &ReleasedRecord) -> Self {
        Self { fate: Fate::Gone, ..Self::session(None, session) }
    }
}

fn stand(session: &ReleasedRecord) -> FieldChange {
    let at = Stand { room: session.room, starts_at: session.starts_at, ends_at: session.ends_at };
    FieldChange::Agenda(ChangeKind::Added { at })
}

/// Every field of two versions of a session that is not the same.
fn fields(old: &ReleasedRecord, new: &ReleasedRecord) -> Vec<FieldChange> {
    let told = changes(std::slice::from_ref(old), std::slice::from_ref(new));
    let plain = |change: &Change| change.kind != ChangeKind::Described;
    let mut fields: Vec<FieldChange> =
        told.into_iter().filter(plain).map(|change| FieldChange::Agenda(change.kind)).collect();
    if old.subtitle != new.subtitle {
        fields.push(FieldChange::Subtitle { from: old.subtitle.clone(), to: new.subtitle.clone() });
    }
    if old.abstract_ != new.abstract_ {
        fields.push(FieldChange::Abstract);
    }
    if old.kind != new.kind {
        fields.push(FieldChange::Kind { from: old.kind, to: new.kind });
    }
    if old.track != new.track {
        fields.push(FieldChange::Track { from: old.track, to: new.track });
    }
    let people = fields.iter().any(|field| field.code() == "people");
    if old.people != new.people && !people {
        fields.push(FieldChange::Parts);
    }
    fields
}
