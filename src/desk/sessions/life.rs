use actix_web::HttpResponse;
use actix_web::web::Path;

use crate::accounts::Scope;
use crate::agenda::{self, Expect};
use crate::web::{Fault, Form, see_other};

use super::super::forums::sure;
use super::super::frame::{Desk, DeskPage, forum_shell};
use super::edit::{Now, number};
use super::list::refused;

/// Shows every scheduled session to the public.
pub async fn submit_release_all(desk: Desk, scope: Scope) -> Result<HttpResponse, Fault> {
    agenda::release_all(&desk.db, &desk.clock, &scope).await?;
    Ok(to_list(&scope, "released"))
}

/// Shows a session to the public, in the version that was looked at.
pub async fn submit_release(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let no = number(&at)?;
    let done = agenda::release_session(&desk.db, &desk.clock, &scope, no, &expect(&form)).await;
    match done {
        Ok(_) => Ok(to_list(&scope, "released")),
        Err(stop) => refused(&desk, &scope, stop.into()).await,
    }
}

/// Asks whether a session is really to be taken back from the public.
pub async fn ask_retract(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let no = number(&at)?;
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, Some(no)).await?;
    let name = now.detail.map(|row| row.session.title.in_lang(t.lang()).to_owned());
    let title = t.with("desk-retract-title", &[("name", &name.unwrap_or_default())]);
    let shell = forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Sessions, title);
    let base = format!("/desk/{}/sessions/{no}", now.forum.slug);
    sure(shell, t.s("desk-retract-lead"), format!("{base}/retract"), base, t.s("desk-retract"))
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

fn expect(form: &Form) -> Expect {
    Expect::OneOf(form.one("version").parse().into_iter().collect())
}

fn to_list(scope: &Scope, done: &str) -> HttpResponse {
    see_other(format!("/desk/{}/sessions?done={done}", scope.slug()))
}
