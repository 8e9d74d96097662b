use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;
use chrono::{DateTime, Utc};

use crate::accounts::Scope;
use crate::desk::frame::{Desk, DeskPage, load_shell, told};
use crate::i18n::{self, Tr};
use crate::mail::{Courier, MessageRow, Outgoing, render_message};
use crate::registration::references_of;
use crate::types::{MessageId, Zone};
use crate::web::{Fault, Query, Shell, html_with_frame, see_other};

use super::lines::{kind_words, look, state_words, trouble_words};
use super::list::folder;
use super::mask::{lets_in, private_link, readable};
use super::{look_at_letter, send_again};

#[derive(Template)]
#[template(path = "desk/letters/letter.html")]
struct LetterPage {
    shell: Shell,
    path: String,
    list: String,
    person: String,
    reference: String,
    state: &'static str,
    words: String,
    facts: Vec<(String, String)>,
    heads: Vec<(String, String)>,
    trouble: String,
    said: String,
    ambiguous: bool,
    may_send: bool,
    /// Why it can not be shown; else empty.
    unreadable: bool,
    text: String,
    lang: &'static str,
    subject: String,
    calendar: bool,
    folder: String,
    link: String,
    /// Whether it lets into the desk.
    lets_in: bool,
    zone: String,
}

/// One letter as its reader sees it, with what became of it. Looking is in the log.
pub async fn show_letter(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    query: Query,
    courier: Data<Courier>,
) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let id = parse(&at.1)?;
    let (row, stored) = look_at_letter(&desk.db, &desk.clock, &scope, id, false).await?;
    let mut conn = desk.db.conn().await?;
    let ids: Vec<_> = row.registration_id.into_iter().collect();
    let references = references_of(&mut conn, &scope, &ids).await?;
    let title = kind_words(t, &row.letter);
    let (forum, shell) = load_shell(&desk, &mut conn, &scope, DeskPage::Letters, title).await?;
    drop(conn);
    let written = render_message(&courier, stored).await;
    if let Err(error) = &written {
        tracing::warn!(letter = %id, %error, "a letter can not be shown");
    }
    let written = written.ok();
    let list = format!("/desk/{}/letters", scope.slug());
    let reference = references.into_values().next().unwrap_or_default();
    let (folder, home) = (folder(&courier), &courier.stationery.public_url);
    let open = !folder.is_empty();
    let text = written.as_ref().map(|letter| letter.text.clone()).unwrap_or_default();
    let link = private_link(&text, home).filter(|_| open).unwrap_or_default();
    let lets_in = lets_in(&text, home);
    let error = row
        .last_error
        .clone()
        .filter(|_| !matches!(row.state.as_str(), "sent" | "kept"))
        .unwrap_or_default();
    html_with_frame(&LetterPage {
        shell: told(shell, &query, &[("again", "desk-letter-done-again")]),
        path: format!("{list}/{id}"),
        list,
        person: format!("/desk/{}/people/{reference}", scope.slug()),
        reference,
        state: look(&row.state),
        words: state_words(t, &row.state),
        facts: facts(t, forum.zone, &row, desk.clock.now()),
        heads: written.as_ref().map(|letter| heads(t, forum.zone, letter)).unwrap_or_default(),
        trouble: if error.is_empty() { String::new() } else { trouble_words(t, &error) },
        said: error,
        ambiguous: row.ambiguous,
        // What was kept can leave once there is a server for it.
        may_send: matches!(row.state.as_str(), "failed" | "bounced")
            || row.state == "kept" && !open,
        unreadable: written.is_none(),
        lang: written.as_ref().map_or("", |letter| letter.lang.code()),
        subject: written.as_ref().map(|letter| letter.subject.clone()).unwrap_or_default(),
        calendar: written.as_ref().is_some_and(|letter| !letter.ics.is_empty()),
        text: readable(&text, home, open),
        folder,
        link,
        lets_in,
        zone: i18n::zone_note(t.lang(), forum.zone, forum.starts_at),
    })
}

/// Puts a letter that was given up back in the queue.
pub async fn submit_again(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let id = parse(&at.1)?;
    let path = format!("/desk/{}/letters/{id}", scope.slug());
    let again = send_again(&desk.db, &desk.clock, &scope, id).await?;
    // One that is on its way already needs no second push.
    Ok(see_other(if again { format!("{path}?done=again") } else { path }))
}

/// The letter that an address names.
pub fn parse(text: &str) -> Result<MessageId, Fault> {
    text.parse().map_err(|_bad| Fault::NotFound)
}

fn facts(t: Tr, zone: Zone, row: &MessageRow, now: DateTime<Utc>) -> Vec<(String, String)> {
    let at = |at: DateTime<Utc>| i18n::moment(t.lang(), zone, at, now);
    let mut facts = vec![
        (t.s("desk-letter-posted"), at(row.created_at)),
        (t.s("desk-letter-attempts"), i18n::number(row.attempts)),
    ];
    if let Some(sent) = row.sent_at {
        let key = if row.state == "kept" { "desk-letter-kept" } else { "desk-letter-left" };
        facts.push((t.s(key), at(sent)));
    }
    if row.state == "retry" || row.state == "queued" {
        facts.push((t.s("desk-letter-due"), at(row.due_at)));
    }
    facts
}

fn heads(t: Tr, zone: Zone, letter: &Outgoing) -> Vec<(String, String)> {
    let mut heads = vec![
        (t.s("desk-letter-from"), letter.from.email.clone()),
        (t.s("desk-letter-to"), letter.to.email.clone()),
        (t.s("desk-letter-subject"), letter.subject.clone()),
        (t.s("desk-letter-date"), i18n::instant(t.lang(), zone, letter.date)),
        ("Message-ID".to_owned(), format!("<{}>", letter.message_id)),
    ];
    if let Some(thread) = letter.thread.as_ref().filter(|first| **first != letter.message_id) {
        heads.push(("In-Reply-To".to_owned(), format!("<{thread}>")));
    }
    heads
}
