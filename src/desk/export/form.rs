use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, ResponseError};
use askama::Template;

use crate::accounts::Scope;
use crate::agenda;
use crate::audit;
use crate::db::Stop;
use crate::desk::frame::{Desk, DeskPage, load_shell};
use crate::desk::people::state_words;
use crate::exports::{Column, ExportRefusal, ExportWish, Exported, Format, api, export};
use crate::forum;
use crate::i18n;
use crate::registration::RegistrationState;
use crate::types::{FieldFaults, Refusal};
use crate::web::{Fault, Fields, Form, Places, Query, Shell, html_status};

use super::lists::{Taken, column_words, taken};

/// How many earlier lists are shown.
const EARLIER: i64 = 20;
/// Agendas up to this size are offered as a choice; beyond it a session is named by its number.
const CHOICES: usize = 120;

#[derive(Template)]
#[template(path = "desk/export/form.html")]
struct ExportPage {
    shell: Shell,
    fields: Fields,
    path: String,
    audit: String,
    formats: Vec<(&'static str, String, String)>,
    states: Vec<(String, String)>,
    categories: Vec<(String, String)>,
    sessions: Vec<(String, String)>,
    columns: Vec<(&'static str, String, String)>,
    earlier: Vec<Taken>,
    email: String,
    zone: String,
}

/// The form for a list; it begins with what the list of people was narrowed to.
pub async fn edit_export(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut pairs: Vec<_> = ["state", "session", "category"]
        .into_iter()
        .map(|name| pair(name, query.0.one(name)))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    if !query.0.has("state") {
        pairs.push(pair("state", RegistrationState::Confirmed.code()));
    }
    pairs.push(pair("format", Format::Xlsx.code()));
    pairs.extend(
        Column::ALL.iter().filter(|c| c.is_usual()).map(|column| pair("column", column.code())),
    );
    show(&desk, &scope, StatusCode::OK, Fields::fresh(Form::of(pairs))).await
}

/// Makes the list and hands it out; or the form once more, with all that was typed.
pub async fn submit_export(
    desk: Desk,
    scope: Scope,
    form: Form,
    places: Data<Places>,
) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let (status, faults) = match make(&desk, &scope, &form, &places).await {
        Ok(list) => return Ok(api::download(list)),
        Err(Made::Wrong(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        Err(Made::Stopped(Stop::Refused(reason))) => {
            let fault = Fault::refused(&reason);
            (fault.status_code(), refused(&reason))
        }
        Err(Made::Stopped(Stop::Broken(error))) => return Err(error.into()),
    };
    let fields = Fields::refused(t, form, &faults).named([
        ("purpose", t.s("desk-export-purpose")),
        ("format", t.s("desk-export-format")),
        ("session", t.s("desk-export-session")),
        ("category", t.s("desk-export-category")),
        ("column", t.s("desk-export-columns")),
    ]);
    show(&desk, &scope, status, fields).await
}

enum Made {
    Wrong(FieldFaults),
    Stopped(Stop<ExportRefusal>),
}

async fn make(desk: &Desk, scope: &Scope, form: &Form, places: &Places) -> Result<Exported, Made> {
    let wish = ExportWish::parse(form, None, desk.reader.lang);
    // For programs no column means the usual ones; whoever unticked them all meant something else.
    let wish = match (wish, form.has("column")) {
        (Ok(wish), true) => wish,
        (parsed, columns) => {
            let mut faults = parsed.err().unwrap_or_default();
            if !columns {
                faults.add("column", "field.choice");
            }
            return Err(Made::Wrong(faults));
        }
    };
    let list = export(&desk.db, &desk.clock, scope, &wish, &places.scratch).await;
    list.map_err(Made::Stopped)
}

/// A refusal beside the field it is about.
fn refused(reason: &ExportRefusal) -> FieldFaults {
    let field = match reason {
        ExportRefusal::UnknownSession(_) => "session",
        ExportRefusal::UnknownCategory(_) => "category",
        ExportRefusal::TooLarge => "format",
        ExportRefusal::Disk => "",
    };
    let mut faults = FieldFaults::default();
    faults.add_with(field, reason.code(), reason.params());
    faults
}

async fn show(
    desk: &Desk,
    scope: &Scope,
    status: StatusCode,
    fields: Fields,
) -> Result<HttpResponse, Fault> {
    let (t, lang) = (desk.reader.t(), desk.reader.lang);
    let mut conn = desk.db.conn().await?;
    let categories = forum::list_categories(&mut conn, scope).await?;
    let sessions = agenda::signup_sessions(&mut conn, scope).await?;
    let earlier =
        audit::list_staff_acts(&mut conn, scope.forum(), "people.exported", EARLIER).await?;
    let title = t.s("desk-export-title");
    let (forum, shell) = load_shell(desk, &mut conn, scope, DeskPage::Export, title).await?;
    drop(conn);
    let states = RegistrationState::LISTED
        .iter()
        .map(|state| (state.code().to_owned(), state_words(t, *state)))
        .chain([("all".to_owned(), t.s("exports-everyone"))]);
    let any = |key: &str| std::iter::once((String::new(), t.s(key)));
    let usual = |column: &Column| {
        if column.is_usual() { String::new() } else { t.s("desk-export-careful") }
    };
    let named = |format: &Format| {
        let key = format!("desk-export-format-{}", format.code());
        (format.code(), t.s(&key), t.s(&format!("{key}-note")))
    };
    html_status(
        status,
        &ExportPage {
            shell: shell.faulty(fields.is_wrong()),
            fields,
            path: format!("/desk/{}/export", scope.slug()),
            audit: format!("/desk/{}/audit?act=people.exported", scope.slug()),
            formats: Format::ALL.iter().map(named).collect(),
            states: states.collect(),
            categories: any("desk-people-any-category")
                .chain(categories.iter().map(|category| {
                    (category.code.as_str().to_owned(), category.name.in_lang(lang).to_owned())
                }))
                .collect(),
            sessions: if sessions.len() > CHOICES {
                Vec::new()
            } else {
                any("desk-people-any-session")
                    .chain(sessions.iter().map(|session| {
                        let words = format!("{}. {}", session.no, session.title.in_lang(lang));
                        (session.no.to_string(), words)
                    }))
                    .collect()
            },
            columns: Column::ALL
                .iter()
                .map(|column| (column.code(), column_words(t, forum.zone, *column), usual(column)))
                .collect(),
            earlier: taken(t, forum.zone, earlier, desk.clock.now()),
            email: desk.who.email.clone(),
            zone: i18n::zone_note(lang, forum.zone, forum.starts_at),
        },
    )
}
