use actix_web::HttpResponse;
use actix_web::web::Path;

use crate::accounts::Scope;
use crate::agenda::{self, Expect};
use crate::types::Words;
use crate::web::{Fault, see_other};

use super::super::forums::sure;
use super::super::frame::{Desk, DeskPage, forum_shell};
use super::edit::{Now, number};
use super::list::refused;

/// Asks whether a session is really to be taken back from the public.
pub async fn ask_retract(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    ask(&desk, &scope, number(&at)?, "retract").await
}

/// Asks whether a session is really to be called off.
pub async fn ask_cancel(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    ask(&desk, &scope, number(&at)?, "cancel").await
}

async fn ask(desk: &Desk, scope: &Scope, no: i32, verb: &str) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let key = if verb == "cancel" { "desk-call-off" } else { "desk-retract" };
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, scope, Some(no)).await?;
    let name = now.detail.map(|row| row.session.title.in_lang(t.lang()).to_owned());
    let title = t.with(&format!("{key}-title"), &[("name", &name.unwrap_or_default())]);
    let shell = forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Sessions, title);
    let base = format!("/desk/{}/sessions/{no}", now.forum.slug);
    sure(shell, t.s(&format!("{key}-lead")), format!("{base}/{verb}"), base, t.s(key))
}

/// Takes a session back from the public; who holds a seat keeps it.
pub async fn submit_retract(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let no = number(&at)?;
    match agenda::retract_session(&desk.db, &desk.clock, &scope, no, &Expect::Any).await {
        Ok(_) => Ok(to_list(&scope, "retracted")),
        Err(stop) => refused(&desk, &scope, stop.into()).await,
    }
}

/// Calls a session off; its seats are taken back and whoever held one is written to.
pub async fn submit_cancel(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let (no, note) = (number(&at)?, Words::default());
    match agenda::cancel_session(&desk.db, &desk.clock, &scope, no, &Expect::Any, &note).await {
        Ok(_) => Ok(to_list(&scope, "cancelled")),
        Err(stop) => refused(&desk, &scope, stop.into()).await,
    }
}

fn to_list(scope: &Scope, done: &str) -> HttpResponse {
    see_other(format!("/desk/{}/sessions?done={done}", scope.slug()))
}
