use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use crate::accounts::Scope;
use crate::db::{self, Conn};
use crate::desk::frame::{Desk, DeskPage, load_shell, told};
use crate::i18n::{self, Tr, number};
use crate::mail::{self, Courier, Transport};
use crate::types::MessageId;
use crate::web::{Cursor, Fault, Page, Query, Shell, html};

use super::lines::{LetterLine, letter_lines};

/// How many letters a page shows.
const ROWS: usize = 50;
/// How far letters in trouble are counted.
const MOST: i64 = 1000;
/// The tabs: word in the address, states, whether they are counted. What left is too much to count.
const TABS: [(&str, &[&str], bool); 6] = [
    ("", &[], false),
    ("queued", &["queued", "sending"], true),
    ("retry", &["retry"], true),
    ("failed", &["failed", "bounced"], true),
    ("kept", &["kept"], true),
    ("sent", &["sent"], false),
];

#[derive(Template)]
#[template(path = "desk/letters/list.html")]
struct LettersPage {
    shell: Shell,
    tabs: Vec<(String, String, String, bool)>,
    /// Where letters are kept when none leave; else empty.
    folder: String,
    empty: String,
    rows: Vec<LetterLine>,
    first: String,
    next: String,
    zone: String,
}

/// The mailbox.
pub async fn show_letters(
    desk: Desk,
    scope: Scope,
    query: Query,
    courier: Data<Courier>,
) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let asked = query.0.one("state");
    let Some((word, states, _)) = TABS.iter().find(|(word, ..)| *word == asked) else {
        return Err(Fault::Malformed("state".to_owned()));
    };
    let cursor = Cursor::parse(query.0.one("cursor"))?;
    let before = cursor.map(|cursor| MessageId(cursor.0));
    let most = i64::try_from(ROWS).unwrap_or(i64::MAX);
    let mut conn = desk.db.conn().await?;
    let rows = mail::list_messages(&mut conn, scope.forum(), states, before, most).await?;
    let tabs = tabs(t, &mut conn, &scope, word).await?;
    let title = t.s("desk-letters-title");
    let (forum, shell) = load_shell(&desk, &mut conn, &scope, DeskPage::Letters, title).await?;
    drop(conn);
    let page = Page::cut(rows, ROWS, |row| row.id.0);
    let next = page.next.map(|next| address(&scope, word, Some(next))).unwrap_or_default();
    let shell = told(shell, &query, &[("again", "desk-letter-done-again")]);
    html(&LettersPage {
        shell,
        tabs,
        folder: folder(&courier),
        empty: t.s(if word.is_empty() { "desk-letters-none" } else { "desk-letters-none-here" }),
        rows: letter_lines(t, &scope, forum.zone, page.rows, desk.clock.now()),
        first: if cursor.is_some() { address(&scope, word, None) } else { String::new() },
        next,
        zone: i18n::zone_note(t.lang(), forum.zone, forum.starts_at),
    })
}

/// The folder that letters are kept in; empty when they leave by a mail server.
pub fn folder(courier: &Courier) -> String {
    match courier.transport.as_ref() {
        Transport::Folder(folder) => folder.display().to_string(),
        Transport::Smtp(_) => String::new(),
    }
}

async fn tabs(
    t: Tr,
    conn: &mut Conn,
    scope: &Scope,
    current: &str,
) -> db::Result<Vec<(String, String, String, bool)>> {
    let mut tabs = Vec::new();
    for (word, states, counted) in TABS {
        let count = if counted {
            let count = mail::count_messages(conn, scope.forum(), states, MOST).await?;
            if count > MOST { format!("{}+", number(MOST)) } else { number(count) }
        } else {
            String::new()
        };
        let key = if word.is_empty() { "all" } else { word };
        let words = t.s(&format!("desk-letters-tab-{key}"));
        tabs.push((address(scope, word, None), words, count, word == current));
    }
    Ok(tabs)
}

fn address(scope: &Scope, state: &str, from: Option<Cursor>) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    if !state.is_empty() {
        text.append_pair("state", state);
    }
    if let Some(cursor) = from {
        text.append_pair("cursor", &cursor.text());
    }
    let (path, query) = (format!("/desk/{}/letters", scope.slug()), text.finish());
    if query.is_empty() { path } else { format!("{path}?{query}") }
}
