use actix_web::HttpResponse;
use askama::Template;

use crate::types::FieldFaults;
use crate::web::{DeskHead, Fault, Fields, Form, Qr, Reader, Shell, html, see_other};

use super::super::factor::Seed;
use super::super::model::Proof;
use super::super::{Identity, commands};
use super::account::proved;
use super::code::wrong_code;
use super::entrance::Entrance;
use super::mend::{Said, mend};

#[derive(Template)]
#[template(path = "accounts/second_factor.html")]
struct SetPage {
    shell: Shell,
    fields: Fields,
    notice: String,
    /// Whether their role takes one.
    needed: bool,
    qr: Option<Qr>,
    spelled: String,
    address: String,
    email: String,
}

#[derive(Template)]
#[template(path = "accounts/recovery.html")]
struct RecoveryPage {
    shell: Shell,
    codes: Vec<String>,
    email: String,
}

/// The page to set up a second factor.
pub async fn show_set(at: Entrance, reader: Reader, who: Identity) -> Result<HttpResponse, Fault> {
    if has_factor(&who) {
        return Ok(see_other("/desk/account"));
    }
    html(&page(&reader, &who, &seed(&at, &who)?, Said::default()))
}

/// Sets it up, and shows the recovery codes.
pub async fn submit_set(
    at: Entrance,
    reader: Reader,
    who: Identity,
    form: Form,
) -> Result<HttpResponse, Fault> {
    match set(&at, &who, &form).await {
        Ok((session, codes)) => at.keep(&session, recovery(&reader, &who, codes)?),
        Err(fault) => {
            let seed = seed(&at, &who)?;
            mend(fault, &reader, Form::default(), |said| page(&reader, &who, &seed, said))
        }
    }
}

/// Makes new recovery codes and shows them.
pub async fn submit_recovery(
    at: Entrance,
    reader: Reader,
    who: Identity,
) -> Result<HttpResponse, Fault> {
    if !has_factor(&who) {
        return Ok(see_other("/desk/second-factor"));
    }
    proved(&at, &who)?;
    let codes = commands::renew_recovery(&at.db, &at.clock, who.user).await?;
    recovery(&reader, &who, codes)
}

async fn set(
    at: &Entrance,
    who: &Identity,
    form: &Form,
) -> Result<(crate::types::Token, Vec<String>), Fault> {
    let typed = form.one("code");
    if typed.trim().is_empty() {
        let mut faults = FieldFaults::default();
        faults.add("code", "field.required");
        return Err(faults.into());
    }
    at.knock_for(&format!("code {}", who.user))?;
    let session = at.session()?;
    let done = commands::set_factor(&at.db, &at.clock, &at.seal, who.user, session, typed).await;
    done.map_err(wrong_code)
}

const fn has_factor(who: &Identity) -> bool {
    matches!(who.proof, Proof::Session { has_factor: true, .. })
}

fn seed(at: &Entrance, who: &Identity) -> Result<Seed, Fault> {
    Ok(Seed::offered(&at.seal, who.user, at.session()?))
}

fn page(reader: &Reader, who: &Identity, seed: &Seed, said: Said) -> SetPage {
    let t = reader.t();
    let address = seed.address(&who.email, &t.s("web-brand"));
    SetPage {
        shell: Shell::of(reader, t.s("staff-factor-title")).faulty(said.fields.is_wrong()),
        fields: said.fields.named([("code", t.s("staff-code"))]),
        notice: said.notice,
        needed: who.is_weighty(),
        qr: Qr::of(&address),
        spelled: seed.spelled(),
        address,
        email: who.email.clone(),
    }
}

fn recovery(reader: &Reader, who: &Identity, codes: Vec<String>) -> Result<HttpResponse, Fault> {
    let shell = Shell::of(reader, reader.t().s("staff-recovery-title"))
        .in_desk(DeskHead::new(&who.name, who.is_admin()));
    html(&RecoveryPage { shell, codes, email: who.email.clone() })
}
