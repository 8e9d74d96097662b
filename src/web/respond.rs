use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Serialize;

use super::{Fault, etag, not_modified};

/// A page.
///
/// # Errors
/// When the template breaks.
pub fn html(page: &impl Template) -> Result<HttpResponse, Fault> {
    html_status(StatusCode::OK, page)
}

/// A page with another status: a form that came back with its faults is 422.
///
/// # Errors
/// When the template breaks.
pub fn html_status(status: StatusCode, page: &impl Template) -> Result<HttpResponse, Fault> {
    Ok(HttpResponse::build(status).content_type("text/html; charset=utf-8").body(page.render()?))
}

/// A JSON answer.
#[must_use]
pub fn json(body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().json(body)
}

/// A JSON answer that a reader may keep and ask about again: with a strong entity tag, and 304 when
/// they have it already.
///
/// # Errors
/// When the body can not be written as JSON.
pub fn json_tagged(req: &HttpRequest, body: &impl Serialize) -> Result<HttpResponse, Fault> {
    let bytes = serde_json::to_vec(body).map_err(anyhow::Error::from)?;
    let tag = etag(&bytes);
    let known = not_modified(req, &tag);
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, tag));
    answer.insert_header((header::CACHE_CONTROL, "no-cache"));
    if known {
        return Ok(answer.finish());
    }
    Ok(answer.content_type("application/json").body(bytes))
}

/// A JSON answer with another status.
#[must_use]
pub fn json_status(status: StatusCode, body: &impl Serialize) -> HttpResponse {
    HttpResponse::build(status).json(body)
}

/// Plain text.
#[must_use]
pub fn text(body: impl Into<String>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(body.into())
}

/// On to another page of ours, after a change.
#[must_use]
pub fn see_other(path: impl AsRef<str>) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path.as_ref())).finish()
}
