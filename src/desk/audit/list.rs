use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

use crate::accounts::{Scope, staff_of};
use crate::audit::{self, AuditFilter, AuditRow};
use crate::db::Conn;
use crate::desk::frame::{Desk, DeskPage, load_shell};
use crate::i18n::{self, Tr, number};
use crate::registration::references_of;
use crate::types::{RegistrationId, Zone};
use crate::web::{Cursor, Fault, Fields, Page, Query, Shell, html_status};

use super::ask::{Ask, KINDS, LOOKS};
use super::commands::{CHECKED, check_chain, link, outcome};
use super::words::{ACTS, act_words, detail_words, short, who_words};

/// How many entries a page shows.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "desk/audit/list.html")]
struct AuditPage {
    shell: Shell,
    fields: Fields,
    path: String,
    subject: String,
    actors: Vec<(String, String)>,
    acts: Vec<(String, String)>,
    rows: Vec<Row>,
    narrow: bool,
    chain: Chain,
    first: String,
    next: String,
    zone: String,
}

/// How the chain stands, in words.
struct Chain {
    /// How far it reaches.
    sealed: String,
    /// When it was last walked, and what came of it.
    last: String,
    /// What was found just now; else empty.
    found: String,
    /// Whether that is a broken chain.
    broken: bool,
}

struct Row {
    stamp: String,
    at: String,
    who: String,
    act: String,
    about: String,
    href: String,
    why: String,
    more: String,
    /// Whether people were looked at or taken out.
    look: bool,
}

/// The log, newest first.
pub async fn show_audit(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    show(&desk, &scope, &query, None).await
}

/// Walks the chain and says what it found.
pub async fn submit_check(desk: Desk, scope: Scope) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let found = match check_chain(&desk.db, &desk.clock, &scope).await? {
        Ok(links) => (t.with("desk-audit-unbroken", &[("links", &number(links))]), false),
        Err(fault) => {
            let key = format!("desk-audit-broken-{}", outcome(&fault));
            (t.with(&key, &[("link", &number(link(&fault)))]), true)
        }
    };
    show(&desk, &scope, &Query::default(), Some(found)).await
}

async fn show(
    desk: &Desk,
    scope: &Scope,
    query: &Query,
    found: Option<(String, bool)>,
) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let ask = Ask::read(query);
    let cursor = Cursor::parse(query.0.one("cursor"))?;
    let mut conn = desk.db.conn().await?;
    let title = t.s("desk-audit-title");
    let (forum, shell) = load_shell(desk, &mut conn, scope, DeskPage::Audit, title).await?;
    let (filter, fields) = match ask.filter(forum.zone) {
        Ok(filter) => (Some(filter), Fields::fresh(ask.form())),
        Err(Fault::Invalid(faults)) => {
            let fields = Fields::refused(t, ask.form(), &faults)
                .named([("since", t.s("desk-audit-since")), ("until", t.s("desk-audit-until"))]);
            (None, fields)
        }
        Err(other) => return Err(other),
    };
    let before = cursor.map(|cursor| cursor.0);
    let found_rows = match &filter {
        Some(filter) => read(&mut conn, scope, filter, before).await?,
        None => Vec::new(),
    };
    let page = Page::cut(found_rows, ROWS, |row| row.id.0);
    let references = references(&mut conn, scope, &page.rows).await?;
    let chain = chain(desk, &mut conn, scope, forum.zone, found).await?;
    let staff = staff_of(&mut conn, scope.forum()).await?;
    drop(conn);
    let actors = std::iter::once((String::new(), t.s("desk-audit-anyone")))
        .chain(staff.into_iter().map(|(id, email)| (id.to_string(), email)))
        .chain(KINDS.map(|kind| (kind.to_owned(), t.s(&format!("desk-who-{kind}")))));
    let acts = [
        (String::new(), t.s("desk-audit-anything")),
        ("looks".to_owned(), t.s("desk-audit-looks")),
    ]
    .into_iter()
    .chain(ACTS.map(|act| (act.to_owned(), act_words(t, act))));
    let path = format!("/desk/{}/audit", scope.slug());
    let now = desk.clock.now();
    let status = if fields.is_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    html_status(
        status,
        &AuditPage {
            shell: shell.faulty(fields.is_wrong()),
            fields,
            subject: ask.subject().to_owned(),
            actors: actors.collect(),
            acts: acts.collect(),
            rows: page
                .rows
                .into_iter()
                .map(|row| line(t, scope, forum.zone, row, &references, now))
                .collect(),
            narrow: ask.is_narrow(),
            chain,
            first: if cursor.is_some() { ask.address(&path, None) } else { String::new() },
            next: page.next.map(|next| ask.address(&path, Some(next))).unwrap_or_default(),
            zone: i18n::zone_note(t.lang(), forum.zone, forum.starts_at),
            path,
        },
    )
}

