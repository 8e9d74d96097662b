use actix_web::HttpResponse;
use askama::Template;

use crate::accounts::Scope;
use crate::db::Stop;
use crate::forum::{self, ForumRefusal};
use crate::web::{Fault, Shell, html, see_other};

use super::super::frame::{Desk, DeskPage, load_shell};
use super::overview::refused;

#[derive(Template)]
#[template(path = "desk/forums/sure.html")]
struct SurePage {
    shell: Shell,
    lead: String,
    action: String,
    back: String,
    verb: String,
}

/// Shows a forum to the public; what is missing is told where it is given.
pub async fn submit_publish(desk: Desk, scope: Scope) -> Result<HttpResponse, Fault> {
    let done = forum::publish_forum(&desk.db, &desk.clock, &scope).await;
    match done {
        Ok(()) => Ok(home(&scope, "published")),
        Err(Stop::Refused(ForumRefusal::NotReady(_))) => {
            // The checklist says each thing; the notice only that it is not done.
            let fault = Fault::Refused { code: "desk.not_ready", status: 409, params: Vec::new() };
            refused(&desk, &scope, fault).await
        }
        Err(stop) => refused(&desk, &scope, stop.into()).await,
    }
}

/// Asks whether a forum is really to be closed.
pub async fn ask_close(desk: Desk, scope: Scope) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let title = t.s("desk-close-title");
    let (forum, shell) = load_shell(&desk, &mut conn, &scope, DeskPage::Overview, title).await?;
    let home = format!("/desk/{}", forum.slug);
    sure(shell, t.s("desk-close-lead"), format!("{home}/close"), home, t.s("desk-close"))
}

/// Closes a forum.
pub async fn submit_close(desk: Desk, scope: Scope) -> Result<HttpResponse, Fault> {
    match forum::close_forum(&desk.db, &desk.clock, &scope).await {
        Ok(()) => Ok(home(&scope, "closed")),
        Err(stop) => refused(&desk, &scope, stop.into()).await,
    }
}

fn home(scope: &Scope, done: &str) -> HttpResponse {
    see_other(format!("/desk/{}?done={done}", scope.slug()))
}

/// Asks once more before something that can not be taken back.
pub fn sure(
    shell: Shell,
    lead: String,
    action: String,
    back: String,
    verb: String,
) -> Result<HttpResponse, Fault> {
    html(&SurePage { shell, lead, action, back, verb })
}
