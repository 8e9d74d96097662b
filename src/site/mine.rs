//! A reader's own agenda: the sessions they chose, without an account, kept by their browser alone.

use std::collections::BTreeMap;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::NaiveDate;

use crate::accounts::Scope;
use crate::agenda::{Listed, Span, cancelled_sessions, overlaps};
use crate::db::Db;
use crate::i18n;
use crate::web::{Fault, Form, ForumItem, PublicUrl, Query, Shell, html, see_other};

use super::days::Days;
use super::stars::Stars;
use super::visit::{Stage, Visit};
use super::words::{Said, doors, said};

const BELOW: &str = "/my-agenda";

#[derive(Template)]
#[template(path = "site/mine.html")]
struct MinePage<'a> {
    shell: Shell,
    slug: &'a str,
    /// What went wrong; empty where nothing did.
    warning: String,
    days: Vec<Day<'a>>,
    /// Numbers of sessions that are in the programme no more.
    gone: Vec<i32>,
    /// Whether one may register.
    open: bool,
    /// The address of these sessions as a calendar; empty where there are none.
    calendar: String,
    kept: String,
}

/// A day with a session.
struct Day<'a> {
    date: String,
    id: String,
    lines: Vec<Line<'a>>,
}

/// A session that was chosen.
struct Line<'a> {
    no: i32,
    title: Said<'a>,
    when: String,
    room: Option<Said<'a>>,
    sample: bool,
    /// Whether it was called off.
    off: bool,
    /// What else was chosen for the same time, in a sentence.
    clash: String,
}

/// The sessions a reader chose, by day.
pub async fn show(
    visit: Visit,
    req: HttpRequest,
    db: Data<Db>,
    scope: Scope,
    Query(query): Query,
) -> Result<HttpResponse, Fault> {
    let stage = visit.stage(BELOW).await?;
    let stars = Stars::of(&req);
    let edition = stage.edition();
    let unknown = stars.0.iter().any(|no| edition.session(*no).is_none());
    let mut off = match unknown {
        true => cancelled_sessions(&mut *db.conn().await?, &scope).await?,
        false => Vec::new(),
    };
    off.retain(|session| stars.0.contains(&session.no));
    html(&page(&stage, &stars, &off, &query))
}

/// Takes a session in or out, or all out.
pub async fn change(
    visit: Visit,
    req: HttpRequest,
    public: Data<PublicUrl>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let stage = visit.stage(BELOW).await?;
    let mut stars = Stars::of(&req);
    let number = |name: &str| form.one(name).parse::<i32>().ok().ok_or(Fault::NotFound);
    let done = if form.has("clear") {
        stars.0.clear();
        "cleared".to_owned()
    } else if form.has("remove") {
        stars.0.remove(&number("remove")?);
        "removed".to_owned()
    } else {
        let no = number("add")?;
        stage.edition().session(no).ok_or(Fault::NotFound)?;
        if stars.add(no) { format!("added&no={no}") } else { "full".to_owned() }
    };
    let mut answer = see_other(format!("/{}{BELOW}?done={done}", stage.forum().slug));
    let cookie = stars.cookie(stage.forum(), &public);
    answer.add_cookie(&cookie).map_err(anyhow::Error::from)?;
    Ok(answer)
}

fn page<'a>(stage: &'a Stage, stars: &Stars, off: &'a [Listed], query: &Form) -> MinePage<'a> {
    let (t, forum) = (stage.t(), stage.forum());
    let (status, warning) = told(stage, stars, query);
    let mut shell = stage.shell(t.s("mine-title"), Some(ForumItem::Programme));
    shell.status = status;
    let known = |no: &i32| {
        stage.edition().session(*no).is_some() || off.iter().any(|session| session.no == *no)
    };
    let text = stars.text();
    MinePage {
        shell,
        slug: forum.slug.as_str(),
        warning,
        days: days(stage, stars, off),
        gone: stars.0.iter().copied().filter(|no| !known(no)).collect(),
        open: doors(t, forum, stage.now).open,
        calendar: if text.is_empty() {
            text
        } else {
            let lang = stage.lang().code();
            format!("/{}/schedule.ics?sessions={text}&lang={lang}", forum.slug)
        },
        kept: t.s(if forum.sensitive { "mine-kept-briefly" } else { "mine-kept" }),
    }
}

