//! The programme: by time as a list, or rooms against time as a table; one day at a time, narrowed by what
//! the address says.

mod ask;
mod filters;
mod grid;
mod list;
mod pick;

use actix_web::HttpResponse;
use askama::Template;
use chrono::NaiveDate;

use crate::i18n::{self, Tr};
use crate::web::{Fault, ForumItem, Query, Shell};

use super::days::Days;
use super::snapshots::Made;
use super::visit::{Stage, Visit};
use super::words::{moment, scale, turns};

use ask::Ask;
use filters::{Chip, Filters, Tab, chips, filters, tabs};
use grid::{Cell, Grid};
use list::{GroupView, ItemView, Lister};
use pick::{Pick, current, groups};

/// From this many times on, a list begins with links to each of them.
const LONG: usize = 7;

#[derive(Template)]
#[template(path = "site/programme.html")]
struct ProgrammePage<'a> {
    shell: Shell,
    slug: &'a str,
    /// Whether seats are marked as illustrative.
    sample: bool,
    /// How much there is in all.
    scale: String,
    /// Which release it is, and since when; empty before the first.
    release: String,
    tabs: Vec<Tab>,
    filters: Filters,
    chips: Vec<Chip>,
    /// Where nothing is narrowed.
    wide: String,
    /// Which day, how much of it, in which zone.
    told: String,
    /// The same as a list, or as a grid.
    other: String,
    grid_asked: bool,
    /// The group that is on now.
    now: Option<String>,
    /// Links to each time.
    hours: Vec<(String, String)>,
    groups: Vec<GroupView<'a>>,
    /// What lasts all day stands above a grid.
    all_day: Vec<ItemView<'a>>,
    grid: Option<Grid<'a>>,
    /// The sentence where there is nothing to show.
    empty: String,
}

/// What of the programme a reader asks for.
pub async fn show(visit: Visit, Query(query): Query) -> Result<HttpResponse, Fault> {
    let ask = Ask::parse(&query);
    let address = ask.address();
    visit.forum_page(&address, move |stage| render(stage, &ask)).await
}

fn render(stage: &Stage, asked: &Ask) -> Result<Made, Fault> {
    let (t, edition) = (stage.t(), stage.edition());
    let ask = asked.known(&edition.programme);
    let pick = Pick::of(edition, &ask, stage.now);
    let days = Days::of(edition);
    let parted = groups(edition, &pick.sessions);
    let lister = Lister::of(stage);
    let on = current(&parted, stage.now);
    let title = t.s(if ask.grid { "site-grid" } else { "web-nav-programme" });
    let slug = stage.forum().slug.as_str();
    let many_days = pick.day.is_none();
    let mut page = ProgrammePage {
        shell: stage.listed(title, ForumItem::Programme, &about(stage)),
        slug,
        sample: stage.is_sample(),
        scale: scale(t, edition),
        release: release(stage),
        tabs: tabs(stage, &ask, &pick),
        filters: filters(stage, &ask, &pick),
        chips: chips(stage, &ask),
        wide: format!("/{slug}{}", ask.wide().address()),
        told: told(t, &pick, &i18n::zone_note(t.lang(), stage.zone(), stage.forum().starts_at)),
        other: format!("/{slug}{}", ask.as_grid(!ask.grid).address()),
        grid_asked: ask.grid,
        now: on.filter(|_| !ask.grid).map(str::to_owned),
        hours: Vec::new(),
        groups: Vec::new(),
        all_day: Vec::new(),
        grid: None,
        empty: empty(t, edition.programme.sessions.is_empty(), pick.sessions.is_empty()),
    };
    if ask.grid {
        let (all_day, timed): (Vec<_>, Vec<_>) =
            pick.sessions.iter().copied().partition(|session| days.is_all_day(session));
        page.all_day = all_day.into_iter().map(|session| lister.item(session, true)).collect();
        page.grid = (!timed.is_empty()).then(|| grid::grid(stage, &timed));
    } else {
        page.groups = lister.groups(&parted, on, many_days);
        page.hours = hours(&page.groups, many_days);
    }
    // The mark of what is on moves by itself, and so do the usual day and the doors.
    let instants = pick.sessions.iter().flat_map(|s| [s.starts_at, s.ends_at]);
    let instants = instants.chain(turns(stage.forum())).chain(days.turn(edition, stage.now));
    let mut made = stage.counted(&page, instants)?;
    // Anyone can make up words to look for, or days that are none.
    made.passing = !ask.words.is_empty() || ask != *asked;
    Ok(made)
}

fn about(stage: &Stage) -> String {
    let forum = stage.forum();
    let title = forum.title.in_lang(stage.lang());
    let days = i18n::date_range(stage.lang(), forum.first_day(), forum.last_day());
    stage.t().with("site-programme-about", &[("forum", title), ("days", &days)])
}

fn release(stage: &Stage) -> String {
    let Some((number, at)) = stage.edition().release else { return String::new() };
    let at = moment(stage.lang(), stage.zone(), at, stage.now);
    stage.t().with("programme-release", &[("number", &number.to_string()), ("at", &at)])
}

/// Which day, how many sessions, in which zone.
fn told(t: Tr, pick: &Pick<'_>, zone: &str) -> String {
    let count = pick.sessions.len().to_string();
    let day = |day: NaiveDate| i18n::date(t.lang(), day);
    match pick.day {
        Some(at) => {
            t.with("site-told-day", &[("day", &day(at)), ("count", &count), ("zone", zone)])
        }
        None if pick.cut => t.with("site-told-cut", &[("count", &count), ("zone", zone)]),
        None => t.with("site-told-found", &[("count", &count), ("zone", zone)]),
    }
}

fn empty(t: Tr, nothing_yet: bool, nothing_here: bool) -> String {
    match (nothing_yet, nothing_here) {
        (true, _) => t.s("site-programme-empty"),
        (false, true) => t.s("site-programme-nothing"),
        (false, false) => String::new(),
    }
}

fn hours(groups: &[GroupView<'_>], many_days: bool) -> Vec<(String, String)> {
    if groups.len() < LONG || many_days {
        return Vec::new();
    }
    groups.iter().map(|group| (group.id.clone(), group.clock.clone())).collect()
}
