use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::block;
use askama::Template;

use crate::accounts::Scope;
use crate::agenda::{self, MOST_BYTES, Takeover};
use crate::types::{FieldFaults, Zone};
use crate::web::{Fault, Form, Query, Shell, Upload, html_status, see_other};

use super::super::frame::{Desk, DeskPage, load_shell, told};
use super::super::mend::{Labels, Said};

/// A file and what a form adds to it.
type Sent = Upload<MOST_BYTES>;

#[derive(Template)]
#[template(path = "desk/imports/form.html")]
struct FormPage {
    shell: Shell,
    said: Said,
    slug: String,
    zone: String,
}

/// Where a schedule is sent.
pub async fn show_form(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let mut page = page(&desk, &scope, Said::fresh(Form::default())).await?;
    let acts = [("dropped", "intake-done-dropped"), ("imported", "intake-done-imported")];
    page.shell = told(page.shell, &query, &acts);
    html_status(StatusCode::OK, &page)
}

/// Looks at a file: what can be read waits, with its report, for the word to take it over.
pub async fn submit_file(desk: Desk, scope: Scope, sent: Sent) -> Result<HttpResponse, Fault> {
    let form = sent.form.clone();
    let fault = match keep(&desk, &scope, sent).await {
        Ok(place) => return Ok(see_other(place)),
        Err(fault) => fault,
    };
    let t = desk.reader.t();
    let (status, said) = match &fault {
        Fault::Refused { code, status, params } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            (status, Said { notice: t.code(code, params), ..Said::fresh(form) })
        }
        _ => {
            let labels = Labels::new(t).one("file", "intake-file").one("zone", "intake-zone");
            Said::back(fault, form, &labels)?
        }
    };
    html_status(status, &page(&desk, &scope, said).await?)
}

async fn keep(desk: &Desk, scope: &Scope, sent: Sent) -> Result<String, Fault> {
    let mut faults = FieldFaults::default();
    let file = sent.file("file").cloned();
    if sent.too_large {
        faults.add("file", "intake.file_large");
    } else if file.is_none() {
        faults.add("file", "intake.file_missing");
    }
    let named = sent.form.one("zone").trim();
    let asked = Zone::parse(named);
    if asked.is_none() && !named.is_empty() {
        faults.add("zone", "intake.zone_field");
    }
    faults.done()?;
    let file = file.unwrap_or_default();
    let forum = scope.zone();
    let (bytes, read) = block(move || {
        let read = agenda::read_schedule(&file.bytes, asked, Some(forum));
        (file, read)
    })
    .await
    .map_err(anyhow::Error::from)?;
    let intake = read.map_err(|reason| Fault::refused(&agenda::ImportRefusal::from(reason)))?;
    // Only what could be taken over waits: a file that does not fit the forum is refused here too.
    agenda::import(&desk.db, &desk.clock, scope, &intake, None, Takeover::Rehearse).await?;
    let (db, clock, name) = (&desk.db, &desk.clock, bytes.name.as_str());
    let id = agenda::keep_upload(db, clock, scope, name, asked, bytes.bytes).await?;
    Ok(format!("/desk/{}/import/{id}", scope.slug()))
}

async fn page(desk: &Desk, scope: &Scope, said: Said) -> Result<FormPage, Fault> {
    let mut conn = desk.db.conn().await?;
    let title = desk.reader.t().s("intake-title");
    let (forum, shell) = load_shell(desk, &mut conn, scope, DeskPage::Sessions, title).await?;
    Ok(FormPage {
        shell: shell.faulty(said.fields.is_wrong()),
        said,
        slug: forum.slug.to_string(),
        zone: forum.zone.name().to_owned(),
    })
}
