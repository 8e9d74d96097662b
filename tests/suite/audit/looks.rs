//! Who looked at one's data, told to that person and to nobody else.

use madang::types::Role;

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn people_see_who_looked_at_their_data_by_role_and_reason_and_never_by_name() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let reference = app.guest("minji").register(&forum, &[1]).await.json()["reference"].clone();
    let other = app.guest("haneul").register(&forum, &[]).await.json()["reference"].clone();
    let token = app.manage_token("minji@example.org").await;
    let page = format!("/r/{token}/looks");
    let before = app.read(&page, "en").await;
    assert_eq!(before.status, 200, "{}", before.body);
    assert!(before.body.contains("Nobody has opened your record"), "{}", before.body);
    assert_eq!(before.header("cache-control"), Some("no-store"));

    let owner = app.owner(&forum).await;
    let record = format!("/desk/own/people/{}", reference.as_str().unwrap());
    assert_eq!(owner.get(&record).await.status, 200);
    let clerk = app.staff(Role::Clerk, &forum).await;
    for path in
        ["/desk/own/people".to_owned(), format!("/desk/own/people/{}", other.as_str().unwrap())]
    {
        assert_eq!(clerk.get(&path).await.status, 200);
    }
    let list = [("purpose", "seats for the hall"), ("format", "csv"), ("column", "name")];
    assert_eq!(owner.post_form("/desk/own/export", &list).await.status, 200);

    let after = app.read(&page, "en").await;
    for words in [
        "Opened your record",
        "Forum owner",
        "Took out a list",
        "seats for the hall",
        "Registration clerk: once",
    ] {
        assert!(after.body.contains(words), "{words}: {}", after.body);
    }
    assert_eq!(
        after.body.matches("Opened your record").count(),
        1,
        "that of another is not theirs"
    );
    for name in ["owner@own.example", "clerk@own.example", "Somebody"] {
        assert!(!after.body.contains(name), "{name}");
    }
    let korean = app.read(&page, "ko").await;
    assert!(korean.body.contains("신청서를 보았습니다") && korean.body.contains("포럼 책임자"));
    // Their own visits are theirs.
    assert_eq!(app.read(&page, "en").await.body.matches("<time datetime").count(), 2);
    assert_eq!(app.read("/r/forged/looks", "en").await.status, 404);
}
