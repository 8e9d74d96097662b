use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, ResponseError};
use askama::Template;

use crate::db::Stop;
use crate::forum::ConsentText;
use crate::registration::commands;
use crate::registration::model::{Register, RegisterRefusal};
use crate::registration::queries::places;
use crate::registration::registrar::Registrar;
use crate::types::{FieldFaults, Refusal};
use crate::web::{Fault, Limits, Peer, Quota, Shell, html_status, see_other};

use super::ask::is_full;
use super::draft::{Receipt, version};
use super::lines::{Group, Line, needed, seen, who};
use super::sheet::{Sheet, gone};
use super::step::Step;
use super::visit::{Visit, secret};
use super::words::{Said, seats, seats_ahead, when};

#[derive(Template)]
#[template(path = "registration/check.html")]
struct CheckPage {
    shell: Shell,
    notice: String,
    back: String,
    action: String,
    later: String,
    at: usize,
    of: usize,
    name: String,
    groups: Vec<Group>,
    email: String,
    /// Whether a place at the forum itself must be waited for.
    waits: bool,
    /// Whether the form can be sent.
    open: bool,
}

/// Everything once more, before it is sent.
pub async fn show_check(
    visit: Visit,
    address: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let (_, token) = address.into_inner();
    let Some(sheet) = Sheet::open(&visit, &token).await? else { return gone(&visit).await };
    match wish(&visit, &sheet) {
        Ok(want) => {
            let notice = sheet.closed_notice(&visit);
            show(&visit, &sheet, &want, notice, StatusCode::OK).await
        }
        Err(elsewhere) => Ok(secret(see_other(elsewhere))),
    }
}

/// Sends the form. However often it is sent, it is one registration, with one answer.
pub async fn submit_check(
    visit: Visit,
    registrar: Data<Registrar>,
    limits: Data<Limits>,
    peer: Peer,
    address: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let (_, token) = address.into_inner();
    let Some(sheet) = Sheet::open(&visit, &token).await? else { return gone(&visit).await };
    let want = match wish(&visit, &sheet) {
        Ok(want) => want,
        Err(elsewhere) => return Ok(secret(see_other(elsewhere))),
    };
    if let Err(fault) = knock(&limits, &visit, &peer, &want) {
        return turned_away(&visit, &sheet, &want, &fault).await;
    }
    let email = want.email.as_str().to_owned();
    let registered = match registrar.register(&visit.scope, want.clone()).await {
        Ok(registered) => registered,
        Err(Stop::Refused(reason)) => return refused(&visit, &token, &want, &reason).await,
        Err(Stop::Broken(error)) => return Err(error.into()),
    };
    let receipt =
        serde_json::to_value(Receipt { registered, email }).map_err(anyhow::Error::from)?;
    commands::keep_receipt(&visit.db, &visit.scope, sheet.id, &receipt).await?;
    Ok(secret(see_other(sheet.path("receipt"))))
}

/// The wish that a form comes to, or where to go when it comes to none yet.
fn wish(visit: &Visit, sheet: &Sheet) -> Result<Register, String> {
    if let Some(receipt) = sheet.receipt_path() {
        return Err(receipt);
    }
    if let Some(step) = sheet.unfinished(visit) {
        return Err(sheet.step_path(step));
    }
    let key = format!("form-{}", sheet.id);
    let wish = sheet.draft.sent(&sheet.asked).parse(visit.lang(), Some(key), &sheet.draft.bytes());
    wish.map_err(|faults: FieldFaults| {
        let field = faults.0.first().map_or("", |fault| fault.field.as_str());
        sheet.step_path(super::faults::page_of(field))
    })
}

/// The same public limits as for programs.
fn knock(limits: &Limits, visit: &Visit, peer: &Peer, want: &Register) -> Result<(), Fault> {
    let forum = visit.scope.forum();
    limits.take(Quota::RegisterNetwork, &format!("{forum} {}", peer.network()))?;
    limits.take(Quota::RegisterAddress, &format!("{forum} {}", want.email.key()))
}

