use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use crate::accounts::Scope;
use crate::agenda;
use crate::db::Db;
use crate::speakers;
use crate::web::{Fault, not_modified};

use super::slides::as_file;

/// Whoever keeps a copy asks before each use: what was taken down is gone from every cache with its next use.
const ASK_FIRST: &str = "no-cache";

/// A photo that is shown, whole (`{digest}.jpg`) or as a small square (`{digest}-s.jpg`).
pub async fn show_photo(
    req: HttpRequest,
    db: Data<Db>,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let name = at.1.strip_suffix(".jpg").ok_or(Fault::NotFound)?;
    let (digest, small) = match name.strip_suffix("-s") {
        Some(digest) => (digest, true),
        None => (name, false),
    };
    let mut conn = db.conn().await?;
    let found = speakers::find_shown_photo(&mut conn, &scope, known(digest)?, small).await?;
    let photo = found.ok_or(Fault::NotFound)?;
    let tag = format!("\"{name}\"");
    if not_modified(&req, &tag) {
        return Ok(unchanged(&tag));
    }
    Ok(HttpResponse::Ok()
        .content_type("image/jpeg")
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, ASK_FIRST))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(photo))
}

/// Slides that their speaker shares, of a session in which the public sees them.
pub async fn download_slides(
    req: HttpRequest,
    db: Data<Db>,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let digest = known(at.1.strip_suffix(".pdf").ok_or(Fault::NotFound)?)?;
    let mut conn = db.conn().await?;
    let places = speakers::shared_places(&mut conn, &scope, digest).await?;
    let parts: Vec<_> = places.iter().map(|place| (place.session, place.speaker)).collect();
    let public = agenda::public_parts(&mut conn, &scope, &parts).await?;
    let shown = places.iter().find(|place| public.contains(&(place.session, place.speaker)));
    let shown = shown.ok_or(Fault::NotFound)?;
    let tag = format!("\"{digest}\"");
    if not_modified(&req, &tag) {
        return Ok(unchanged(&tag));
    }
    let file = speakers::find_shared_slides(&mut conn, &scope, shown.id).await?;
    let file = file.ok_or(Fault::NotFound)?;
    let mut answer = as_file(&file.name, file.bytes);
    let tag = header::HeaderValue::from_str(&tag).map_err(anyhow::Error::from)?;
    let headers = answer.headers_mut();
    headers.insert(header::ETAG, tag);
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static(ASK_FIRST));
    Ok(answer)
}

/// The answer to who has the very bytes already, and may show them still.
fn unchanged(tag: &str) -> HttpResponse {
    HttpResponse::NotModified()
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, ASK_FIRST))
        .finish()
}

/// A digest as we write it; nothing else is looked for.
fn known(digest: &str) -> Result<&str, Fault> {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_one = digest.len() == 64 && digest.bytes().all(hex);
    if is_one { Ok(digest) } else { Err(Fault::NotFound) }
}
