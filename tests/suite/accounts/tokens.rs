use madang::accounts::create_token;
use madang::db::Stop;
use madang::types::{ForumId, Role};

use crate::support::TestApp;

use super::{EMAIL, link_of};

#[tokio::test]
async fn a_programs_token_opens_no_password_and_no_letter() {
    let app = TestApp::start().await;
    let token =
        create_token(&app.db, &app.clock, Role::Admin, None, "nightly export", 30).await.unwrap();
    assert!(token.reveal().starts_with("mdg_"));
    let bearer = format!("Bearer {}", token.reveal());
    let with_token = [("Authorization", bearer.as_str())];
    let page = app.browser().send("GET", "/desk/password", None, &with_token).await;
    assert_eq!(page.status, 403, "{}", page.body);
    let new = [
        ("new", "copper lantern on the ninth stair"),
        ("again", "copper lantern on the ninth stair"),
    ];
    let set = app.browser().send("POST", "/desk/password", Some(&new), &with_token).await;
    assert_eq!(set.status, 403);

    // Nor does a signed-in browser lend it its session.
    let browser = app.browser();
    browser.post_form(&link_of(&app, EMAIL).await, &[]).await;
    assert_eq!(browser.send("GET", "/desk/password", None, &with_token).await.status, 403);

    app.clock.advance(chrono::TimeDelta::days(30));
    let late = app.browser().send("GET", "/desk/password", None, &with_token).await;
    assert_eq!(late.location(), "/desk/sign-in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_gives_nobody_power_whatever_its_role() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.token(Role::Owner, Some(forum.scope.forum())).await;
    let admin = app.token(Role::Admin, None).await;
    let form =
        [("email", EMAIL), ("name", "x"), ("role", "owner"), ("kept", "all"), ("lang", "en")];
    for (token, list) in
        [(&owner, "/desk/own/staff"), (&admin, "/desk/own/staff"), (&admin, "/desk/staff")]
    {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str())];
        assert_eq!(app.send("GET", list, None, &headers).await.status, 403, "{list}");
        let path = format!("{list}/new");
        assert_eq!(app.send("POST", &path, Some(&form), &headers).await.status, 403, "{path}");
        assert_eq!(app.send("GET", "/desk/own/people", None, &headers).await.status, 200);
    }
    assert!(app.letters(EMAIL).await.is_empty());
}

#[tokio::test]
async fn a_token_without_reach_name_or_end_is_refused() {
    let app = TestApp::start().await;
    let forum = Some(ForumId::fresh());
    for (role, forum, label, days, code) in [
        (Role::Admin, forum, "x", 1, "accounts.token_reach"),
        (Role::Door, None, "x", 1, "accounts.token_reach"),
        (Role::Admin, None, " ", 1, "accounts.token_label"),
        (Role::Admin, None, "x", 0, "accounts.token_days"),
        (Role::Admin, None, "x", 366, "accounts.token_days"),
    ] {
        match create_token(&app.db, &app.clock, role, forum, label, days).await {
            Err(Stop::Refused(reason)) => {
                assert_eq!(madang::types::Refusal::code(&reason), code);
            }
            other => panic!("{other:?}"),
        }
    }
}
