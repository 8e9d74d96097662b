//! The released agenda as files that other programs read: `schedule.xml`, `schedule.json`, calendars
//! and tables, one language each. The mirror of `intake`.
//!
//! It promises files that are valid wherever a schema says what that is, and the same bytes for the
//! same agenda: no clock, no database, no request is read here. It is handed what the public may see
//! and nothing else, so nothing else can leave.

mod calendar;
mod issue;
mod json;
mod json_shape;
mod jsonld;
mod medium;
mod names;
mod table;
mod voice;
mod wanted;
mod xml;

pub use issue::{Issue, SessionText};
pub use jsonld::Billing;
pub use medium::Medium;
pub use voice::Place;
pub use wanted::Wanted;

use crate::types::Lang;

use voice::Voice;

/// The file of an issue: of all its sessions, or of those that are wanted.
///
/// # Errors
/// When it can not be written, which no issue is known to cause.
pub fn render(
    medium: Medium,
    issue: &Issue,
    lang: Lang,
    place: &Place,
    wanted: &Wanted,
) -> anyhow::Result<Vec<u8>> {
    let voice = Voice::new(issue, lang, place, wanted);
    match medium {
        Medium::Xml => Ok(xml::write(&voice)?),
        Medium::Json => Ok(serde_json::to_vec(&json::document(&voice))?),
        Medium::Ics => Ok(calendar::write(&voice).into_bytes()),
        Medium::Csv => Ok(table::write(&voice)?),
    }
}
