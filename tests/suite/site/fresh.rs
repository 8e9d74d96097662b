use chrono::TimeDelta;
use madang::agenda::{Expect, change_capacity, retract_session};

use super::{add, session, until};
use crate::support::{Answer, Setup, TestApp};

/// Reads a page with headers.
async fn read(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Answer {
    app.send("GET", path, None, headers).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_shows_on_the_pages_of_every_process() {
    let app = TestApp::start().await;
    let forum = app.forum("open", None, &[5]).await;
    let other = TestApp::with(Setup { db: Some(app.db.clone()), ..Setup::default() }).await;
    for app in [&app, &other] {
        assert!(app.read("/open/programme", "en").await.body.contains("5 seats left"));
        assert!(app.read("/open/sessions/1", "en").await.body.contains("5 seats left"));
    }
    let scope = &forum.scope;
    change_capacity(&app.db, &app.clock, scope, 1, &Expect::Any, Some(40)).await.unwrap();
    until(&other, "/open/programme", |page| page.body.contains("40 seats left")).await;
    until(&other, "/open/sessions/1", |page| page.body.contains("40 seats left")).await;
    let no = add(&app, &forum, session("A late addition", 3)).await;
    until(&other, "/open/programme", |page| page.body.contains("A late addition")).await;
    until(&other, "/open", |page| page.body.contains("A late addition")).await;
    retract_session(&app.db, &app.clock, scope, no, &Expect::Any).await.unwrap();
    until(&other, "/open/programme", |page| !page.body.contains("A late addition")).await;
    until(&other, &format!("/open/sessions/{no}"), |page| page.status == 404).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn seats_are_told_anew_within_a_second_or_two() {
    let app = TestApp::start().await;
    let forum = app.forum("open", None, &[2]).await;
    let other = TestApp::with(Setup { db: Some(app.db.clone()), ..Setup::default() }).await;
    assert!(other.read("/open/programme", "en").await.body.contains("2 seats left"));
    let answer = app.guest("minji").register(&forum, &[1]).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    other.clock.advance(TimeDelta::seconds(2));
    until(&other, "/open/programme", |page| page.body.contains("1 seat left")).await;
    until(&other, "/open/sessions/1", |page| page.body.contains("1 seat left")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_the_page_already_is_told_so() {
    let app = TestApp::start().await;
    app.forum("open", None, &[5]).await;
    for encoding in ["gzip, br", "identity"] {
        let headers = [("accept-encoding", encoding), ("accept-language", "ko")];
        let first = read(&app, "/open/programme", &headers).await;
        let tag = first.header("etag").unwrap().to_owned();
        assert!(tag.starts_with('"'), "{tag} is a strong tag");
        assert_eq!(first.header("content-encoding").is_some(), encoding.starts_with("gzip"));
        assert_eq!(first.header("content-language"), Some("ko"));
        let again = [headers[0], headers[1], ("if-none-match", tag.as_str())];
        let again = read(&app, "/open/programme", &again).await;
        assert_eq!((again.status, again.bytes.len()), (304, 0));
        assert_eq!(again.header("etag"), Some(tag.as_str()));
        let english = [headers[0], ("accept-language", "en"), ("if-none-match", tag.as_str())];
        assert_eq!(read(&app, "/open/programme", &english).await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_can_be_asked_about_without_being_read() {
    let app = TestApp::start().await;
    app.forum("open", None, &[5]).await;
    let answer = app.send("HEAD", "/open/programme", None, &[]).await;
    assert_eq!((answer.status, answer.bytes.len()), (200, 0));
    assert_eq!(answer.header("etag"), app.get("/open/programme").await.header("etag"));
    assert_eq!(app.send("HEAD", "/open/sessions/9", None, &[]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_theme_is_in_the_page_and_an_unread_query_is_not() {
    let app = TestApp::start().await;
    app.forum("open", None, &[5]).await;
    let dark = read(&app, "/open", &[("cookie", "theme=dark")]).await;
    assert!(dark.body.contains("data-theme=\"dark\""));
    let plain = read(&app, "/open/programme?utm_source=%22%3E%3Cscript%3E", &[]).await;
    assert!(!plain.body.contains("utm_source") && !plain.body.contains("<script>"));
    assert!(!plain.body.contains("data-theme"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_changes_by_itself_when_registration_closes_and_the_forum_begins() {
    let app = TestApp::start().await;
    app.forum("open", None, &[5]).await;
    assert!(app.read("/open", "en").await.body.contains("Registration open"));
    app.clock.advance(TimeDelta::days(29) + TimeDelta::hours(1));
    let page = app.read("/open", "en").await.body;
    assert!(page.contains("Registration closed") && !page.contains("\"/open/register\""), "{page}");
    assert!(!app.read("/open/programme", "en").await.body.contains("class=\"now\""));
    app.clock.advance(TimeDelta::hours(23) + TimeDelta::hours(5) + TimeDelta::minutes(10));
    let page = app.read("/open/programme", "en").await.body;
    assert!(page.contains("class=\"now\"") && page.contains("Go to now"), "{page}");
    app.clock.advance(TimeDelta::hours(1));
    assert!(!app.read("/open/programme", "en").await.body.contains("class=\"now\""));
}
