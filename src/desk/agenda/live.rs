use std::collections::BTreeMap;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Serialize;

use crate::accounts::Scope;
use crate::web::{Fault, Query, Shell, etag, gzip_quick, not_modified, takes_gzip};

use super::super::frame::Desk;
use super::block::Maker;
use super::day::{Day, Sums, rfc3339};

/// A day as a script keeps up with it: blocks as markup, so that it is written once.
#[derive(Serialize)]
struct Live {
    top: String,
    hours: i64,
    blocks: BTreeMap<i32, Part>,
    tray: BTreeMap<i32, Part>,
    sums: String,
}

#[derive(Serialize)]
struct Part {
    v: i32,
    room: String,
    html: String,
}

/// How many clashes there are, with the way to them.
#[derive(Template)]
#[template(path = "desk/agenda/sums.html")]
struct SumsPart {
    shell: Shell,
    slug: String,
    sums: Sums,
}

/// The draft of one day for the script of its page, with a tag that changes when anything shown does.
pub async fn read_day(
    req: HttpRequest,
    desk: Desk,
    scope: Scope,
    query: Query,
) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let day = Day::load(&mut conn, &scope, &query.0).await?;
    drop(conn);
    let maker = Maker::new(desk.reader.t(), &day);
    let mut blocks = BTreeMap::new();
    for block in day.by_room(&maker).into_iter().flat_map(|(_, blocks)| blocks) {
        let html = block.render()?;
        blocks.insert(block.no, Part { v: block.version, room: block.room, html });
    }
    let mut tray = BTreeMap::new();
    for block in day.tray(&maker, "") {
        let html = block.render()?;
        tray.insert(block.no, Part { v: block.version, room: block.room, html });
    }
    let sums = SumsPart {
        shell: Shell::of(&desk.reader, ""),
        slug: day.forum.slug.to_string(),
        sums: Sums::of(&day.clashes),
    };
    let live = Live {
        top: rfc3339(day.frame.top),
        hours: day.frame.hours,
        blocks,
        tray,
        sums: sums.render()?,
    };
    answer(&req, &live)
}

fn answer(req: &HttpRequest, live: &Live) -> Result<HttpResponse, Fault> {
    let plain = serde_json::to_vec(live).map_err(anyhow::Error::from)?;
    // Weak: the packed and the plain bytes share it.
    let tag = etag(&plain);
    let weak = format!("W/{tag}");
    let known = not_modified(req, &tag);
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, weak));
    answer.insert_header((header::CACHE_CONTROL, "private, no-cache"));
    answer.insert_header((header::VARY, "Accept-Encoding, Cookie"));
    if known {
        return Ok(answer.finish());
    }
    answer.content_type("application/json");
    if takes_gzip(req) {
        let packed = gzip_quick(&plain).map_err(anyhow::Error::from)?;
        return Ok(answer.insert_header((header::CONTENT_ENCODING, "gzip")).body(packed));
    }
    Ok(answer.body(plain))
}
