//! A schedule of somebody else's: sent, looked at, taken over or dropped.

mod form;
mod report;

use crate::accounts::{Access, Permission, Route};

const EDIT: Access = Access::Desk(Permission::EditAgenda);
const IMPORT: &str = "/desk/{forum}/import";
const UPLOAD: &str = "/desk/{forum}/import/{upload}";
const DROP: &str = "/desk/{forum}/import/{upload}/drop";

/// The routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(IMPORT, EDIT, form::show_form),
        Route::post(IMPORT, EDIT, form::submit_file),
        Route::get(UPLOAD, EDIT, report::show_report),
        Route::post(UPLOAD, EDIT, report::submit_import),
        Route::post(DROP, EDIT, report::submit_drop),
    ]
}
