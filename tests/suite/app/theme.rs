//! Language and colours are chosen by a link, kept in a cookie, and lead nowhere else.

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_of_colours_is_kept_and_shown_and_can_be_taken_back() {
    let app = TestApp::start().await;
    let plain = app.get("/desk/sign-in").await;
    assert!(!plain.body.contains("data-theme"));
    for theme in ["system", "light", "dark", "contrast"] {
        let link = format!("href=\"/desk/sign-in?theme={theme}\" rel=\"nofollow\"");
        assert!(plain.body.contains(&link), "{}", plain.body);
    }
    for theme in ["dark", "light", "contrast"] {
        let chosen = app.get(&format!("/desk/sign-in?theme={theme}")).await;
        let marked = format!("data-theme=\"{theme}\"");
        assert!(chosen.body.contains(&marked), "the choice shows at once: {}", chosen.body);
        let cookie = chosen.header("set-cookie").unwrap();
        assert!(cookie.starts_with(&format!("theme={theme};")), "{cookie}");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert!(app.get("/desk/sign-in").await.body.contains(&marked));
    }
    assert!(!app.get("/desk/sign-in?theme=system").await.body.contains("data-theme"));
    assert!(!app.get("/desk/sign-in").await.body.contains("data-theme"));
}

#[tokio::test(flavor = "multi_thread")]
async fn language_and_colours_are_chosen_apart() {
    let app = TestApp::start().await;
    let both = app.get("/desk/sign-in?lang=en&theme=dark").await;
    assert!(both.body.contains("<html lang=\"en\" data-theme=\"dark\">"), "{}", both.body);
    let later = app.get("/desk/sign-in").await;
    assert!(later.body.contains("<html lang=\"en\" data-theme=\"dark\">"), "{}", later.body);
    // The way to the other language drops what is in a cookie by now.
    assert!(both.body.contains("href=\"/desk/sign-in?lang=ko\""), "{}", both.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_choice_is_no_cookie_and_no_way_out() {
    let app = TestApp::start().await;
    for query in ["theme=", "theme=blue", "theme=//evil.example", "lang=xx", "theme=dark%0d%0aX:1"]
    {
        let answer = app.browser().get(&format!("/desk/sign-in?{query}")).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (200, None), "{query}");
        assert_eq!(answer.header("location"), None);
    }
    let answer = app.browser().get("//evil.example/?theme=dark").await;
    assert!(!answer.body.contains("\"//evil.example"), "{}", answer.body);
}
