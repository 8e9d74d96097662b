use diesel_async::SimpleAsyncConnection;
use serde_json::json;

use crate::support::TestApp;

use super::{Staff, links, register, unescaped};

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_narrowed_by_who_what_whose_and_when() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let body = json!({ "email": "minji@example.org", "name": "민지" });
    let reference = register(&app, &forum, body).await;
    let staff = Staff::organizer(&app, &forum).await;
    staff.get("/desk/own/people").await;
    staff.get(&format!("/desk/own/people/{reference}")).await;
    let export = [("purpose", "seating"), ("format", "csv"), ("column", "name")];
    assert_eq!(staff.post("/desk/own/export", &export).await.status, 200);
    let all = staff.get("/desk/own/audit").await;
    for words in
        ["Took out a list", "Why: seating", "Looked at the list", "Made the forum", &reference]
    {
        assert!(all.body.contains(words), "{words}: {}", all.body);
    }
    assert!(!all.body.contains("민지") && !all.body.contains("minji"), "ids, never names");
    let rows = |page: &crate::support::Answer| page.body.matches("<time datetime").count();
    let looks = staff.get("/desk/own/audit?act=looks").await;
    assert_eq!(rows(&looks), 3);
    assert_eq!(rows(&staff.get("/desk/own/audit?act=people.exported").await), 1);
    assert_eq!(rows(&staff.get("/desk/own/audit?who=guest&act=registration.created").await), 1);
    let who = all.body.split("<option value=\"").find(|option| option.contains("token:test"));
    let who = who.unwrap().split('"').next().unwrap();
    assert_eq!(rows(&staff.get(&format!("/desk/own/audit?who={who}")).await), 3);
    let record = staff.get(&format!("/desk/own/people/{reference}")).await;
    let of_them = unescaped(links(&record, "/desk/own/audit?subject=")[0]);
    assert_eq!(rows(&staff.get(&of_them).await), 3);
    let tomorrow = chrono::Utc::now() + chrono::TimeDelta::days(2);
    let since = tomorrow.format("/desk/own/audit?since=%Y-%m-%d").to_string();
    assert_eq!(rows(&staff.get(&since).await), 0);
    let until = tomorrow.format("/desk/own/audit?until=%Y-%m-%d&act=looks").to_string();
    assert_eq!(rows(&staff.get(&until).await), 4);
    let odd = staff.get("/desk/own/audit?since=yesterday").await;
    assert_eq!(odd.status, 422);
    assert!(odd.body.contains("yesterday") && odd.body.contains("Write the day like"));
    assert_eq!(staff.get("/desk/own/audit?act=nonsense").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn checking_the_chain_says_whether_a_row_was_tampered_with() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    register(&app, &forum, json!({ "email": "minji@example.org", "name": "민지" })).await;
    app.work().await;
    let staff = Staff::organizer(&app, &forum).await;
    let page = staff.get("/desk/own/audit").await;
    assert!(page.body.contains("Linked up to entry"), "{}", page.body);
    let good = staff.post("/desk/own/audit/check", &[]).await;
    assert!(good.body.contains("The chain is unbroken"), "{}", good.body);
    assert!(staff.get("/desk/own/audit").await.body.contains("found it unbroken"));
    let tamper = "ALTER TABLE audit_entry DISABLE TRIGGER ALL; \
        UPDATE audit_entry SET purpose = 'x' WHERE id = (SELECT entry_id FROM audit_seal WHERE no = 2)";
    app.db.conn().await.unwrap().batch_execute(tamper).await.unwrap();
    let bad = staff.post("/desk/own/audit/check", &[]).await;
    assert_eq!(bad.status, 200);
    assert!(bad.body.contains("The chain is broken") && bad.body.contains("Entry 2 is not as"));
    let korean = staff.read("/desk/own/audit", "ko").await;
    assert!(korean.body.contains("끊긴 곳이 있었습니다"), "{}", korean.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_the_log_show_each_entry_once() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[]).await;
    for at in 0..120 {
        register(&app, &forum, json!({ "email": format!("p{at}@example.org"), "name": "민지" }))
            .await;
    }
    let staff = Staff::organizer(&app, &forum).await;
    let (mut path, mut seen) = ("/desk/own/audit?act=registration.created".to_owned(), Vec::new());
    loop {
        let page = staff.get(&path).await;
        seen.extend(links(&page, "/desk/own/people/").into_iter().map(str::to_owned));
        let next = links(&page, "/desk/own/audit?act=registration.created&");
        match next.into_iter().map(unescaped).find(|href| href.contains("cursor=")) {
            Some(next) => path = next,
            None => break,
        }
    }
    let once: std::collections::BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), once.len()), (120, 120));
}
