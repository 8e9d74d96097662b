use actix_web::HttpResponse;
use askama::Template;

use crate::accounts::Permission;
use crate::forum::{self, ForumSummary};
use crate::i18n::{Tr, date_range};
use crate::types::{ForumId, Role};
use crate::web::{Fault, Shell, html};

use super::super::frame::{Desk, desk_shell};

/// Most forums listed; an installation holds a few a year.
const MOST: i64 = 200;

#[derive(Template)]
#[template(path = "desk/forums/index.html")]
struct IndexPage {
    shell: Shell,
    may_create: bool,
    admin: bool,
    forums: Vec<ForumLine>,
}

struct ForumLine {
    slug: String,
    /// Whether there is a page of it for them.
    opens: bool,
    title: String,
    lang: &'static str,
    when: String,
    place: String,
    state: &'static str,
    state_words: String,
}

/// The forums somebody may work on.
pub async fn show_index(desk: Desk) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let own: Vec<ForumId> = desk.who.forums().collect();
    let admin = desk.who.is_admin();
    let mut conn = desk.db.conn().await?;
    let rows = forum::list_for_desk(&mut conn, (!admin).then_some(&own), MOST).await?;
    html(&IndexPage {
        shell: desk_shell(&desk.reader, &desk.who, t.s("desk-forums-title")),
        may_create: admin && Permission::CreateForum.allows(Role::Admin),
        admin,
        forums: rows.iter().map(|row| line(t, &desk, row)).collect(),
    })
}

fn line(t: Tr, desk: &Desk, row: &ForumSummary) -> ForumLine {
    let (lang, forum) = (t.lang(), &row.forum);
    ForumLine {
        slug: forum.slug.to_string(),
        opens: desk.who.may(Permission::SeeForum, forum.id),
        title: forum.title.in_lang(lang).to_owned(),
        lang: forum.title.lang_shown(lang).code(),
        when: date_range(lang, forum.first_day(), forum.last_day()),
        place: row.venue.as_ref().map(|name| name.in_lang(lang).to_owned()).unwrap_or_default(),
        state: forum.state.code(),
        state_words: t.s(&format!("desk-state-{}", forum.state.code())),
    }
}
