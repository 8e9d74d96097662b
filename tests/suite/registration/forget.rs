//! What is promised to be erased is erased, on its day and everywhere.

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use madang::db::schema::{message, registration};
use madang::types::Role;
use reqwest::Method;

use crate::support::TestApp;

/// How long after the first of June the test forum's people are kept: it ends a month later, and then
/// its ninety days begin.
const KEPT: i64 = 30 + 90;

#[tokio::test(flavor = "multi_thread")]
async fn people_are_forgotten_when_their_time_has_come_and_not_before() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", Some(1), &[1]).await;
    app.guest("minji").register(&forum, &[1]).await;
    app.guest("waits").register(&forum, &[1]).await;
    app.work().await;
    let outbox = app.parts.scratch.parent().unwrap().join("outbox");
    let files = || std::fs::read_dir(&outbox).map_or(0, Iterator::count);
    assert_eq!(files(), 2);
    let link = app.manage_token("minji@example.org").await;

    app.clock.advance(TimeDelta::days(KEPT));
    app.work().await;
    assert_eq!((files(), names(&app).await.len()), (2, 2), "their time has not come");

    app.clock.advance(TimeDelta::days(1));
    app.work().await;
    assert!(names(&app).await.is_empty());
    assert_eq!(files(), 0);
    let mut conn = app.db.conn().await.unwrap();
    let left: Vec<(String, serde_json::Value)> =
        message::table.select((message::to_email, message::content)).load(&mut conn).await.unwrap();
    assert!(left.iter().all(|(to, content)| to.is_empty() && *content == serde_json::json!({})));
    let page = app.browser().get(&format!("/r/{link}")).await;
    assert_eq!(page.status, 404, "{}", page.body);
    // What counts stays: a place was taken, and one waited for.
    let limits = app.limits(&forum).await;
    let places = limits.iter().find(|limit| limit.kind == "forum").unwrap();
    assert_eq!((places.taken, places.waiting), (1, 1));

    let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
    let list = app.ask(Method::GET, "/api/v1/forums/spring/registrations", &token).await;
    assert_eq!(list.json()["registrations"], serde_json::json!([]));
    let path = "/api/v1/forums/spring/attendance.csv?purpose=archive&state=all";
    let csv = app.ask(Method::GET, path, &token).await;
    assert_eq!(csv.status, 200);
    assert!(!csv.body.contains("example.org"), "{}", csv.body);
}

/// Whatever of a registration still tells of a person.
async fn names(app: &TestApp) -> Vec<(String, String, String, String)> {
    let mut conn = app.db.conn().await.unwrap();
    registration::table
        .filter(registration::search.ne("").or(registration::name.ne("")))
        .select((
            registration::email,
            registration::email_key,
            registration::name,
            registration::search,
        ))
        .load(&mut conn)
        .await
        .unwrap()
}
