use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::accounts::Scope;
use crate::capacity::{self, Limit};
use crate::db::Conn;
use crate::forum::{self, Band, Category, CategoryCode, Forum, NewCategory};
use crate::i18n::{Tr, number};
use crate::types::{CategoryId, FieldFaults};
use crate::web::{Fault, Form, Query, Shell, html_status, see_other};

use super::super::frame::{Desk, DeskPage, forum_shell, told};
use super::super::mend::{Labels, Said, is_stale, told_why};
use super::super::typed::{LINE, Typed, Written, seen, still};
use super::life::sure;
use super::overview::room_words;
use super::tabs::{Tab, tabs};

/// The most places a category can have.
const MOST: i32 = 100_000;

#[derive(Template)]
#[template(path = "desk/forums/categories.html")]
struct ListPage {
    shell: Shell,
    notice: String,
    tabs: Vec<Tab>,
    slug: String,
    heads: Vec<String>,
    rows: Vec<Line>,
    usual: bool,
}

struct Line {
    id: String,
    name: String,
    lang: &'static str,
    code: String,
    band: String,
    taken: String,
    room: String,
    untranslated: bool,
}

#[derive(Template)]
#[template(path = "desk/forums/category.html")]
struct FormPage {
    shell: Shell,
    said: Said,
    slug: String,
    action: String,
    seen: String,
    known: bool,
    room: String,
    bands: Vec<(&'static str, String)>,
}

/// The kinds of attendees, and how each fills.
pub async fn show_categories(
    desk: Desk,
    scope: Scope,
    query: Query,
) -> Result<HttpResponse, Fault> {
    let mut page = list(&desk, &scope, String::new()).await?;
    let acts = [("saved", "desk-done-saved"), ("removed", "desk-done-removed")];
    page.shell = told(page.shell, &query, &acts);
    html_status(StatusCode::OK, &page)
}

async fn list(desk: &Desk, scope: &Scope, notice: String) -> Result<ListPage, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let forum = forum::find_forum(&mut conn, scope).await?;
    let rows = forum::list_categories(&mut conn, scope).await?;
    let limits = capacity::find_limits(&mut conn, scope).await?;
    let title = t.s("desk-categories-title");
    Ok(ListPage {
        shell: forum_shell(&desk.reader, &desk.who, &forum, DeskPage::Settings, title),
        notice,
        tabs: tabs(t, forum.slug.as_str(), "/categories"),
        slug: forum.slug.to_string(),
        usual: rows.is_empty(),
        heads: [
            t.s("desk-category-name"),
            t.s("desk-category-code"),
            t.s("desk-category-band"),
            format!("#{}", t.s("desk-figure-confirmed")),
            t.s("desk-category-capacity"),
            t.s("desk-act"),
        ]
        .to_vec(),
        rows: rows.iter().map(|row| line(t, &forum, row, &limits)).collect(),
    })
}

fn line(t: Tr, forum: &Forum, row: &Category, limits: &[Limit]) -> Line {
    let limit = limits.iter().find(|limit| limit.id == row.limit);
    Line {
        id: row.id.to_string(),
        name: row.name.in_lang(t.lang()).to_owned(),
        lang: row.name.lang_shown(t.lang()).code(),
        code: row.code.as_str().to_owned(),
        band: t.s(&format!("forum-band-{}", row.band.code())),
        taken: number(limit.map_or(0, |limit| limit.taken)),
        room: limit.map_or_else(String::new, |limit| room_words(t, limit)),
        untranslated: forum.languages.iter().any(|lang| row.name.get(*lang).is_none()),
    }
}

/// Adds the categories that forums usually have.
pub async fn submit_usual(desk: Desk, scope: Scope) -> Result<HttpResponse, Fault> {
    for want in forum::offered_categories() {
        let added = forum::add_category(&desk.db, &desk.clock, &scope, want).await;
        if let Err(stop) = added {
            let fault = Fault::from(stop);
            // One that is there already is what was asked for.
            if !matches!(fault, Fault::Refused { code: "forum.category_code_taken", .. }) {
                return refused(&desk, &scope, fault).await;
            }
        }
    }
    Ok(to_list(&scope, "saved"))
}

/// The form of a new category.
pub async fn new_category(desk: Desk, scope: Scope) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, None).await?;
    let form = Written::default().put("band", Band::General.code()).form();
    html_status(StatusCode::OK, &page(&desk, &now, String::new(), Said::fresh(form)))
}

/// Adds a category.
pub async fn submit_new(desk: Desk, scope: Scope, form: Form) -> Result<HttpResponse, Fault> {
    let fault = match add(&desk, &scope, &form).await {
        Ok(_) => return Ok(to_list(&scope, "saved")),
        Err(fault) => fault,
    };
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, None).await?;
    let (status, said) = Said::back(fault, form, &labels(desk.reader.t()))?;
    html_status(status, &page(&desk, &now, String::new(), said))
}

async fn add(desk: &Desk, scope: &Scope, form: &Form) -> Result<CategoryId, Fault> {
    let mut typed = Typed::of(form);
    let code = typed.faults.keep("code", CategoryCode::parse(form.one("code")));
    let want = read(typed, code)?;
    Ok(forum::add_category(&desk.db, &desk.clock, scope, want).await?)
}

/// The form of a category.
pub async fn edit_category(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, Some(id_of(&at)?)).await?;
    let form = now.form();
    html_status(StatusCode::OK, &page(&desk, &now, seen(&form), Said::fresh(form)))
}

