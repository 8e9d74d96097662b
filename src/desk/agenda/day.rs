use std::collections::HashMap;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, TimeDelta, Utc};

use crate::accounts::Scope;
use crate::agenda::{self, Clashes, Listed, SessionState, Weight};
use crate::db::Conn;
use crate::forum::{self, Forum, Room};
use crate::i18n::{Tr, clock, date, number, zone_note};
use crate::types::RoomId;
use crate::web::{Fault, Form, Query, Shell, gzip_quick, html_status, takes_gzip};

use super::super::frame::{Desk, DeskPage, forum_shell, told};
use super::WALK;
use super::block::{Block, Maker};
use super::layout::{Frame, MOST_HOURS, Stretch, free, lanes};

/// The steps that a timetable may be looked at in, in minutes.
const STEPS: [i64; 4] = [5, 10, 15, 30];
/// The step of who asks for none.
const STEP: i64 = 15;

#[derive(Template)]
#[template(path = "desk/agenda/day.html")]
struct DayPage {
    shell: Shell,
    slug: String,
    day: NaiveDate,
    zone: String,
    /// The zone by its name, for the script.
    zone_name: &'static str,
    days: Vec<Tab>,
    steps: Vec<Tab>,
    step: i64,
    q: String,
    top: String,
    hours: i64,
    labels: Vec<(i64, String)>,
    columns: Vec<Column>,
    tray: Vec<Block>,
    sums: Sums,
}

/// A day or a step to look at.
struct Tab {
    href: String,
    words: String,
    count: String,
    current: bool,
}

/// A room of the day.
struct Column {
    id: String,
    name: String,
    lang: &'static str,
    note: String,
    blocks: Vec<Block>,
    free: Vec<Free>,
}

/// An hour in which nothing is in a room.
struct Free {
    hour: i64,
    clock: String,
    href: String,
}

/// How many clashes there are, by weight.
#[derive(Clone, Copy, Default)]
pub struct Sums {
    /// What no release may have.
    pub errors: usize,
    /// What should not be.
    pub warnings: usize,
    /// What someone accepted.
    pub accepted: usize,
}

impl Sums {
    /// Of a draft.
    pub fn of(clashes: &Clashes) -> Self {
        let count = |weight| clashes.all.iter().filter(|clash| clash.weight == weight).count();
        Self {
            errors: count(Weight::Error),
            warnings: count(Weight::Warning),
            accepted: count(Weight::Accepted),
        }
    }
}

/// The draft of one day, read once.
pub struct Day {
    /// The forum.
    pub forum: Forum,
    /// Its rooms.
    pub rooms: Vec<Room>,
    /// Every session of its draft.
    pub sessions: Vec<Listed>,
    /// What clashes in it.
    pub clashes: Clashes,
    /// Why overlaps in it were accepted, by session.
    pub reasons: HashMap<i32, String>,
    /// The day.
    pub day: NaiveDate,
    /// Its hours.
    pub frame: Frame,
}

impl Day {
    /// Reads the day that a page asks for, else the first on which something happens.
    pub async fn load(conn: &mut Conn, scope: &Scope, query: &Form) -> Result<Self, Fault> {
        let forum = forum::find_forum(conn, scope).await?;
        let rooms = forum::list_rooms(conn, scope).await?;
        let sessions = agenda::desk_sessions(conn, scope).await?;
        let clashes =
            agenda::clashes_among(conn, scope, &forum, &sessions, TimeDelta::minutes(WALK)).await?;
        let reasons = agenda::overlap_reasons(conn, scope).await?;
        let first = sessions.iter().filter(|row| stands(row)).map(|row| row.day);
        let first = first.clone().find(|day| *day >= forum.first_day()).or(first.min());
        let asked = query.one("day").parse().ok();
        let asked = asked.filter(|day: &NaiveDate| (1900..2200).contains(&day.year()));
        let day = asked.or(first).unwrap_or(forum.first_day());
        let times: Vec<(DateTime<Utc>, DateTime<Utc>)> = sessions
            .iter()
            .filter(|row| stands(row) && row.day == day)
            .map(|row| (row.starts_at, row.ends_at))
            .collect();
        let frame = shown(query)
            .filter(|frame| frame.holds(&times))
            .unwrap_or_else(|| Frame::of(forum.zone, day, &times));
        Ok(Self { forum, rooms, sessions, clashes, reasons, day, frame })
    }

    /// What happens on the day, room by room, with its places; the sessions of no room come first.
    pub fn by_room(&self, maker: &Maker<'_>) -> Vec<(Option<RoomId>, Vec<Block>)> {
        let today: Vec<&Listed> =
            self.sessions.iter().filter(|row| stands(row) && row.day == self.day).collect();
        let rooms = self.rooms.iter().map(|room| Some(room.id));
        let column = |room: Option<RoomId>| {
            let here: Vec<&Listed> = today
                .iter()
                .copied()
                .filter(|row| row.room.as_ref().map(|known| known.id) == room)
                .collect();
            let all: Vec<Stretch> =
                here.iter().map(|row| self.frame.stretch(row.starts_at, row.ends_at)).collect();
            let places = all.iter().copied().zip(lanes(&all));
            let blocks = here.iter().zip(places).map(|(row, at)| maker.block(row, Some(at)));
            (room, blocks.collect())
        };
        [None].into_iter().chain(rooms).map(column).collect()
    }

    /// What is off the timetable, as far as it is looked for.
    pub fn tray(&self, maker: &Maker<'_>, q: &str) -> Vec<Block> {
        let q = q.to_lowercase();
        let off = self.sessions.iter().filter(|row| row.state == SessionState::Draft);
        let found = off.filter(|row| {
            let mut named = row.title.langs().filter_map(|lang| row.title.get(lang));
            q.is_empty() || named.any(|title| title.to_lowercase().contains(&q))
        });
        found.map(|row| maker.block(row, None)).collect()
    }
}

