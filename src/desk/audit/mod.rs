//! The audit log of a forum: who did or saw what, whose, and why; and whether the chain still holds.

mod ask;
mod commands;
mod list;
mod words;

use crate::accounts::{Access, Permission, Route};

pub use words::{Happened, happened, who_words};

/// The routes of these pages.
#[must_use]
pub fn routes() -> Vec<Route> {
    let read = Access::Desk(Permission::ReadAudit);
    vec![
        Route::get("/desk/{forum}/audit", read, list::show_audit),
        Route::post("/desk/{forum}/audit/check", read, list::submit_check),
    ]
}
