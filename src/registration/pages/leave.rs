use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;

use crate::db::Stop;
use crate::registration::commands;
use crate::types::TicketKey;
use crate::web::{Fault, PublicUrl, Shell, html, see_other};

use super::mine::{Keys, find, home, show_refused};
use super::visit::{Visit, secret};

#[derive(Template)]
#[template(path = "registration/leave.html")]
struct LeavePage {
    shell: Shell,
    home: String,
    action: String,
    reference: String,
    /// Titles of what would be given back.
    seats: Vec<String>,
}

/// Asks once more before a registration ends.
pub async fn show_leave(visit: Visit, token: Path<String>) -> Result<HttpResponse, Fault> {
    let own = find(&visit).await?;
    let home = home(&token);
    if !own.person.state.is_live() || commands::is_over(&own.forum, visit.now()) {
        return Ok(secret(see_other(home)));
    }
    let lang = visit.lang();
    let held = own.sessions.iter().filter(|seat| seat.state.is_some());
    let page = LeavePage {
        shell: visit.own_shell(&own.forum, visit.t().s("registration-leave"), &home),
        action: format!("{home}/cancel"),
        home,
        reference: own.person.reference.as_str().to_owned(),
        seats: held.map(|seat| seat.session.title.in_lang(lang).to_owned()).collect(),
    };
    Ok(secret(html(&page)?))
}

/// Ends the registration; everything it held goes to those who wait.
pub async fn submit_leave(
    visit: Visit,
    ticket: Data<TicketKey>,
    url: Data<PublicUrl>,
    token: Path<String>,
) -> Result<HttpResponse, Fault> {
    let id = visit.own()?;
    match commands::withdraw(&visit.db, &visit.clock, &visit.scope, id).await {
        Ok(()) => Ok(secret(see_other(format!("{}?done=left", home(&token))))),
        Err(Stop::Refused(reason)) => {
            let keys = Keys { ticket: &ticket, url: &url };
            show_refused(&visit, &keys, &token, reason).await
        }
        Err(Stop::Broken(error)) => Err(error.into()),
    }
}
