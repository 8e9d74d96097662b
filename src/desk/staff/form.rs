use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use uuid::Uuid;

use crate::accounts::{self, Invite, Scope, StaffRow, find_staff};
use crate::desk::frame::{Desk, DeskPage, forum_shell};
use crate::desk::mend::{Labels, Said};
use crate::desk::typed::Typed;
use crate::forum::{self, Category, Forum};
use crate::i18n::{Tr, languages};
use crate::types::{CategoryId, Email, Lang, Role};
use crate::web::{Fault, Form, Shell, html_status, see_other};

use super::lines::role_words;

/// The longest name, in characters.
const NAME: usize = 80;

#[derive(Template)]
#[template(path = "desk/staff/form.html")]
struct FormPage {
    shell: Shell,
    said: Said,
    list: String,
    action: String,
    /// Who holds the role; empty when somebody is invited.
    member: String,
    /// Value, name, and what it may.
    roles: Vec<(&'static str, String, String)>,
    categories: Vec<(String, String)>,
    langs: Vec<(&'static str, String)>,
}

/// The form to invite somebody.
pub async fn new_member(desk: Desk, scope: Scope) -> Result<HttpResponse, Fault> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let form = Form::of(vec![pair("lang", desk.reader.lang.code()), pair("kept", "all")]);
    let now = Now::load(&desk, &scope, None).await?;
    html_status(StatusCode::OK, &page(&desk, &now, Said::fresh(form)))
}

/// Invites somebody.
pub async fn submit_new(desk: Desk, scope: Scope, form: Form) -> Result<HttpResponse, Fault> {
    let now = Now::load(&desk, &scope, None).await?;
    let fault = match invite(&desk, &scope, &now, &form).await {
        Ok(()) => return Ok(to_list(&scope, "invited")),
        Err(fault) => fault,
    };
    let (status, said) = Said::back(fault, form, &labels(desk.reader.t()))?;
    html_status(status, &page(&desk, &now, said))
}

async fn invite(desk: &Desk, scope: &Scope, now: &Now, form: &Form) -> Result<(), Fault> {
    let mut typed = Typed::of(form);
    let email = typed.faults.keep("email", Email::parse(form.one("email")));
    let name = typed.faults.keep("name", crate::types::line(form.one("name"), NAME));
    let (role, categories) = role(&mut typed, form, &now.categories);
    let lang = Lang::parse(form.one("lang")).unwrap_or(desk.reader.lang);
    let (Some(email), Some(name), Some(role), true) = (email, name, role, typed.faults.is_empty())
    else {
        return Err(typed.faults.into());
    };
    let want = Invite { email, name, lang, role, categories };
    let forum = Some(scope.forum());
    Ok(accounts::invite(&desk.db, &desk.clock, &desk.key, &desk.who, forum, &want).await?)
}

/// The form of a role somebody holds.
pub async fn edit_member(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let now = Now::load(&desk, &scope, Some(grant_of(&at.1)?)).await?;
    let form = now.form();
    html_status(StatusCode::OK, &page(&desk, &now, Said::fresh(form)))
}

/// Gives somebody another role in place of this one.
pub async fn submit_member(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let grant = grant_of(&at.1)?;
    let now = Now::load(&desk, &scope, Some(grant)).await?;
    let fault = match change(&desk, &scope, &now, grant, &form).await {
        Ok(()) => return Ok(to_list(&scope, "changed")),
        Err(fault) => fault,
    };
    let (status, said) = Said::back(fault, form, &labels(desk.reader.t()))?;
    html_status(status, &page(&desk, &now, said))
}

async fn change(
    desk: &Desk,
    scope: &Scope,
    now: &Now,
    grant: Uuid,
    form: &Form,
) -> Result<(), Fault> {
    let mut typed = Typed::of(form);
    let (role, categories) = role(&mut typed, form, &now.categories);
    let Some(role) = role.filter(|_| typed.faults.is_empty()) else {
        return Err(typed.faults.into());
    };
    let (db, clock, forum) = (&desk.db, &desk.clock, scope.forum());
    Ok(accounts::change_role(db, clock, &desk.who, forum, grant, role, &categories).await?)
}

/// The role chosen, and the categories a clerk is to be kept to.
fn role(typed: &mut Typed<'_>, form: &Form, known: &[Category]) -> (Option<Role>, Vec<CategoryId>) {
    let role = Role::parse(form.one("role")).filter(|role| Role::OF_FORUM.contains(role));
    if role.is_none() {
        typed.faults.add("role", "field.required");
    }
    let chosen =
        |category: &&Category| form.all("category").any(|id| id == category.id.to_string());
    let mut categories: Vec<CategoryId> =
        known.iter().filter(chosen).map(|category| category.id).collect();
    if role != Some(Role::Clerk) {
        categories.clear();
    } else if form.one("kept") == "some" && categories.is_empty() {
        typed.faults.add("category", "staff.no_category");
    } else if form.one("kept") != "some" {
        categories.clear();
    }
    (role, categories)
}

struct Now {
    forum: Forum,
    categories: Vec<Category>,
    row: Option<StaffRow>,
}

impl Now {
    async fn load(desk: &Desk, scope: &Scope, grant: Option<Uuid>) -> Result<Self, Fault> {
        let mut conn = desk.db.conn().await?;
        let forum = forum::find_forum(&mut conn, scope).await?;
        let categories = forum::list_categories(&mut conn, scope).await?;
        let row = match grant {
            Some(grant) => Some(find_staff(&mut conn, Some(forum.id), grant).await?),
            None => None,
        };
        Ok(Self { forum, categories, row })
    }

    fn form(&self) -> Form {
        let Some(row) = &self.row else { return Form::default() };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let kept = if row.categories.is_empty() { "all" } else { "some" };
        let mut pairs = vec![pair("role", row.role.code()), pair("kept", kept)];
        pairs.extend(row.categories.iter().map(|id| pair("category", &id.to_string())));
        Form::of(pairs)
    }
}

/// The id of a grant in an address.
pub fn grant_of(text: &str) -> Result<Uuid, Fault> {
    text.parse().ok().ok_or(Fault::NotFound)
}

/// Back to the list, saying what was done.
pub fn to_list(scope: &Scope, done: &str) -> HttpResponse {
    see_other(format!("/desk/{}/staff?done={done}", scope.slug()))
}

fn labels(t: Tr) -> Labels {
    Labels::new(t)
        .one("email", "staff-email")
        .one("name", "staff-name")
        .one("role", "staff-role")
        .one("category", "staff-categories")
}

fn page(desk: &Desk, now: &Now, said: Said) -> FormPage {
    let t = desk.reader.t();
    let title = t.s(if now.row.is_some() { "staff-change-title" } else { "staff-invite-title" });
    let list = format!("/desk/{}/staff", now.forum.slug);
    let of_role = |role: Role| {
        (role.code(), role_words(t, role), t.s(&format!("staff-role-{}-may", role.code())))
    };
    FormPage {
        shell: forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Staff, title)
            .faulty(said.fields.is_wrong()),
        said,
        action: match &now.row {
            Some(row) => format!("{list}/{}", row.grant),
            None => format!("{list}/new"),
        },
        member: now.row.as_ref().map(|row| row.email.clone()).unwrap_or_default(),
        roles: Role::OF_FORUM.map(of_role).to_vec(),
        categories: now
            .categories
            .iter()
            .map(|row| (row.id.to_string(), row.name.in_lang(t.lang()).to_owned()))
            .collect(),
        langs: languages(),
        list,
    }
}
