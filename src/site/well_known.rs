//! Addresses whose names are the same on every server (RFC 8615).

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;
use chrono::{Duration, SecondsFormat};

use crate::types::{Clock, Lang};
use crate::web::{Fault, PublicUrl};

/// How long what it says may be believed; RFC 9116 wants less than a year.
const BELIEVED: Duration = Duration::days(180);

/// Where to report a weakness, as an address with `mailto:`, `https:` or `tel:`.
#[derive(Clone, Debug)]
pub struct SecurityContact(pub Option<String>);

/// Where to report a weakness (RFC 9116); not there where the operator names no contact.
pub async fn show_security(
    contact: Data<SecurityContact>,
    public: Data<PublicUrl>,
    clock: Data<Clock>,
) -> Result<HttpResponse, Fault> {
    let contact = contact.0.as_deref().ok_or(Fault::NotFound)?;
    let expires = (clock.now() + BELIEVED).to_rfc3339_opts(SecondsFormat::Secs, true);
    let langs = Lang::ALL.map(Lang::code).join(", ");
    let canonical = format!("{}/.well-known/security.txt", public.0);
    let body = format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: {langs}\nCanonical: {canonical}\n"
    );
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .body(body))
}

/// Where staff change their password, so that a password keeper can lead there.
pub async fn show_change_password() -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, "/desk/account")).finish()
}
