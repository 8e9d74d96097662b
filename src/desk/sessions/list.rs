use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use crate::accounts::Scope;
use crate::agenda::{self, Answer, Listed, SessionState, Speaking};
use crate::forum::Forum;
use crate::i18n::{Tr, date_long, span, zone_note};
use crate::types::{SessionId, SpeakerId};
use crate::web::{Fault, Query, Shell, html_status};

use super::super::forums::{SeatLine, seat_line};
use super::super::frame::{Desk, DeskPage, load_shell, told};
use super::super::mend::told_why;

#[derive(Template)]
#[template(path = "desk/sessions/list.html")]
struct ListPage {
    shell: Shell,
    notice: String,
    slug: String,
    zone: String,
    heads: Vec<String>,
    days: Vec<Day>,
    /// How many sessions the public does not see yet; empty for none.
    hidden: String,
}

struct Day {
    id: String,
    words: String,
    rows: Vec<Line>,
}

struct Line {
    no: i32,
    time: String,
    title: String,
    lang: &'static str,
    kind: String,
    room: String,
    people: String,
    /// Who of them declined, in words; empty for nobody.
    declined: String,
    state: &'static str,
    state_words: String,
    seats: Option<SeatLine>,
    untranslated: bool,
    /// The public sees it otherwise than it stands here.
    changed: bool,
}

/// Every session of a forum, by day and hour.
pub async fn show_sessions(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let mut page = page(&desk, &scope, String::new()).await?;
    let acts = [
        ("saved", "desk-done-saved"),
        ("added", "desk-done-session"),
        ("released", "desk-done-released"),
        ("retracted", "desk-done-retracted"),
        ("cancelled", "desk-done-cancelled"),
    ];
    page.shell = told(page.shell, &query, &acts);
    html_status(StatusCode::OK, &page)
}

/// The list with why something asked for there was not done.
pub async fn refused(desk: &Desk, scope: &Scope, fault: Fault) -> Result<HttpResponse, Fault> {
    told_why(desk.reader.t(), fault, async |notice| page(desk, scope, notice).await).await
}

async fn page(desk: &Desk, scope: &Scope, notice: String) -> Result<ListPage, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let title = t.s("desk-nav-sessions");
    let (forum, shell) = load_shell(desk, &mut conn, scope, DeskPage::Sessions, title).await?;
    let sessions = agenda::desk_sessions(&mut conn, scope).await?;
    let answers = agenda::answers(&mut conn, scope).await?;
    let hidden = sessions.iter().filter(|row| row.waits_for_release()).count();
    let mut days: Vec<Day> = Vec::new();
    for session in &sessions {
        let id = session.day.to_string();
        if days.last().is_none_or(|day| day.id != id) {
            days.push(Day { id, words: date_long(t.lang(), session.day), rows: Vec::new() });
        }
        if let Some(day) = days.last_mut() {
            day.rows.push(line(t, &forum, session, &answers));
        }
    }
    Ok(ListPage {
        shell,
        notice,
        slug: forum.slug.to_string(),
        zone: zone_note(t.lang(), forum.zone, forum.starts_at),
        heads: vec![
            t.s("desk-time"),
            t.s("desk-session"),
            t.s("desk-session-room"),
            t.s("desk-session-state"),
            format!("#{}", t.s("desk-seats")),
            format!("#{}", t.s("desk-figure-waiting")),
        ],
        days,
        hidden: if hidden == 0 { String::new() } else { hidden.to_string() },
    })
}

/// What speakers answered, by session and speaker.
type Answers = HashMap<(SessionId, SpeakerId), Speaking>;

/// Who declined a session for the hours it has.
fn declined(t: Tr, session: &Listed, answers: &Answers) -> String {
    let mut names: Vec<&str> = Vec::new();
    for part in &session.people {
        let own = answers.get(&(session.id, part.speaker));
        let said = own.map(|own| own.holds(session.starts_at, session.ends_at));
        let name = part.name.in_lang(t.lang());
        if said == Some(Answer::Declined) && !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return String::new();
    }
    t.with("speaker-desk-declined", &[("names", &names.join(", "))])
}

fn line(t: Tr, forum: &Forum, session: &Listed, answers: &Answers) -> Line {
    let lang = t.lang();
    let people: Vec<&str> = session.people.iter().map(|part| part.name.in_lang(lang)).collect();
    Line {
        no: session.no,
        time: span(forum.zone, session.starts_at, session.ends_at),
        title: session.title.in_lang(lang).to_owned(),
        lang: session.title.lang_shown(lang).code(),
        kind: t.s(session.kind.key()),
        room: session
            .room
            .as_ref()
            .map(|room| room.name.in_lang(lang).to_owned())
            .unwrap_or_default(),
        people: people.join(", "),
        declined: declined(t, session, answers),
        state: match session.state {
            SessionState::Released => "published",
            other => other.code(),
        },
        state_words: t.s(session.state.key()),
        seats: seat_line(t, session),
        changed: session.released.is_some() && session.waits_for_release(),
        untranslated: forum.languages.iter().any(|lang| session.title.get(*lang).is_none()),
    }
}
