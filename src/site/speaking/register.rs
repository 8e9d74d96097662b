use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;

use crate::db::Stop;
use crate::forum::{self, Band, Category, ConsentText};
use crate::registration::{Details, Needs, Photo, Register, RegisterRefusal, Registrar};
use crate::types::{FieldFaults, Lang, PersonName, Refusal, sha256};
use crate::web::{Fault, Fields, Form, Quota, Shell, html_status, markdown};

use super::visit::{Own, Visit, secret};

#[derive(Template)]
#[template(path = "site/speaking/register.html")]
struct RegisterPage<'a> {
    shell: Shell,
    fields: Fields,
    notice: String,
    home: &'a str,
    name: String,
    latin: String,
    affiliation: String,
    email: String,
    category: String,
    consents: Vec<ConsentLine>,
}

struct ConsentLine {
    field: String,
    title: String,
    text: String,
    required: bool,
}

/// What they would be registered with, and what they are asked to agree to.
pub async fn ask_register(visit: Visit) -> Result<HttpResponse, Fault> {
    let own = visit.own().await?;
    show(&visit, &own, Fields::default(), String::new(), StatusCode::OK).await
}

/// Registers them as an attendee with what is known of them already.
pub async fn submit_register(
    visit: Visit,
    registrar: Data<Registrar>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visit.act(Quota::SpeakerAct)?;
    let own = visit.own().await?;
    let mut conn = visit.db.conn().await?;
    let consents = forum::list_consents(&mut conn, &visit.scope).await?;
    let category = category(forum::list_categories(&mut conn, &visit.scope).await?);
    drop(conn);
    let mut faults = FieldFaults::default();
    for text in consents.iter().filter(|text| text.required) {
        if form.one(&field(text)) != "yes" {
            faults.add(field(text), "field.consent_needed");
        }
    }
    if !faults.is_empty() {
        let fields = visit.refused(form, &faults, &[]);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return show(&visit, &own, fields, String::new(), status).await;
    }
    let agreed = consents.iter().filter(|text| form.one(&field(text)) == "yes");
    let purposes = agreed.map(|text| text.purpose.as_str().to_owned()).collect();
    let wish = wish(&visit, &own, category, purposes)?;
    match registrar.register(&visit.scope, wish).await {
        Ok(_) => {
            crate::speakers::mark_registered(&visit.db, &visit.clock, &visit.scope, visit.id)
                .await?;
            Ok(visit.done("registered"))
        }
        Err(Stop::Refused(reason)) => {
            let notice = words(&visit, &reason);
            show(&visit, &own, Fields::fresh(form), notice, StatusCode::CONFLICT).await
        }
        Err(Stop::Broken(error)) => Err(error.into()),
    }
}

fn words(visit: &Visit, reason: &RegisterRefusal) -> String {
    visit.t().code(reason.code(), &reason.params())
}

fn field(text: &ConsentText) -> String {
    format!("consent-{}", text.purpose.as_str())
}

/// The category of speakers, where the forum has one; else its first.
fn category(mut all: Vec<Category>) -> Option<Category> {
    let of_speakers = all.iter().position(|category| category.band == Band::Speaker);
    (!all.is_empty()).then(|| all.swap_remove(of_speakers.unwrap_or(0)))
}

/// One name as they write it, and the Latin form where that is another.
fn names(own: &Own) -> (String, Option<String>) {
    let name = own.speaker.name.in_lang(Lang::Ko).to_owned();
    let latin = own.speaker.name.get(Lang::En).map(str::to_owned);
    let latin = latin.filter(|latin| *latin != name);
    (name, latin)
}

fn wish(
    visit: &Visit,
    own: &Own,
    category: Option<Category>,
    consents: Vec<String>,
) -> Result<Register, Fault> {
    let (name, latin) = names(own);
    let mut faults = FieldFaults::default();
    let name = faults.keep("name", PersonName::parse(&name));
    let (Some(name), Some(email)) = (name, own.contact.email.clone()) else {
        return Err(Fault::Invalid(faults));
    };
    let affiliation = own.speaker.title.in_lang(own.contact.lang).to_owned();
    let details = Details {
        // Whoever is not to be named is not named on a badge either, unless they say so later.
        badge_name: (!own.speaker.hidden).then(|| name.clone()),
        name,
        name_latin: latin.and_then(|latin| PersonName::parse(&latin).ok()),
        affiliation: Some(affiliation).filter(|text| !text.is_empty()),
        lang: own.contact.lang,
        needs: Needs::default(),
        discreet: false,
        photo: Photo::Ask,
    };
    // Pressed twice it is one registration: the key is theirs, and what they agreed to is the wish.
    let body = format!("{}|{}", visit.id, consents.join(","));
    Ok(Register {
        email,
        details,
        category: category.map(|category| category.code.as_str().to_owned()),
        sessions: Vec::new(),
        consents,
        key: Some(format!("speaker:{}:{}", visit.id, own.contact.version)),
        body_hash: sha256(body.as_bytes()),
    })
}

async fn show(
    visit: &Visit,
    own: &Own,
    fields: Fields,
    notice: String,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let (t, lang) = (visit.t(), visit.lang());
    let mut conn = visit.db.conn().await?;
    let consents = forum::list_consents(&mut conn, &visit.scope).await?;
    let category = category(forum::list_categories(&mut conn, &visit.scope).await?);
    drop(conn);
    let (name, latin) = names(own);
    let line = |text: &ConsentText| ConsentLine {
        field: field(text),
        title: text.title.in_lang(lang).to_owned(),
        text: markdown(text.body.in_lang(lang)),
        required: text.required,
    };
    let page = RegisterPage {
        shell: visit.shell(&own.forum, t.s("speaker-register-title")).faulty(fields.is_wrong()),
        fields,
        notice,
        home: &visit.home,
        name,
        latin: latin.unwrap_or_default(),
        affiliation: own.speaker.title.in_lang(own.contact.lang).to_owned(),
        email: own.contact.email.as_ref().map_or("", |email| email.as_str()).to_owned(),
        category: category.map(|c| c.name.in_lang(lang).to_owned()).unwrap_or_default(),
        consents: consents.iter().map(line).collect(),
    };
    Ok(secret(html_status(status, &page)?))
}
