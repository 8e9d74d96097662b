use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Path};

use crate::accounts::Scope;
use crate::agenda;
use crate::db::Db;
use crate::speakers;
use crate::web::Fault;

use super::slides::as_file;

/// What a file's address names never changes; whoever may keep it keeps it.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// A photo that is shown, whole (`{digest}.jpg`) or as a small square (`{digest}-s.jpg`).
pub async fn show_photo(
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
    Ok(HttpResponse::Ok()
        .content_type("image/jpeg")
        .insert_header((header::CACHE_CONTROL, FOR_GOOD))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(found.ok_or(Fault::NotFound)?))
}

/// Slides that their speaker shares, of a session in which the public sees them.
pub async fn download_slides(
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
    let file = speakers::find_shared_slides(&mut conn, &scope, shown.id).await?;
    let file = file.ok_or(Fault::NotFound)?;
    let mut answer = as_file(&file.name, file.bytes);
    let kept = header::HeaderValue::from_static(FOR_GOOD);
    answer.headers_mut().insert(header::CACHE_CONTROL, kept);
    Ok(answer)
}

/// A digest as we write it; nothing else is looked for.
fn known(digest: &str) -> Result<&str, Fault> {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_one = digest.len() == 64 && digest.bytes().all(hex);
    if is_one { Ok(digest) } else { Err(Fault::NotFound) }
}
