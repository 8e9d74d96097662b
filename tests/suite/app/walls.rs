//! What the walls answer: faults in the reader's language, lists with a purpose, a log that shows tampering.
//! The matrix of every route with every visitor is in `matrix.rs`.

use madang::types::Role;

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn faults_are_told_in_the_readers_language_and_hide_what_broke() {
    let app = TestApp::start().await;
    assert!(app.read("/nothing-here", "ko").await.body.contains("lang=\"ko\""));
    assert!(app.read("/nothing-here", "en").await.body.contains("lang=\"en\""));
    let answer = app.read("/api/v1/forums/nothing", "en").await;
    assert_eq!((answer.status, answer.code().as_str()), (404, "web.not_found"));
    assert!(answer.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
    assert_eq!(app.get("/readyz").await.body, "ready");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attendance_list_needs_a_purpose_and_is_in_the_log() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
    let path = "/api/v1/forums/own/attendance.csv";
    assert_eq!(app.ask(reqwest::Method::GET, path, &token).await.status, 422);
    let list = format!("{path}?purpose=seating");
    let answer = app.ask(reqwest::Method::GET, &list, &token).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.bytes.starts_with("\u{FEFF}".as_bytes()) && answer.body.contains("minji"));
    let mut conn = app.db.conn().await.unwrap();
    let log = madang::audit::list(&mut conn, forum.scope.forum(), None, 50).await.unwrap();
    let entry = log.iter().find(|row| row.action == "people.exported").unwrap();
    assert_eq!(entry.purpose.as_deref(), Some("seating"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_chain_shows_what_was_changed_or_deleted() {
    use diesel_async::SimpleAsyncConnection;
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    app.guest("minji").register(&forum, &[1]).await;
    app.work().await;
    let mut conn = app.db.conn().await.unwrap();
    let key = &app.parts.audit_key;
    let proof = madang::audit::verify(&mut conn, key).await.unwrap().unwrap();
    assert!(proof.links > 2);
    let refused = conn.batch_execute("UPDATE audit_entry SET action = 'x'").await;
    assert!(refused.is_err(), "the log is append-only");
    let tamper = "ALTER TABLE audit_entry DISABLE TRIGGER ALL; \
        UPDATE audit_entry SET purpose = 'x' WHERE id = (SELECT entry_id FROM audit_seal WHERE no = 2)";
    conn.batch_execute(tamper).await.unwrap();
    let fault = madang::audit::verify(&mut conn, key).await.unwrap().unwrap_err();
    assert_eq!(fault, madang::audit::ChainFault::Changed(2));
}
