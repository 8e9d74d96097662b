use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::accounts::Scope;
use crate::db::Conn;
use crate::forum::{self, ConsentText, Forum, NewConsent, PRIVACY, Purpose};
use crate::i18n::{Tr, date_long};
use crate::types::FieldFaults;
use crate::web::{Fault, Form, LongForm, Query, Shell, html_status, see_other};

use super::super::frame::{Desk, DeskPage, forum_shell, told};
use super::super::mend::{Labels, Said, is_stale, told_why};
use super::super::typed::{TEXT, TITLE, Typed, Written, seen, still};
use super::life::sure;
use super::tabs::{Tab, tabs};

#[derive(Template)]
#[template(path = "desk/forums/consents.html")]
struct ListPage {
    shell: Shell,
    notice: String,
    tabs: Vec<Tab>,
    slug: String,
    heads: Vec<String>,
    rows: Vec<Line>,
    /// Usual texts that are not asked for yet: purpose and words.
    offers: Vec<(String, String)>,
}

struct Line {
    purpose: String,
    title: String,
    lang: &'static str,
    required: bool,
    version: String,
    untranslated: bool,
}

#[derive(Template)]
#[template(path = "desk/forums/consent.html")]
struct FormPage {
    shell: Shell,
    said: Said,
    slug: String,
    action: String,
    seen: String,
    known: bool,
    required_hint: String,
    version: String,
}

/// What people are asked to agree to.
pub async fn show_consents(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let mut page = list(&desk, &scope, String::new()).await?;
    let acts = [("saved", "desk-done-consent"), ("retired", "desk-done-retired")];
    page.shell = told(page.shell, &query, &acts);
    html_status(StatusCode::OK, &page)
}

async fn list(desk: &Desk, scope: &Scope, notice: String) -> Result<ListPage, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let forum = forum::find_forum(&mut conn, scope).await?;
    let rows = forum::list_consents(&mut conn, scope).await?;
    let asked = |purpose: &Purpose| rows.iter().any(|row| row.purpose == *purpose);
    let offers = forum::offered_consents(&forum.facts())
        .into_iter()
        .filter(|offer| !asked(&offer.purpose))
        .map(|offer| (offer.purpose.as_str().to_owned(), offer.title.in_lang(t.lang()).to_owned()))
        .collect();
    let title = t.s("desk-consents-title");
    Ok(ListPage {
        shell: forum_shell(&desk.reader, &desk.who, &forum, DeskPage::Settings, title),
        notice,
        tabs: tabs(t, forum.slug.as_str(), "/consents"),
        slug: forum.slug.to_string(),
        heads: [
            "desk-consent-box",
            "desk-consent-purpose",
            "desk-consent-required",
            "desk-consent-at",
            "desk-act",
        ]
        .map(|key| t.s(key))
        .to_vec(),
        rows: rows.iter().map(|row| line(t, &forum, row)).collect(),
        offers,
    })
}

fn line(t: Tr, forum: &Forum, row: &ConsentText) -> Line {
    let lacks = |lang: &_| row.title.get(*lang).is_none() || row.body.get(*lang).is_none();
    Line {
        purpose: row.purpose.as_str().to_owned(),
        title: row.title.in_lang(t.lang()).to_owned(),
        lang: row.title.lang_shown(t.lang()).code(),
        required: row.required,
        version: version_words(t, forum, row),
        untranslated: forum.languages.iter().any(lacks),
    }
}

fn version_words(t: Tr, forum: &Forum, row: &ConsentText) -> String {
    let day = date_long(t.lang(), forum.zone.date(row.created_at));
    t.with("desk-consent-version", &[("no", &row.version.to_string()), ("day", &day)])
}

/// The form of a new consent; `?purpose=` begins it with the usual text.
pub async fn new_consent(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, None).await?;
    let offers = forum::offered_consents(&now.forum.facts());
    let purpose = query.0.one("purpose");
    let offer = offers.iter().find(|offer| offer.purpose.as_str() == purpose);
    let form = offer.map_or_else(Form::default, |offer| {
        written(&offer.purpose, &offer.title, &offer.body, offer.required)
    });
    html_status(StatusCode::OK, &page(&desk, &now, String::new(), Said::fresh(form)))
}

/// Asks for a consent that was not asked for before.
pub async fn submit_new(
    desk: Desk,
    scope: Scope,
    LongForm(form): LongForm,
) -> Result<HttpResponse, Fault> {
    let fault = match add(&desk, &scope, &form).await {
        Ok(()) => return Ok(to_list(&scope, "saved")),
        Err(fault) => fault,
    };
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, None).await?;
    let (status, said) = Said::back(fault, form, &labels(desk.reader.t()))?;
    html_status(status, &page(&desk, &now, String::new(), said))
}

async fn add(desk: &Desk, scope: &Scope, form: &Form) -> Result<(), Fault> {
    let mut typed = Typed::of(form);
    let purpose = typed.faults.keep("purpose", Purpose::parse(form.one("purpose")));
    if let Some(purpose) = &purpose {
        let mut conn = desk.db.conn().await?;
        // Saying it here would make a new version of a text that somebody else wrote.
        if forum::current_consent(&mut conn, scope, purpose).await?.is_some() {
            typed.faults.add("purpose", "forum.consent_twice");
        }
    }
    let want = read(typed, purpose)?;
    forum::edit_consent(&desk.db, &desk.clock, scope, want).await?;
    Ok(())
}

