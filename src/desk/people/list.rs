use actix_web::HttpResponse;
use askama::Template;
use chrono::{DateTime, Utc};

use crate::accounts::{Permission, Scope};
use crate::agenda;
use crate::desk::frame::{Desk, DeskPage, load_shell};
use crate::forum;
use crate::i18n::{self, Tr, number};
use crate::registration::{
    PersonRow, RegistrationState, SeatState, StateCount, look_at_people, state_counts,
};
use crate::types::{Lang, RegistrationId, Zone};
use crate::web::{Cursor, Fault, Fields, Page, Query, Shell, html};

use super::ask::Ask;
use super::words::{masked, state_words};

/// How many people a page shows.
const ROWS: usize = 50;
/// Agendas up to this size are offered as a choice; beyond it a session is named by its number.
const CHOICES: usize = 120;

#[derive(Template)]
#[template(path = "desk/people/list.html")]
struct PeoplePage {
    shell: Shell,
    fields: Fields,
    path: String,
    /// The state that stays when the form is sent.
    state: &'static str,
    tabs: Vec<Tab>,
    categories: Vec<(String, String)>,
    sessions: Vec<(String, String)>,
    rows: Vec<Row>,
    narrow: bool,
    all: String,
    export: String,
    first: String,
    next: String,
    zone: String,
}

struct Tab {
    href: String,
    words: String,
    count: String,
    current: bool,
}

struct Row {
    href: String,
    name: String,
    latin: String,
    badge: String,
    affiliation: String,
    category: String,
    email: String,
    unproved: bool,
    state: &'static str,
    state_words: String,
    seats: String,
    at: String,
}

/// The list of people.
pub async fn show_people(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let ask = Ask::read(&query);
    let cursor = Cursor::parse(query.0.one("cursor"))?;
    let mut conn = desk.db.conn().await?;
    let categories = forum::list_categories(&mut conn, &scope).await?;
    let filter = ask.filter(&categories)?;
    let sessions = agenda::signup_sessions(&mut conn, &scope).await?;
    let counts = state_counts(&mut conn, &scope).await?;
    let title = t.s("desk-people-title");
    let (forum, shell) = load_shell(&desk, &mut conn, &scope, DeskPage::People, title).await?;
    drop(conn);

    let before = cursor.map(|cursor| RegistrationId(cursor.0));
    let rows = look_at_people(&desk.db, &desk.clock, &scope, &filter, before, ROWS).await?;
    let page = Page::cut(rows, ROWS, |row| row.id.0);
    let path = format!("/desk/{}/people", scope.slug());
    let lang = desk.reader.lang;
    let now = desk.clock.now();
    let may_export = desk.who.may(Permission::ExportPeople, scope.forum());
    let pair = |key: &str| (String::new(), t.s(key));
    html(&PeoplePage {
        shell,
        fields: Fields::fresh(ask.form()),
        state: ask.state.map_or("", RegistrationState::code),
        tabs: tabs(t, &path, &ask, &counts),
        categories: std::iter::once(pair("desk-people-any-category"))
            .chain(categories.iter().filter(|category| scope.reaches(category.id)).map(
                |category| {
                    (category.code.as_str().to_owned(), category.name.in_lang(lang).to_owned())
                },
            ))
            .collect(),
        sessions: if sessions.len() > CHOICES {
            Vec::new()
        } else {
            std::iter::once(pair("desk-people-any-session"))
                .chain(sessions.iter().map(|session| {
                    (
                        session.no.to_string(),
                        format!("{}. {}", session.no, session.title.in_lang(lang)),
                    )
                }))
                .collect()
        },
        rows: page.rows.into_iter().map(|row| line(t, &path, forum.zone, row, now)).collect(),
        narrow: ask.is_narrow(),
        all: ask.in_state(&path, None).split('?').next().unwrap_or_default().to_owned(),
        export: if may_export { export_address(&scope, &ask) } else { String::new() },
        first: if cursor.is_some() { ask.address(&path, None) } else { String::new() },
        next: page.next.map(|next| ask.address(&path, Some(next))).unwrap_or_default(),
        zone: i18n::zone_note(lang, forum.zone, forum.starts_at),
        path,
    })
}

fn tabs(t: Tr, path: &str, ask: &Ask, counts: &[StateCount]) -> Vec<Tab> {
    let words = |n: i64, more: bool| if more { format!("{}+", number(n)) } else { number(n) };
    let everyone = Tab {
        href: ask.in_state(path, None),
        words: t.s("exports-everyone"),
        count: words(counts.iter().map(|c| c.count).sum(), counts.iter().any(|c| c.more)),
        current: ask.state.is_none(),
    };
    let tab = |count: &StateCount| Tab {
        href: ask.in_state(path, Some(count.state)),
        words: state_words(t, count.state),
        count: words(count.count, count.more),
        current: ask.state == Some(count.state),
    };
    std::iter::once(everyone).chain(counts.iter().map(tab)).collect()
}

fn export_address(scope: &Scope, ask: &Ask) -> String {
    let of = Ask { q: String::new(), ..ask.clone() };
    of.address(&format!("/desk/{}/export", scope.slug()), None)
}

fn line(t: Tr, path: &str, zone: Zone, row: PersonRow, now: DateTime<Utc>) -> Row {
    let seat = |(no, state): &(i32, SeatState)| {
        let key = match state {
            SeatState::Confirmed => return no.to_string(),
            SeatState::Requested => "desk-people-seat-requested",
            _ => "desk-people-seat-waits",
        };
        t.with(key, &[("no", &no.to_string())])
    };
    let seats: Vec<String> = row.seats.iter().map(seat).collect();
    let lang: Lang = t.lang();
    Row {
        href: format!("{path}/{}", row.reference),
        latin: row.name_latin.filter(|latin| *latin != row.name).unwrap_or_default(),
        badge: row.badge_name.unwrap_or_default(),
        affiliation: row.affiliation.unwrap_or_default(),
        category: row.category.in_lang(lang).to_owned(),
        email: masked(&row.email),
        unproved: row.verified_at.is_none(),
        state: row.state.code(),
        state_words: state_words(t, row.state),
        seats: seats.join(", "),
        at: i18n::moment(lang, zone, row.created_at, now),
        name: row.name,
    }
}
