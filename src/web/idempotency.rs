use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::Fault;

/// The `Idempotency-Key` of a request (draft-ietf-httpapi-idempotency-key-header): 1 to 128 visible
/// ASCII characters; absent is fine.
#[derive(Clone, Debug, Default)]
pub struct IdempotencyKey(pub Option<String>);

impl FromRequest for IdempotencyKey {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = req.headers().get("idempotency-key") else {
            return ready(Ok(Self(None)));
        };
        let key = value.to_str().unwrap_or_default().trim().trim_matches('"');
        let good = (1..=128).contains(&key.len()) && key.chars().all(|c| c.is_ascii_graphic());
        ready(if good {
            Ok(Self(Some(key.to_owned())))
        } else {
            Err(Fault::Malformed("Idempotency-Key".to_owned()))
        })
    }
}
