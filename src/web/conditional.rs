use std::time::SystemTime;

use actix_web::HttpRequest;
use actix_web::http::header::{Header, IfModifiedSince};

use crate::types::sha256;

use super::Fault;

/// A strong entity tag for some bytes (RFC 9110 §8.8.3).
#[must_use]
pub fn etag(bytes: &[u8]) -> String {
    let hex: String = sha256(bytes).iter().take(12).map(|b| format!("{b:02x}")).collect();
    format!("\"{hex}\"")
}

/// True when the reader already has what `tag` names (`If-None-Match`).
#[must_use]
pub fn not_modified(req: &HttpRequest, tag: &str) -> bool {
    req.headers().get("if-none-match").and_then(|value| value.to_str().ok()).is_some_and(|list| {
        list.split(',')
            .any(|t| matches!(t.trim().trim_start_matches("W/"), x if x == tag || x == "*"))
    })
}

/// True when the reader's copy is as young as `at` (`If-Modified-Since`); of no weight beside
/// `If-None-Match` (RFC 9110 §13.1.3).
#[must_use]
pub fn not_modified_since(req: &HttpRequest, at: SystemTime) -> bool {
    !req.headers().contains_key("if-none-match")
        && IfModifiedSince::parse(req).is_ok_and(|known| SystemTime::from(known.0) >= at)
}

/// Holds `If-Match` against the current version of what is to change; `*` matches any.
///
/// # Errors
/// [`Fault::VersionNeeded`] without the header, [`Fault::Stale`] when it names another version.
pub fn if_match(req: &HttpRequest, version: i32) -> Result<(), Fault> {
    let Some(list) = req.headers().get("if-match").and_then(|value| value.to_str().ok()) else {
        return Err(Fault::VersionNeeded);
    };
    let tag = version_tag(version);
    if list.split(',').any(|t| t.trim() == "*" || t.trim() == tag) {
        Ok(())
    } else {
        Err(Fault::Stale)
    }
}

/// The entity tag of a numbered version.
#[must_use]
pub fn version_tag(version: i32) -> String {
    format!("\"v{version}\"")
}
