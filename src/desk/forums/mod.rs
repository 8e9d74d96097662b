//! Making a forum from nothing, and looking after what is said of it.

mod categories;
mod checklist;
mod consents;
mod create;
mod facts;
mod index;
mod life;
mod overlaps;
mod overview;
mod place;
mod settings;
mod tabs;
mod venue;

use crate::accounts::{Access, Permission, Route};

pub use life::sure;
pub use overview::{SeatLine, seat_line};

const EDIT: Access = Access::Desk(Permission::EditForum);
const CREATE: Access = Access::Installation(Permission::CreateForum);
const FORUM: &str = "/desk/{forum}";
const CLOSE: &str = "/desk/{forum}/close";
const SETTINGS: &str = "/desk/{forum}/settings";
const VENUE: &str = "/desk/{forum}/settings/venue";
const CATEGORIES: &str = "/desk/{forum}/settings/categories";
const NEW_CATEGORY: &str = "/desk/{forum}/settings/categories/new";
const USUAL: &str = "/desk/{forum}/settings/categories/usual";
const CATEGORY: &str = "/desk/{forum}/settings/categories/{category}";
const REMOVE: &str = "/desk/{forum}/settings/categories/{category}/remove";
const CONSENTS: &str = "/desk/{forum}/settings/consents";
const NEW_CONSENT: &str = "/desk/{forum}/settings/consents/new";
const CONSENT: &str = "/desk/{forum}/settings/consents/{purpose}";
const OVERLAPS: &str = "/desk/{forum}/settings/overlaps";
const RETIRE: &str = "/desk/{forum}/settings/consents/{purpose}/retire";

/// The routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/desk", Access::Staff, index::show_index),
        Route::get("/desk/new", CREATE, create::new_forum),
        Route::post("/desk/new", CREATE, create::submit_forum),
        Route::get(FORUM, Access::Desk(Permission::SeeForum), overview::show_overview),
        Route::post("/desk/{forum}/publish", EDIT, life::submit_publish),
        Route::get(CLOSE, EDIT, life::ask_close),
        Route::post(CLOSE, EDIT, life::submit_close),
        Route::get(SETTINGS, EDIT, settings::edit_settings),
        Route::post(SETTINGS, EDIT, settings::submit_settings),
        Route::get(VENUE, EDIT, venue::edit_venue),
        Route::post(VENUE, EDIT, venue::submit_venue),
        Route::get(CATEGORIES, EDIT, categories::show_categories),
        Route::post(USUAL, EDIT, categories::submit_usual),
        Route::get(NEW_CATEGORY, EDIT, categories::new_category),
        Route::post(NEW_CATEGORY, EDIT, categories::submit_new),
        Route::get(CATEGORY, EDIT, categories::edit_category),
        Route::post(CATEGORY, EDIT, categories::submit_category),
        Route::get(REMOVE, EDIT, categories::ask_remove),
        Route::post(REMOVE, EDIT, categories::submit_remove),
        Route::get(OVERLAPS, EDIT, overlaps::edit_overlaps),
        Route::post(OVERLAPS, EDIT, overlaps::submit_overlaps),
        Route::get(CONSENTS, EDIT, consents::show_consents),
        Route::get(NEW_CONSENT, EDIT, consents::new_consent),
        Route::post(NEW_CONSENT, EDIT, consents::submit_new),
        Route::get(CONSENT, EDIT, consents::edit_consent),
        Route::post(CONSENT, EDIT, consents::submit_consent),
        Route::get(RETIRE, EDIT, consents::ask_retire),
        Route::post(RETIRE, EDIT, consents::submit_retire),
    ]
}
