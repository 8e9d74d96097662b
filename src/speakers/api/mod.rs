//! Speakers as an organizer's programs read and write them: hidden ones too, and how they are reached.
//! What the public may know of speakers stands with the sessions.

mod bodies;
mod change;
mod read;

use actix_web::HttpRequest;
use actix_web::http::Method;
use utoipa::OpenApi;

use crate::accounts::{Access, Permission, Route};
use crate::types::SpeakerId;
use crate::web::Fault;

/// What this room adds to the description of the API.
#[derive(OpenApi)]
#[openapi(paths(
    read::list_speakers,
    read::read_speaker,
    change::create_speaker,
    change::patch_speaker,
    change::put_hidden
))]
pub struct SpeakerDocs;

const SPEAKERS: &str = "/api/v1/forums/{forum}/speakers";
const SPEAKER: &str = "/api/v1/forums/{forum}/speakers/{speaker}";
const HIDDEN: &str = "/api/v1/forums/{forum}/speakers/{speaker}/hidden";

/// The routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let edit = Access::Desk(Permission::EditAgenda);
    vec![
        Route::get(SPEAKERS, edit, read::list_speakers),
        Route::post(SPEAKERS, edit, change::create_speaker),
        Route::get(SPEAKER, edit, read::read_speaker),
        Route::on(Method::PATCH, SPEAKER, edit, change::patch_speaker),
        Route::on(Method::PUT, HIDDEN, edit, change::put_hidden),
    ]
}

/// The speaker in the address; what is no id names nobody.
fn speaker(req: &HttpRequest) -> Result<SpeakerId, Fault> {
    let text = req.match_info().get("speaker").unwrap_or_default();
    text.parse().or(Err(Fault::NotFound))
}
