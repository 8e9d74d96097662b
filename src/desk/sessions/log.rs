use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::accounts::Scope;
use crate::agenda;
use crate::i18n::instant;
use crate::types::Words;
use crate::web::{Fault, Query, Shell, html_status, see_other};

use super::super::forums::sure;
use super::super::frame::{Desk, DeskPage, load_shell, told as done};
use super::super::mend::told_why;
use super::release::{Told, told};

/// Releases on one page of the log.
const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "desk/sessions/releases.html")]
struct LogPage {
    shell: Shell,
    notice: String,
    slug: String,
    releases: Vec<Line>,
    /// Where the first page is, and the next one; empty where there is none.
    first: String,
    next: String,
}

struct Line {
    number: i32,
    title: String,
    at: String,
    note: String,
    note_lang: &'static str,
    restores: String,
    changes: Vec<Told>,
    /// The public sees the agenda of this one now.
    newest: bool,
}

/// What was released, and when, the newest first.
pub async fn show_releases(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let before = query.0.one("before").parse().ok();
    let mut page = page(&desk, &scope, before, String::new()).await?;
    page.shell = done(page.shell, &query, &[("restored", "desk-done-restored")]);
    html_status(StatusCode::OK, &page)
}

/// Asks whether an older release is really to be brought back.
pub async fn ask_restore(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let number = number(&at)?;
    let mut conn = desk.db.conn().await?;
    agenda::find_release(&mut conn, &scope, number).await?;
    let title = t.with("desk-restore-title", &[("number", &number.to_string())]);
    let (forum, shell) = load_shell(&desk, &mut conn, &scope, DeskPage::Sessions, title).await?;
    let base = format!("/desk/{}/sessions/releases", forum.slug);
    let action = format!("{base}/{number}/restore");
    sure(shell, t.s("desk-restore-lead"), action, base, t.s("desk-restore"))
}

/// Brings an older release back, as a new one.
pub async fn submit_restore(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let (number, note) = (number(&at)?, Words::default());
    let made = agenda::restore_release(&desk.db, &desk.clock, &scope, number, &note).await;
    let fault = match made {
        Ok(_) => {
            let log = format!("/desk/{}/sessions/releases?done=restored", scope.slug());
            return Ok(see_other(log));
        }
        Err(stop) => Fault::from(stop),
    };
    let again = async |notice| page(&desk, &scope, None, notice).await;
    told_why(desk.reader.t(), fault, again).await
}

fn number(at: &(String, String)) -> Result<i32, Fault> {
    at.1.parse().ok().filter(|number| *number > 0).ok_or(Fault::NotFound)
}

async fn page(
    desk: &Desk,
    scope: &Scope,
    before: Option<i32>,
    notice: String,
) -> Result<LogPage, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let title = t.s("desk-releases-title");
    let (forum, shell) = load_shell(desk, &mut conn, scope, DeskPage::Sessions, title).await?;
    let rows = i64::try_from(PAGE).unwrap_or_default();
    let found = agenda::releases(&mut conn, scope, before, rows).await?;
    let names = agenda::names(&mut conn, scope).await?;
    let log = format!("/desk/{}/sessions/releases", forum.slug);
    let last = found.get(PAGE - 1).filter(|_| found.len() > PAGE);
    let next = last.map(|last| format!("{log}?before={}", last.number)).unwrap_or_default();
    let line = |(at, release): (usize, &agenda::Release)| Line {
        number: release.number,
        title: t.with("desk-release-number", &[("number", &release.number.to_string())]),
        at: instant(t.lang(), forum.zone, release.at),
        note: release.note.in_lang(t.lang()).to_owned(),
        note_lang: release.note.lang_shown(t.lang()).code(),
        restores: release
            .restores
            .map(|number| t.with("desk-release-restores", &[("number", &number.to_string())]))
            .unwrap_or_default(),
        changes: told(t, &names, &release.changes),
        newest: at == 0 && before.is_none(),
    };
    Ok(LogPage {
        notice,
        slug: forum.slug.to_string(),
        releases: found.iter().take(PAGE).enumerate().map(line).collect(),
        first: before.map(|_| log).unwrap_or_default(),
        next,
        shell,
    })
}
