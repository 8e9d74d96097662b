use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use crate::accounts::Scope;
use crate::capacity::{self, LimitKind};
use crate::db::Conn;
use crate::forum::{self, Forum};
use crate::web::{Fault, Form, LongForm, Query, Shell, html_status, see_other};

use super::super::frame::{Desk, DeskPage, forum_shell, told};
use super::super::mend::{Said, is_stale};
use super::super::typed::zones;
use super::facts;
use super::overview::room_words;
use super::tabs::{Tab, tabs};

#[derive(Template)]
#[template(path = "desk/forums/settings.html")]
struct SettingsPage {
    shell: Shell,
    said: Said,
    tabs: Vec<Tab>,
    zones: Vec<&'static str>,
    slug: String,
    version: i32,
    /// How the forum fills; empty while nobody registered.
    room: String,
}

/// The settings of a forum.
pub async fn edit_settings(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&desk, &mut conn, &scope).await?;
    let mut page = page(&desk, &now, Said::fresh(now.form()));
    page.shell = told(page.shell, &query, &[("saved", "desk-done-saved")]);
    html_status(StatusCode::OK, &page)
}

/// Writes the settings, unless someone else did since they were shown.
pub async fn submit_settings(
    desk: Desk,
    scope: Scope,
    LongForm(form): LongForm,
) -> Result<HttpResponse, Fault> {
    let known = {
        let mut conn = desk.db.conn().await?;
        forum::find_forum(&mut conn, &scope).await?
    };
    let fault = match write(&desk, &scope, &known, &form).await {
        Ok(slug) => return Ok(see_other(format!("/desk/{slug}/settings?done=saved"))),
        Err(fault) => fault,
    };
    let labels = facts::labels(desk.reader.t());
    let stale = is_stale(&fault);
    let (status, mut said) = Said::back(fault, form.clone(), &labels)?;
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&desk, &mut conn, &scope).await?;
    if stale {
        said = said.against(&form, &now.form(), &labels);
    }
    let mut page = page(&desk, &now, said);
    if !stale {
        // Still the version that was looked at: only who saw the other's words may write over them.
        page.version = form.one("version").parse().unwrap_or_default();
    }
    html_status(status, &page)
}

async fn write(desk: &Desk, scope: &Scope, known: &Forum, form: &Form) -> Result<String, Fault> {
    let version = form.one("version").parse().unwrap_or_default();
    let (want, capacity) = facts::read(form, known)?;
    let slug = want.slug.to_string();
    forum::edit_forum(&desk.db, &desk.clock, scope, version, want, capacity).await?;
    Ok(slug)
}

struct Now {
    forum: Forum,
    capacity: Option<i32>,
    room: String,
}

impl Now {
    async fn load(desk: &Desk, conn: &mut Conn, scope: &Scope) -> Result<Self, Fault> {
        let forum = forum::find_forum(conn, scope).await?;
        let limits = capacity::find_limits(conn, scope).await?;
        let own = limits.into_iter().find(|limit| limit.kind == LimitKind::Forum.code());
        let capacity = own.as_ref().and_then(|limit| limit.capacity);
        let room = own
            .filter(|limit| limit.taken > 0)
            .map(|limit| room_words(desk.reader.t(), &limit))
            .unwrap_or_default();
        Ok(Self { forum, capacity, room })
    }

    fn form(&self) -> Form {
        facts::write(&self.forum, self.capacity)
    }
}

fn page(desk: &Desk, now: &Now, said: Said) -> SettingsPage {
    let t = desk.reader.t();
    let title = t.s("desk-settings-title");
    let shell = forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Settings, title);
    SettingsPage {
        shell: shell.faulty(said.fields.is_wrong()),
        said,
        tabs: tabs(t, now.forum.slug.as_str(), ""),
        zones: zones(),
        slug: now.forum.slug.to_string(),
        version: now.forum.version,
        room: now.room.clone(),
    }
}
