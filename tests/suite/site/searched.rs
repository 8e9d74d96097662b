//! What search engines and link previews are told, and of which forums they are told nothing.

use diesel_async::SimpleAsyncConnection;
use madang::agenda::NewSession;
use madang::types::{Lang, Words};
use serde_json::Value;

use super::{add, session};
use crate::support::TestApp;

/// The data of a page, if it has any.
fn data(body: &str) -> Option<Value> {
    let rest = body.split("<script type=\"application/ld+json\">").nth(1)?;
    Some(serde_json::from_str(rest.split("</script>").next().unwrap()).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn search_engines_find_every_public_page_in_each_language() {
    let app = TestApp::start().await;
    let forum = app.forum("open", None, &[5]).await;
    let no = add(&app, &forum, session("A talk", 3)).await;
    let robots = app.get("/robots.txt").await;
    assert_eq!(robots.header("content-type"), Some("text/plain; charset=utf-8"));
    assert!(
        robots.body.contains(&format!("Sitemap: {}/sitemap.xml\n", app.base)),
        "{}",
        robots.body
    );
    // A prefix alone would keep a forum called `desk-research` from being found.
    assert!(robots.body.contains("Disallow: /desk/\nDisallow: /desk$\n"), "{}", robots.body);
    assert!(!robots.body.contains("open"), "no forum is named: {}", robots.body);
    let index = app.get("/sitemap.xml").await.body;
    assert!(index.contains(&format!("<loc>{}/open/sitemap.xml</loc>", app.base)), "{index}");
    let map = app.get("/open/sitemap.xml").await;
    assert!(map.header("set-cookie").is_none());
    let pages: Vec<&str> = map.body.split("<loc>").skip(1).collect();
    let pages: Vec<&str> = pages.iter().map(|rest| rest.split('<').next().unwrap()).collect();
    assert!(pages.len() >= 14, "{pages:?}");
    for page in &pages {
        let path = page.strip_prefix(&app.base).unwrap();
        let answer = app.browser().get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        // The page says the same of itself.
        for lang in Lang::ALL {
            let bare = page.split('?').next().unwrap();
            let link = format!("hreflang=\"{0}\" href=\"{bare}?lang={0}\">", lang.code());
            assert!(answer.body.contains(&link), "{link} is not on {path}");
            assert!(map.body.contains(&link.replace("\">", "\"/>")), "{link} is not in the map");
        }
        assert!(answer.body.contains("property=\"og:title\""), "{path}");
        assert!(answer.body.contains(&format!("property=\"og:url\" content=\"{page}\"")), "{path}");
    }
    assert!(
        map.body.contains(&format!(
            "/open/sessions/{no}?lang=en</loc><lastmod>2026-06-01T00:00:00Z</lastmod>"
        )),
        "{}",
        map.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_hold_their_facts_as_data_that_no_title_breaks_out_of() {
    let app = TestApp::start().await;
    let forum = app.forum("open", None, &[5]).await;
    let title = "Rights</script><script>alert(1)</script>";
    let odd = NewSession { title: Words::both(title, title), ..session("", 3) };
    let no = add(&app, &forum, odd).await;
    let page = app.read(&format!("/open/sessions/{no}"), "en").await.body;
    let told = data(&page).unwrap();
    assert_eq!((told["@type"].as_str(), told["name"].as_str()), (Some("Event"), Some(title)));
    assert_eq!(told["url"], format!("{}/open/sessions/{no}", app.base));
    assert!(!page.contains("<script>"), "{page}");
    let home = data(&app.read("/open", "ko").await.body).unwrap();
    assert_eq!(home["url"], format!("{}/open", app.base));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_forum_that_can_hurt_or_is_a_sample_nothing_is_told() {
    let app = TestApp::start().await;
    for (slug, change) in
        [("quiet", "sensitive = true"), ("sample", "sample = '{\"en\": \"Made up\"}'")]
    {
        app.forum(slug, None, &[5]).await;
        let mut conn = app.db.conn().await.unwrap();
        let change = format!("UPDATE forum SET {change} WHERE slug = '{slug}'");
        conn.batch_execute(&change).await.unwrap();
        assert_eq!(app.get(&format!("/{slug}/sitemap.xml")).await.status, 404, "{slug}");
        let index = app.get("/sitemap.xml").await.body;
        assert!(!index.contains(slug) && index.ends_with("</sitemapindex>\n"), "{index}");
        for below in ["", "/programme", "/programme/changes", "/sessions/1", "/speakers"] {
            let page = app.read(&format!("/{slug}{below}"), "en").await.body;
            assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
            assert!(!page.contains("og:") && data(&page).is_none(), "{slug}{below}: {page}");
        }
    }
}
