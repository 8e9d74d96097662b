mod bodies;
mod change;
mod clashes;
mod feeds;
mod read;
mod releases;
mod state;
mod upload;

use actix_web::HttpRequest;
use actix_web::http::Method;
use utoipa::OpenApi;

use crate::accounts::{Access, Permission, Route};
use crate::web::Fault;

pub use feeds::Feeds;

/// What this room adds to the description of the API.
#[derive(OpenApi)]
#[openapi(paths(
    read::list_sessions,
    read::read_session,
    change::change_session,
    state::read_draft,
    state::create_cancellation,
    state::put_overlap,
    state::delete_overlap,
    clashes::list_clashes,
    releases::list_releases,
    releases::create_release,
    releases::create_restoration,
    upload::import_schedule
))]
pub struct AgendaDocs;

const SESSIONS: &str = "/api/v1/forums/{forum}/sessions";
const SESSION: &str = "/api/v1/forums/{forum}/sessions/{no}";
const DRAFT: &str = "/api/v1/forums/{forum}/sessions/{no}/draft";
const CANCELLATION: &str = "/api/v1/forums/{forum}/sessions/{no}/cancellation";
const OVERLAP: &str = "/api/v1/forums/{forum}/sessions/{no}/overlap";
const CLASHES: &str = "/api/v1/forums/{forum}/clashes";
const RELEASES: &str = "/api/v1/forums/{forum}/releases";
const RESTORATION: &str = "/api/v1/forums/{forum}/releases/{number}/restoration";
const IMPORT: &str = "/api/v1/forums/{forum}/schedule/import";

const SCHEDULE: &str = "/{forum}/schedule.{medium}";
/// Where pretalx has its files, which schedule apps know by heart.
const ELSEWHERE: &str = "/{forum}/schedule/export/schedule.{medium}";

/// The routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let edit = Access::Desk(Permission::EditAgenda);
    vec![
        Route::get(SCHEDULE, Access::PublicForum, feeds::schedule),
        Route::get(ELSEWHERE, Access::PublicForum, feeds::elsewhere),
        Route::get(SESSIONS, Access::PublicForum, read::list_sessions),
        Route::get(SESSION, Access::PublicForum, read::read_session),
        Route::on(Method::PATCH, SESSION, edit, change::change_session),
        Route::get(DRAFT, edit, state::read_draft),
        Route::post(CANCELLATION, edit, state::create_cancellation),
        Route::on(Method::PUT, OVERLAP, edit, state::put_overlap),
        Route::on(Method::DELETE, OVERLAP, edit, state::delete_overlap),
        Route::get(CLASHES, edit, clashes::list_clashes),
        Route::get(RELEASES, Access::PublicForum, releases::list_releases),
        Route::post(RELEASES, edit, releases::create_release),
        Route::post(RESTORATION, edit, releases::create_restoration),
        Route::post(IMPORT, edit, upload::import_schedule),
    ]
}

/// The session number in the address; what is no number names no session.
fn number(req: &HttpRequest) -> Result<i32, Fault> {
    let text = req.match_info().get("no").unwrap_or_default();
    text.parse().ok().filter(|no| *no > 0).ok_or(Fault::NotFound)
}