/// The hours that a page shows already; it keeps them while they are enough.
fn shown(query: &Form) -> Option<Frame> {
    let top = DateTime::parse_from_rfc3339(query.one("top")).ok()?.to_utc();
    let hours = query.one("hours").parse().ok().filter(|hours| (1..=MOST_HOURS).contains(hours))?;
    Some(Frame { top, hours })
}

/// An instant without letters that addresses read otherwise.
pub fn rfc3339(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// True for what has its place on the timetable.
fn stands(session: &Listed) -> bool {
    !matches!(session.state, SessionState::Draft | SessionState::Cancelled)
}

/// Rooms against the hours of a day.
pub async fn show_day(
    req: HttpRequest,
    desk: Desk,
    scope: Scope,
    query: Query,
) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let day = Day::load(&mut conn, &scope, &query.0).await?;
    drop(conn);
    let mut page = page(&desk, &day, &query.0);
    let acts = [
        ("moved", "desk-agenda-done-moved"),
        ("moved_open", "desk-agenda-done-moved-open"),
        ("parked", "desk-agenda-done-parked"),
        ("accepted", "desk-agenda-done-accepted"),
        ("taken_back", "desk-agenda-done-taken-back"),
    ];
    page.shell = told(page.shell, &query, &acts);
    // A thousand sessions are 600 kB of page, and 60 packed.
    if !takes_gzip(&req) {
        return html_status(StatusCode::OK, &page);
    }
    let packed = gzip_quick(page.render()?.as_bytes()).map_err(anyhow::Error::from)?;
    let mut answer = HttpResponse::Ok();
    answer.content_type("text/html; charset=utf-8");
    answer.insert_header((header::VARY, "Accept-Encoding, Cookie"));
    Ok(answer.insert_header((header::CONTENT_ENCODING, "gzip")).body(packed))
}

fn page(desk: &Desk, day: &Day, query: &Form) -> DayPage {
    let t = desk.reader.t();
    let forum = &day.forum;
    let maker = Maker::new(t, day);
    let step = query.one("step").parse().ok().filter(|step| STEPS.contains(step)).unwrap_or(STEP);
    let base = format!("/desk/{}/agenda", forum.slug);
    let title = t.s("desk-nav-agenda");
    let q = query.one("q").trim().to_owned();
    DayPage {
        shell: forum_shell(&desk.reader, &desk.who, forum, DeskPage::Agenda, title),
        slug: forum.slug.to_string(),
        day: day.day,
        zone_name: forum.zone.name(),
        zone: zone_note(t.lang(), forum.zone, forum.starts_at),
        days: days(t, day, &base, step),
        steps: STEPS
            .map(|minutes| Tab {
                href: format!("{base}?day={}&step={minutes}", day.day),
                words: t.with("desk-agenda-minutes", &[("count", &minutes.to_string())]),
                count: String::new(),
                current: minutes == step,
            })
            .into(),
        step,
        top: rfc3339(day.frame.top),
        hours: day.frame.hours,
        labels: (0..day.frame.hours)
            .map(|hour| (hour, clock(forum.zone, day.frame.at(hour * 60))))
            .collect(),
        columns: columns(t, day, &maker, &base),
        tray: day.tray(&maker, &q),
        q,
        sums: Sums::of(&day.clashes),
    }
}

/// The forum's days and every other on which something happens.
fn days(t: Tr, day: &Day, base: &str, step: i64) -> Vec<Tab> {
    let (first, last) = (day.forum.first_day(), day.forum.last_day());
    let own = first.iter_days().take_while(|at| *at <= last).take(31);
    let on = || day.sessions.iter().filter(|row| stands(row));
    let mut days: Vec<NaiveDate> = own.chain(on().map(|row| row.day)).chain([day.day]).collect();
    days.sort_unstable();
    days.dedup();
    let tab = |at: NaiveDate| Tab {
        href: format!("{base}?day={at}&step={step}"),
        words: date(t.lang(), at),
        count: on().filter(|row| row.day == at).count().to_string(),
        current: at == day.day,
    };
    days.into_iter().map(tab).collect()
}

fn columns(t: Tr, day: &Day, maker: &Maker<'_>, base: &str) -> Vec<Column> {
    let mut columns = Vec::new();
    for (id, blocks) in day.by_room(maker) {
        let room = day.rooms.iter().find(|room| Some(room.id) == id);
        // Where everything has a room there is no column for what has none.
        if room.is_none() && blocks.is_empty() {
            continue;
        }
        let taken: Vec<Stretch> = blocks.iter().filter_map(|block| block.at).collect();
        let id = id.map(|id| id.to_string()).unwrap_or_default();
        let empty = free(&day.frame, &taken).map(|from| {
            let at = day.frame.at(from);
            // The date on the wall: after midnight the conference day is still the one before.
            let (clock, date) = (clock(day.forum.zone, at), day.forum.zone.date(at));
            let href = format!("{base}/place?day={date}&at={clock}&room={id}");
            Free { hour: from / 60, clock, href }
        });
        let size = room.and_then(|room| room.size);
        columns.push(Column {
            free: empty.collect(),
            name: room.map_or_else(
                || t.s("desk-agenda-no-room"),
                |room| room.name.in_lang(t.lang()).to_owned(),
            ),
            lang: room.map_or(t.lang(), |room| room.name.lang_shown(t.lang())).code(),
            note: size
                .map(|size| t.with("site-room-seats", &[("seats", &number(size))]))
                .unwrap_or_default(),
            blocks,
            id,
        });
    }
    columns
}
