use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use crate::accounts::{self, Invite, find_staff, former_staff, list_staff};
use crate::desk::forums::sure;
use crate::desk::frame::{Desk, desk_shell, told};
use crate::desk::mend::{Labels, Said, told_why};
use crate::desk::typed::Typed;
use crate::i18n;
use crate::types::{Email, Lang, Role, Zone};
use crate::web::{Fault, Form, Query, Shell, html, html_status, see_other};

use super::form::grant_of;
use super::lines::{DONE, member, role_words};
use super::list::StaffPage;

const LIST: &str = "/desk/staff";
/// The longest name, in characters.
const NAME: usize = 80;

#[derive(Template)]
#[template(path = "desk/staff/admin.html")]
struct AdminPage {
    shell: Shell,
    said: Said,
    langs: Vec<(&'static str, String)>,
}

/// Who runs the installation.
pub async fn show_admins(desk: Desk, query: Query) -> Result<HttpResponse, Fault> {
    let mut page = list(&desk, String::new()).await?;
    page.shell = told(page.shell, &query, &DONE);
    html(&page)
}

async fn list(desk: &Desk, notice: String) -> Result<StaffPage, Fault> {
    let (t, now) = (desk.reader.t(), desk.clock.now());
    let mut conn = desk.db.conn().await?;
    let line = |row| member(t, LIST, Zone::SEOUL, &desk.who, &[], row, now);
    let members = list_staff(&mut conn, None).await?.into_iter().map(line).collect();
    let former = former_staff(&mut conn, None).await?.into_iter().map(line).collect();
    Ok(StaffPage {
        shell: desk_shell(&desk.reader, &desk.who, t.s("staff-house-title")),
        notice,
        lead: t.s("staff-house-lead"),
        path: LIST.to_owned(),
        members,
        former,
        zone: i18n::zone_note(t.lang(), Zone::SEOUL, now),
        changes: false,
    })
}

async fn refused(desk: &Desk, fault: Fault) -> Result<HttpResponse, Fault> {
    told_why(desk.reader.t(), fault, async |notice| list(desk, notice).await).await
}

/// The form to invite somebody to run the installation.
pub async fn new_admin(desk: Desk) -> Result<HttpResponse, Fault> {
    let form = Form::of(vec![("lang".to_owned(), desk.reader.lang.code().to_owned())]);
    html(&page(&desk, Said::fresh(form)))
}

/// Invites them.
pub async fn submit_admin(desk: Desk, form: Form) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let fault = match invite(&desk, &form).await {
        Ok(()) => return Ok(see_other("/desk/staff?done=invited")),
        Err(fault) => fault,
    };
    let labels = Labels::new(t).one("email", "staff-email").one("name", "staff-name");
    let (status, said) = Said::back(fault, form, &labels)?;
    html_status(status, &page(&desk, said))
}

async fn invite(desk: &Desk, form: &Form) -> Result<(), Fault> {
    let mut typed = Typed::of(form);
    let email = typed.faults.keep("email", Email::parse(form.one("email")));
    let name = typed.faults.keep("name", crate::types::line(form.one("name"), NAME));
    let (Some(email), Some(name)) = (email, name) else { return Err(typed.faults.into()) };
    let lang = Lang::parse(form.one("lang")).unwrap_or(desk.reader.lang);
    let want = Invite { email, name, lang, role: Role::Admin, categories: Vec::new() };
    Ok(accounts::invite(&desk.db, &desk.clock, &desk.key, &desk.who, None, &want).await?)
}

fn page(desk: &Desk, said: Said) -> AdminPage {
    let t = desk.reader.t();
    AdminPage {
        shell: desk_shell(&desk.reader, &desk.who, t.s("staff-invite-admin-title"))
            .faulty(said.fields.is_wrong()),
        said,
        langs: i18n::languages(),
    }
}

/// Asks whether somebody is really to run the installation no more.
pub async fn ask_remove(desk: Desk, at: Path<String>) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let row = find_staff(&mut conn, None, grant_of(&at)?).await?;
    let title = t.with("staff-remove-title", &[("who", &row.email)]);
    let shell = desk_shell(&desk.reader, &desk.who, title);
    let lead = t.with("staff-remove-lead", &[("role", &role_words(t, row.role))]);
    let action = format!("{LIST}/{}/remove", row.grant);
    sure(shell, lead, action, LIST.to_owned(), t.s("staff-remove"))
}

/// Takes the role away.
pub async fn submit_remove(desk: Desk, at: Path<String>) -> Result<HttpResponse, Fault> {
    let grant = grant_of(&at)?;
    match accounts::end_role(&desk.db, &desk.clock, &desk.who, None, grant).await {
        Ok(()) => Ok(see_other("/desk/staff?done=removed")),
        Err(stop) => refused(&desk, stop.into()).await,
    }
}

/// Sends an invitation once more.
pub async fn submit_again(desk: Desk, at: Path<String>) -> Result<HttpResponse, Fault> {
    let (grant, lang) = (grant_of(&at)?, desk.reader.lang);
    let (db, clock, key) = (&desk.db, &desk.clock, &desk.key);
    match accounts::invite_again(db, clock, key, &desk.who, None, grant, lang).await {
        Ok(()) => Ok(see_other("/desk/staff?done=again")),
        Err(stop) => refused(&desk, stop.into()).await,
    }
}
