use actix_web::App;
use actix_web::http::StatusCode;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::Data;
use chrono::TimeDelta;
use madang::accounts::{Directory, mount};
use madang::db::Db;
use madang::forum::{publish_forum, routes};
use madang::types::Clock;
use madang::web::guarded;
use serde_json::Value;

use super::{made, now, whole};
use crate::support::database::fresh;

struct Answer {
    status: StatusCode,
    tag: Option<String>,
    body: Value,
}

async fn ask(db: &Db, path: &str, tag: Option<&str>) -> Answer {
    let app = App::new()
        .wrap(from_fn(guarded))
        .app_data(Data::new(db.clone()))
        .app_data(Data::new(Clock::set(now())))
        .app_data(Data::new(Directory::default()))
        .configure(|config| mount(config, &routes()));
    let app = init_service(app).await;
    let mut request = TestRequest::get().uri(path);
    if let Some(tag) = tag {
        request = request.insert_header(("If-None-Match", tag));
    }
    let answer = call_service(&app, request.to_request()).await;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = serde_json::from_slice(&read_body(answer).await).unwrap_or_default();
    let tag = headers.get("etag").map(|tag| tag.to_str().unwrap().to_owned());
    Answer { status, tag, body }
}

#[actix_web::test]
async fn a_forum_says_all_that_registering_needs_once_it_is_published() {
    let db = fresh().await;
    let scope = made(&db, whole("seoul")).await;
    let hidden = ask(&db, "/api/v1/forums/seoul", None).await;
    assert_eq!((hidden.status.as_u16(), &hidden.body["code"]), (404, &"web.not_found".into()));
    assert_eq!(ask(&db, "/api/v1/forums", None).await.body["forums"], Value::Array(vec![]));
    publish_forum(&db, &Clock::set(now()), &scope).await.unwrap();

    let answer = ask(&db, "/api/v1/forums/seoul", None).await;
    assert_eq!(answer.status, 200);
    let body = &answer.body;
    assert_eq!(body["title"]["en"], "Open forum");
    assert_eq!(body["registration"]["state"], "open");
    assert_eq!(body["registration"]["closes_at"], "2026-06-30T00:00:00Z");
    assert_eq!(body["venues"][0]["rooms"][0]["size"], 300);
    assert_eq!(body["categories"][3]["code"], "press");
    assert_eq!(body["categories"][3]["seats"], "open");
    assert_eq!(body["consents"][0]["purpose"], "privacy");
    assert_eq!(body["consents"][0]["required"], true);
    assert!(body["consents"][0]["body"]["ko"].as_str().unwrap().contains("보유 기간"));
    let email = &body["form"][0];
    assert_eq!(
        (email["name"].as_str(), email["label"]["ko"].as_str()),
        (Some("email"), Some("이메일"))
    );

    let again = ask(&db, "/api/v1/forums/seoul", answer.tag.as_deref()).await;
    assert_eq!((again.status, again.body), (StatusCode::NOT_MODIFIED, Value::Null));
}

#[actix_web::test]
async fn a_full_category_says_so() {
    let db = fresh().await;
    let mut want = whole("full");
    want.categories[0].capacity = Some(0);
    let scope = made(&db, want).await;
    publish_forum(&db, &Clock::set(now()), &scope).await.unwrap();
    let body = ask(&db, "/api/v1/forums/full", None).await.body;
    let seats: Vec<&str> = body["categories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|category| category["seats"].as_str().unwrap())
        .collect();
    assert_eq!(seats, ["full", "open", "open", "open", "open"]);
    assert_eq!(body["seats"], "open");
}

#[actix_web::test]
async fn forums_come_latest_first_a_page_at_a_time_each_once() {
    let db = fresh().await;
    let clock = Clock::set(now());
    for n in 0..53_i64 {
        let mut want = whole(&format!("forum-{n:02}"));
        // Several begin at one instant: order and pages must not depend on the hour alone.
        let shift = TimeDelta::days(n / 10);
        want.facts.starts_at += shift;
        want.facts.ends_at += shift;
        let scope = made(&db, want).await;
        publish_forum(&db, &clock, &scope).await.unwrap();
    }
    made(&db, whole("a-draft")).await;
    let first = ask(&db, "/api/v1/forums", None).await.body;
    let next = first["next"].as_str().unwrap();
    let second = ask(&db, &format!("/api/v1/forums?cursor={next}"), None).await.body;
    assert_eq!(second["next"], Value::Null);
    let forums: Vec<&Value> =
        [&first, &second].iter().flat_map(|page| page["forums"].as_array().unwrap()).collect();
    let starts: Vec<&str> = forums.iter().map(|f| f["starts_at"].as_str().unwrap()).collect();
    assert!(starts.is_sorted_by(|a, b| a >= b));
    let mut slugs: Vec<&str> = forums.iter().map(|f| f["slug"].as_str().unwrap()).collect();
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!((forums.len(), slugs.len()), (53, 53));

    for cursor in ["nonsense", "AAAAAAAAAAAAAAAAAAAAAA"] {
        let bad = ask(&db, &format!("/api/v1/forums?cursor={cursor}"), None).await;
        assert_eq!(bad.status, 400, "{cursor}");
    }
}
