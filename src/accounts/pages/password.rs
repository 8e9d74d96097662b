use actix_web::HttpResponse;
use askama::Template;

use crate::db::Stop;
use crate::types::{FieldFaults, Refusal, Token};
use crate::web::{Fault, Fields, Form, Reader, Shell, html, see_other};

use super::super::new_password::NewPassword;
use super::super::refusal::PasswordRefusal;
use super::super::{Identity, commands, queries};
use super::entrance::Entrance;
use super::mend::{Said, mend};

#[derive(Template)]
#[template(path = "accounts/password.html")]
struct PasswordPage {
    shell: Shell,
    fields: Fields,
    notice: String,
    email: String,
    /// Whether there is a password to be changed.
    known: bool,
    /// Whether the current one is asked for.
    needs_current: bool,
    /// What a password must be.
    rules: String,
}

/// The page to choose or change the password.
pub async fn edit_password(
    at: Entrance,
    reader: Reader,
    who: Identity,
) -> Result<HttpResponse, Fault> {
    if who.is_half_way() {
        return Ok(see_other("/desk/code?to=/desk/password"));
    }
    let needs_current = needs_current(&at, &who).await?;
    html(&page(&reader, &who, needs_current, Said::default()))
}

/// Sets the password.
pub async fn submit_password(
    at: Entrance,
    reader: Reader,
    who: Identity,
    form: Form,
) -> Result<HttpResponse, Fault> {
    if who.is_half_way() {
        return Ok(see_other("/desk/code?to=/desk/password"));
    }
    let needs_current = needs_current(&at, &who).await?;
    match set(&at, &who, needs_current, &form).await {
        // The first one lets in; one that was changed is told of where it was changed.
        Ok(session) => {
            let next = if who.has_password { "/desk/account?done=password" } else { "/desk" };
            at.keep(&session, see_other(next))
        }
        Err(fault) => {
            mend(fault, &reader, Form::default(), |said| page(&reader, &who, needs_current, said))
        }
    }
}

async fn set(
    at: &Entrance,
    who: &Identity,
    needs_current: bool,
    form: &Form,
) -> Result<Token, Fault> {
    let mut faults = FieldFaults::default();
    let (current, new) = (form.one("current"), form.one("new"));
    if needs_current && current.is_empty() {
        faults.add("current", "field.required");
    }
    let parsed = faults.keep("new", NewPassword::parse(new, &who.email, &who.name));
    if form.one("again") != new {
        faults.add("again", "accounts.password_differs");
    }
    let Some(new) = parsed.filter(|_| faults.is_empty()) else { return Err(faults.into()) };
    at.knock_for(&format!("password {}", who.user))?;
    let session = at.session.as_deref().unwrap_or_default();
    let outcome =
        commands::set_password(&at.db, &at.clock, &at.passwords, who, session, current, &new);
    outcome.await.map_err(|stop| match stop {
        Stop::Refused(PasswordRefusal::WrongCurrent) => {
            let mut faults = FieldFaults::default();
            faults.add("current", PasswordRefusal::WrongCurrent.code());
            faults.into()
        }
        other => other.into(),
    })
}

async fn needs_current(at: &Entrance, who: &Identity) -> Result<bool, Fault> {
    let none = || Fault::refused(&PasswordRefusal::NoSession);
    let session = at.session.as_deref().ok_or_else(none)?;
    let now = at.clock.now();
    let mut conn = at.db.conn().await?;
    let open = queries::live_session(&mut conn, session, now).await?.ok_or_else(none)?;
    Ok(open.needs_current(who.has_password, now))
}

fn page(reader: &Reader, who: &Identity, needs_current: bool, said: Said) -> PasswordPage {
    let t = reader.t();
    let known = who.has_password;
    let title = if known { "accounts-password-change-title" } else { "accounts-password-title" };
    let min = NewPassword::MIN.to_string();
    PasswordPage {
        shell: Shell::of(reader, t.s(title)).faulty(said.fields.is_wrong()),
        fields: said.fields.named([
            ("current", t.s("accounts-password-current")),
            ("new", t.s("accounts-password-new")),
            ("again", t.s("accounts-password-again")),
        ]),
        notice: said.notice,
        email: who.email.clone(),
        known,
        needs_current,
        rules: t.with("accounts-password-rules", &[("min", &min)]),
    }
}
