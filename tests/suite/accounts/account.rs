//! My account: where I am signed in, and what I can end.

use chrono::TimeDelta;
use madang::types::Role;
use reqwest::Method;

use crate::support::TestApp;

const EMAIL: &str = "reader@own.example";

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended_one_by_one_or_all_at_once() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let mine = app.staff(Role::Reader, &forum).await;
    let agent =
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36";
    let phone = app.browser();
    let form = [("email", EMAIL), ("password", crate::support::PASSWORD)];
    let headers = [("user-agent", agent)];
    phone.send("POST", "/desk/sign-in", Some(&form), &headers).await;
    let tablet = app.browser();
    tablet.sign_in(EMAIL).await;
    app.clock.advance(TimeDelta::minutes(10));
    assert_eq!(phone.get("/desk").await.status, 200);

    let page = mine.read("/desk/account", "en").await;
    assert!(page.body.contains("Chrome · Android"), "{}", page.body);
    assert!(page.body.contains("127.0.0.0/24") && !page.body.contains("127.0.0.1<"));
    assert_eq!(page.body.matches("This device").count(), 1);
    assert!(page.body.contains("09:10"), "the phone was used ten minutes later");
    let ends: Vec<&str> = page
        .body
        .split("action=\"/desk/account/sessions/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next().filter(|path| path.contains("/end")))
        .collect();
    assert_eq!(ends.len(), 2, "{ends:?}");

    // The latest stands first: the tablet.
    let end = format!("/desk/account/sessions/{}", ends[0]);
    assert_eq!(phone.post_form(&end, &[]).await.location(), "/desk/account?done=ended");
    assert_eq!(tablet.get("/desk").await.location(), "/desk/sign-in");
    assert_eq!(phone.get("/desk").await.status, 200);
    mine.post_form("/desk/account/sessions/end", &[]).await;
    assert_eq!(phone.get("/desk").await.location(), "/desk/sign-in");
    assert_eq!(mine.get("/desk").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_ends_anothers_session() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let (mine, other) =
        (app.staff(Role::Reader, &forum).await, app.staff(Role::Clerk, &forum).await);
    other.browser().sign_in("clerk@own.example").await;
    let page = other.get("/desk/account").await.body;
    let at = page.find("/desk/account/sessions/0").unwrap();
    mine.post_form(page[at..].split('"').next().unwrap(), &[]).await;
    let still = other.get("/desk/account").await.body;
    assert!(still.contains("/desk/account/sessions/0"), "it is there still");
}

#[tokio::test(flavor = "multi_thread")]
async fn name_and_language_are_kept_and_what_is_wrong_is_said() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let mine = app.staff(Role::Reader, &forum).await;
    let wrong = mine.post_form("/desk/account?lang=en", &[("name", ""), ("lang", "ko")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("href=\"#name\""), "{}", wrong.body);
    let saved = mine.post_form("/desk/account", &[("name", "하늘"), ("lang", "en")]).await;
    assert_eq!(saved.location(), "/desk/account?done=saved");
    let page = mine.read("/desk/account?done=saved", "en").await;
    assert!(page.body.contains("value=\"하늘\"") && page.body.contains("Saved."));
    let program = app.token(Role::Organizer, Some(forum.scope.forum())).await;
    let answer = app.ask(Method::POST, "/desk/password", &program).await;
    assert_eq!(answer.status, 403, "a program sets no password");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_can_not_keep_anyone_out_by_trying_their_address() {
    let setup = crate::support::Setup { rate_limits: true, ..Default::default() };
    let app = TestApp::with(setup).await;
    let forum = app.forum("own", None, &[1]).await;
    app.staff(Role::Reader, &forum).await;
    let stranger = app.browser_from("127.0.1.1");
    let guess = [("email", EMAIL), ("password", "not the one they have")];
    let mut statuses = Vec::new();
    while statuses.last() != Some(&429) && statuses.len() < 40 {
        statuses.push(stranger.post_form("/desk/sign-in", &guess).await.status);
    }
    assert!(statuses[0] == 422 && statuses.last() == Some(&429), "{statuses:?}");
    assert_eq!(app.browser_from("127.0.2.1").sign_in(EMAIL).await.location(), "/desk");
}
