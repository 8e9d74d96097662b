//! The log: who did or saw what, whose, and why; whether its chain still holds; the log as a file; and
//! the month's review of who read people, which somebody answerable signs.

mod ask;
mod commands;
mod export;
mod list;
mod review;
mod words;

use crate::accounts::{Access, Permission, Route};

pub use review::review_due;
pub use words::{Happened, happened, who_words};

/// The routes of these pages.
#[must_use]
pub fn routes() -> Vec<Route> {
    let read = Access::Desk(Permission::ReadAudit);
    let (export, review) = ("/desk/{forum}/audit/export", "/desk/{forum}/audit/review");
    let take = Access::Desk(Permission::ExportAudit);
    vec![
        Route::get("/desk/{forum}/audit", read, list::show_audit),
        Route::post("/desk/{forum}/audit/check", read, list::submit_check),
        Route::get(export, take, export::edit_export),
        Route::post(export, take, export::submit_export),
        Route::get(review, read, review::show_review),
        Route::post(review, Access::Desk(Permission::ReviewAudit), review::submit_review),
    ]
}

/// The log of what happens in no forum; its fixed words stand before the names of forums.
#[must_use]
pub fn house_routes() -> Vec<Route> {
    let read = Access::Installation(Permission::ReadAudit);
    vec![
        Route::get("/desk/log", read, list::show_house),
        Route::post("/desk/log/check", read, list::submit_house_check),
    ]
}
