//! A file that can not be trusted changes nothing, and says where and why.

use madang::types::Role;
use reqwest::Method;

use crate::support::{Answer, TestApp};

const GOOD: &str = include_str!("../../fixtures/fosdem-dialect.schedule.xml");
/// The shape of a published file that is invalid: its ids are texts.
const TEXT_IDS: &str = include_str!("../../fixtures/text-ids.schedule.json");

async fn send(app: &TestApp, token: &str, body: &[u8], query: &str) -> Answer {
    let path = format!("/api/v1/forums/own/schedule/import{query}");
    let request = app.request(Method::POST, &path).bearer_auth(token);
    app.perform(request.body(body.to_vec())).await
}

/// Everything of the forum's agenda that the public sees, and how many entries its log has.
async fn state(app: &TestApp, forum: &crate::support::TestForum) -> (String, usize) {
    let sessions = app.get("/api/v1/forums/own/sessions").await.body;
    let mut conn = app.db.conn().await.unwrap();
    let log = madang::audit::list(&mut conn, forum.scope.forum(), None, 200).await.unwrap();
    (sessions, log.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_a_fault_is_refused_with_its_line_and_nothing_is_changed() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[5, 5]).await;
    let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
    let before = state(&app, &forum).await;
    let cut = &GOOD.as_bytes()[..GOOD.len() * 2 / 3];
    let line = |text: &[u8]| text.iter().filter(|byte| **byte == b'\n').count() + 1;
    for (body, code, line) in [
        (TEXT_IDS.as_bytes(), "intake.id_invalid", 18),
        (cut, "intake.malformed", line(cut)),
        (&TEXT_IDS.as_bytes()[..300], "intake.malformed", line(&TEXT_IDS.as_bytes()[..300])),
    ] {
        for lang in ["ko", "en"] {
            let answer = send(&app, &token, body, &format!("?lang={lang}")).await;
            assert_eq!((answer.status, answer.code().as_str()), (422, code), "{}", answer.body);
            let detail = answer.json()["detail"].as_str().unwrap().to_owned();
            assert!(detail.contains(&line.to_string()), "{line} in {detail}");
        }
    }
    assert_eq!(state(&app, &forum).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resident_registration_number_is_told_of_and_kept_nowhere() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[]).await;
    let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
    let csv = "title,date,start,end,abstract\n여는 말,2026-07-01,14:00,14:30,문의 900101-1234567\n";
    let answer = send(&app, &token, csv.as_bytes(), "?zone=Asia/Seoul").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains("resident-number-masked"), "{}", answer.body);
    use diesel_async::RunQueryDsl;
    let mut conn = app.db.conn().await.unwrap();
    let told: Vec<madang::types::Words> = diesel::QueryDsl::select(
        madang::db::schema::session::table,
        madang::db::schema::session::abstract_,
    )
    .load(&mut conn)
    .await
    .unwrap();
    let told = format!("{told:?}");
    assert!(told.contains("문의") && !told.contains("1234567"), "{told}");
}
