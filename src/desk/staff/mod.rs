//! Who works on a forum, and who runs the installation: invited by letter, changed and removed here, and
//! every step kept.

mod form;
mod house;
mod lines;
mod list;
mod remove;

use crate::accounts::{Access, Permission, Route};

const STAFF: Access = Access::Desk(Permission::ManageStaff);
const ADMINS: Access = Access::Installation(Permission::ManageAdmins);
const NEW: &str = "/desk/{forum}/staff/new";
const ONE: &str = "/desk/{forum}/staff/{grant}";
const REMOVE: &str = "/desk/{forum}/staff/{grant}/remove";
const NEW_ADMIN: &str = "/desk/staff/new";
const REMOVE_ADMIN: &str = "/desk/staff/{grant}/remove";

/// The routes of these pages.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/desk/staff", ADMINS, house::show_admins),
        Route::get(NEW_ADMIN, ADMINS, house::new_admin),
        Route::post(NEW_ADMIN, ADMINS, house::submit_admin),
        Route::get(REMOVE_ADMIN, ADMINS, house::ask_remove),
        Route::post(REMOVE_ADMIN, ADMINS, house::submit_remove),
        Route::post("/desk/staff/{grant}/invitation", ADMINS, house::submit_again),
        Route::get("/desk/{forum}/staff", STAFF, list::show_staff),
        Route::get(NEW, STAFF, form::new_member),
        Route::post(NEW, STAFF, form::submit_new),
        Route::get(ONE, STAFF, form::edit_member),
        Route::post(ONE, STAFF, form::submit_member),
        Route::get(REMOVE, STAFF, remove::ask_remove),
        Route::post(REMOVE, STAFF, remove::submit_remove),
        Route::post("/desk/{forum}/staff/{grant}/invitation", STAFF, remove::submit_again),
    ]
}
