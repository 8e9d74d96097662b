use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use chrono::TimeDelta;

use crate::accounts::Scope;
use crate::agenda::{self, Change, Names, NewRelease, SessionRefusal};
use crate::db::Stop;
use crate::i18n::Tr;
use crate::web::{Fault, Form, Shell, html_status, see_other};

use super::super::agenda::{Line, WALK, lines};
use super::super::frame::{Desk, DeskPage, load_shell};
use super::super::mend::{Labels, Said};
use super::super::typed::Typed;
use super::edit::number;

/// The longest note, in characters.
const NOTE: usize = 1000;
/// The most clashes that the page tells.
const CLASHES: usize = 50;

#[derive(Template)]
#[template(path = "desk/sessions/release.html")]
struct ReleasePage {
    shell: Shell,
    said: Said,
    slug: String,
    action: String,
    /// Why nothing can be released as it stands; empty where it can.
    refused: String,
    changes: Vec<Told>,
    /// The public sees all of it so already, although drafts were changed meanwhile.
    same: bool,
    /// Whoever holds a seat in what changes is written to.
    letters: bool,
    clashes: Vec<Line>,
    more: bool,
}

/// What happens to a session.
pub struct Told {
    /// Its number.
    pub no: i32,
    /// Its title.
    pub title: String,
    /// The language of the title.
    pub lang: &'static str,
    /// Each change in words.
    pub words: Vec<String>,
}

/// What a release of everything would change, and what stands against it.
pub async fn ask_release_all(desk: Desk, scope: Scope) -> Result<HttpResponse, Fault> {
    let page = page(&desk, &scope, None, Said::fresh(Form::default())).await?;
    html_status(StatusCode::OK, &page)
}

/// The same for one session.
pub async fn ask_release(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let page = page(&desk, &scope, Some(number(&at)?), Said::fresh(Form::default())).await?;
    html_status(StatusCode::OK, &page)
}

/// Shows everything that has a time to the public.
pub async fn submit_release_all(
    desk: Desk,
    scope: Scope,
    form: Form,
) -> Result<HttpResponse, Fault> {
    submit(&desk, &scope, None, form).await
}

/// Shows a session to the public.
pub async fn submit_release(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    submit(&desk, &scope, Some(number(&at)?), form).await
}

async fn submit(
    desk: &Desk,
    scope: &Scope,
    no: Option<i32>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let fault = match make(desk, scope, no, &form).await {
        Ok(()) => {
            return Ok(see_other(format!("/desk/{}/sessions?done=released", scope.slug())));
        }
        Err(fault) => fault,
    };
    let t = desk.reader.t();
    let (status, said) = match &fault {
        // No field of this form mends it, whatever field the session's own form has for it.
        Fault::Refused { code, status, params } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::CONFLICT);
            (status, Said { notice: t.code(code, params), ..Said::fresh(form) })
        }
        _ => Said::back(fault, form, &Labels::new(t).words("note", "desk-release-note"))?,
    };
    html_status(status, &page(desk, scope, no, said).await?)
}

async fn make(desk: &Desk, scope: &Scope, no: Option<i32>, form: &Form) -> Result<(), Fault> {
    let mut typed = Typed::of(form);
    let note = typed.blocks("note", NOTE);
    typed.faults.done()?;
    let want = NewRelease { note, sessions: no.map(|no| vec![no]) };
    agenda::settle_release(&desk.db, &desk.clock, scope, &want).await?;
    Ok(())
}

async fn page(
    desk: &Desk,
    scope: &Scope,
    no: Option<i32>,
    mut said: Said,
) -> Result<ReleasePage, Fault> {
    let t = desk.reader.t();
    let want = NewRelease { sessions: no.map(|no| vec![no]), ..NewRelease::default() };
    let rehearsed = agenda::rehearse_release(&desk.db, &desk.clock, scope, &want).await;
    let (rehearsed, refused) = match rehearsed {
        Ok(rehearsed) => (Some(rehearsed), String::new()),
        Err(Stop::Refused(SessionRefusal::SessionUnknown { .. })) => return Err(Fault::NotFound),
        Err(stop) => match Fault::from(stop) {
            Fault::Refused { code, params, .. } => (None, t.code(code, &params)),
            fault => return Err(fault),
        },
    };
    if said.notice == refused {
        said.notice.clear();
    }
    let mut conn = desk.db.conn().await?;
    let title = t.s("desk-release-title");
    let (forum, shell) = load_shell(desk, &mut conn, scope, DeskPage::Sessions, title).await?;
    let found = agenda::draft_clashes(&mut conn, scope, TimeDelta::minutes(WALK)).await?;
    let slug = forum.slug.to_string();
    let base = format!("/desk/{slug}/sessions");
    let mut clashes = lines(t, &found, &slug, None);
    clashes.truncate(CLASHES);
    let same = rehearsed.as_ref().is_some_and(|r| r.changes.is_empty());
    let changes = rehearsed.map(|r| (told(t, &r.names, &r.changes), r.changes));
    let (changes, raw) = changes.unwrap_or_default();
    Ok(ReleasePage {
        shell: shell.faulty(said.fields.is_wrong()),
        said,
        slug,
        action: no.map_or_else(|| format!("{base}/release"), |no| format!("{base}/{no}/release")),
        refused,
        changes,
        same,
        letters: raw.iter().any(|change| change.kind.concerns_holders()),
        more: found.more || found.all.len() > CLASHES,
        clashes,
    })
}

/// Changes by session, in words, as the desk may read them.
pub fn told(t: Tr, names: &Names, changes: &[Change]) -> Vec<Told> {
    let lang = t.lang();
    let mut all: Vec<Told> = Vec::new();
    for change in changes {
        // People who are not named in public are not named in a log of it either.
        let words = names.change(t, change).unwrap_or_else(|| t.s("desk-release-unnamed"));
        match all.last_mut().filter(|last| last.no == change.no) {
            Some(last) => last.words.push(words),
            None => all.push(Told {
                no: change.no,
                title: change.title.in_lang(lang).to_owned(),
                lang: change.title.lang_shown(lang).code(),
                words: vec![words],
            }),
        }
    }
    all
}
