use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::accounts::Scope;
use crate::desk::frame::{Desk, DeskPage, forum_shell};
use crate::registration::{self, Mine, look_at_person};
use crate::types::{FieldFaults, RegistrationId, line};
use crate::web::{Fault, Fields, Form, Shell, html, html_status, see_other};

use super::person::find;
use super::words::seat_words;

/// The longest reason, in characters; the form says so too.
const REASON: usize = 300;

#[derive(Template)]
#[template(path = "desk/people/cancel.html")]
struct CancelPage {
    shell: Shell,
    fields: Fields,
    path: String,
    name: String,
    reference: String,
    held: Vec<String>,
}

/// The page before a cancellation: what it does, and why it is done.
pub async fn edit_cancellation(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let id = person(&desk, &scope, &at.1).await?;
    let mine = look_at_person(&desk.db, &desk.clock, &scope, id).await?;
    if !mine.person.state.is_live() {
        return Err(Fault::refused(&registration::ChangeRefusal::NotLive));
    }
    html(&page(&desk, &scope, &mine, Fields::default()))
}

/// Cancels a registration in the organizer's name. The letter about it goes out in the same breath.
pub async fn submit_cancellation(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let id = person(&desk, &scope, &at.1).await?;
    let mut faults = FieldFaults::default();
    let reason = faults.keep("reason", line(form.one("reason"), REASON));
    let Some(reason) = reason else {
        let mine = look_at_person(&desk.db, &desk.clock, &scope, id).await?;
        let t = desk.reader.t();
        let fields =
            Fields::refused(t, form, &faults).named([("reason", t.s("desk-cancel-reason"))]);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return html_status(status, &page(&desk, &scope, &mine, fields));
    };
    registration::cancel(&desk.db, &desk.clock, &scope, id, &reason).await?;
    Ok(see_other(format!("/desk/{}/people/{}?done=cancelled", scope.slug(), at.1)))
}

async fn person(desk: &Desk, scope: &Scope, reference: &str) -> Result<RegistrationId, Fault> {
    let mut conn = desk.db.conn().await?;
    find(&mut conn, scope, reference).await
}

fn page(desk: &Desk, scope: &Scope, mine: &Mine, fields: Fields) -> CancelPage {
    let t = desk.reader.t();
    let title = t.s("desk-cancel-title");
    let reference = mine.person.reference.as_str().to_owned();
    let seat = |seat: &registration::MySeat| {
        let state = seat.state?;
        let title = seat.session.title.in_lang(t.lang());
        Some(format!("{}. {title} · {}", seat.session.no, seat_words(t, state, seat.place)))
    };
    CancelPage {
        shell: forum_shell(&desk.reader, &desk.who, &mine.forum, DeskPage::People, title)
            .faulty(fields.is_wrong()),
        fields,
        path: format!("/desk/{}/people/{reference}", scope.slug()),
        name: mine.person.details.name.as_str().to_owned(),
        held: mine.sessions.iter().filter_map(seat).collect(),
        reference,
    }
}
