//! Who speaks at a forum, by form: what is said of them, how they are reached, what they answered and
//! what they sent.

mod edit;
mod file;
mod list;
mod standing;
mod steps;

use crate::accounts::{Access, Permission, Route};

const EDIT: Access = Access::Desk(Permission::EditAgenda);
const SPEAKERS: &str = "/desk/{forum}/speakers";
const NEW: &str = "/desk/{forum}/speakers/new";
const ANSWER_BY: &str = "/desk/{forum}/speakers/answer-by";
const SPEAKER: &str = "/desk/{forum}/speakers/{speaker}";
const INVITATION: &str = "/desk/{forum}/speakers/{speaker}/invitation";
const SENT: &str = "/desk/{forum}/speakers/{speaker}/sent";
const PHOTO: &str = "/desk/{forum}/speakers/{speaker}/photo.jpg";
const SLIDES: &str = "/desk/{forum}/speakers/{speaker}/slides/{upload}";

/// The routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(SPEAKERS, EDIT, list::show_speakers),
        Route::get(NEW, EDIT, edit::new_speaker),
        Route::post(NEW, EDIT, edit::submit_new),
        Route::post(ANSWER_BY, EDIT, list::submit_answer_by),
        Route::get(SPEAKER, EDIT, edit::edit_speaker),
        Route::post(SPEAKER, EDIT, edit::submit_speaker),
        Route::post(INVITATION, EDIT, steps::send_invitation),
        Route::post(SENT, EDIT, steps::settle_sent),
        Route::get(PHOTO, EDIT, file::show_photo),
        Route::get(SLIDES, EDIT, file::download_slides),
    ]
}
