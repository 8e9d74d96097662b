use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use chrono::{NaiveDateTime, NaiveTime};
use form_urlencoded::Serializer;

use crate::accounts::Scope;
use crate::web::{Fault, Query, Shell, html_status};

use super::super::frame::{Desk, DeskPage, forum_shell};
use super::block::{Block, Maker};
use super::day::Day;

#[derive(Template)]
#[template(path = "desk/agenda/place.html")]
struct PlacePage {
    shell: Shell,
    slug: String,
    back: String,
    tray: Vec<(Block, String)>,
}

/// What could be put at an hour of a room: each leads to its form with hour and room filled in.
pub async fn show_place(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let day = Day::load(&mut conn, &scope, &query.0).await?;
    drop(conn);
    let (t, lang) = (desk.reader.t(), desk.reader.lang);
    let (at, wanted) = (query.0.one("at"), query.0.one("room"));
    let room = day.rooms.iter().find(|room| room.id.to_string() == wanted);
    let name =
        room.map_or_else(|| t.s("desk-agenda-no-room"), |room| room.name.in_lang(lang).to_owned());
    let title = t.with("desk-agenda-put", &[("room", &name), ("time", at)]);
    let slug = day.forum.slug.to_string();
    let filled = Serializer::new(String::new())
        .append_pair("day", &day.day.to_string())
        .append_pair("at", at)
        .append_pair("room", wanted)
        .finish();
    let maker = Maker::new(t, &day);
    let hour = NaiveTime::parse_from_str(at, "%H:%M").ok();
    let at_all = hour.and_then(|hour| day.forum.zone.instant(NaiveDateTime::new(day.day, hour)));
    // What is asked for is the date on the wall; the timetable is that of the conference day.
    let conference = at_all.map_or(day.day, |at| day.forum.day_of(at));
    let line = |block: Block| {
        let href = format!("/desk/{slug}/agenda/{}/move?{filled}", block.no);
        (block, href)
    };
    let page = PlacePage {
        shell: forum_shell(&desk.reader, &desk.who, &day.forum, DeskPage::Agenda, title),
        back: format!("/desk/{slug}/agenda?day={conference}"),
        tray: day.tray(&maker, "").into_iter().map(line).collect(),
        slug,
    };
    html_status(StatusCode::OK, &page)
}
