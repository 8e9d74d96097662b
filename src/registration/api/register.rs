use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::accounts::Scope;
use crate::registration::model::Registered;
use crate::registration::registrar::Registrar;
use crate::registration::wish::RegisterSent;
use crate::types::FieldFaults;
use crate::web::{Body, Fault, IdempotencyKey, Limits, Peer, Problem, Quota, Reader, json_status};

/// A registration to be made.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct RegisterBody {
    #[serde(flatten)]
    #[schema(inline)]
    sent: RegisterSent,
    /// Answers to the forum's own questions; this forum's form has none yet, so only an empty object fits.
    #[serde(default)]
    #[schema(value_type = Object)]
    answers: Map<String, Value>,
    /// The code of an invitation.
    #[serde(default)]
    invitation: Option<String>,
}

/// Registers somebody and takes their seats. The same `Idempotency-Key` gives the same answer. The
/// answer does not tell whether the address was known; the private link goes by letter.
#[utoipa::path(
    post, path = "/api/v1/forums/{forum}/registrations", tag = "registrations",
    params(("forum" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    request_body = RegisterBody,
    responses(
        (status = 201, body = Registered),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn create_registration(
    registrar: Data<Registrar>,
    limits: Data<Limits>,
    peer: Peer,
    reader: Reader,
    scope: Scope,
    key: IdempotencyKey,
    body: Body<RegisterBody>,
) -> Result<HttpResponse, Fault> {
    let mut faults = FieldFaults::default();
    for name in body.value.answers.keys().take(20) {
        faults.add(format!("answers.{name}"), "field.unknown_answer");
    }
    if body.value.invitation.is_some() {
        faults.add("invitation", "field.unknown_invitation");
    }
    let wish = body.value.sent.parse(reader.lang, key.0, &body.bytes);
    let wish = match (wish, faults.is_empty()) {
        (Ok(wish), true) => wish,
        (Ok(_), false) => return Err(faults.into()),
        (Err(mut wrong), _) => {
            wrong.0.append(&mut faults.0);
            return Err(wrong.into());
        }
    };
    limits.take(Quota::RegisterNetwork, &format!("{} {}", scope.forum(), peer.network()))?;
    limits.take(Quota::RegisterAddress, &format!("{} {}", scope.forum(), wish.email.key()))?;
    let done = registrar.register(&scope, wish).await?;
    Ok(json_status(StatusCode::CREATED, &done))
}
