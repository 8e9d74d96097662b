use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::agenda::{self, Answer, Appearance};
use crate::db::Stop;
use crate::i18n;
use crate::types::{FieldFaults, Refusal, block};
use crate::web::{Fault, Fields, Form, Quota, Shell, html_status};

use super::super::words::{Said, said};
use super::home::roles;
use super::visit::{Own, Visit, secret};

/// The longest reason.
const REASON: usize = 500;

#[derive(Template)]
#[template(path = "site/speaking/answer.html")]
struct AnswerPage<'a> {
    shell: Shell,
    fields: Fields,
    notice: String,
    home: &'a str,
    action: String,
    title: Said<'a>,
    role: String,
    when: String,
    zone: String,
    room: String,
}

/// Asks whether they come to a session.
pub async fn ask_answer(visit: Visit, at: Path<(String, i32)>) -> Result<HttpResponse, Fault> {
    let (own, part) = find(&visit, at.1).await?;
    let typed = Form::of(vec![
        ("answer".to_owned(), part.answer().code().to_owned()),
        ("reason".to_owned(), part.speaking.reason.clone()),
    ]);
    show(&visit, &own, &part, Fields::fresh(typed), String::new(), StatusCode::OK)
}

/// Keeps the answer.
pub async fn submit_answer(
    visit: Visit,
    at: Path<(String, i32)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visit.act(Quota::SpeakerAct)?;
    let (own, part) = find(&visit, at.1).await?;
    let mut faults = FieldFaults::default();
    let answer = Answer::parse(form.one("answer")).filter(|answer| *answer != Answer::Open);
    if answer.is_none() {
        faults.add("answer", "field.choice");
    }
    let reason = faults.keep("reason", block(form.one("reason"), REASON));
    let (Some(answer), Some(reason), true) = (answer, reason, faults.is_empty()) else {
        let labels = [("answer", "speaker-answer"), ("reason", "speaker-reason")];
        let fields = visit.refused(form, &faults, &labels);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return show(&visit, &own, &part, fields, String::new(), status);
    };
    let reason = if answer == Answer::Declined { reason } else { String::new() };
    let (db, clock, scope) = (&visit.db, &visit.clock, &visit.scope);
    match agenda::answer_session(db, clock, scope, visit.id, at.1, answer, &reason).await {
        Ok(()) => Ok(visit.done(answer.code())),
        Err(Stop::Refused(reason)) => {
            let notice = visit.t().code(reason.code(), &reason.params());
            show(&visit, &own, &part, Fields::fresh(form), notice, StatusCode::CONFLICT)
        }
        Err(Stop::Broken(error)) => Err(error.into()),
    }
}

/// A session of theirs by its number.
pub async fn find(visit: &Visit, no: i32) -> Result<(Own, Appearance), Fault> {
    let own = visit.own().await?;
    let mut conn = visit.db.conn().await?;
    let parts = agenda::appearances_of(&mut conn, &visit.scope, visit.id).await?;
    let part = parts.into_iter().find(|part| part.session.no == no);
    Ok((own, part.ok_or(Fault::NotFound)?))
}

fn show(
    visit: &Visit,
    own: &Own,
    part: &Appearance,
    fields: Fields,
    notice: String,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let (t, lang, zone, session) = (visit.t(), visit.lang(), own.forum.zone, &part.session);
    let day = i18n::date_long(lang, zone.date(session.starts_at));
    let room = session.room.as_ref().map(|room| room.name.in_lang(lang).to_owned());
    let page = AnswerPage {
        shell: visit.shell(&own.forum, t.s("speaker-answer-title")).faulty(fields.is_wrong()),
        fields,
        notice,
        home: &visit.home,
        action: format!("{}/sessions/{}", visit.home, session.no),
        title: said(&session.title, lang),
        role: roles(t, &part.roles),
        when: format!("{day} {}", i18n::span(zone, session.starts_at, session.ends_at)),
        zone: i18n::zone_note(lang, zone, session.starts_at),
        room: room.unwrap_or_default(),
    };
    Ok(secret(html_status(status, &page)?))
}
