use super::note::Notes;
use super::place::Located;
use super::{Format, IntakeRefusal, limits};

/// What a reader of one format found, still in the file's words: every format comes to this, and
/// `build` alone gives it meaning.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) format: Format,
    pub(super) acronym: Option<Located>,
    pub(super) title: Option<Located>,
    pub(super) subtitle: Option<Located>,
    pub(super) venue: Option<Located>,
    pub(super) city: Option<Located>,
    pub(super) start: Option<Located>,
    pub(super) end: Option<Located>,
    pub(super) day_change: Option<Located>,
    pub(super) zone: Option<Located>,
    pub(super) url: Option<Located>,
    pub(super) days: Vec<Located>,
    pub(super) tracks: Vec<TrackDraft>,
    pub(super) rooms: Vec<RoomDraft>,
    pub(super) people: Vec<PersonDraft>,
    pub(super) sessions: Vec<SessionDraft>,
    /// Header cells of a table nobody reads.
    pub(super) ignored: Vec<String>,
    /// What its reader had to choose or leave.
    pub(super) notes: Notes,
}

/// A track as named.
#[derive(Clone, Debug, Default)]
pub(super) struct TrackDraft {
    pub(super) name: Option<Located>,
    pub(super) name_en: Option<Located>,
    pub(super) slug: Option<Located>,
    pub(super) colour: Option<Located>,
}

/// A room as listed.
#[derive(Clone, Debug, Default)]
pub(super) struct RoomDraft {
    pub(super) name: Option<Located>,
    pub(super) name_en: Option<Located>,
    pub(super) guid: Option<Located>,
    pub(super) capacity: Option<Located>,
}

/// A person as listed once or named on a session.
#[derive(Clone, Debug, Default)]
pub(super) struct PersonDraft {
    pub(super) id: Option<Located>,
    pub(super) name: Option<Located>,
    pub(super) name_en: Option<Located>,
    pub(super) bio: Option<Located>,
    pub(super) bio_en: Option<Located>,
    pub(super) role: Option<Located>,
    pub(super) line: u64,
}

/// A link or attachment.
#[derive(Clone, Debug, Default)]
pub(super) struct LinkDraft {
    pub(super) url: Option<Located>,
    pub(super) title: Option<Located>,
    pub(super) line: u64,
}

/// A session as published.
#[derive(Debug, Default)]
pub(super) struct SessionDraft {
    pub(super) line: u64,
    pub(super) id: Option<Located>,
    pub(super) guid: Option<Located>,
    pub(super) title: Option<Located>,
    pub(super) title_en: Option<Located>,
    pub(super) subtitle: Option<Located>,
    pub(super) abstract_: Option<Located>,
    pub(super) abstract_en: Option<Located>,
    pub(super) description: Option<Located>,
    pub(super) kind: Option<Located>,
    pub(super) track: TrackDraft,
    /// The room it is listed under.
    pub(super) room: Option<Located>,
    /// The room it names itself.
    pub(super) own_room: Option<Located>,
    pub(super) language: Option<Located>,
    /// The conference day it is listed under.
    pub(super) day: Option<Located>,
    pub(super) date: Option<Located>,
    pub(super) start: Option<Located>,
    pub(super) end: Option<Located>,
    pub(super) duration: Option<Located>,
    pub(super) url: Option<Located>,
    pub(super) people: Vec<PersonDraft>,
    pub(super) links: Vec<LinkDraft>,
    pub(super) do_not_record: bool,
    /// From a table or a program whose ids may be any word.
    pub(super) is_row: bool,
}

impl Draft {
    /// Nothing yet.
    pub(super) fn new(format: Format) -> Self {
        Self {
            format,
            acronym: None,
            title: None,
            subtitle: None,
            venue: None,
            city: None,
            start: None,
            end: None,
            day_change: None,
            zone: None,
            url: None,
            days: Vec::new(),
            tracks: Vec::new(),
            rooms: Vec::new(),
            people: Vec::new(),
            sessions: Vec::new(),
            ignored: Vec::new(),
            notes: Notes::default(),
        }
    }

    /// Takes a session, up to the limits.
    pub(super) fn add(&mut self, session: SessionDraft) -> Result<(), IntakeRefusal> {
        let line = session.line;
        within(session.people.len(), "people", limits::SESSION_PEOPLE, line)?;
        within(session.links.len(), "links", limits::SESSION_LINKS, line)?;
        within(self.sessions.len() + 1, "sessions", limits::SESSIONS, line)?;
        self.sessions.push(session);
        Ok(())
    }
}

/// Refuses more than `limit` of something.
pub(super) fn within(
    count: usize,
    what: &'static str,
    limit: usize,
    line: u64,
) -> Result<(), IntakeRefusal> {
    if count > limit { Err(IntakeRefusal::TooMany { line, what, limit }) } else { Ok(()) }
}
