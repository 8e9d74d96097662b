use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

use crate::accounts::{Permission, Scope, list_staff, staff_of};
use crate::audit::{self, AuditFilter, AuditKey, AuditRow, LOOKS};
use crate::db::Conn;
use crate::desk::frame::{Desk, DeskPage, desk_shell, load_shell};
use crate::i18n::{self, Tr, number};
use crate::registration::references_of;
use crate::types::{RegistrationId, UserId, Zone};
use crate::web::{Cursor, Fault, Fields, Page, Query, Shell, html_status};

use super::ask::{Ask, KINDS};
use super::commands::{CHECKED, Checking, chain_end, check_chain};
use super::words::{ACTS, HOUSE_ACTS, about, act_words, detail_words, who_words};

/// How many entries a page shows.
const ROWS: usize = 50;
/// Where the log of what happens in no forum is.
const HOUSE: &str = "/desk/log";

#[derive(Template)]
#[template(path = "desk/audit/list.html")]
struct AuditPage {
    shell: Shell,
    lead: String,
    fields: Fields,
    path: String,
    subject: String,
    actors: Vec<(String, String)>,
    acts: Vec<(String, String)>,
    rows: Vec<Row>,
    narrow: bool,
    chain: Chain,
    /// Where the log is taken out and looked over; empty for whoever may not, and without a forum.
    export: String,
    review: String,
    first: String,
    next: String,
    zone: String,
}

/// How the chain stands, in words.
struct Chain {
    /// How far it reaches.
    sealed: String,
    /// The last day that was signed.
    head: String,
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
    /// Where all that they did is; empty where there is no one to ask for.
    theirs: String,
    act: String,
    about: String,
    href: String,
    why: String,
    more: String,
    /// Whether people were looked at or taken out.
    look: bool,
}

/// Whose log it is.
struct Log<'a> {
    scope: Option<&'a Scope>,
    zone: Zone,
    zone_note: String,
    path: String,
    shell: Shell,
}

/// The log of a forum, newest first.
pub async fn show_audit(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    show(&desk, Some(&scope), &query, None).await
}

/// The log of what happens in no forum: sign-ins, second factors, who runs the installation.
pub async fn show_house(desk: Desk, query: Query) -> Result<HttpResponse, Fault> {
    show(&desk, None, &query, None).await
}

/// Walks the chain and says what it found.
pub async fn submit_check(
    desk: Desk,
    scope: Scope,
    key: Data<AuditKey>,
) -> Result<HttpResponse, Fault> {
    let found = check(&desk, &key, Checking::of_forum(&scope)).await?;
    show(&desk, Some(&scope), &Query::default(), Some(found)).await
}

/// The same from the log of the house.
pub async fn submit_house_check(desk: Desk, key: Data<AuditKey>) -> Result<HttpResponse, Fault> {
    let found = check(&desk, &key, Checking::of_house(desk.who.user)).await?;
    show(&desk, None, &Query::default(), Some(found)).await
}

async fn check(desk: &Desk, key: &AuditKey, checking: Checking) -> Result<(String, bool), Fault> {
    let t = desk.reader.t();
    Ok(match check_chain(&desk.db, &desk.clock, key, checking).await? {
        Ok(proof) => {
            let heads = proof.heads.len().to_string();
            let figures = [("links", &*number(proof.links)), ("heads", &heads)];
            (t.with("desk-audit-unbroken", &figures), false)
        }
        Err(fault) => {
            let key = format!("desk-audit-broken-{}", fault.code());
            (t.with(&key, &[("link", &fault.place())]), true)
        }
    })
}

