use actix_web::HttpResponse;
use actix_web::web::Path;

use crate::accounts::Scope;
use crate::desk::frame::Desk;
use crate::registration::{give_up_seat, send_link_again, take_seat};
use crate::web::{Fault, Form, see_other};

use super::person::find;

/// Takes a seat for somebody, or gives theirs back. Staff may at any time; the person is told by letter.
pub async fn submit_seat(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let id = {
        let mut conn = desk.db.conn().await?;
        find(&mut conn, &scope, &at.1).await?
    };
    let no: i32 =
        form.one("no").trim().parse().map_err(|_bad| Fault::Malformed("no".to_owned()))?;
    let done = match form.one("do") {
        "take" => {
            take_seat(&desk.db, &desk.clock, &scope, id, no).await?;
            "taken"
        }
        "give" => {
            give_up_seat(&desk.db, &desk.clock, &scope, id, no).await?;
            "given"
        }
        _ => return Err(Fault::Malformed("do".to_owned())),
    };
    Ok(back(&scope, &at.1, done))
}

/// Sends the private link again, to the address of the registration.
pub async fn submit_link(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let id = {
        let mut conn = desk.db.conn().await?;
        find(&mut conn, &scope, &at.1).await?
    };
    send_link_again(&desk.db, &desk.clock, &scope, id).await?;
    Ok(back(&scope, &at.1, "link"))
}

fn back(scope: &Scope, reference: &str, done: &str) -> HttpResponse {
    see_other(format!("/desk/{}/people/{reference}?done={done}", scope.slug()))
}
