//! The desk: where those who hold a forum make it, publish it and look after it.
//!
//! Pages only. They show what the rooms below know and hand what was typed to their commands; a
//! refusal comes back beside its field, with everything that was typed.

mod agenda;
mod audit;
mod export;
mod forums;
mod frame;
mod imports;
mod letters;
mod mend;
mod merge;
mod people;
mod sessions;
mod speakers;
mod staff;
mod typed;

use crate::accounts::Route;
use mend::lang_key;
use merge::Pick;
use typed::in_lang;

/// The routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        // First: `/desk/{forum}` would take their words for a forum.
        staff::routes(),
        audit::house_routes(),
        forums::routes(),
        sessions::routes(),
        speakers::routes(),
        agenda::routes(),
        imports::routes(),
        people::routes(),
        letters::routes(),
        audit::routes(),
        export::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