async fn show(
    desk: &Desk,
    scope: Option<&Scope>,
    query: &Query,
    found: Option<(String, bool)>,
) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let ask = Ask::read(query);
    let cursor = Cursor::parse(query.0.one("cursor"))?;
    let mut conn = desk.db.conn().await?;
    let log = log(desk, &mut conn, scope).await?;
    let (filter, fields) = match ask.filter(log.zone) {
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
    let actors = actors(t, &mut conn, scope, &ask).await?;
    let last = last_check(t, desk, &mut conn, &log).await?;
    drop(conn);
    let chain = chain(desk, log.zone, last, found).await?;
    let path = log.path;
    let may = |permission: Permission, word: &str| match scope {
        Some(scope) if desk.who.may(permission, scope.forum()) => format!("{path}/{word}"),
        _ => String::new(),
    };
    let rows = page.rows.into_iter();
    let status = if fields.is_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    html_status(
        status,
        &AuditPage {
            lead: t.s(if scope.is_some() { "desk-audit-lead" } else { "trail-house-lead" }),
            subject: ask.subject().to_owned(),
            actors,
            acts: acts(t, scope.is_some()),
            rows: rows.map(|row| line(desk, scope, log.zone, &path, row, &references)).collect(),
            narrow: ask.is_narrow(),
            chain,
            export: may(Permission::ExportAudit, ask.address("export", None).as_str()),
            review: may(Permission::ReadAudit, "review"),
            first: if cursor.is_some() { ask.address(&path, None) } else { String::new() },
            next: page.next.map(|next| ask.address(&path, Some(next))).unwrap_or_default(),
            zone: log.zone_note,
            shell: log.shell.faulty(fields.is_wrong()),
            fields,
            path,
        },
    )
}

async fn log<'a>(desk: &Desk, conn: &mut Conn, scope: Option<&'a Scope>) -> Result<Log<'a>, Fault> {
    let t = desk.reader.t();
    let Some(scope) = scope else {
        return Ok(Log {
            scope,
            zone: Zone::SEOUL,
            zone_note: i18n::zone_note(t.lang(), Zone::SEOUL, desk.clock.now()),
            path: HOUSE.to_owned(),
            shell: desk_shell(&desk.reader, &desk.who, t.s("trail-house-title")),
        });
    };
    let (forum, shell) =
        load_shell(desk, conn, scope, DeskPage::Audit, t.s("desk-audit-title")).await?;
    Ok(Log {
        scope: Some(scope),
        zone: forum.zone,
        zone_note: i18n::zone_note(t.lang(), forum.zone, forum.starts_at),
        path: format!("/desk/{}/audit", scope.slug()),
        shell,
    })
}

async fn read(
    conn: &mut Conn,
    scope: Option<&Scope>,
    filter: &AuditFilter,
    before: Option<uuid::Uuid>,
) -> Result<Vec<AuditRow>, Fault> {
    let most = i64::try_from(ROWS).unwrap_or(i64::MAX);
    Ok(audit::list_where(conn, scope.map(Scope::forum), filter, before, most).await?)
}

/// Who may be asked for: those who work there, and kinds of actors who are nobody in particular.
async fn actors(
    t: Tr,
    conn: &mut Conn,
    scope: Option<&Scope>,
    ask: &Ask,
) -> Result<Vec<(String, String)>, Fault> {
    let staff: Vec<(UserId, String)> = match scope {
        Some(scope) => staff_of(conn, scope.forum()).await?,
        None => {
            let admins = list_staff(conn, None).await?;
            admins.into_iter().map(|row| (row.user, row.email)).collect()
        }
    };
    let mut actors = vec![(String::new(), t.s("desk-audit-anyone"))];
    actors.extend(staff.into_iter().map(|(id, email)| (id.to_string(), email)));
    actors.extend(KINDS.map(|kind| (kind.to_owned(), t.s(&format!("desk-who-{kind}")))));
    if !actors.iter().any(|(code, _)| code == ask.who()) {
        actors.push((ask.who().to_owned(), t.s("trail-this-one")));
    }
    Ok(actors)
}

