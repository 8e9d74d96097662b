//! Attendance lists from the desk: who, what of them, as which file, and what for. No list without a
//! purpose; each is in the audit log, and the lists taken out before are shown here.

mod form;
mod lists;

use crate::accounts::{Access, Permission, Route};

/// The routes of these pages.
#[must_use]
pub fn routes() -> Vec<Route> {
    let access = Access::Desk(Permission::ExportPeople);
    vec![
        Route::get("/desk/{forum}/export", access, form::edit_export),
        Route::post("/desk/{forum}/export", access, form::submit_export),
    ]
}
