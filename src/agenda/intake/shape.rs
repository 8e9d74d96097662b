use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use super::Note;

/// What kind of file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `schedule.xml` as pentabarf, frab, pretalx and FOSDEM write it.
    ScheduleXml,
    /// `schedule.json` version 1 as c3voc describes it.
    ScheduleJson,
    /// A table with a header row.
    Csv,
    /// What pretalx gives out beside its schedules: `talks.json`, submissions, the data of its widget.
    Pretalx,
    /// What Sessionize's API gives out.
    Sessionize,
    /// What OPass reads, as COSCUP and SITCON write it: each text in two languages.
    Opass,
}

impl Format {
    /// The stable word for reports and for the source of foreign ids.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ScheduleXml => "schedule-xml",
            Self::ScheduleJson => "schedule-json",
            Self::Csv => "csv",
            Self::Pretalx => "pretalx",
            Self::Sessionize => "sessionize",
            Self::Opass => "opass",
        }
    }
}

/// A foreign schedule, read whole: clean texts, instants in UTC, and what had to be assumed.
#[derive(Clone, Debug, PartialEq)]
pub struct Intake {
    /// The kind of file.
    pub format: Format,
    /// What the file says about the forum itself.
    pub forum: ForumFacts,
    /// The zone in which times without an offset were read.
    pub zone: Tz,
    /// Tracks in file order; sessions point here by place.
    pub tracks: Vec<TrackIn>,
    /// Rooms in file order; sessions point here by place.
    pub rooms: Vec<RoomIn>,
    /// People in file order; sessions point here by place.
    pub people: Vec<PersonIn>,
    /// Sessions in file order.
    pub sessions: Vec<SessionIn>,
    /// What was assumed, dropped, or clashes, by line.
    pub notes: Vec<Note>,
}

/// What the file says about the forum; a table says nothing but the days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForumFacts {
    /// The short name, empty where the file has none.
    pub acronym: String,
    /// The title, empty for a table.
    pub title: String,
    /// The subtitle, or empty.
    pub subtitle: String,
    /// The venue, or empty.
    pub venue: String,
    /// The city, or empty.
    pub city: String,
    /// The first conference day.
    pub starts_on: NaiveDate,
    /// The last conference day.
    pub ends_on: NaiveDate,
    /// When a conference day begins; sessions before it belong to the day before.
    pub day_start: NaiveTime,
    /// The forum's page, `http` or `https`.
    pub url: Option<String>,
}

/// One track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackIn {
    /// The slug, else the name: what the file calls the track by.
    pub key: String,
    /// The name.
    pub name: String,
    /// The name in English, where the file has it beside another.
    pub name_en: Option<String>,
    /// The slug, where the file has a usable one.
    pub slug: Option<String>,
    /// The colour as `#rrggbb`.
    pub colour: Option<String>,
}

/// One room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomIn {
    /// The name, by which the file tells rooms apart.
    pub key: String,
    /// The name.
    pub name: String,
    /// The name in English, where the file has it beside another.
    pub name_en: Option<String>,
    /// How many fit, where the file says so.
    pub capacity: Option<i32>,
    /// The room's UUID; absent where an earlier room has the same.
    pub guid: Option<Uuid>,
}

/// One person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonIn {
    /// The foreign id, else `name:` and the name in lower case.
    pub key: String,
    /// The name as published.
    pub name: String,
    /// The name in English, where the file has it beside another.
    pub name_en: Option<String>,
    /// What the file tells of them, in light Markdown.
    pub bio: Option<String>,
    /// The same in English, where the file has it beside another.
    pub bio_en: Option<String>,
    /// The foreign id alone.
    pub foreign_id: Option<String>,
}

/// A link of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkIn {
    /// The address, `http` or `https`.
    pub url: String,
    /// What to show for it; the address where the file has no words.
    pub title: String,
}

/// One session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionIn {
    /// The foreign id.
    pub key: String,
    /// The UUID; absent where an earlier session has the same.
    pub guid: Option<Uuid>,
    /// The title.
    pub title: String,
    /// The English title, where the file has it beside another.
    pub title_en: Option<String>,
    /// The subtitle, or empty.
    pub subtitle: String,
    /// The abstract in light Markdown, or empty.
    pub abstract_: String,
    /// The same in English, where the file has it beside another.
    pub abstract_en: Option<String>,
    /// The description in light Markdown, or empty.
    pub description: String,
    /// The kind as published (`Talk`, `devroom`), or empty.
    pub kind: String,
    /// The place of its track in [`Intake::tracks`].
    pub track: Option<usize>,
    /// The place of its room in [`Intake::rooms`].
    pub room: Option<usize>,
    /// Places in [`Intake::people`], each with a role; nobody twice.
    pub people: Vec<(usize, String)>,
    /// BCP 47 tags, first the main one; may be empty.
    pub languages: Vec<String>,
    /// The conference day, which a session after midnight shares with the evening before.
    pub day: NaiveDate,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends, always later.
    pub ends_at: DateTime<Utc>,
    /// Its page, `http` or `https`.
    pub url: Option<String>,
    /// Its links and attachments.
    pub links: Vec<LinkIn>,
    /// True where the file asks not to record it.
    pub do_not_record: bool,
    /// The line of the file it stands on.
    pub line: u64,
}