fn acts(t: Tr, of_forum: bool) -> Vec<(String, String)> {
    let mut acts = vec![(String::new(), t.s("desk-audit-anything"))];
    if of_forum {
        acts.push(("looks".to_owned(), t.s("desk-audit-looks")));
    }
    let known = if of_forum { &ACTS[..] } else { &HOUSE_ACTS[..] };
    acts.extend(known.iter().map(|act| ((*act).to_owned(), act_words(t, act))));
    acts
}

/// What registrations that entries are about are called: their references, never names.
async fn references(
    conn: &mut Conn,
    scope: Option<&Scope>,
    rows: &[AuditRow],
) -> Result<BTreeMap<RegistrationId, String>, Fault> {
    let Some(scope) = scope else { return Ok(BTreeMap::new()) };
    let ids: Vec<RegistrationId> = rows
        .iter()
        .filter(|row| row.subject_kind == "registration")
        .filter_map(|row| row.subject_id.map(RegistrationId))
        .collect();
    Ok(references_of(conn, scope, &ids).await?)
}

/// When the chain was last walked from here, and what came of it.
async fn last_check(t: Tr, desk: &Desk, conn: &mut Conn, log: &Log<'_>) -> Result<String, Fault> {
    let filter = AuditFilter { actions: vec![CHECKED.to_owned()], ..AuditFilter::default() };
    let forum = log.scope.map(Scope::forum);
    let checks = audit::list_where(conn, forum, &filter, None, 1).await?;
    let Some(check) = checks.first() else { return Ok(String::new()) };
    let outcome = check.detail.get("outcome").and_then(|o| o.as_str()).unwrap_or_default();
    let words =
        if outcome == "unbroken" { "desk-audit-last-unbroken" } else { "desk-audit-last-broken" };
    let at = i18n::moment(t.lang(), log.zone, check.at, desk.clock.now());
    Ok(t.with(words, &[("at", &at), ("who", &who_words(t, check))]))
}

async fn chain(
    desk: &Desk,
    zone: Zone,
    last: String,
    found: Option<(String, bool)>,
) -> Result<Chain, Fault> {
    let (t, now) = (desk.reader.t(), desk.clock.now());
    let moment = |at: DateTime<Utc>| i18n::moment(t.lang(), zone, at, now);
    let (reached, head) = chain_end(&desk.db).await?;
    let sealed = match reached {
        Some((no, at)) => t.with("desk-audit-sealed", &[("no", &number(no)), ("at", &moment(at))]),
        None => t.s("desk-audit-unsealed"),
    };
    let head = head.map(|head| {
        let day = i18n::date_long(t.lang(), head.day);
        t.with("trail-head", &[("day", &day), ("no", &number(head.no)), ("hash", &head.short())])
    });
    // What was found just now is the last check.
    let last = if found.is_some() { String::new() } else { last };
    let (found, broken) = found.unwrap_or_default();
    Ok(Chain { sealed, head: head.unwrap_or_else(|| t.s("trail-no-head")), last, found, broken })
}

fn line(
    desk: &Desk,
    scope: Option<&Scope>,
    zone: Zone,
    path: &str,
    row: AuditRow,
    references: &BTreeMap<RegistrationId, String>,
) -> Row {
    let (t, now) = (desk.reader.t(), desk.clock.now());
    let reference = row.subject_id.and_then(|id| references.get(&RegistrationId(id)));
    let (about, href) = about(t, &desk.who, scope, &row, reference);
    let staff = row.actor_id.filter(|_| row.actor_kind == "staff");
    Row {
        stamp: row.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        at: i18n::moment(t.lang(), zone, row.at, now),
        who: who_words(t, &row),
        theirs: staff.map(|id| format!("{path}?who={id}")).unwrap_or_default(),
        act: act_words(t, &row.action),
        about,
        href,
        more: detail_words(t, &row.detail),
        look: LOOKS.contains(&row.action.as_str()),
        why: row.purpose.unwrap_or_default(),
    }
}
