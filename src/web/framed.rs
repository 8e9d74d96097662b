use actix_web::HttpResponse;
use actix_web::http::header;
use askama::Template;

use super::{Fault, html};

/// As every page, with a frame of our own in it.
const AROUND: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";
/// What stands in the frame has its styles written in, as letters have. It runs nothing, loads nothing,
/// sends nothing, has no origin, and stands in no page but ours.
const INSIDE: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; \
    base-uri 'none'; frame-ancestors 'self'; sandbox";

/// A page that shows one of our own answers in a frame.
///
/// # Errors
/// When the template breaks.
pub fn html_with_frame(page: &impl Template) -> Result<HttpResponse, Fault> {
    let mut answer = html(page)?;
    let policy = header::HeaderValue::from_static(AROUND);
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(answer)
}

/// A page of foreign making for such a frame: shown, and nothing else.
#[must_use]
pub fn framed_page(markup: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, INSIDE))
        .body(markup)
}
