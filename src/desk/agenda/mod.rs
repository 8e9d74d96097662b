//! The timetable of the draft: rooms against hours, by hand and by form, and what clashes in it.

mod accept;
mod block;
mod clashes;
mod day;
mod layout;
mod live;
mod moving;
mod place;

use crate::accounts::{Access, Permission, Route};

const EDIT: Access = Access::Desk(Permission::EditAgenda);
const AGENDA: &str = "/desk/{forum}/agenda";
const LIVE: &str = "/desk/{forum}/agenda/live";
const PLACE: &str = "/desk/{forum}/agenda/place";
const CLASHES: &str = "/desk/{forum}/agenda/clashes";
const MOVE: &str = "/desk/{forum}/agenda/{no}/move";
const OVERLAP: &str = "/desk/{forum}/agenda/{no}/overlap";

/// Minutes that a speaker needs between two rooms.
pub(super) const WALK: i64 = 10;

pub(super) use clashes::{Line, lines};

/// The routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(AGENDA, EDIT, day::show_day),
        Route::get(LIVE, EDIT, live::read_day),
        Route::get(PLACE, EDIT, place::show_place),
        Route::get(CLASHES, EDIT, clashes::show_clashes),
        Route::get(MOVE, EDIT, moving::ask_move),
        Route::post(MOVE, EDIT, moving::submit_move),
        Route::get(OVERLAP, EDIT, accept::ask_overlap),
        Route::post(OVERLAP, EDIT, accept::submit_overlap),
    ]
}
