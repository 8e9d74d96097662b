use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use crate::speakers::{self, Agreed};
use crate::types::FieldFaults;
use crate::web::{Fault, Fields, Form, Quota, Shell, html_status};

use super::visit::{Own, Visit, secret};

#[derive(Template)]
#[template(path = "site/speaking/consents.html")]
struct ConsentsPage<'a> {
    shell: Shell,
    fields: Fields,
    home: &'a str,
}

/// What they agree to.
pub async fn edit_consents(visit: Visit) -> Result<HttpResponse, Fault> {
    let own = visit.own().await?;
    let typed = Form::of(vec![
        ("publish".to_owned(), own.contact.publish.code().to_owned()),
        ("record".to_owned(), own.contact.record.code().to_owned()),
    ]);
    show(&visit, &own, Fields::fresh(typed), StatusCode::OK)
}

/// Keeps it; who does not agree to be public is public no more from this moment.
pub async fn submit_consents(visit: Visit, form: Form) -> Result<HttpResponse, Fault> {
    visit.act(Quota::SpeakerAct)?;
    let own = visit.own().await?;
    let (publish, record) = (Agreed::parse(form.one("publish")), Agreed::parse(form.one("record")));
    let mut faults = FieldFaults::default();
    for (field, agreed) in [("publish", publish), ("record", record)] {
        if agreed == Agreed::Open {
            faults.add(field, "field.choice");
        }
    }
    if !faults.is_empty() {
        let labels = [("publish", "speaker-publish"), ("record", "speaker-record")];
        let fields = visit.refused(form, &faults, &labels);
        return show(&visit, &own, fields, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let (db, clock, scope) = (&visit.db, &visit.clock, &visit.scope);
    speakers::keep_consents(db, clock, scope, visit.id, publish, record).await?;
    Ok(visit.done("consents"))
}

fn show(
    visit: &Visit,
    own: &Own,
    fields: Fields,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let title = visit.t().s("speaker-consents-title");
    let shell = visit.shell(&own.forum, title).faulty(fields.is_wrong());
    Ok(secret(html_status(status, &ConsentsPage { shell, fields, home: &visit.home })?))
}
