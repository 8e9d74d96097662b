use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use chrono::TimeDelta;

use crate::accounts::Scope;
use crate::agenda::{self, ClashKind, Clashes, Listed, Weight};
use crate::i18n::Tr;
use crate::web::{Fault, Query, Shell, html_status};

use super::super::frame::{Desk, DeskPage, forum_shell};
use super::WALK;
use super::day::Sums;

/// The most clashes that a page tells.
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "desk/agenda/clashes.html")]
struct ClashesPage {
    shell: Shell,
    slug: String,
    tabs: Vec<(String, String, String, bool)>,
    clashes: Vec<Line>,
    more: bool,
}

/// A clash with the ways to mend it.
pub struct Line {
    /// Its weight as the kind of a tag.
    pub weight: &'static str,
    /// Its weight in words.
    pub weight_words: String,
    /// What clashes.
    pub words: String,
    /// Both sessions: where each is moved, and what it is called.
    pub sessions: Vec<(String, String)>,
    /// Where an overlap is accepted or the acceptance looked at; empty where it can not be.
    pub accept: String,
    /// What that is called.
    pub accept_words: String,
    /// Why it was accepted.
    pub reason: String,
}

/// Everything that clashes in the draft, the worst first.
pub async fn show_clashes(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let forum = crate::forum::find_forum(&mut conn, &scope).await?;
    let sessions = agenda::desk_sessions(&mut conn, &scope).await?;
    let reasons = agenda::overlap_reasons(&mut conn, &scope).await?;
    let walk = TimeDelta::minutes(WALK);
    let found = agenda::clashes_among(&mut conn, &scope, &forum, &sessions, walk).await?;
    drop(conn);
    let t = desk.reader.t();
    let (sums, slug) = (Sums::of(&found), forum.slug.to_string());
    let only = query.0.one("session").parse().ok();
    let weight = query.0.one("weight");
    let wanted = |clash: &&agenda::Clash| weight.is_empty() || clash.weight.code() == weight;
    let chosen = Clashes {
        all: found.all.iter().filter(wanted).copied().collect(),
        more: found.more,
        rooms: found.rooms,
        people: found.people,
        parked: found.parked,
    };
    let mut clashes = lines(t, &chosen, &slug, only);
    name(t, &mut clashes, &chosen, only, &sessions, &reasons);
    let more = clashes.len() > MOST || chosen.more;
    clashes.truncate(MOST);
    let all = sums.errors + sums.warnings + sums.accepted;
    let tabs = [
        ("", "desk-clashes-all", all),
        ("error", "desk-clash-error", sums.errors),
        ("warning", "desk-clash-warning", sums.warnings),
        ("accepted", "desk-clash-accepted", sums.accepted),
    ];
    let page = ClashesPage {
        shell: forum_shell(&desk.reader, &desk.who, &forum, DeskPage::Agenda, t.s("desk-clashes")),
        tabs: tabs
            .map(|(code, key, count)| {
                let href = format!("/desk/{slug}/agenda/clashes?weight={code}");
                let current = only.is_none() && weight == code;
                (href, t.s(key), count.to_string(), current)
            })
            .into(),
        slug,
        clashes,
        more,
    };
    html_status(StatusCode::OK, &page)
}

/// Clashes in words, of one session or of all.
pub fn lines(t: Tr, found: &Clashes, slug: &str, only: Option<i32>) -> Vec<Line> {
    let concerned = |clash: &&agenda::Clash| concerns(clash, only);
    let line = |clash: &agenda::Clash| {
        let (weight, key) = match clash.weight {
            Weight::Error => ("bad", "desk-clash-error"),
            Weight::Warning => ("warn", "desk-clash-warning"),
            Weight::Accepted => ("", "desk-clash-accepted"),
        };
        let numbers = [Some(clash.no), clash.kind.other()].into_iter().flatten();
        let session = |no: i32| {
            let words = t.with("desk-session-no", &[("no", &no.to_string())]);
            (format!("/desk/{slug}/agenda/{no}/move"), words)
        };
        let key_accept = match (&clash.kind, clash.weight) {
            (ClashKind::Room { .. }, Weight::Accepted) => "desk-overlap-look",
            (ClashKind::Room { .. }, _) => "desk-overlap-accept",
            _ => "",
        };
        // What is off the timetable is released no more: accepting there would change nothing.
        let on = [only, Some(clash.no), clash.kind.other()];
        let on = on.into_iter().flatten().find(|no| !found.parked.contains(no));
        let accept = match (key_accept, on) {
            ("", _) | (_, None) => String::new(),
            (_, Some(no)) => format!("/desk/{slug}/agenda/{no}/overlap"),
        };
        Line {
            weight,
            weight_words: t.s(key),
            words: agenda::clash_words(t, clash, &found.rooms, &found.people),
            sessions: numbers.map(session).collect(),
            accept_words: if accept.is_empty() { String::new() } else { t.s(key_accept) },
            accept,
            reason: String::new(),
        }
    };
    found.all.iter().filter(concerned).map(line).collect()
}

fn concerns(clash: &agenda::Clash, only: Option<i32>) -> bool {
    only.is_none_or(|no| clash.no == no || clash.kind.other() == Some(no))
}

/// Puts the titles of sessions and the reasons of acceptances in; an acceptance is looked at where it
/// was given.
fn name(
    t: Tr,
    lines: &mut [Line],
    found: &Clashes,
    only: Option<i32>,
    sessions: &[Listed],
    reasons: &HashMap<i32, String>,
) {
    let titles: HashMap<i32, &str> =
        sessions.iter().map(|row| (row.no, row.title.in_lang(t.lang()))).collect();
    let clashes = found.all.iter().filter(|clash| concerns(clash, only));
    for (line, clash) in lines.iter_mut().zip(clashes) {
        let numbers = [Some(clash.no), clash.kind.other()].into_iter().flatten();
        for (no, (_, words)) in numbers.clone().zip(&mut line.sessions) {
            if let Some(title) = titles.get(&no) {
                *words = format!("{no} · {title}");
            }
        }
        let given = numbers.filter_map(|no| reasons.get(&no).map(|reason| (no, reason))).next();
        if let (Weight::Accepted, Some((no, reason)), false) =
            (clash.weight, given, line.accept.is_empty())
        {
            line.reason.clone_from(reason);
            if let Some((before, _)) = line.accept.rsplit_once("/agenda/") {
                line.accept = format!("{before}/agenda/{no}/overlap");
            }
        }
    }
}
