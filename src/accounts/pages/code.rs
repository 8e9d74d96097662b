use actix_web::HttpResponse;
use askama::Template;

use crate::db::Stop;
use crate::types::{FieldFaults, Refusal};
use crate::web::{Fault, Form, Query, Reader, Shell, html, see_other};

use super::super::factor::TypedCode;
use super::super::model::Proof;
use super::super::refusal::FactorRefusal;
use super::super::{Identity, commands};
use super::entrance::Entrance;
use super::mend::{Said, mend};
use super::onward::onward;

#[derive(Template)]
#[template(path = "accounts/code.html")]
struct CodePage {
    shell: Shell,
    fields: crate::web::Fields,
    notice: String,
    to: String,
    /// Whether something was proved in this session before.
    again: bool,
}

/// The page that asks for a code of the second factor: on the way in, and before what is grave.
pub async fn show_code(reader: Reader, who: Identity, query: Query) -> Result<HttpResponse, Fault> {
    let to = onward(query.0.one("to"));
    if matches!(who.proof, Proof::Session { has_factor: false, .. }) {
        return Ok(see_other("/desk/second-factor"));
    }
    html(&page(&reader, &who, to, Said::default()))
}

/// Takes the code, and leads on to the page that was wanted.
pub async fn submit_code(
    at: Entrance,
    reader: Reader,
    who: Identity,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let to = onward(form.one("to"));
    match prove(&at, &who, &form).await {
        Ok(session) => at.keep(&session, see_other(to)),
        Err(fault) => mend(fault, &reader, Form::default(), |said| page(&reader, &who, to, said)),
    }
}

async fn prove(at: &Entrance, who: &Identity, form: &Form) -> Result<crate::types::Token, Fault> {
    let typed = form.one("code");
    if typed.trim().is_empty() {
        let mut faults = FieldFaults::default();
        faults.add("code", "field.required");
        return Err(faults.into());
    }
    at.knock_for(&format!("code {}", who.user))?;
    if matches!(TypedCode::parse(typed), Some(TypedCode::App(_))) {
        at.knock_digits(who.user)?;
    }
    let session = at.session()?;
    let outcome = commands::prove(&at.db, &at.clock, &at.seal, who.user, session, typed).await;
    outcome.map_err(wrong_code)
}

/// A wrong code is told beside its field.
pub fn wrong_code(stop: Stop<FactorRefusal>) -> Fault {
    match stop {
        Stop::Refused(FactorRefusal::WrongCode) => {
            let mut faults = FieldFaults::default();
            faults.add("code", FactorRefusal::WrongCode.code());
            faults.into()
        }
        other => other.into(),
    }
}

fn page(reader: &Reader, who: &Identity, to: &str, said: Said) -> CodePage {
    let t = reader.t();
    CodePage {
        shell: Shell::of(reader, t.s("staff-code-title")).faulty(said.fields.is_wrong()),
        fields: said.fields.named([("code", t.s("staff-code"))]),
        notice: said.notice,
        to: to.to_owned(),
        again: !who.is_half_way(),
    }
}
