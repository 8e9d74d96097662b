use actix_web::HttpResponse;
use askama::Template;

use crate::types::{Email, FieldFaults};
use crate::web::{Fault, Fields, Form, Reader, Shell, html, see_other};

use super::super::commands;
use super::entrance::Entrance;
use super::mend::{Said, mend};

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
pub struct SignInPage {
    shell: Shell,
    fields: Fields,
    notice: String,
}

#[derive(Template)]
#[template(path = "accounts/sent.html")]
struct SentPage {
    shell: Shell,
}

/// The page to sign in.
pub async fn show_sign_in(reader: Reader) -> Result<HttpResponse, Fault> {
    html(&page(&reader, Said::default()))
}

/// Signs somebody in, or sends them a link: the form says which.
pub async fn submit_sign_in(
    at: Entrance,
    reader: Reader,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let outcome = if form.one("way") == "link" {
        send_link(&at, &reader, &form).await
    } else {
        let_in(&at, &form).await
    };
    match outcome {
        Err(fault) => mend(fault, &reader, kept(&form), |said| page(&reader, said)),
        done => done,
    }
}

/// What the form keeps when it comes back: the address, for both ways in, and never the password.
fn kept(form: &Form) -> Form {
    let typed = [form.one("email"), form.one("link_email")];
    let email = typed.into_iter().find(|typed| !typed.is_empty()).unwrap_or_default();
    let pair = |name: &str| (name.to_owned(), email.to_owned());
    Form::of(vec![pair("email"), pair("link_email")])
}

async fn let_in(at: &Entrance, form: &Form) -> Result<HttpResponse, Fault> {
    let mut faults = FieldFaults::default();
    let email = faults.keep("email", Email::parse(form.one("email")));
    let typed = form.one("password");
    if typed.is_empty() {
        faults.add("password", "field.required");
    }
    let Some(email) = email.filter(|_| faults.is_empty()) else { return Err(faults.into()) };
    at.knock_for(&email.key())?;
    let old = at.session.as_deref();
    let signed_in =
        commands::sign_in(&at.db, &at.clock, &at.passwords, &email, typed, old, &at.whence);
    let signed_in = signed_in.await?;
    at.let_in(&signed_in)
}

/// The answer is the same for every address.
async fn send_link(at: &Entrance, reader: &Reader, form: &Form) -> Result<HttpResponse, Fault> {
    let mut faults = FieldFaults::default();
    let email = faults.keep("link_email", Email::parse(form.one("link_email")));
    let Some(email) = email else { return Err(faults.into()) };
    // An allowance of its own: asking for links must not keep anyone from their password.
    at.knock_for(&format!("link {}", email.key()))?;
    commands::request_link(&at.db, &at.clock, &email, reader.lang).await?;
    Ok(see_other("/desk/sign-in/sent"))
}

/// The page, with what was typed and what is wrong.
pub fn page(reader: &Reader, said: Said) -> SignInPage {
    let t = reader.t();
    let shell = Shell::of(reader, t.s("accounts-sign-in-title")).faulty(said.fields.is_wrong());
    let fields = said.fields.named([
        ("email", t.s("accounts-email")),
        ("password", t.s("accounts-password")),
        ("link_email", t.s("accounts-email")),
    ]);
    SignInPage { shell, fields, notice: said.notice }
}

/// The page that says where to look for the letter, whether there will be one or not.
pub async fn show_sent(reader: Reader) -> Result<HttpResponse, Fault> {
    let shell = Shell::of(&reader, reader.t().s("accounts-sent-title"));
    html(&SentPage { shell })
}

/// Signs somebody out.
pub async fn submit_sign_out(at: Entrance) -> Result<HttpResponse, Fault> {
    if let Some(session) = &at.session {
        commands::sign_out(&at.db, &at.clock, session).await?;
    }
    at.let_out()
}