async fn turned_away(
    visit: &Visit,
    sheet: &Sheet,
    want: &Register,
    fault: &Fault,
) -> Result<HttpResponse, Fault> {
    let notice = visit.t().code(fault.code(), &fault.params());
    let mut answer = show(visit, sheet, want, notice, fault.status_code()).await?;
    if let Some(seconds) = fault.retry_after() {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(answer)
}

/// What changed at the forum while the form was filled is told on the page it is about.
async fn refused(
    visit: &Visit,
    token: &str,
    want: &Register,
    reason: &RegisterRefusal,
) -> Result<HttpResponse, Fault> {
    let Some(sheet) = Sheet::open(visit, token).await? else { return gone(visit).await };
    if let Err(elsewhere) = wish(visit, &sheet) {
        return Ok(secret(see_other(elsewhere)));
    }
    let status = StatusCode::from_u16(reason.status()).unwrap_or(StatusCode::CONFLICT);
    let notice = match reason {
        RegisterRefusal::KeyReused => visit.t().s("registration-form-sent"),
        _ => visit.t().code(reason.code(), &reason.params()),
    };
    show(visit, &sheet, want, notice, status).await
}

async fn show(
    visit: &Visit,
    sheet: &Sheet,
    want: &Register,
    notice: String,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let mut conn = visit.db.conn().await?;
    let places = places(&mut conn, &visit.scope).await?;
    drop(conn);
    let (t, plan, asked) = (visit.t(), sheet.plan(), &sheet.asked);
    let category = match &want.category {
        None => asked.categories.first(),
        Some(code) => asked.categories.iter().find(|own| own.code.as_str() == code),
    };
    let place = category.map_or(places.forum(), |category| places.category(category));
    let name = t.s(Step::Check.key());
    let mut groups = groups(visit, sheet, want);
    if let (Some(category), true, Some(own)) =
        (category, plan.place(Step::Category).is_some(), groups.first_mut())
    {
        let mut line = line_of(visit, sheet, Step::Category, "registration-field-category");
        line.value = Said::of(&category.name, t.lang());
        line.seats = seats(t, place);
        own.lines.insert(0, line);
    }
    let page = CheckPage {
        shell: visit.shell(&asked.forum, name.as_str()),
        notice,
        back: plan.before(Step::Check).map(|before| sheet.step_path(before)).unwrap_or_default(),
        action: sheet.step_path(Step::Check),
        later: sheet.home(),
        at: plan.place(Step::Check).unwrap_or_default(),
        of: plan.len(),
        name,
        groups,
        email: want.email.as_str().to_owned(),
        waits: is_full(place),
        open: crate::forum::window(&asked.forum, visit.now()).is_open(),
    };
    Ok(secret(html_status(status, &page)?))
}

fn line_of(visit: &Visit, sheet: &Sheet, step: Step, key: &str) -> Line {
    Line::new(visit.t().s(key), "", sheet.step_path(step))
}

fn groups(visit: &Visit, sheet: &Sheet, want: &Register) -> Vec<Group> {
    let t = visit.t();
    let href = |step: Step, _: &str| sheet.step_path(step);
    let mut own = vec![line_of(visit, sheet, Step::Email, "registration-field-email")];
    if let Some(email) = own.first_mut() {
        email.value.text = want.email.as_str().to_owned();
    }
    own.extend(who(t, &want.details, href));
    let group = |id, key: &str, lines| Group { id, heading: t.s(key), lines };
    let mut groups = vec![group("own", "registration-group-own", own)];
    if !sheet.asked.sessions.is_empty() {
        groups.push(group("seats", "registration-group-sessions", chosen(visit, sheet, want)));
    }
    groups.push(group("seen", "registration-group-seen", seen(t, &want.details, href)));
    groups.push(group("needs", "registration-group-needs", needed(t, &want.details.needs, href)));
    let texts = sheet.draft.asked_consents(&sheet.asked);
    if !texts.is_empty() {
        let lines = texts.into_iter().map(|text| agreed(visit, sheet, text)).collect();
        groups.push(group("agreed", "registration-group-consents", lines));
    }
    groups
}

/// The sessions chosen, each with what would become of it now.
fn chosen(visit: &Visit, sheet: &Sheet, want: &Register) -> Vec<Line> {
    let (t, zone) = (visit.t(), sheet.asked.forum.zone);
    let own = sheet.asked.sessions.iter().filter(|session| want.sessions.contains(&session.no));
    let mut lines: Vec<Line> = own
        .map(|session| {
            let mut line = Line::new(when(t, zone, session), "", sheet.step_path(Step::Sessions));
            line.value = Said::of(&session.title, t.lang());
            line.seats = seats_ahead(t, session.seats());
            line
        })
        .collect();
    if lines.is_empty() {
        let mut line = line_of(visit, sheet, Step::Sessions, "registration-group-sessions");
        line.value.text = t.s("registration-none-chosen");
        lines.push(line);
    }
    lines
}

fn agreed(visit: &Visit, sheet: &Sheet, text: &ConsentText) -> Line {
    let t = visit.t();
    let is_given = sheet.draft.ticked(text) == version(text);
    let key = if is_given { "registration-agreed" } else { "registration-not-agreed" };
    let name = text.title.in_lang(t.lang()).to_owned();
    let value = t.with(key, &[("version", &version(text))]);
    Line::new(name, value, sheet.step_path(Step::Consents))
}
