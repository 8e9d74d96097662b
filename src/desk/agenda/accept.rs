use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use chrono::TimeDelta;

use crate::accounts::Scope;
use crate::agenda::{self, Expect, SessionDetail};
use crate::db::Conn;
use crate::forum::{self, Forum};
use crate::web::{Fault, Form, Shell, html_status, see_other};

use super::super::frame::{Desk, DeskPage, forum_shell};
use super::super::mend::{Labels, Said, is_stale};
use super::super::sessions::number;
use super::super::typed::{Typed, Written};
use super::WALK;
use super::clashes::{Line, lines};

/// The longest reason, in characters.
const REASON: usize = 300;

#[derive(Template)]
#[template(path = "desk/agenda/overlap.html")]
struct OverlapPage {
    shell: Shell,
    said: Said,
    slug: String,
    no: i32,
    back: String,
    version: i32,
    accepted: bool,
    clashes: Vec<Line>,
}

struct Now {
    forum: Forum,
    detail: SessionDetail,
    reason: Option<String>,
    found: agenda::Clashes,
}

impl Now {
    async fn load(conn: &mut Conn, scope: &Scope, no: i32) -> Result<Self, Fault> {
        let detail = agenda::desk_session(conn, scope, no).await?.ok_or(Fault::NotFound)?;
        Ok(Self {
            forum: forum::find_forum(conn, scope).await?,
            detail,
            reason: agenda::overlap_reasons(conn, scope).await?.remove(&no),
            found: agenda::draft_clashes(conn, scope, TimeDelta::minutes(WALK)).await?,
        })
    }

    fn form(&self) -> Form {
        Written::default().some("reason", self.reason.as_ref()).form()
    }
}

/// Asks why a session may overlap others in its room, or shows why it may.
pub async fn ask_overlap(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, number(&at)?).await?;
    drop(conn);
    let version = now.detail.session.version;
    html_status(StatusCode::OK, &page(&desk, &now, version, Said::fresh(now.form())))
}

/// Accepts the overlap with the reason given, or takes the acceptance back.
pub async fn submit_overlap(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let no = number(&at)?;
    let fault = match write(&desk, &scope, no, &form).await {
        Ok(done) => {
            let mut conn = desk.db.conn().await?;
            let now = agenda::desk_session(&mut conn, &scope, no).await?.ok_or(Fault::NotFound)?;
            let day = now.session.day;
            return Ok(see_other(format!(
                "/desk/{}/agenda?day={day}&done={done}#s{no}",
                scope.slug()
            )));
        }
        Err(fault) => fault,
    };
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, no).await?;
    drop(conn);
    let labels = Labels::new(desk.reader.t()).one("reason", "desk-overlap-reason");
    let stale = is_stale(&fault);
    let (status, mut said) = Said::back(fault, form.clone(), &labels)?;
    // Only who has seen what someone else wrote may write over it.
    let mut version = form.one("version").parse().unwrap_or_default();
    if stale {
        said = said.against(&form, &now.form(), &labels);
        version = now.detail.session.version;
    }
    html_status(status, &page(&desk, &now, version, said))
}

async fn write(desk: &Desk, scope: &Scope, no: i32, form: &Form) -> Result<&'static str, Fault> {
    let expect = Expect::OneOf(form.one("version").parse().into_iter().collect());
    let back = form.one("act") == "back";
    let reason = if back { None } else { Some(reason(form)?) };
    agenda::accept_overlap(&desk.db, &desk.clock, scope, no, &expect, reason).await?;
    Ok(if back { "taken_back" } else { "accepted" })
}

fn reason(form: &Form) -> Result<String, Fault> {
    let mut typed = Typed::of(form);
    let reason = typed.line("reason", REASON);
    if reason.is_empty() && typed.faults.is_empty() {
        typed.faults.add("reason", "field.required");
    }
    typed.faults.done()?;
    Ok(reason)
}

fn page(desk: &Desk, now: &Now, version: i32, said: Said) -> OverlapPage {
    let t = desk.reader.t();
    let session = &now.detail.session;
    let slug = now.forum.slug.to_string();
    let title = t.with("desk-overlap-title", &[("name", session.title.in_lang(t.lang()))]);
    let mut clashes = lines(t, &now.found, &slug, Some(session.no));
    clashes.retain(|line| !line.accept.is_empty());
    clashes.iter_mut().for_each(|line| line.accept.clear());
    OverlapPage {
        shell: forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Agenda, title)
            .faulty(said.fields.is_wrong()),
        said,
        no: session.no,
        back: format!("/desk/{slug}/agenda?day={}#s{}", session.day, session.no),
        version,
        accepted: session.overlap_accepted,
        clashes,
        slug,
    }
}
