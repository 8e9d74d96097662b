use actix_web::HttpResponse;
use askama::Template;

use crate::forum::{Founder, create_forum};
use crate::web::{Fault, Form, Shell, html, see_other};

use super::super::frame::{Desk, desk_shell};
use super::super::mend::{Said, again};
use super::super::typed::zones;
use super::facts;

#[derive(Template)]
#[template(path = "desk/forums/new.html")]
struct NewPage {
    shell: Shell,
    said: Said,
    zones: Vec<&'static str>,
}

/// The form that makes a forum.
pub async fn new_forum(desk: Desk) -> Result<HttpResponse, Fault> {
    html(&page(&desk, Said::fresh(facts::first())))
}

/// Makes a forum as a draft, and leads to what it still lacks.
pub async fn submit_forum(desk: Desk, form: Form) -> Result<HttpResponse, Fault> {
    match make(&desk, &form).await {
        Ok(slug) => Ok(see_other(format!("/desk/{slug}?done=made"))),
        Err(fault) => {
            let labels = facts::first_labels(desk.reader.t());
            again(fault, form, &labels, |said| page(&desk, said))
        }
    }
}

async fn make(desk: &Desk, form: &Form) -> Result<String, Fault> {
    let want = facts::read_first(form)?;
    let made = create_forum(&desk.db, &desk.clock, Founder::of(&desk.who), want).await?;
    Ok(made.slug.to_string())
}

fn page(desk: &Desk, said: Said) -> NewPage {
    let title = desk.reader.t().s("desk-forum-new");
    NewPage {
        shell: desk_shell(&desk.reader, &desk.who, title).faulty(said.fields.is_wrong()),
        said,
        zones: zones(),
    }
}
