//! Drafts, releases and what is asked before them, by form.

use serde_json::json;

use crate::agenda::Organizer;
use crate::support::TestApp;

use super::{admin, said, untouched};

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_waits_for_a_release_that_says_what_it_changes() {
    let app = TestApp::start().await;
    app.forum("own", None, &[3]).await;
    let desk = admin(&app).await;
    let form = untouched(&desk.get("/desk/own/sessions/1").await.body);
    let renamed = said(&form, &[("title_ko", "새 제목"), ("title_en", "A new title")]);
    assert_eq!(desk.post_form("/desk/own/sessions/1", &renamed).await.status, 303);
    let public = async || app.read("/api/v1/forums/own/sessions/1", "en").await.body;
    assert!(!public().await.contains("A new title"));
    let list = desk.read("/desk/own/sessions", "en").await.body;
    assert!(list.contains("Changed since the last release"), "{list}");
    let session = desk.read("/desk/own/sessions/1", "en").await.body;
    assert!(session.contains("differs from what the public sees"), "{session}");

    for path in ["/desk/own/sessions/release", "/desk/own/sessions/1/release"] {
        let look = desk.read(path, "en").await;
        assert_eq!(look.status, 200, "{}", look.body);
        assert!(look.body.contains("Renamed from “Session 1” to “A new title”"), "{}", look.body);
        assert!(!public().await.contains("A new title"), "looking does nothing");
    }
    let log = desk.read("/desk/own/sessions/releases", "en").await.body;
    assert!(!log.contains("A new title"), "nor is it kept: {log}");
    let long = "가".repeat(1001);
    let wrong = desk.post_form("/desk/own/sessions/release", &[("note_ko", &long)]).await;
    assert!(wrong.status == 422 && wrong.body.contains(&long), "{}", wrong.body);
    let note = [("note_ko", "제목을 고쳤습니다."), ("note_en", "The title is mended.")];
    let done = desk.post_form("/desk/own/sessions/release", &note).await;
    assert_eq!(done.location(), "/desk/own/sessions?done=released", "{}", done.body);
    assert!(public().await.contains("A new title"));
    let log = desk.read("/desk/own/sessions/releases", "en").await.body;
    assert!(log.contains("The title is mended.") && log.contains("A new title"), "{log}");
    let nothing = desk.post_form("/desk/own/sessions/release", &[]).await;
    assert_eq!(nothing.status, 409);
    assert_eq!(desk.post_form("/desk/own/sessions/99/release", &[]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_release_is_brought_back_and_a_session_called_off_only_when_asked_twice() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[3]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let desk = admin(&app).await;
    let form = untouched(&desk.get("/desk/own/sessions/1").await.body);
    let renamed = said(&form, &[("title_en", "A new title")]);
    assert_eq!(desk.post_form("/desk/own/sessions/1", &renamed).await.status, 303);
    assert_eq!(desk.post_form("/desk/own/sessions/1/release", &[]).await.status, 303);
    let public = async || app.read("/api/v1/forums/own/sessions/1", "en").await;
    assert!(public().await.body.contains("A new title"));

    let ask = desk.get("/desk/own/sessions/releases/1/restore").await;
    assert!(ask.body.contains("action=\"/desk/own/sessions/releases/1/restore\""), "{}", ask.body);
    assert!(public().await.body.contains("A new title"), "asking does nothing");
    let back = desk.post_form("/desk/own/sessions/releases/1/restore", &[]).await;
    assert_eq!(back.location(), "/desk/own/sessions/releases?done=restored", "{}", back.body);
    assert!(!public().await.body.contains("A new title"));
    let again = desk.post_form("/desk/own/sessions/releases/1/restore", &[]).await;
    assert_eq!(again.status, 409);
    for path in ["/desk/own/sessions/releases/99/restore", "/desk/own/sessions/releases/x/restore"]
    {
        assert_eq!((path, desk.get(path).await.status), (path, 404));
    }

    let ask = desk.get("/desk/own/sessions/1/cancel").await;
    assert!(ask.body.contains("action=\"/desk/own/sessions/1/cancel\""), "{}", ask.body);
    assert_eq!(public().await.status, 200, "asking does nothing");
    let off = desk.post_form("/desk/own/sessions/1/cancel", &[]).await;
    assert_eq!(off.location(), "/desk/own/sessions?done=cancelled");
    assert_eq!(public().await.status, 404);
    app.work().await;
    assert_eq!(app.seats(&forum).await[0].taken, 0, "its seats are taken back");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_off_and_put_back_is_as_public_as_it_was() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[3]).await;
    let desk = admin(&app).await;
    let organizer = Organizer::of(&app, &forum).await;
    let path = "/desk/own/sessions/1";
    let links = ["/own/sessions/1\"", "sessions/1/retract\"", "sessions/1/cancel\""];
    assert_eq!(organizer.change(1, json!({ "scheduled": false })).await.status, 200);
    let off = desk.read(path, "en").await.body;
    for words in links.into_iter().chain(["The public still sees it", "agenda/1/move\""]) {
        assert!(off.contains(words), "{words}: {off}");
    }
    let back = organizer.change(1, json!({ "scheduled": true })).await;
    assert_eq!(back.json()["state"], "released", "{}", back.body);
    let on = desk.read(path, "en").await.body;
    assert!(!on.contains("Only organizers see this session yet"), "{on}");
    assert!(links.into_iter().all(|words| on.contains(words)), "{on}");

    let log = async || app.get("/api/v1/forums/own/releases").await.body;
    let before = log().await;
    let look = desk.read("/desk/own/sessions/1/release", "en").await;
    assert!(look.body.contains("The public sees it all as it stands here"), "{}", look.body);
    let list = async || desk.read("/desk/own/sessions", "en").await.body;
    assert!(list().await.contains("Changed since the last release"));
    assert_eq!(desk.post_form("/desk/own/sessions/1/release", &[]).await.status, 303);
    assert!(!list().await.contains("Changed since the last release"), "{}", list().await);
    assert_eq!(log().await, before, "no release was made of nothing");
    assert_eq!(desk.post_form("/desk/own/sessions/1/release", &[]).await.status, 409);

    // The same of what was changed and changed back.
    let title = organizer.ask("GET", "sessions/1/draft", None).await.json()["title"].clone();
    organizer.change(1, json!({ "title": { "en": "Another" } })).await;
    organizer.change(1, json!({ "title": title })).await;
    assert_eq!(organizer.release().await.code(), "agenda.nothing_to_release");
    let now = organizer.ask("GET", "sessions/1/draft", None).await.json();
    assert_eq!(now["waits_for_release"], false, "{now}");
}
