use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use csv::{Terminator, WriterBuilder};

use crate::accounts::Scope;
use crate::audit::AuditRow;
use crate::desk::frame::{Desk, DeskPage, load_shell};
use crate::i18n::Tr;
use crate::types::{FieldFaults, Zone, guarded, line};
use crate::web::{Fault, Fields, Form, Query, Shell, attachment, html_status};

use super::ask::Ask;
use super::commands::{Taken, take_out};
use super::words::act_words;

/// The longest purpose, as for lists of people.
const PURPOSE: usize = 300;

#[derive(Template)]
#[template(path = "desk/audit/export.html")]
struct ExportPage {
    shell: Shell,
    fields: Fields,
    path: String,
    back: String,
    /// What the list is narrowed to, carried along.
    asked: Vec<(String, String)>,
    email: String,
}

/// The form for the log as a file; it takes what the list was narrowed to.
pub async fn edit_export(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let ask = Ask::read(&query);
    show(&desk, &scope, StatusCode::OK, &ask, Fields::fresh(Form::default())).await
}

/// Makes the file; or the form once more.
pub async fn submit_export(desk: Desk, scope: Scope, form: Form) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let ask = Ask::of(&form);
    let mut faults = FieldFaults::default();
    let purpose = faults.keep("purpose", line(form.one("purpose"), PURPOSE));
    let Some(purpose) = purpose else {
        let fields = Fields::refused(t, form, &faults).named(labels(t));
        return show(&desk, &scope, StatusCode::UNPROCESSABLE_ENTITY, &ask, fields).await;
    };
    let filter = ask.filter(scope.zone())?;
    match take_out(&desk.db, &desk.clock, &scope, &filter, &purpose).await? {
        Taken::Whole(rows) => {
            let plain = format!("{}-log.csv", scope.slug());
            let name = format!("{}-{}.csv", scope.slug(), t.s("desk-audit-title"));
            let bytes = file(t, scope.zone(), &rows).map_err(anyhow::Error::from)?;
            Ok(attachment("text/csv; charset=utf-8", &plain, &name).body(bytes))
        }
        Taken::TooMany => {
            faults.add("purpose", "desk.audit_too_many");
            let fields = Fields::refused(t, form, &faults).named(labels(t));
            show(&desk, &scope, StatusCode::UNPROCESSABLE_ENTITY, &ask, fields).await
        }
    }
}

fn labels(t: Tr) -> [(&'static str, String); 1] {
    [("purpose", t.s("desk-export-purpose"))]
}

async fn show(
    desk: &Desk,
    scope: &Scope,
    status: StatusCode,
    ask: &Ask,
    fields: Fields,
) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let title = t.s("trail-export-title");
    let (_, shell) = load_shell(desk, &mut conn, scope, DeskPage::Audit, title).await?;
    let list = format!("/desk/{}/audit", scope.slug());
    html_status(
        status,
        &ExportPage {
            shell: shell.faulty(fields.is_wrong()),
            fields,
            path: format!("{list}/export"),
            back: ask.address(&list, None),
            asked: ask.pairs().to_vec(),
            email: desk.who.email.clone(),
        },
    )
}

/// The entries as RFC 4180 wants them, with the mark without which Excel reads Hangul as Latin-1; ids and
/// codes beside the words, no names of people who registered, and nothing a spreadsheet would run.
fn file(t: Tr, zone: Zone, rows: &[AuditRow]) -> Result<Vec<u8>, csv::Error> {
    let begun = "\u{feff}".as_bytes().to_vec();
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(begun);
    let heads = [
        "desk-audit-when",
        "desk-audit-act",
        "trail-column-act",
        "trail-column-kind",
        "trail-column-actor",
        "trail-column-account",
        "trail-column-about",
        "trail-column-subject",
        "trail-column-why",
        "trail-column-detail",
        "trail-column-entry",
    ];
    out.write_record(heads.map(|key| t.s(key)))?;
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    for row in rows {
        let cells = [
            zone.local(row.at).format("%Y-%m-%d %H:%M:%S").to_string(),
            act_words(t, &row.action),
            row.action.clone(),
            row.actor_kind.clone(),
            id(row.actor_id),
            row.actor_email.clone().unwrap_or_default(),
            row.subject_kind.clone(),
            id(row.subject_id),
            row.purpose.clone().unwrap_or_default(),
            row.detail.to_string(),
            row.id.to_string(),
        ];
        out.write_record(cells.iter().map(|cell| guarded(cell).into_owned()))?;
    }
    out.into_inner().map_err(|error| csv::Error::from(std::io::Error::from(error.error().kind())))
}
