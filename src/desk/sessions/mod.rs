//! The agenda of a forum, by form.

mod edit;
mod fields;
mod life;
mod list;
mod speakers;

use crate::accounts::{Access, Permission, Route};

const EDIT: Access = Access::Desk(Permission::EditAgenda);
const SESSIONS: &str = "/desk/{forum}/sessions";
const NEW: &str = "/desk/{forum}/sessions/new";
const SESSION: &str = "/desk/{forum}/sessions/{no}";
const SPEAKERS: &str = "/desk/{forum}/speakers";
const NEW_SPEAKER: &str = "/desk/{forum}/speakers/new";
const SPEAKER: &str = "/desk/{forum}/speakers/{speaker}";
const RETRACT: &str = "/desk/{forum}/sessions/{no}/retract";

/// The routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(SESSIONS, EDIT, list::show_sessions),
        Route::get(NEW, EDIT, edit::new_session),
        Route::post(NEW, EDIT, edit::submit_new),
        Route::post("/desk/{forum}/sessions/release", EDIT, life::submit_release_all),
        Route::get(SESSION, EDIT, edit::edit_session),
        Route::post(SESSION, EDIT, edit::submit_session),
        Route::post("/desk/{forum}/sessions/{no}/release", EDIT, life::submit_release),
        Route::get(RETRACT, EDIT, life::ask_retract),
        Route::post(RETRACT, EDIT, life::submit_retract),
        Route::get(SPEAKERS, EDIT, speakers::show_speakers),
        Route::get(NEW_SPEAKER, EDIT, speakers::new_speaker),
        Route::post(NEW_SPEAKER, EDIT, speakers::submit_new),
        Route::get(SPEAKER, EDIT, speakers::edit_speaker),
        Route::post(SPEAKER, EDIT, speakers::submit_speaker),
    ]
}
