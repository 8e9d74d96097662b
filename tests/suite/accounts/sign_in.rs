use crate::support::{Setup, TestApp};

use super::{EMAIL, PASSWORD, signed_in};

async fn submit(app: &TestApp, email: &str, password: &str) -> crate::support::Answer {
    app.post_form("/desk/sign-in", &[("email", email), ("password", password)]).await
}

#[tokio::test]
async fn address_and_password_lead_to_the_desk_whatever_the_case_of_the_address() {
    let app = TestApp::start().await;
    signed_in(&app).await;
    let browser = app.browser();
    let page = browser.get("/desk/sign-in").await;
    assert_eq!(page.status, 200);
    let answer = submit(&browser, "HaNeul@Forum.example", PASSWORD).await;
    assert_eq!((answer.status, answer.location()), (303, "/desk"));
    assert_eq!(browser.get("/desk/password").await.status, 200);
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_hosts() {
    let app = TestApp::with(Setup {
        public_url: Some("https://forum.example".to_owned()),
        ..Setup::default()
    })
    .await;
    let browser = app.browser();
    let link = super::link_of(&app, EMAIL).await;
    let answer = browser.post_form(&link, &[]).await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-desk=mds_"), "{cookie}");
    for flag in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.split("; ").any(|part| part == flag), "{flag} in {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    let session = browser.cookie("__Host-desk").unwrap();
    assert_eq!(browser.get("/desk/password").await.status, 200);
    // The plain name, which a neighbour host could set, opens nothing here.
    let other = app.browser();
    other.set_cookie("desk", &session);
    assert_eq!(other.get("/desk/password").await.location(), "/desk/sign-in");
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_get_the_same_answer() {
    let app = TestApp::start().await;
    signed_in(&app).await;
    let wrong = submit(&app.browser(), EMAIL, "not the right one").await;
    let unknown = submit(&app.browser(), "nobody@forum.example", "not the right one").await;
    assert_eq!((wrong.status, unknown.status), (422, 422));
    assert!(wrong.body.contains(EMAIL), "what was typed stays");
    assert!(!wrong.body.contains("not the right one"), "but the password");
    assert_eq!(wrong.body, unknown.body.replace("nobody@forum.example", EMAIL));
    let names =
        |a: &crate::support::Answer| a.headers.iter().map(|h| h.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(&wrong), names(&unknown));
}

#[tokio::test]
async fn what_is_missing_is_said_beside_the_field_in_both_languages() {
    let app = TestApp::start().await;
    for lang in ["ko", "en"] {
        let path = format!("/desk/sign-in?lang={lang}");
        let answer = app.browser().post_form(&path, &[("email", "nobody")]).await;
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains("href=\"#email\""), "{}", answer.body);
        assert!(answer.body.contains("id=\"password-error\""), "{}", answer.body);
        assert!(!answer.body.contains("accounts-"), "{}", answer.body);
    }
}

#[tokio::test]
async fn signing_in_again_ends_the_session_the_browser_had() {
    let app = TestApp::start().await;
    let browser = signed_in(&app).await;
    let before = browser.cookie("desk").unwrap();
    submit(&browser, EMAIL, PASSWORD).await;
    assert_ne!(browser.cookie("desk").unwrap(), before);
    let old = app.browser();
    old.set_cookie("desk", &before);
    assert_eq!(old.get("/desk/password").await.location(), "/desk/sign-in");
}

#[tokio::test]
async fn signing_out_bites_at_once_and_a_session_ends_after_twelve_hours() {
    let app = TestApp::start().await;
    let browser = signed_in(&app).await;
    let session = browser.cookie("desk").unwrap();
    let out = browser.post_form("/desk/sign-out", &[]).await;
    assert_eq!((out.status, out.location()), (303, "/desk/sign-in"));
    assert_eq!(browser.cookie("desk"), None);
    browser.set_cookie("desk", &session);
    assert_eq!(browser.get("/desk/password").await.location(), "/desk/sign-in");

    let browser = app.browser();
    submit(&browser, EMAIL, PASSWORD).await;
    app.clock.advance(chrono::TimeDelta::minutes(12 * 60 - 1));
    assert_eq!(browser.get("/desk/password").await.status, 200);
    app.clock.advance(chrono::TimeDelta::minutes(1));
    assert_eq!(browser.get("/desk/password").await.location(), "/desk/sign-in");
}

#[tokio::test]
async fn guessing_is_slowed_down_for_the_address_and_not_for_others() {
    let app = TestApp::with(Setup { rate_limits: true, ..Setup::default() }).await;
    signed_in(&app).await;
    let guesser = app.browser();
    for _ in 0..8 {
        assert_eq!(submit(&guesser, EMAIL, "guess after guess").await.status, 422);
    }
    let told = submit(&guesser, EMAIL, PASSWORD).await;
    assert_eq!(told.status, 429);
    assert!(told.header("retry-after").unwrap().parse::<u64>().unwrap() > 0);
    assert!(told.body.contains(EMAIL), "what was typed stays");
    assert_eq!(submit(&guesser, "other@forum.example", "guess").await.status, 422);
    // Their link is not taken from them.
    let asked = guesser.post_form("/desk/sign-in", &[("way", "link"), ("link_email", EMAIL)]).await;
    assert_eq!(asked.location(), "/desk/sign-in/sent");
}

#[tokio::test]
async fn a_crowd_is_told_to_come_back_and_loses_only_the_password() {
    let app = TestApp::start().await;
    let crowd = (0..60).map(|_| {
        let browser = app.browser();
        async move { submit(&browser, EMAIL, "any password at all").await }
    });
    let answers = futures_util::future::join_all(crowd).await;
    let told: Vec<_> = answers.iter().filter(|a| a.status == 503).collect();
    assert!(!told.is_empty() && told.len() < 60, "{}", told.len());
    for answer in told {
        assert_eq!(answer.header("retry-after"), Some("5"));
        assert!(answer.body.contains(EMAIL));
    }
    assert_eq!(submit(&app.browser(), EMAIL, "any password at all").await.status, 422);
}

#[tokio::test]
async fn no_address_leads_astray_after_signing_in() {
    let app = TestApp::start().await;
    signed_in(&app).await;
    for path in ["/desk/sign-in?next=https://evil.example", "/desk/sign-in?next=//evil.example/"] {
        let pairs = [("email", EMAIL), ("password", PASSWORD), ("next", "//evil.example")];
        assert_eq!(app.browser().post_form(path, &pairs).await.location(), "/desk");
    }
}
