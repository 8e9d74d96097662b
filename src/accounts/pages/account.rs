use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use chrono::TimeDelta;

use crate::i18n::{self, Tr};
use crate::types::{FieldFaults, Lang, TokenId, Zone, line};
use crate::web::{DeskHead, Fault, Fields, Form, Query, Reader, Shell, html, see_other, told};

use super::super::model::{Proof, SeenSession};
use super::super::{Identity, commands, queries};
use super::entrance::Entrance;
use super::mend::{Said, mend};

/// The longest name, in characters.
const NAME: usize = 80;
/// How old a proof may be before something of the account is changed.
const PROVED: TimeDelta = TimeDelta::minutes(15);
/// What may just have been done, and its sentence.
const DONE: [(&str, &str); 4] = [
    ("saved", "staff-account-saved"),
    ("ended", "staff-account-ended"),
    ("password", "staff-account-password-set"),
    ("factor", "staff-account-factor-removed"),
];

#[derive(Template)]
#[template(path = "accounts/account.html")]
struct AccountPage {
    shell: Shell,
    fields: Fields,
    notice: String,
    email: String,
    langs: Vec<(&'static str, String)>,
    has_password: bool,
    has_factor: bool,
    needed: bool,
    recovery: String,
    sessions: Vec<SessionLine>,
    others: bool,
    zone: String,
}

struct SessionLine {
    id: String,
    own: bool,
    device: String,
    network: String,
    since: String,
    seen: String,
}

/// Somebody's own account: how they are called, how they come in, and where they are signed in.
pub async fn show_account(
    at: Entrance,
    reader: Reader,
    who: Identity,
    query: Query,
) -> Result<HttpResponse, Fault> {
    let mut page = page(&at, &reader, &who).await?;
    page.shell = told(page.shell, &query, &DONE);
    html(&page)
}

/// Writes how somebody is called and in which language we write to them.
pub async fn submit_account(
    at: Entrance,
    reader: Reader,
    who: Identity,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let mut faults = FieldFaults::default();
    let name = faults.keep("name", line(form.one("name"), NAME));
    let lang = Lang::parse(form.one("lang"));
    if lang.is_none() {
        faults.add("lang", "field.required");
    }
    if let (Some(name), Some(lang), true) = (name, lang, faults.is_empty()) {
        commands::edit_account(&at.db, &at.clock, who.user, &name, lang).await?;
        return Ok(see_other("/desk/account?done=saved"));
    }
    let shown = page(&at, &reader, &who).await?;
    mend(faults.into(), &reader, form, |said| with(shown, said))
}

/// Ends one session.
pub async fn submit_end(
    at: Entrance,
    who: Identity,
    session: Path<String>,
) -> Result<HttpResponse, Fault> {
    let id: TokenId = session.parse().ok().ok_or(Fault::NotFound)?;
    commands::end_session(&at.db, &at.clock, who.user, id).await?;
    Ok(see_other("/desk/account?done=ended"))
}

/// Ends every session but this one.
pub async fn submit_end_others(at: Entrance, who: Identity) -> Result<HttpResponse, Fault> {
    let keep = at.session()?;
    commands::end_other_sessions(&at.db, &at.clock, who.user, keep).await?;
    Ok(see_other("/desk/account?done=ended"))
}

/// Forgets the second factor, so that another can be set up.
pub async fn submit_remove_factor(at: Entrance, who: Identity) -> Result<HttpResponse, Fault> {
    proved(&at, &who)?;
    let session = commands::remove_factor(&at.db, &at.clock, who.user, at.session()?).await?;
    at.keep(&session, see_other("/desk/account?done=factor"))
}

/// What guards the account itself is changed only by who has just proved.
pub fn proved(at: &Entrance, who: &Identity) -> Result<(), Fault> {
    if who.proved_before(PROVED, at.clock.now()) {
        return Err(Fault::ProofNeeded("/desk/code?to=/desk/account".to_owned()));
    }
    Ok(())
}

fn with(page: AccountPage, said: Said) -> AccountPage {
    let t = page.shell.t;
    let labels = [("name", t.s("staff-name")), ("lang", t.s("staff-account-lang"))];
    AccountPage {
        shell: page.shell.faulty(said.fields.is_wrong()),
        fields: said.fields.named(labels),
        notice: said.notice,
        ..page
    }
}

async fn page(at: &Entrance, reader: &Reader, who: &Identity) -> Result<AccountPage, Fault> {
    let (t, now) = (reader.t(), at.clock.now());
    let mut conn = at.db.conn().await?;
    let left = queries::recovery_left(&mut conn, who.user).await?;
    // A program has no session; it sees the account it acts for all the same.
    let own = at.session.as_deref().unwrap_or_default();
    let sessions = queries::sessions_of(&mut conn, who.user, own, now).await?;
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let form = Form::of(vec![pair("name", &who.name), pair("lang", who.lang.code())]);
    Ok(AccountPage {
        shell: Shell::of(reader, t.s("staff-account-title"))
            .in_desk(DeskHead::new(&who.name, who.is_admin())),
        fields: Fields::fresh(form),
        notice: String::new(),
        email: who.email.clone(),
        langs: i18n::languages(),
        has_password: who.has_password,
        has_factor: matches!(who.proof, Proof::Session { has_factor: true, .. }),
        needed: who.is_weighty(),
        recovery: t.with("staff-recovery-left", &[("left", &left.to_string())]),
        others: sessions.len() > 1,
        sessions: sessions.into_iter().map(|session| session_line(t, session, now)).collect(),
        zone: i18n::zone_note(t.lang(), Zone::SEOUL, now),
    })
}

fn session_line(t: Tr, session: SeenSession, now: chrono::DateTime<chrono::Utc>) -> SessionLine {
    let moment = |at| i18n::moment(t.lang(), Zone::SEOUL, at, now);
    let unknown = || t.s("staff-session-unknown");
    SessionLine {
        id: session.id.to_string(),
        own: session.own,
        device: Some(session.device).filter(|text| !text.is_empty()).unwrap_or_else(unknown),
        network: Some(session.network).filter(|text| !text.is_empty()).unwrap_or_else(unknown),
        since: moment(session.since),
        seen: session.seen_at.map_or_else(String::new, moment),
    }
}
