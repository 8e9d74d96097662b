use actix_web::HttpResponse;
use askama::Template;

use crate::agenda::{self, Change, ChangeKind, Names, Release};
use crate::web::{Fault, ForumItem, Query, Shell};

use super::snapshots::Made;
use super::visit::{Stage, Visit};
use super::words::{Said, moment, said};

/// Releases on one page of the log.
const PAGE: usize = 20;
/// From more than this on, the sessions that a release added are counted: the programme lists them.
const LISTED: usize = 20;

#[derive(Template)]
#[template(path = "site/changes.html")]
struct ChangesPage<'a> {
    shell: Shell,
    slug: &'a str,
    releases: Vec<Entry<'a>>,
    /// Where the log begins and goes on; empty where this page does.
    first: String,
    next: String,
}

/// A release.
struct Entry<'a> {
    number: i32,
    title: String,
    at: String,
    machine_at: String,
    restores: String,
    note: Said<'a>,
    /// How many sessions it added, where they are not listed.
    added: String,
    sessions: Vec<Changed<'a>>,
}

/// A session that a release changed.
struct Changed<'a> {
    no: i32,
    /// Its title, while the public may read it.
    title: Option<Said<'a>>,
    /// Whether it has a page.
    shown: bool,
    words: Vec<String>,
}

/// What each release changed, the newest first.
pub async fn show(visit: Visit, Query(query): Query) -> Result<HttpResponse, Fault> {
    let before: Option<i32> = query.one("before").parse().ok().filter(|number| *number > 0);
    let below = before.map_or_else(
        || "/programme/changes".to_owned(),
        |number| format!("/programme/changes?before={number}"),
    );
    visit
        .forum_page_with(
            &below,
            async move |db, scope, _| {
                let mut conn = db.conn().await?;
                let rows = i64::try_from(PAGE).unwrap_or_default();
                let releases = agenda::releases(&mut conn, scope, before, rows).await?;
                Ok((releases, agenda::names(&mut conn, scope).await?))
            },
            move |stage, (releases, names)| render(stage, before, &releases, &names),
        )
        .await
}

fn render(
    stage: &Stage,
    before: Option<i32>,
    releases: &[Release],
    names: &Names,
) -> Result<Made, Fault> {
    let (t, slug) = (stage.t(), stage.forum().slug.as_str());
    let log = format!("/{slug}/programme/changes");
    let last = releases.get(PAGE - 1).filter(|_| releases.len() > PAGE);
    let about = t.with("changes-about", &[("forum", stage.forum().title.in_lang(stage.lang()))]);
    let page = ChangesPage {
        shell: stage.listed(t.s("changes-title"), ForumItem::Programme, &about),
        slug,
        releases: releases.iter().take(PAGE).map(|one| entry(stage, one, names)).collect(),
        next: last.map(|last| format!("{log}?before={}", last.number)).unwrap_or_default(),
        first: before.map(|_| log).unwrap_or_default(),
    };
    let mut made = stage.made(&page, [])?;
    // Anyone can make up numbers.
    made.passing = before.is_some();
    Ok(made)
}

fn entry<'a>(stage: &Stage, release: &'a Release, names: &'a Names) -> Entry<'a> {
    let (t, lang) = (stage.t(), stage.lang());
    let numbered = |key: &str, number: i32| t.with(key, &[("number", &number.to_string())]);
    let is_added = |change: &&Change| matches!(change.kind, ChangeKind::Added { .. });
    let count = release.changes.iter().filter(is_added).count();
    let counted = count > 0 && (release.number == 1 || count > LISTED);
    let key = if release.number == 1 { "changes-first" } else { "changes-added" };
    let listed = release.changes.iter().filter(|change| !(counted && is_added(change)));
    Entry {
        number: release.number,
        title: numbered("changes-release", release.number),
        at: moment(lang, stage.zone(), release.at, stage.now),
        machine_at: stage.zone().local(release.at).to_rfc3339(),
        restores: release.restores.map(|at| numbered("changes-restores", at)).unwrap_or_default(),
        note: said(&release.note, lang),
        added: if counted { t.with(key, &[("count", &count.to_string())]) } else { String::new() },
        sessions: by_session(stage, names, listed),
    }
}

/// Changes by session, as far as anyone may read them.
fn by_session<'a>(
    stage: &Stage,
    names: &'a Names,
    changes: impl Iterator<Item = &'a Change>,
) -> Vec<Changed<'a>> {
    let mut all: Vec<Changed> = Vec::new();
    for change in changes {
        let Some((title, words)) = names.public(stage.t(), change) else { continue };
        match all.last_mut().filter(|last| last.no == change.no) {
            Some(last) => last.words.push(words),
            None => all.push(Changed {
                no: change.no,
                title: title.map(|title| said(title, stage.lang())),
                shown: stage.edition().session(change.no).is_some(),
                words: vec![words],
            }),
        }
    }
    all
}
