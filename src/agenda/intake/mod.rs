//! Foreign schedules, read into plain facts: `schedule.xml`, `schedule.json`, tables, and what pretalx,
//! Sessionize and OPass give out. Formats are told apart by what is in the file, never by its name.
//!
//! It promises clean texts, instants in UTC, ids as the file has them, and a note for everything it
//! had to choose; a file it can not trust is refused whole, with the line and the reason. It reads
//! bytes only: no file, no database, no network, no clock, and it follows nothing a file points to.

mod build;
mod clash;
mod columns;
mod draft;
mod entities;
mod flow;
mod json;
mod json_tree;
mod language;
mod limits;
mod markup;
mod note;
mod opass;
mod pair;
mod place;
mod pretalx;
mod refusal;
mod rolls;
mod sessionize;
mod shape;
mod sheet;
mod tags;
mod text;
mod timing;
mod wall;
mod xml;
mod xml_tree;

pub use note::{NOTE_CODES, Note, NoteKind};
pub use refusal::{Flaw, IntakeRefusal, REFUSAL_CODES};
pub use shape::{Format, ForumFacts, Intake, LinkIn, PersonIn, RoomIn, SessionIn, TrackIn};

use place::wide;

/// Reads a schedule of any known format.
///
/// Times without an offset are read in `zone`, else in the zone the file names.
///
/// # Errors
/// Why nothing of the file can be taken over.
pub fn read(bytes: &[u8], zone: Option<chrono_tz::Tz>) -> Result<Intake, IntakeRefusal> {
    if bytes.len() > limits::BYTES {
        return Err(IntakeRefusal::TooLarge { limit: limits::MEGABYTES });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.iter().take(error.valid_up_to());
        IntakeRefusal::NotUtf8 { line: wide(good.filter(|b| **b == b'\n').count() + 1) }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let draft = match text.trim_start().chars().next() {
        None => return Err(IntakeRefusal::Empty),
        Some('<') => xml::read(text)?,
        Some('{' | '[') => json::read(text)?,
        Some(_) if sheet::looks_like_one(text) => sheet::read(text)?,
        Some(_) => return Err(IntakeRefusal::NotRecognised),
    };
    build::build(draft, zone)
}
