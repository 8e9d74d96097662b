use actix_web::HttpResponse;
use actix_web::web::Path;

use crate::accounts::Scope;
use crate::speakers;
use crate::types::{SpeakerId, UploadId};
use crate::web::{Fault, attachment};

use super::super::frame::Desk;

/// No browser runs a file of a speaker's as a page of ours.
const ALONE: (&str, &str) = ("content-security-policy", "default-src 'none'; sandbox");

/// The newest photo of a speaker, shown or not.
pub async fn show_photo(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let id: SpeakerId = at.1.parse().ok().ok_or(Fault::NotFound)?;
    let bytes = speakers::look_at_photo(&desk.db, &scope, id).await?;
    Ok(HttpResponse::Ok().content_type("image/jpeg").insert_header(ALONE).body(bytes))
}

/// Slides of a speaker, shown or not.
pub async fn download_slides(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String, String)>,
) -> Result<HttpResponse, Fault> {
    let id: SpeakerId = at.1.parse().ok().ok_or(Fault::NotFound)?;
    let upload: UploadId = at.2.parse().ok().ok_or(Fault::NotFound)?;
    let (file, bytes) = speakers::look_at_slides(&desk.db, &scope, id, upload).await?;
    let mut answer = attachment("application/pdf", "slides.pdf", &file.name);
    Ok(answer.insert_header(ALONE).body(bytes))
}