async fn read(
    conn: &mut Conn,
    scope: &Scope,
    filter: &AuditFilter,
    before: Option<uuid::Uuid>,
) -> Result<Vec<AuditRow>, Fault> {
    let most = i64::try_from(ROWS).unwrap_or(i64::MAX);
    Ok(audit::list_where(conn, scope.forum(), filter, before, most).await?)
}

/// What registrations that entries are about are called: their references, never names.
async fn references(
    conn: &mut Conn,
    scope: &Scope,
    rows: &[AuditRow],
) -> Result<BTreeMap<RegistrationId, String>, Fault> {
    let ids: Vec<RegistrationId> = rows
        .iter()
        .filter(|row| row.subject_kind == "registration")
        .filter_map(|row| row.subject_id.map(RegistrationId))
        .collect();
    Ok(references_of(conn, scope, &ids).await?)
}

async fn chain(
    desk: &Desk,
    conn: &mut Conn,
    scope: &Scope,
    zone: Zone,
    found: Option<(String, bool)>,
) -> Result<Chain, Fault> {
    let (t, now) = (desk.reader.t(), desk.clock.now());
    let moment = |at: DateTime<Utc>| i18n::moment(t.lang(), zone, at, now);
    let sealed = match audit::sealed_until(conn).await? {
        Some((no, at)) => t.with("desk-audit-sealed", &[("no", &number(no)), ("at", &moment(at))]),
        None => t.s("desk-audit-unsealed"),
    };
    let checks = audit::list_staff_acts(conn, scope.forum(), CHECKED, 1).await?;
    let last = match checks.first().filter(|_| found.is_none()) {
        Some(check) => {
            let outcome = check.detail.get("outcome").and_then(|o| o.as_str()).unwrap_or_default();
            let words = if outcome == "unbroken" {
                "desk-audit-last-unbroken"
            } else {
                "desk-audit-last-broken"
            };
            t.with(words, &[("at", &moment(check.at)), ("who", &who_words(t, check))])
        }
        None => String::new(),
    };
    let (found, broken) = found.unwrap_or_default();
    Ok(Chain { sealed, last, found, broken })
}

fn line(
    t: Tr,
    scope: &Scope,
    zone: Zone,
    row: AuditRow,
    references: &BTreeMap<RegistrationId, String>,
    now: DateTime<Utc>,
) -> Row {
    let (about, href) = about(t, scope, &row, references);
    Row {
        stamp: row.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        at: i18n::moment(t.lang(), zone, row.at, now),
        who: who_words(t, &row),
        act: act_words(t, &row.action),
        about,
        href,
        more: detail_words(t, &row.detail),
        look: LOOKS.contains(&row.action.as_str()),
        why: row.purpose.unwrap_or_default(),
    }
}

/// What an entry is about, as words and an address: the kind and the id, or the reference.
fn about(
    t: Tr,
    scope: &Scope,
    row: &AuditRow,
    references: &BTreeMap<RegistrationId, String>,
) -> (String, String) {
    let id = row.subject_id.unwrap_or_default();
    match row.subject_kind.as_str() {
        "registration" => match references.get(&RegistrationId(id)) {
            Some(reference) => {
                (reference.clone(), format!("/desk/{}/people/{reference}", scope.slug()))
            }
            None => (t.with("desk-about-registration", &[("id", &short(id))]), String::new()),
        },
        "message" => (
            t.with("desk-about-message", &[("id", &short(id))]),
            format!("/desk/{}/letters/{id}", scope.slug()),
        ),
        kind @ ("forum" | "people") => (t.s(&format!("desk-about-{kind}")), String::new()),
        kind @ ("session" | "category" | "user") => {
            (t.with(&format!("desk-about-{kind}"), &[("id", &short(id))]), String::new())
        }
        other => (format!("{other} {}", short(id)), String::new()),
    }
}