/// Writes a category.
pub async fn submit_category(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let id = id_of(&at)?;
    let now = {
        let mut conn = desk.db.conn().await?;
        Now::load(&mut conn, &scope, Some(id)).await?
    };
    let fault = match write(&desk, &scope, &now, id, &form).await {
        Ok(()) => return Ok(to_list(&scope, "saved")),
        Err(fault) => fault,
    };
    let labels = labels(desk.reader.t());
    let stale = is_stale(&fault);
    let (status, mut said) = Said::back(fault, form.clone(), &labels)?;
    let mut shown = form.one("seen").to_owned();
    if stale {
        said = said.against(&form, &now.form(), &labels);
        shown = seen(&now.form());
    }
    html_status(status, &page(&desk, &now, shown, said))
}

async fn write(
    desk: &Desk,
    scope: &Scope,
    now: &Now,
    id: CategoryId,
    form: &Form,
) -> Result<(), Fault> {
    let code = now.category.as_ref().map(|category| category.code.clone());
    let want = read(Typed::of(form), code)?;
    still(form, &now.form())?;
    Ok(forum::edit_category(&desk.db, &desk.clock, scope, id, want).await?)
}

/// Asks whether a category is really to go.
pub async fn ask_remove(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, Some(id_of(&at)?)).await?;
    let name = now.category.map(|row| row.name.in_lang(t.lang()).to_owned()).unwrap_or_default();
    let title = t.with("desk-category-remove-title", &[("name", &name)]);
    let shell = forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Settings, title);
    let base = format!("/desk/{}/settings/categories", now.forum.slug);
    let action = format!("{base}/{}/remove", at.1);
    sure(shell, t.s("desk-category-remove-lead"), action, base, t.s("desk-remove"))
}

/// Removes a category in which nobody registered.
pub async fn submit_remove(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let id = id_of(&at)?;
    match forum::remove_category(&desk.db, &desk.clock, &scope, id).await {
        Ok(()) => Ok(to_list(&scope, "removed")),
        Err(stop) => refused(&desk, &scope, stop.into()).await,
    }
}

async fn refused(desk: &Desk, scope: &Scope, fault: Fault) -> Result<HttpResponse, Fault> {
    told_why(desk.reader.t(), fault, async |notice| list(desk, scope, notice).await).await
}

fn to_list(scope: &Scope, done: &str) -> HttpResponse {
    see_other(format!("/desk/{}/settings/categories?done={done}", scope.slug()))
}

fn id_of(at: &(String, String)) -> Result<CategoryId, Fault> {
    at.1.parse().ok().ok_or(Fault::NotFound)
}

fn labels(t: Tr) -> Labels {
    Labels::new(t)
        .words("name", "desk-category-name")
        .one("code", "desk-category-code")
        .words("description", "desk-category-for")
        .one("band", "desk-category-band")
        .one("capacity", "desk-category-capacity")
}

fn read(mut typed: Typed<'_>, code: Option<CategoryCode>) -> Result<NewCategory, FieldFaults> {
    let name = typed.name("name", LINE);
    let description = typed.lines("description", LINE);
    let capacity = typed.number("capacity", 0..=MOST);
    let band = Band::parse(typed.raw("band"));
    if band.is_none() {
        typed.faults.add("band", "field.required");
    }
    let faults = typed.faults;
    match (code, band) {
        (Some(code), Some(band)) if faults.is_empty() => {
            Ok(NewCategory { code, name, description, band, capacity })
        }
        _ => Err(faults),
    }
}

struct Now {
    forum: Forum,
    category: Option<Category>,
    limit: Option<Limit>,
}

impl Now {
    async fn load(conn: &mut Conn, scope: &Scope, id: Option<CategoryId>) -> Result<Self, Fault> {
        let forum = forum::find_forum(conn, scope).await?;
        let Some(id) = id else { return Ok(Self { forum, category: None, limit: None }) };
        let category = forum::find_category(conn, scope, id).await?;
        let limits = capacity::find_limits(conn, scope).await?;
        let limit = limits.into_iter().find(|limit| limit.id == category.limit);
        Ok(Self { forum, category: Some(category), limit })
    }

    fn form(&self) -> Form {
        let Some(row) = &self.category else { return Form::default() };
        Written::default()
            .words("name", &row.name)
            .put("code", row.code.as_str())
            .words("description", &row.description)
            .put("band", row.band.code())
            .some("capacity", self.limit.as_ref().and_then(|limit| limit.capacity))
            .form()
    }
}

fn page(desk: &Desk, now: &Now, seen: String, said: Said) -> FormPage {
    let t = desk.reader.t();
    let known = now.category.is_some();
    let title = t.s(if known { "desk-category-edit" } else { "desk-category-new" });
    let base = format!("/desk/{}/settings/categories", now.forum.slug);
    let taken = now.limit.as_ref().filter(|limit| limit.taken > 0);
    FormPage {
        shell: forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Settings, title)
            .faulty(said.fields.is_wrong()),
        said,
        slug: now.forum.slug.to_string(),
        action: match &now.category {
            Some(category) => format!("{base}/{}", category.id),
            None => format!("{base}/new"),
        },
        seen,
        known,
        room: taken.map_or_else(String::new, |limit| room_words(t, limit)),
        bands: Band::ALL
            .map(|band| (band.code(), t.s(&format!("forum-band-{}", band.code()))))
            .to_vec(),
    }
}
