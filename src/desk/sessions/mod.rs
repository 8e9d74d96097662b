//! The agenda of a forum, by form.

mod edit;
mod fields;
mod life;
mod list;
mod log;
mod merging;
mod release;

use crate::accounts::{Access, Permission, Route};

pub use edit::{number, rooms as room_choices};

const EDIT: Access = Access::Desk(Permission::EditAgenda);
const SESSIONS: &str = "/desk/{forum}/sessions";
const NEW: &str = "/desk/{forum}/sessions/new";
const SESSION: &str = "/desk/{forum}/sessions/{no}";
const RELEASE_ALL: &str = "/desk/{forum}/sessions/release";
const RELEASE: &str = "/desk/{forum}/sessions/{no}/release";
const RETRACT: &str = "/desk/{forum}/sessions/{no}/retract";
const CANCEL: &str = "/desk/{forum}/sessions/{no}/cancel";
const RELEASES: &str = "/desk/{forum}/sessions/releases";
const RESTORE: &str = "/desk/{forum}/sessions/releases/{number}/restore";

/// The routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(SESSIONS, EDIT, list::show_sessions),
        Route::get(NEW, EDIT, edit::new_session),
        Route::post(NEW, EDIT, edit::submit_new),
        Route::get(RELEASE_ALL, EDIT, release::ask_release_all),
        Route::post(RELEASE_ALL, EDIT, release::submit_release_all),
        Route::get(RELEASES, EDIT, log::show_releases),
        Route::get(RESTORE, EDIT, log::ask_restore),
        Route::post(RESTORE, EDIT, log::submit_restore),
        Route::get(SESSION, EDIT, edit::edit_session),
        Route::post(SESSION, EDIT, edit::submit_session),
        Route::get(RELEASE, EDIT, release::ask_release),
        Route::post(RELEASE, EDIT, release::submit_release),
        Route::get(RETRACT, EDIT, life::ask_retract),
        Route::post(RETRACT, EDIT, life::submit_retract),
        Route::get(CANCEL, EDIT, life::ask_cancel),
        Route::post(CANCEL, EDIT, life::submit_cancel),
    ]
}
