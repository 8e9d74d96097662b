use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;

use crate::db::Stop;
use crate::i18n::languages;
use crate::registration::commands;
use crate::registration::model::{ChangeRefusal, Details};
use crate::registration::queries::Mine;
use crate::types::{FieldFaults, PersonName, Refusal, TicketKey};
use crate::web::{Fault, Fields, Form, PublicUrl, Shell, html_status, see_other};

use super::ask::labels;
use super::draft::details_sent;
use super::mine::{Keys, find, home, show_refused};
use super::visit::{Visit, secret};

#[derive(Template)]
#[template(path = "registration/details.html")]
struct DetailsPage {
    shell: Shell,
    fields: Fields,
    notice: String,
    home: String,
    action: String,
    /// The version these answers stand on.
    version: i32,
    languages: Vec<(&'static str, String)>,
}

/// What somebody said of themselves, to be changed.
pub async fn edit_details(visit: Visit, token: Path<String>) -> Result<HttpResponse, Fault> {
    let own = find(&visit).await?;
    if !own.may_change {
        return Ok(secret(see_other(home(&token))));
    }
    let fields = Fields::fresh(as_form(&own.person.details));
    show(&visit, &own, &token, fields, String::new(), StatusCode::OK)
}

/// Changes it. Address and category stay as they are.
pub async fn submit_details(
    visit: Visit,
    ticket: Data<TicketKey>,
    url: Data<PublicUrl>,
    token: Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let own = find(&visit).await?;
    let mut faults = FieldFaults::default();
    let details = details_sent(&form).parse(own.person.details.lang, &mut faults);
    let Some(details) = details.filter(|_| faults.is_empty()) else {
        let fields = Fields::refused(visit.t(), form, &faults);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return show(&visit, &own, &token, fields, String::new(), status);
    };
    let version = form.one("version").parse().unwrap_or_default();
    let (db, clock, scope) = (&visit.db, &visit.clock, &visit.scope);
    let id = own.person.id;
    match commands::change_details(db, clock, scope, id, Some(version), details).await {
        Ok(()) => Ok(secret(see_other(format!("{}?done=changed", home(&token))))),
        Err(Stop::Refused(ChangeRefusal::Stale)) => {
            // What was typed stays; sent once more it stands on what there is now.
            let own = find(&visit).await?;
            let notice = visit.t().s("registration-details-stale");
            let status =
                StatusCode::from_u16(ChangeRefusal::Stale.status()).unwrap_or(StatusCode::CONFLICT);
            show(&visit, &own, &token, Fields::fresh(form), notice, status)
        }
        Err(Stop::Refused(reason)) => {
            let keys = Keys { ticket: &ticket, url: &url };
            show_refused(&visit, &keys, &token, reason).await
        }
        Err(Stop::Broken(error)) => Err(error.into()),
    }
}

fn show(
    visit: &Visit,
    own: &Mine,
    token: &str,
    fields: Fields,
    notice: String,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let (t, home) = (visit.t(), home(token));
    let shell = visit.own_shell(&own.forum, t.s("registration-details"), &home);
    let page = DetailsPage {
        shell: shell.faulty(fields.is_wrong()),
        fields: fields.named(labels(t)),
        notice,
        action: format!("{home}/details"),
        home,
        version: own.person.version,
        languages: languages(),
    };
    Ok(secret(html_status(status, &page)?))
}

fn as_form(details: &Details) -> Form {
    let name = |name: &Option<PersonName>| {
        name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default()
    };
    let needs = &details.needs;
    let mut pairs = vec![
        ("name", details.name.as_str().to_owned()),
        ("name_latin", name(&details.name_latin)),
        ("badge_name", name(&details.badge_name)),
        ("affiliation", details.affiliation.clone().unwrap_or_default()),
        ("language", details.lang.code().to_owned()),
        ("needs.interpretation", needs.interpretation.map_or("", |lang| lang.code()).to_owned()),
        ("needs.other", needs.other.clone()),
        ("photo", details.photo.code().to_owned()),
    ];
    let ticked = [
        (needs.wheelchair, "needs.support", "wheelchair"),
        (needs.sign_language, "needs.support", "sign_language"),
        (needs.captions, "needs.support", "captions"),
        (details.discreet, "discreet", "yes"),
    ];
    let ticked = ticked.into_iter().filter(|(on, ..)| *on);
    pairs.extend(ticked.map(|(_, field, value)| (field, value.to_owned())));
    Form::of(pairs.into_iter().map(|(field, value)| (field.to_owned(), value)).collect())
}
