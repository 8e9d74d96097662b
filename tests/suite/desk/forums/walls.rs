//! Who may not: another forum's organizer sees nothing, a door is told no, nobody is sent to sign in.

use madang::types::Role;

use crate::support::TestApp;

const PAGES: [&str; 8] = [
    "/desk/own",
    "/desk/own/close",
    "/desk/own/settings",
    "/desk/own/settings/venue",
    "/desk/own/settings/categories",
    "/desk/own/settings/consents",
    "/desk/own/sessions",
    "/desk/own/sessions/1",
];

#[tokio::test(flavor = "multi_thread")]
async fn another_forums_organizer_sees_nothing_and_a_door_is_told_no() {
    let app = TestApp::start().await;
    let own = app.forum("own", None, &[1]).await;
    let other = app.forum("other", None, &[1]).await;
    let (own, other) = (own.scope.forum(), other.scope.forum());
    let foreign = app.token(Role::Organizer, Some(other)).await;
    let door = app.token(Role::Door, Some(own)).await;
    let organizer = app.token(Role::Organizer, Some(own)).await;
    for path in PAGES {
        let get = reqwest::Method::GET;
        assert_eq!(app.ask(get.clone(), path, &foreign).await.status, 404, "{path}");
        assert_eq!(app.ask(get.clone(), path, &door).await.status, 403, "{path}");
        assert_eq!(app.ask(get, path, &organizer).await.status, 200, "{path}");
        let nobody = app.browser().get(path).await;
        assert_eq!((nobody.status, nobody.location()), (303, "/desk/sign-in"), "{path}");
    }
    let get = reqwest::Method::GET;
    let mine = app.ask(get.clone(), "/desk", &organizer).await.body;
    assert!(mine.contains("/desk/own\"") && !mine.contains("/desk/other\""));
    assert!(!mine.contains("/desk/new"), "an organizer makes no forums");
    assert_eq!(app.ask(get, "/desk/new", &organizer).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_another_site_does_nothing() {
    let app = TestApp::start().await;
    app.forum("own", None, &[1]).await;
    let desk = super::admin(&app).await;
    let request = desk.request(reqwest::Method::POST, "/desk/own/close");
    let forged = request.header("origin", "https://evil.example").form::<[(&str, &str); 0]>(&[]);
    assert_eq!(desk.perform(forged).await.status, 403);
    let forum = app.get("/api/v1/forums/own").await.json();
    assert_eq!(forum["state"], "published");
}
