use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::i18n;
use crate::registration::commands;
use crate::registration::queries::{open_to_all, places};
use crate::types::FieldFaults;
use crate::web::{Fault, Fields, Form, Shell, html, html_status, see_other};

use super::ask::{Ask, labels};
use super::draft::{keep, settle};
use super::faults::faults;
use super::sheet::{Sheet, gone};
use super::step::Step;
use super::visit::{Visit, secret};

#[derive(Template)]
#[template(path = "registration/step.html")]
struct StepPage {
    shell: Shell,
    fields: Fields,
    notice: String,
    /// Where the page before is.
    back: String,
    action: String,
    /// Which page of how many, and its name.
    at: usize,
    of: usize,
    name: String,
    ask: Ask,
}

#[derive(Template)]
#[template(path = "registration/saved.html")]
struct SavedPage {
    shell: Shell,
    notice: String,
    /// Until when the form waits.
    until: String,
    /// How many of its pages are answered.
    done: usize,
    of: usize,
    next: String,
}

/// What a page's address names.
pub type Address = Path<(String, String, String)>;

/// A page of the form, with what was typed on it before.
pub async fn show_step(visit: Visit, address: Address) -> Result<HttpResponse, Fault> {
    let (_, token, word) = address.into_inner();
    let Some(sheet) = Sheet::open(&visit, &token).await? else { return gone(&visit).await };
    let step = match standing_at(&sheet, &word) {
        Ok(step) => step,
        Err(elsewhere) => return Ok(secret(see_other(elsewhere))),
    };
    let wrong = match sheet.draft.typed(step) {
        Some(_) => faults(&sheet.draft, step, &sheet.asked, visit.lang()),
        None => FieldFaults::default(),
    };
    show(&visit, &sheet, step, &wrong, StatusCode::OK).await
}

/// Keeps what was typed, right or wrong, and goes on when it is right.
pub async fn submit_step(
    visit: Visit,
    address: Address,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let (_, token, word) = address.into_inner();
    let Some(mut sheet) = Sheet::open(&visit, &token).await? else { return gone(&visit).await };
    let step = match standing_at(&sheet, &word) {
        Ok(step) => step,
        Err(elsewhere) => return Ok(secret(see_other(elsewhere))),
    };
    let mut typed = keep(step, &form, &sheet.asked);
    if step == Step::Sessions {
        settle(&mut typed, &sheet.asked);
    }
    let kept = serde_json::to_value(&typed).map_err(anyhow::Error::from)?;
    commands::keep_answers(&visit.db, &visit.scope, sheet.id, step.code(), &kept).await?;
    sheet.draft.put(step, typed);
    if form.has("later") {
        return Ok(secret(see_other(sheet.home())));
    }
    let wrong = faults(&sheet.draft, step, &sheet.asked, visit.lang());
    if !wrong.is_empty() {
        return show(&visit, &sheet, step, &wrong, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    // Who changes one answer of a form that is complete goes back to where they were reading it.
    let is_complete = sheet.unfinished(&visit).is_none();
    let next = if is_complete { Step::Check } else { sheet.plan().after(step) };
    Ok(secret(see_other(sheet.step_path(next))))
}

/// Where a form that was put aside goes on, and until when it waits.
pub async fn show_saved(
    visit: Visit,
    address: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let (_, token) = address.into_inner();
    let Some(sheet) = Sheet::open(&visit, &token).await? else { return gone(&visit).await };
    if let Some(receipt) = sheet.receipt_path() {
        return Ok(secret(see_other(receipt)));
    }
    let plan = sheet.plan();
    let next = sheet.unfinished(&visit).unwrap_or(Step::Check);
    let (forum, lang) = (&sheet.asked.forum, visit.lang());
    let page = SavedPage {
        shell: visit.shell(forum, visit.t().s("registration-saved")),
        notice: sheet.closed_notice(&visit),
        until: i18n::instant(lang, forum.zone, sheet.until),
        done: plan.steps().filter(|step| sheet.draft.typed(*step).is_some()).count(),
        of: plan.len(),
        next: sheet.step_path(next),
    };
    Ok(secret(html(&page)?))
}

/// The page that a word names, or where to go instead: a form that was sent shows its receipt, and a page
/// this forum does not have leads to the first that is open.
fn standing_at(sheet: &Sheet, word: &str) -> Result<Step, String> {
    if let Some(receipt) = sheet.receipt_path() {
        return Err(receipt);
    }
    let step = Step::parse(word).filter(|step| sheet.plan().place(*step).is_some());
    step.ok_or_else(|| sheet.step_path(sheet.plan().first()))
}

async fn show(
    visit: &Visit,
    sheet: &Sheet,
    step: Step,
    wrong: &FieldFaults,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let (t, plan, asked) = (visit.t(), sheet.plan(), &sheet.asked);
    let mut conn = visit.db.conn().await?;
    let ask = match step {
        Step::Category => Ask::category(t, asked, &places(&mut conn, &visit.scope).await?),
        Step::Sessions => {
            let open = open_to_all(&mut conn, &visit.scope).await?;
            Ask::sessions(t, asked, &sheet.draft, &open)
        }
        _ => Ask::of(t, step, asked, &sheet.draft),
    };
    drop(conn);
    let typed = sheet.draft.typed(step).unwrap_or_else(|| ask.begins_with(visit.lang()));
    let name = t.s(step.key());
    let before = plan.before(step).map(|before| sheet.step_path(before));
    let page = StepPage {
        shell: visit.shell(&asked.forum, name.as_str()).faulty(!wrong.is_empty()),
        fields: Fields::refused(t, typed, wrong).named(labels(t)),
        notice: sheet.closed_notice(visit),
        back: before.unwrap_or_else(|| format!("/{}/register", asked.forum.slug)),
        action: sheet.step_path(step),
        at: plan.place(step).unwrap_or_default(),
        of: plan.len(),
        name,
        ask,
    };
    Ok(secret(html_status(status, &page)?))
}
