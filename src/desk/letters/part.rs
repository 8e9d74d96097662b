use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::accounts::Scope;
use crate::desk::frame::Desk;
use crate::mail::{Courier, Outgoing, Place, render_message};
use crate::web::{Fault, attachment, framed_page};

use super::list::folder;
use super::look_at_letter;
use super::mask::readable;
use super::show::parse;

/// The HTML part of a letter, for the frame on its page: it may run and load nothing.
pub async fn show_html(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    courier: Data<Courier>,
) -> Result<HttpResponse, Fault> {
    let letter = written(&desk, &scope, &at.1, &courier).await?;
    let home = &courier.stationery.public_url;
    let open = !folder(&courier).is_empty();
    Ok(framed_page(readable(&letter.html, home, open)))
}

/// The calendar file of a letter.
pub async fn show_calendar(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    courier: Data<Courier>,
) -> Result<HttpResponse, Fault> {
    let letter = written(&desk, &scope, &at.1, &courier).await?;
    let parts = || letter.ics.iter();
    let part = parts().find(|part| part.place == Place::Attached).or_else(|| parts().next());
    let part = part.ok_or(Fault::NotFound)?;
    let name = "invite.ics";
    Ok(attachment("text/calendar; charset=utf-8", name, name).body(part.body.clone()))
}

async fn written(
    desk: &Desk,
    scope: &Scope,
    id: &str,
    courier: &Courier,
) -> Result<Outgoing, Fault> {
    let id = parse(id)?;
    let (_, stored) = look_at_letter(&desk.db, &desk.clock, scope, id, true).await?;
    Ok(render_message(courier, stored).await?)
}
