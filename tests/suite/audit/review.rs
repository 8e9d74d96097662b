//! The log as a file, the month's review, and the log of the house.

use chrono::TimeDelta;
use madang::accounts::create_admin;
use madang::audit;
use madang::types::{Email, Role};
use serde_json::json;

use crate::support::{TestApp, TestForum};

const JUNE: &str = "/desk/own/audit/review?month=2026-06";
const REVIEW: &str = "/desk/own/audit/review";

/// June's review with a note, as the form sends it.
fn sign(note: &str) -> [(&'static str, &str); 2] {
    [("month", "2026-06"), ("note", note)]
}

/// A forum whose organizer looked at people and took a list out in June; its owner and its organizer.
async fn june(app: &TestApp) -> (TestForum, TestApp, TestApp) {
    let forum = app.forum("own", None, &[1]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let owner = app.owner(&forum).await;
    let organizer = app.organizer(&forum).await;
    organizer.get("/desk/own/people").await;
    let list = [("purpose", "seats for the hall"), ("format", "csv"), ("column", "name")];
    assert_eq!(organizer.post_form("/desk/own/export", &list).await.status, 200);
    (forum, owner, organizer)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_shows_who_read_whom_and_is_signed_when_it_is_over() {
    let app = TestApp::start().await;
    let (_, owner, organizer) = june(&app).await;
    let page = owner.read(JUNE, "en").await;
    assert_eq!(page.status, 200, "{}", page.body);
    let email = "organizer@own.example";
    for words in ["June 2026", email, "seats for the hall", "once, one person", "Not over yet"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(!page.body.contains("name=\"note\""), "a month is signed when it is over");
    assert_eq!(owner.post_form(REVIEW, &sign("all well")).await.status, 400);
    assert!(!owner.read("/desk/own", "en").await.body.contains("is open: look over"));
    assert_eq!(owner.get("/desk/own/audit/review?month=June").await.status, 400);
    app.clock.advance(TimeDelta::days(30));
    for (who, email) in [(&owner, "owner@own.example"), (&organizer, email)] {
        assert_eq!(who.sign_in(email).await.status, 303);
    }
    let desk = owner.read("/desk/own", "en").await;
    assert!(desk.body.contains("The review of June 2026 is open"), "{}", desk.body);
    assert!(!organizer.read("/desk/own", "en").await.body.contains("The review of"));
    let theirs = organizer.read(JUNE, "en").await;
    assert!(theirs.body.contains("The forum’s owner or its data protection officer signs it"));
    assert_eq!(organizer.post_form(REVIEW, &sign("all well")).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_is_signed_once_with_a_note() {
    let app = TestApp::start().await;
    let (forum, owner, _) = june(&app).await;
    app.clock.advance(TimeDelta::days(30));
    assert_eq!(owner.sign_in("owner@own.example").await.status, 303);
    let empty = owner.post_form(REVIEW, &sign(" ")).await;
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains("name=\"note\""), "{}", empty.body);
    let done = owner.post_form(REVIEW, &sign("One list, for the hall.")).await;
    assert_eq!((done.status, done.location()), (303, format!("{JUNE}&done=signed").as_str()));
    let signed = owner.read(done.location(), "en").await;
    for words in ["The review is signed.", "signed by owner@own.example", "One list, for the hall."]
    {
        assert!(signed.body.contains(words), "{words}: {}", signed.body);
    }
    // Whoever comes second changes nothing.
    let protection = app.staff(Role::Protection, &forum).await;
    assert_eq!(protection.post_form(REVIEW, &sign("Another note.")).await.status, 303);
    let still = protection.read(JUNE, "ko").await;
    assert!(
        still.body.contains("One list, for the hall.") && !still.body.contains("Another note.")
    );
    assert!(still.body.contains("2026년 6월"), "{}", still.body);
    assert!(!owner.read("/desk/own", "en").await.body.contains("The review of"));
    let mut conn = app.db.conn().await.unwrap();
    let log = audit::list(&mut conn, forum.scope.forum(), None, 200).await.unwrap();
    let reviews: Vec<_> = log.iter().filter(|row| row.action == "audit.reviewed").collect();
    assert_eq!(reviews.len(), 1);
    assert_eq!(reviews[0].detail, json!({ "month": "2026-06" }));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_goes_out_as_a_file_with_a_reason_that_is_on_record() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let owner = app.owner(&forum).await;
    let list = [("purpose", "=cmd|seats"), ("format", "csv"), ("column", "name")];
    assert_eq!(owner.post_form("/desk/own/export", &list).await.status, 200);
    let log = owner.read("/desk/own/audit?act=looks", "en").await;
    assert!(log.body.contains("/desk/own/audit/export?act=looks"), "{}", log.body);
    let form = owner.read("/desk/own/audit/export?act=looks", "en").await;
    assert!(form.body.contains("name=\"act\" value=\"looks\""), "{}", form.body);
    let without =
        owner.post_form("/desk/own/audit/export", &[("act", "looks"), ("purpose", "")]).await;
    assert_eq!(without.status, 422);
    let asked = [("act", "looks"), ("purpose", "yearly inspection")];
    let file = owner.post_form("/desk/own/audit/export", &asked).await;
    assert_eq!(file.status, 200, "{}", file.body);
    assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(file.bytes.starts_with("\u{FEFF}".as_bytes()) && file.body.contains("people.exported"));
    assert!(
        file.body.contains("'=cmd|seats"),
        "nothing that a spreadsheet would run: {}",
        file.body
    );
    assert!(!file.body.contains("minji") && !file.body.contains("민지"), "{}", file.body);
    assert_eq!(file.body.lines().count(), 2, "{}", file.body);
    let all = owner.post_form("/desk/own/audit/export", &[("purpose", "all of it")]).await;
    assert!(all.body.contains("yearly inspection") && all.body.contains("registration.created"));
    let organizer = app.organizer(&forum).await;
    assert_eq!(organizer.get("/desk/own/audit/export").await.status, 403);
    assert!(!organizer.get("/desk/own/audit").await.body.contains("/audit/export"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_in_no_forum_is_in_a_log_of_its_own_for_admins() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.owner(&forum).await;
    assert_eq!(owner.get("/desk/log").await.status, 403);
    app.boss().await;
    let email = Email::parse("boss@house.example").unwrap();
    let link = create_admin(&app.db, &app.clock, &app.key, &email).await.unwrap();
    let boss = app.browser();
    boss.post_form(&format!("/desk/enter/{}", link.reveal()), &[]).await;
    let set = [("new", crate::support::PASSWORD), ("again", crate::support::PASSWORD)];
    boss.post_form("/desk/password", &set).await;
    let page = boss.read("/desk/log", "en").await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(
        page.body.contains("Log of the installation") && page.body.contains("boss@house.example")
    );
    app.work().await;
    let checked =
        boss.send("POST", "/desk/log/check", Some(&[]), &[("accept-language", "en")]).await;
    assert!(checked.body.contains("The chain is unbroken"), "{}", checked.body);
    assert!(boss.read("/desk/log?act=audit.checked", "en").await.body.contains("<time datetime"));
}