/// The form of a consent.
pub async fn edit_consent(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, Some(&at.1)).await?;
    let form = now.form();
    html_status(StatusCode::OK, &page(&desk, &now, seen(&form), Said::fresh(form)))
}

/// Asks for it in new words: a new version.
pub async fn submit_consent(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    LongForm(form): LongForm,
) -> Result<HttpResponse, Fault> {
    let now = {
        let mut conn = desk.db.conn().await?;
        Now::load(&mut conn, &scope, Some(&at.1)).await?
    };
    let fault = match write(&desk, &scope, &now, &form).await {
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

async fn write(desk: &Desk, scope: &Scope, now: &Now, form: &Form) -> Result<(), Fault> {
    let purpose = now.text.as_ref().map(|text| text.purpose.clone());
    let want = read(Typed::of(form), purpose)?;
    still(form, &now.form())?;
    forum::edit_consent(&desk.db, &desk.clock, scope, want).await?;
    Ok(())
}

/// Asks whether a consent is really not to be asked for any more.
pub async fn ask_retire(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, Some(&at.1)).await?;
    let title = t.s("desk-consent-retire-title");
    let shell = forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Settings, title);
    let base = format!("/desk/{}/settings/consents", now.forum.slug);
    let action = format!("{base}/{}/retire", at.1);
    sure(shell, t.s("desk-consent-retire-lead"), action, base, t.s("desk-consent-retire"))
}

/// Stops asking for a consent.
pub async fn submit_retire(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let purpose = Purpose::parse(&at.1).ok().ok_or(Fault::NotFound)?;
    match forum::retire_consent(&desk.db, &desk.clock, &scope, &purpose).await {
        Ok(()) => Ok(to_list(&scope, "retired")),
        Err(stop) => {
            let t = desk.reader.t();
            told_why(t, stop.into(), async |notice| list(&desk, &scope, notice).await).await
        }
    }
}

fn to_list(scope: &Scope, done: &str) -> HttpResponse {
    see_other(format!("/desk/{}/settings/consents?done={done}", scope.slug()))
}

fn labels(t: Tr) -> Labels {
    Labels::new(t)
        .one("purpose", "desk-consent-purpose")
        .one("required", "desk-consent-required")
        .words("title", "desk-consent-box")
        .words("body", "desk-consent-body")
}

fn read(mut typed: Typed<'_>, purpose: Option<Purpose>) -> Result<NewConsent, FieldFaults> {
    let title = typed.name("title", TITLE);
    let body = typed.blocks("body", TEXT);
    if body.is_empty() {
        typed.faults.add("body_ko", "desk.one_language");
    }
    let required = typed.raw("required") == "yes";
    let faults = typed.faults;
    match purpose {
        Some(purpose) if faults.is_empty() => Ok(NewConsent { purpose, required, title, body }),
        _ => Err(faults),
    }
}

fn written(
    purpose: &Purpose,
    title: &crate::types::Words,
    body: &crate::types::Words,
    required: bool,
) -> Form {
    Written::default()
        .put("purpose", purpose.as_str())
        .put("required", if required { "yes" } else { "no" })
        .words("title", title)
        .words("body", body)
        .form()
}

struct Now {
    forum: Forum,
    text: Option<ConsentText>,
}

impl Now {
    async fn load(conn: &mut Conn, scope: &Scope, purpose: Option<&str>) -> Result<Self, Fault> {
        let forum = forum::find_forum(conn, scope).await?;
        let Some(purpose) = purpose else { return Ok(Self { forum, text: None }) };
        let purpose = Purpose::parse(purpose).ok().ok_or(Fault::NotFound)?;
        let text = forum::current_consent(conn, scope, &purpose).await?;
        Ok(Self { forum, text: Some(text.ok_or(Fault::NotFound)?) })
    }

    fn form(&self) -> Form {
        let text = self.text.as_ref();
        text.map_or_else(Form::default, |text| {
            written(&text.purpose, &text.title, &text.body, text.required)
        })
    }
}

fn page(desk: &Desk, now: &Now, seen: String, said: Said) -> FormPage {
    let t = desk.reader.t();
    let title = t.s(if now.text.is_some() { "desk-consent-edit" } else { "desk-consent-new" });
    let base = format!("/desk/{}/settings/consents", now.forum.slug);
    let privacy = said.fields.value("purpose") == PRIVACY;
    FormPage {
        shell: forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Settings, title)
            .faulty(said.fields.is_wrong()),
        slug: now.forum.slug.to_string(),
        action: match &now.text {
            Some(text) => format!("{base}/{}", text.purpose.as_str()),
            None => format!("{base}/new"),
        },
        seen,
        known: now.text.is_some(),
        required_hint: t.s(if privacy {
            "desk-consent-privacy-hint"
        } else {
            "desk-consent-required-hint"
        }),
        version: now
            .text
            .as_ref()
            .map_or_else(String::new, |text| version_words(t, &now.forum, text)),
        said,
    }
}
