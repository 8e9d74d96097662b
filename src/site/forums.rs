use actix_web::HttpResponse;
use askama::Template;
use chrono::{DateTime, Utc};

use crate::db;
use crate::forum::{Forum, ForumSummary, Phase, list_public, window};
use crate::i18n::{Tr, date_range};
use crate::types::ForumId;
use crate::web::{Cursor, Fault, Page, Query, Reader, Shell};

use super::snapshots::Made;
use super::visit::{Visit, soonest};
use super::words::{Doors, Said, doors, said, turns};

/// Most forums on one page of the list.
const PAGE: usize = 30;

#[derive(Template)]
#[template(path = "site/forums.html")]
struct ForumsPage<'a> {
    shell: Shell,
    ahead: Vec<Line<'a>>,
    past: Vec<Line<'a>>,
    first: String,
    next: String,
}

/// A forum in the list.
struct Line<'a> {
    href: String,
    title: Said<'a>,
    days: String,
    machine_day: String,
    place: Option<Said<'a>>,
    host: Said<'a>,
    doors: Doors,
}

/// Forums to come and past.
pub async fn show(visit: Visit, Query(query): Query) -> Result<HttpResponse, Fault> {
    let after = Cursor::parse(query.one("cursor"))?;
    let address = after.map_or_else(|| "/".to_owned(), |at| format!("/?cursor={}", at.text()));
    let load = async |db: &db::Db| {
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let mut conn = db.conn().await?;
        match list_public(&mut conn, after.map(|at| ForumId(at.0)), limit).await {
            Err(db::Error::NotFound) => Err(Fault::Malformed("cursor".to_owned())),
            rows => Ok(Page::cut(rows?, PAGE, |row| row.forum.id.0)),
        }
    };
    let make = move |reader: &Reader, now, page: Page<ForumSummary>| {
        render(reader, now, &page, after.is_some())
    };
    visit.house_page(&address, load, make).await
}

fn render(
    reader: &Reader,
    now: DateTime<Utc>,
    page: &Page<ForumSummary>,
    later: bool,
) -> Result<Made, Fault> {
    let t = reader.t();
    let (mut ahead, past): (Vec<_>, Vec<_>) =
        page.rows.iter().partition(|row| is_ahead(&row.forum, now));
    // What comes next stands first; what is past, last first, as the list comes.
    ahead.sort_by_key(|row| row.forum.starts_at);
    let html = ForumsPage {
        shell: Shell::of(reader, t.s("site-forums")).listed(t.s("site-forums-about")),
        ahead: ahead.into_iter().map(|row| line(t, row, now)).collect(),
        past: past.into_iter().map(|row| line(t, row, now)).collect(),
        first: if later { "/".to_owned() } else { String::new() },
        next: page.next.map(|at| format!("/?cursor={}", at.text())).unwrap_or_default(),
    }
    .render()?;
    let instants = page.rows.iter().flat_map(|row| turns(&row.forum));
    Ok(Made { html, until: soonest(now, instants), ..Made::default() })
}

/// True while there is something to come, or to register for.
fn is_ahead(forum: &Forum, now: DateTime<Utc>) -> bool {
    forum.phase(now) != Phase::Over || window(forum, now).is_open()
}

fn line(t: Tr, row: &ForumSummary, now: DateTime<Utc>) -> Line<'_> {
    let forum = &row.forum;
    let lang = t.lang();
    Line {
        href: format!("/{}", forum.slug),
        title: said(&forum.title, lang),
        days: date_range(lang, forum.first_day(), forum.last_day()),
        machine_day: forum.first_day().to_string(),
        place: row.venue.as_ref().map(|venue| said(venue, lang)),
        host: said(&forum.host, lang),
        doors: doors(t, forum, now),
    }
}
