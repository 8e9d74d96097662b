use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::agenda::Listed;
use crate::db::Stop;
use crate::i18n;
use crate::registration::commands::{self, Keep};
use crate::registration::conflict::OverlapRule;
use crate::registration::queries::{AskedOverlap, Mine, asked_overlaps};
use crate::types::{FieldFaults, OverlapId, Refusal};
use crate::web::{Fault, Fields, Form, Shell, html_status, see_other};

use super::mine::{find, home};
use super::visit::{Visit, secret};
use super::words::{SessionView, when};

#[derive(Template)]
#[template(path = "registration/overlap.html")]
struct OverlapPage {
    shell: Shell,
    fields: Fields,
    notice: String,
    home: String,
    action: String,
    /// Both sessions; none when there is nothing to choose any more.
    sessions: Vec<Choice>,
    by: String,
    otherwise: String,
}

struct Choice {
    /// The session's number: its place on the page may change while the page is open.
    value: String,
    view: SessionView,
    when: String,
}

/// Shows two sessions that overlap and asks which seat to keep. Opening it changes nothing.
pub async fn show_overlap(visit: Visit, at: Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let (own, asked) = load(&visit, &at.1).await?;
    page(&visit, &own, asked, &at, Fields::default(), String::new(), StatusCode::OK)
}

/// Keeps both, or gives one back.
pub async fn submit_overlap(
    visit: Visit,
    at: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let (own, asked) = load(&visit, &at.1).await?;
    let Some(known) = &asked else {
        let notice = visit.t().s("registration-overlap-over");
        let (fields, status) = (Fields::default(), StatusCode::CONFLICT);
        return page(&visit, &own, asked, &at, fields, notice, status);
    };
    let Some(keep) = chosen(known, form.one("keep")) else {
        let mut faults = FieldFaults::default();
        faults.add("keep", "field.choice");
        let fields = Fields::refused(visit.t(), form, &faults)
            .named([("keep", visit.t().s("registration-overlap-which"))]);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return page(&visit, &own, asked, &at, fields, String::new(), status);
    };
    let (db, clock, scope) = (&visit.db, &visit.clock, &visit.scope);
    match commands::choose_seat(db, clock, scope, own.person.id, known.question, keep).await {
        Ok(()) => Ok(secret(see_other(format!("{}?done=overlap", home(&at.0))))),
        Err(Stop::Refused(reason)) => {
            let notice = visit.t().code(reason.code(), &reason.params());
            let status = StatusCode::from_u16(reason.status()).unwrap_or(StatusCode::CONFLICT);
            page(&visit, &own, asked, &at, Fields::default(), notice, status)
        }
        Err(Stop::Broken(error)) => Err(error.into()),
    }
}

/// What was chosen of the two; nothing where it is neither of them.
fn chosen(known: &AskedOverlap, typed: &str) -> Option<Keep> {
    if typed == "both" {
        return Some(Keep::Both);
    }
    let of = [&known.first, &known.second].into_iter().find(|own| own.no.to_string() == typed);
    of.map(|session| Keep::One(session.id))
}

async fn load(visit: &Visit, id: &str) -> Result<(Mine, Option<AskedOverlap>), Fault> {
    let id: OverlapId = id.parse().ok().ok_or(Fault::NotFound)?;
    let own = find(visit).await?;
    let mut conn = visit.db.conn().await?;
    let asked = asked_overlaps(&mut conn, &visit.scope, &own, visit.now()).await?;
    Ok((own, asked.into_iter().find(|asked| asked.question == id)))
}

fn page(
    visit: &Visit,
    own: &Mine,
    asked: Option<AskedOverlap>,
    at: &(String, String),
    fields: Fields,
    notice: String,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let (t, lang, zone, home) = (visit.t(), visit.lang(), own.forum.zone, home(&at.0));
    let mut page = OverlapPage {
        shell: visit
            .own_shell(&own.forum, t.s("registration-overlap-title"), &home)
            .faulty(fields.is_wrong()),
        fields,
        notice,
        action: format!("{home}/overlaps/{}", at.1),
        home,
        sessions: Vec::new(),
        by: String::new(),
        otherwise: String::new(),
    };
    if let Some(asked) = asked {
        let choice = |session: &Listed| Choice {
            value: session.no.to_string(),
            view: SessionView::of(t, zone, session),
            when: when(t, zone, session),
        };
        page.sessions = vec![choice(&asked.first), choice(&asked.second)];
        let by = i18n::instant(lang, zone, asked.answer_by);
        page.by = t.with("registration-overlap-by", &[("by", &by)]);
        page.otherwise = t.s(otherwise(asked.rule));
    }
    Ok(secret(html_status(status, &page)?))
}

/// What holds without an answer.
const fn otherwise(rule: OverlapRule) -> &'static str {
    match rule {
        OverlapRule::KeepBoth => "registration-overlap-otherwise-both",
        OverlapRule::KeepBookedFirst => "registration-overlap-otherwise-booked",
        OverlapRule::KeepStartingFirst => "registration-overlap-otherwise-starting",
    }
}
