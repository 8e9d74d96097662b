use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;

use crate::accounts::Scope;
use crate::agenda;
use crate::db::Stop;
use crate::speakers::{self, SpeakerRefusal};
use crate::types::{Refusal, SpeakerId};
use crate::web::{Fault, Form, see_other};

use super::super::frame::Desk;
use super::edit::show_with;

/// Sends a speaker their private link.
pub async fn send_invitation(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let id = id_of(&at)?;
    let sent = agenda::invite_speaker(&desk.db, &desk.clock, &scope, id).await;
    ended(&desk, &scope, id, sent, "invited").await
}

/// Shows what a speaker sent, or drops it.
pub async fn settle_sent(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let id = id_of(&at)?;
    let version = form.one("version").parse().unwrap_or_default();
    let (db, clock) = (&desk.db, &desk.clock);
    let (settled, done) = if form.one("way") == "drop" {
        (speakers::drop_sent(db, clock, &scope, id, version).await, "dropped")
    } else {
        (speakers::publish_sent(db, clock, &scope, id, version).await, "shown")
    };
    ended(&desk, &scope, id, settled, done).await
}

/// Back to the speaker, with what was done or why not.
async fn ended(
    desk: &Desk,
    scope: &Scope,
    id: SpeakerId,
    outcome: Result<(), Stop<SpeakerRefusal>>,
    done: &str,
) -> Result<HttpResponse, Fault> {
    match outcome {
        Ok(()) => Ok(see_other(format!("/desk/{}/speakers/{id}?done={done}", scope.slug()))),
        Err(Stop::Refused(reason)) => {
            let notice = desk.reader.t().code(reason.code(), &reason.params());
            let status = StatusCode::from_u16(reason.status()).unwrap_or(StatusCode::CONFLICT);
            show_with(desk, scope, id, notice, status).await
        }
        Err(Stop::Broken(error)) => Err(error.into()),
    }
}

fn id_of(at: &(String, String)) -> Result<SpeakerId, Fault> {
    at.1.parse().ok().ok_or(Fault::NotFound)
}
