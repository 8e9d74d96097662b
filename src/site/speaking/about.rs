use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use crate::db::Stop;
use crate::speakers::{self, Texts};
use crate::types::{FieldFaults, Lang, Refusal, Words, block, line};
use crate::web::{Fault, Fields, Form, LongForm, Quota, Shell, html_status};

use super::visit::{Own, Visit, secret};

/// The longest line and the longest text, as the desk has them.
const LINE: usize = 200;
const TEXT: usize = 20_000;

#[derive(Template)]
#[template(path = "site/speaking/about.html")]
struct AboutPage<'a> {
    shell: Shell,
    fields: Fields,
    notice: String,
    home: &'a str,
    version: i32,
}

/// What is said of them, to be written anew.
pub async fn edit_about(visit: Visit) -> Result<HttpResponse, Fault> {
    let own = visit.own().await?;
    let shown =
        Texts { title: own.speaker.title.clone(), biography: own.speaker.biography.clone() };
    let texts = own.contact.draft.as_ref().unwrap_or(&shown);
    let mut pairs = Vec::new();
    for (field, words) in [("title", &texts.title), ("biography", &texts.biography)] {
        for lang in Lang::ALL {
            let text = words.get(lang).unwrap_or_default().to_owned();
            pairs.push((format!("{field}_{}", lang.code()), text));
        }
    }
    let version = own.contact.version;
    show(&visit, &own, Fields::fresh(Form::of(pairs)), String::new(), version, StatusCode::OK)
}

/// Keeps what they wrote until the organizer shows it.
pub async fn submit_about(visit: Visit, LongForm(form): LongForm) -> Result<HttpResponse, Fault> {
    visit.act(Quota::SpeakerAct)?;
    let own = visit.own().await?;
    let version = form.one("version").parse().unwrap_or_default();
    let texts = match read(&form) {
        Ok(texts) => texts,
        Err(faults) => {
            let labels = [
                ("title_ko", "speaker-field-title"),
                ("title_en", "speaker-field-title"),
                ("biography_ko", "speaker-field-biography"),
                ("biography_en", "speaker-field-biography"),
            ];
            let fields = visit.refused(form, &faults, &labels);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return show(&visit, &own, fields, String::new(), version, status);
        }
    };
    let (db, clock, scope) = (&visit.db, &visit.clock, &visit.scope);
    match speakers::keep_texts(db, clock, scope, visit.id, version, texts).await {
        Ok(()) => Ok(visit.done("about")),
        Err(Stop::Refused(reason)) => {
            let notice = visit.t().code(reason.code(), &reason.params());
            let status = StatusCode::from_u16(reason.status()).unwrap_or(StatusCode::CONFLICT);
            // What was typed stays, and is for what stands there now.
            let version = own.contact.version;
            show(&visit, &own, Fields::fresh(form), notice, version, status)
        }
        Err(Stop::Broken(error)) => Err(error.into()),
    }
}

fn read(form: &Form) -> Result<Texts, FieldFaults> {
    let mut faults = FieldFaults::default();
    let mut texts = Texts::default();
    for lang in Lang::ALL {
        let field = format!("title_{}", lang.code());
        let typed = form.one(&field);
        if !typed.trim().is_empty() {
            let title = faults.keep(&field, line(typed, LINE)).unwrap_or_default();
            set(&mut texts.title, lang, title);
        }
    }
    for lang in Lang::ALL {
        let field = format!("biography_{}", lang.code());
        let text = faults.keep(&field, block(form.one(&field), TEXT)).unwrap_or_default();
        set(&mut texts.biography, lang, text);
    }
    faults.done().map(|()| texts)
}

fn set(words: &mut Words, lang: Lang, text: String) {
    words.set(lang, text);
}

fn show(
    visit: &Visit,
    own: &Own,
    fields: Fields,
    notice: String,
    version: i32,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let title = visit.t().s("speaker-about-title");
    let page = AboutPage {
        shell: visit.shell(&own.forum, title).faulty(fields.is_wrong()),
        fields,
        notice,
        home: &visit.home,
        version,
    };
    Ok(secret(html_status(status, &page)?))
}
