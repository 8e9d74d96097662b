//! What search engines are told: where to look, and which pages there are.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;
use chrono::{DateTime, SecondsFormat, Utc};

use crate::db::Db;
use crate::forum::{Forum, list_public};
use crate::types::Lang;
use crate::web::{Fault, PublicUrl};

use super::edition::Edition;
use super::visit::Visit;

/// Most forums that are named, the latest first.
const FORUMS: i64 = 1000;
/// Most addresses that one file may name.
const PAGES: usize = 50_000;

/// What programs that follow links leave alone. A private link is not among them: to be told here would
/// keep it from being read, and with it the word that it is not to be kept.
pub async fn show_robots(public: Data<PublicUrl>) -> HttpResponse {
    let map = format!("{}/sitemap.xml", public.0);
    file(
        "text/plain; charset=utf-8",
        format!(
            "User-agent: *\nDisallow: /desk/\nDisallow: /desk$\nDisallow: /api/\n\nSitemap: {map}\n"
        ),
    )
}

/// The forums whose pages may be kept, each with a file of its own.
pub async fn show_index(db: Data<Db>, public: Data<PublicUrl>) -> Result<HttpResponse, Fault> {
    let mut conn = db.conn().await?;
    let forums = list_public(&mut conn, None, FORUMS).await?;
    let mut out = head("sitemapindex", "");
    for forum in forums.iter().map(|row| &row.forum).filter(|forum| is_told(forum)) {
        line(
            &mut out,
            &format!("<sitemap><loc>{}/{}/sitemap.xml</loc></sitemap>", public.0, forum.slug),
        );
    }
    out.push_str("</sitemapindex>\n");
    Ok(file(XML, out))
}

/// The pages of a forum, each in every language.
pub async fn show_forum(visit: Visit, public: Data<PublicUrl>) -> Result<HttpResponse, Fault> {
    let stage = visit.stage("/sitemap.xml").await?;
    if !is_told(stage.forum()) {
        return Err(Fault::NotFound);
    }
    let mut out = head("urlset", " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"");
    for (below, changed) in pages(stage.edition()).into_iter().take(PAGES / Lang::ALL.len()) {
        let page = format!("{}/{}{below}", public.0, stage.forum().slug);
        write_page(&mut out, &page, changed);
    }
    out.push_str("</urlset>\n");
    Ok(file(XML, out))
}

const XML: &str = "application/xml; charset=utf-8";

/// As their pages say it of themselves: where being seen can hurt, or not all is fact, nothing is told.
fn is_told(forum: &Forum) -> bool {
    !forum.sensitive && forum.sample.is_empty()
}

/// Every page below the forum that may be kept, and when it last changed.
fn pages(edition: &Edition) -> Vec<(String, Option<DateTime<Utc>>)> {
    let released = edition.release.map(|(_, at)| at);
    let mut pages = vec![
        (String::new(), released),
        ("/programme".to_owned(), released),
        ("/programme/changes".to_owned(), released),
        ("/speakers".to_owned(), None),
        ("/venue".to_owned(), None),
    ];
    let sessions = edition.programme.sessions.iter();
    pages.extend(sessions.map(|session| {
        (format!("/sessions/{}", session.no), session.released.map(|mark| mark.at))
    }));
    pages.extend(edition.speakers.iter().map(|one| (format!("/speakers/{}", one.id), None)));
    pages
}

/// A page once for each language, and each time with its others.
fn write_page(out: &mut String, page: &str, changed: Option<DateTime<Utc>>) {
    let links: String = Lang::ALL
        .iter()
        .map(|lang| (lang.code(), format!("{page}?lang={}", lang.code())))
        .chain([("x-default", page.to_owned())])
        .map(|(tag, url)| {
            format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{url}\"/>")
        })
        .collect();
    let changed = changed
        .map(|at| format!("<lastmod>{}</lastmod>", at.to_rfc3339_opts(SecondsFormat::Secs, true)))
        .unwrap_or_default();
    for lang in Lang::ALL {
        let code = lang.code();
        line(out, &format!("<url><loc>{page}?lang={code}</loc>{changed}{links}</url>"));
    }
}

fn head(root: &str, more: &str) -> String {
    let schema = "http://www.sitemaps.org/schemas/sitemap/0.9";
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{schema}\"{more}>\n")
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn file(kind: &'static str, body: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(body)
}
