use chrono::TimeDelta;

use crate::support::{Answer, TestApp};

use super::{EMAIL, PASSWORD, link_of, signed_in};

const NEXT: &str = "여름밤의 마당에 별이 쏟아진다";

async fn set(browser: &TestApp, current: &str, new: &str, again: &str) -> Answer {
    let pairs = [("current", current), ("new", new), ("again", again)];
    browser.post_form("/desk/password?lang=en", &pairs).await
}

async fn can_sign_in(app: &TestApp, password: &str) -> bool {
    let pairs = [("email", EMAIL), ("password", password)];
    app.browser().post_form("/desk/sign-in", &pairs).await.status == 303
}

#[tokio::test]
async fn a_bad_password_is_refused_with_its_reason_beside_the_field() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_form(&link_of(&app, EMAIL).await, &[]).await;
    for (new, again, field, said) in [
        ("", "", "new", "id=\"new-error\""),
        ("short", "short", "new", "Those are 5 characters"),
        ("password1234", "password1234", "new", "tried first"),
        ("haneul2026!!", "haneul2026!!", "new", "your name or e-mail address"),
        ("aaaabbbbaaaa", "aaaabbbbaaaa", "new", "different characters"),
        (PASSWORD, "something else", "again", "not the same"),
    ] {
        let answer = set(&browser, "", new, again).await;
        assert_eq!(answer.status, 422, "{new}");
        assert!(answer.body.contains(said), "{said} in {}", answer.body);
        assert!(answer.body.contains(&format!("href=\"#{field}\"")), "{new}");
        assert!(new.is_empty() || !answer.body.contains(new), "a password is never sent back");
    }
    assert!(!can_sign_in(&app, PASSWORD).await);
}

#[tokio::test]
async fn changing_it_takes_the_current_one_and_signs_other_browsers_out_at_once() {
    let app = TestApp::start().await;
    let first = signed_in(&app).await;
    let second = app.browser();
    second.post_form("/desk/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    let unused = link_of(&app, EMAIL).await;

    assert!(second.get("/desk/password").await.body.contains("name=\"current\""));
    assert_eq!(set(&second, "", NEXT, NEXT).await.status, 422);
    let wrong = set(&second, "not the current one", NEXT, NEXT).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("href=\"#current\""), "{}", wrong.body);
    let done = set(&second, PASSWORD, NEXT, NEXT).await;
    assert_eq!(done.location(), "/desk/account?done=password");
    let told = second.read(done.location(), "en").await.body;
    assert!(told.contains("The password is set."), "{told}");

    assert_eq!(first.get("/desk/password").await.location(), "/desk/sign-in");
    assert_eq!(second.get("/desk/password").await.status, 200);
    assert_eq!(app.browser().post_form(&unused, &[]).await.status, 410);
    assert!(can_sign_in(&app, NEXT).await && !can_sign_in(&app, PASSWORD).await);
}

#[tokio::test]
async fn who_forgot_it_comes_by_a_link_and_has_an_hour() {
    let app = TestApp::start().await;
    signed_in(&app).await;
    let browser = app.browser();
    browser.post_form(&link_of(&app, EMAIL).await, &[]).await;
    assert!(!browser.get("/desk/password").await.body.contains("name=\"current\""));
    app.clock.advance(TimeDelta::hours(1));
    assert!(browser.get("/desk/password").await.body.contains("name=\"current\""));
    assert_eq!(set(&browser, "", NEXT, NEXT).await.status, 422);

    let browser = app.browser();
    browser.post_form(&link_of(&app, EMAIL).await, &[]).await;
    let done = set(&browser, "", NEXT, NEXT).await;
    assert_eq!(done.location(), "/desk/account?done=password");
    assert!(can_sign_in(&app, NEXT).await);
}

#[tokio::test]
async fn nobody_gets_to_the_page_without_signing_in() {
    let app = TestApp::start().await;
    assert_eq!(app.browser().get("/desk/password").await.location(), "/desk/sign-in");
    assert_eq!(set(&app.browser(), "", NEXT, NEXT).await.location(), "/desk/sign-in");
}