/// What just happened, and what did not.
fn told(stage: &Stage, stars: &Stars, query: &Form) -> (Option<String>, String) {
    let t = stage.t();
    match query.one("done") {
        // A browser that keeps no cookies would leave its reader waiting for nothing.
        "added" if query.one("no").parse().is_ok_and(|no| !stars.0.contains(&no)) => {
            (None, if stars.0.is_empty() { t.s("mine-cookie") } else { String::new() })
        }
        "added" => (Some(t.s("mine-done-added")), String::new()),
        "removed" => (Some(t.s("mine-done-removed")), String::new()),
        "cleared" if stars.0.is_empty() => (Some(t.s("mine-done-cleared")), String::new()),
        "full" => (None, t.with("mine-done-full", &[("most", &Stars::MOST.to_string())])),
        _ => (None, String::new()),
    }
}

fn days<'a>(stage: &'a Stage, stars: &Stars, off: &'a [Listed]) -> Vec<Day<'a>> {
    let (lang, days) = (stage.lang(), Days::of(stage.edition()));
    let all = &stage.edition().programme.sessions;
    let held: Vec<&Listed> = all.iter().filter(|one| stars.0.contains(&one.no)).collect();
    let beside = beside(&held, &days);
    let mut by_day: BTreeMap<NaiveDate, Vec<&Listed>> = BTreeMap::new();
    for session in held.into_iter().chain(off) {
        by_day.entry(session.day).or_default().push(session);
    }
    let line = |session: &&'a Listed| Line {
        no: session.no,
        title: said(&session.title, lang),
        when: when(stage, &days, session),
        room: session.room.as_ref().map(|room| said(&room.name, lang)),
        sample: session.illustrative,
        off: off.iter().any(|one| one.no == session.no),
        clash: clash(stage, beside.get(&session.no)),
    };
    by_day
        .into_iter()
        .map(|(day, mut sessions)| {
            sessions.sort_by_key(|session| (session.starts_at, session.ends_at, session.no));
            let lines = sessions.iter().map(line).collect();
            Day { date: i18n::date(lang, day), id: format!("d{day}"), lines }
        })
        .collect()
}

/// What lasts all day is nothing one would miss something else for.
fn beside<'a>(held: &[&'a Listed], days: &Days) -> BTreeMap<i32, Vec<&'a Listed>> {
    let spans: Vec<Span<i32>> = held
        .iter()
        .filter(|session| !days.is_all_day(session))
        .map(|one| Span { key: one.no, starts_at: one.starts_at, ends_at: one.ends_at })
        .collect();
    let by_no: BTreeMap<i32, &Listed> = held.iter().map(|one| (one.no, *one)).collect();
    let mut beside: BTreeMap<i32, Vec<&Listed>> = BTreeMap::new();
    for (one, other) in overlaps(&spans) {
        for (no, there) in [(one, other), (other, one)] {
            beside.entry(no).or_default().extend(by_no.get(&there));
        }
    }
    beside
}

fn clash(stage: &Stage, others: Option<&Vec<&Listed>>) -> String {
    let Some(others) = others else { return String::new() };
    let titles = others.iter().map(|one| one.title.in_lang(stage.lang()));
    let titles = titles.collect::<Vec<_>>().join(", ");
    stage.t().with("mine-clash", &[("titles", &titles)])
}

fn when(stage: &Stage, days: &Days, session: &Listed) -> String {
    let last = days.last_of(session);
    if last > session.day {
        return i18n::date_range(stage.lang(), session.day, last);
    }
    i18n::span(stage.zone(), session.starts_at, session.ends_at)
}
