use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use crate::web::{Fault, Form, Reader, Shell, html};

use super::super::refusal::SignInRefusal;
use super::super::{commands, queries};
use super::entrance::Entrance;
use super::mend::mend;
use super::sign_in::page;

#[derive(Template)]
#[template(path = "accounts/enter.html")]
struct EnterPage {
    shell: Shell,
    token: String,
}

/// The page behind a one-time link. Opening it uses nothing up: mail programs open links by
/// themselves, only a person presses the button.
pub async fn show_enter(
    at: Entrance,
    reader: Reader,
    token: Path<String>,
) -> Result<HttpResponse, Fault> {
    let token = token.into_inner();
    if !lives(&at, &token).await? {
        let spent = Fault::refused(&SignInRefusal::LinkSpent);
        return instead(&reader, spent);
    }
    let shell = Shell::of(&reader, reader.t().s("accounts-enter-title"));
    html(&EnterPage { shell, token })
}

async fn lives(at: &Entrance, token: &str) -> Result<bool, Fault> {
    let Some(id) = at.key.prove(token) else { return Ok(false) };
    let digest = at.key.token(id).digest();
    let mut conn = at.db.conn().await?;
    Ok(queries::link_lives(&mut conn, id, &digest, at.clock.now()).await?)
}

/// Uses the link up and signs its owner in.
pub async fn submit_enter(
    at: Entrance,
    reader: Reader,
    token: Path<String>,
) -> Result<HttpResponse, Fault> {
    match let_in(&at, &token).await {
        Err(fault) => instead(&reader, fault),
        done => done,
    }
}

async fn let_in(at: &Entrance, token: &str) -> Result<HttpResponse, Fault> {
    at.knock()?;
    let old = at.session.as_deref();
    let signed_in = commands::enter(&at.db, &at.clock, &at.key, token, old, &at.whence).await?;
    at.let_in(&signed_in)
}

/// The page to sign in, which has the way to another link.
fn instead(reader: &Reader, fault: Fault) -> Result<HttpResponse, Fault> {
    mend(fault, reader, Form::default(), |said| page(reader, said))
}
