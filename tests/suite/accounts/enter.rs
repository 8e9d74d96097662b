use chrono::TimeDelta;

use crate::support::TestApp;

use super::{EMAIL, link_of};

#[tokio::test]
async fn opening_the_link_uses_nothing_up_and_pressing_the_button_does() {
    let app = TestApp::start().await;
    let link = link_of(&app, EMAIL).await;
    for _ in 0..3 {
        let page = app.browser().get(&link).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains(&format!("action=\"{link}\"")), "{}", page.body);
        assert_eq!(page.header("set-cookie"), None);
    }
    let browser = app.browser();
    let entered = browser.post_form(&link, &[]).await;
    assert_eq!((entered.status, entered.location()), (303, "/desk/password"));
    assert_eq!(browser.get("/desk/password").await.status, 200);

    let other = app.browser();
    assert_eq!(other.get(&link).await.status, 410);
    let again = other.post_form(&link, &[]).await;
    assert_eq!((again.status, again.header("set-cookie")), (410, None));
    assert!(again.body.contains("name=\"link_email\""), "the way to another link is there");
}

#[tokio::test]
async fn of_two_who_press_at_once_one_is_let_in() {
    let app = TestApp::start().await;
    let link = link_of(&app, EMAIL).await;
    let tries = (0..6).map(|_| {
        let (browser, link) = (app.browser(), link.clone());
        async move { browser.post_form(&link, &[]).await.status }
    });
    let mut statuses = futures_util::future::join_all(tries).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 410, 410, 410, 410, 410]);
}

#[tokio::test]
async fn a_link_ends_after_a_day_and_a_newer_one_used_ends_the_older() {
    let app = TestApp::start().await;
    let (old, new) = (link_of(&app, EMAIL).await, link_of(&app, EMAIL).await);
    assert_eq!(app.browser().post_form(&new, &[]).await.status, 303);
    assert_eq!(app.browser().post_form(&old, &[]).await.status, 410);
    let late = link_of(&app, EMAIL).await;
    app.clock.advance(TimeDelta::hours(24));
    assert_eq!(app.browser().get(&late).await.status, 410);
    assert_eq!(app.browser().post_form(&late, &[]).await.status, 410);
}

#[tokio::test]
async fn what_is_no_link_is_refused_like_one_that_is_spent() {
    let app = TestApp::start().await;
    for path in
        ["/desk/enter/x", "/desk/enter/%fe%ff", "/desk/enter/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]
    {
        let (page, press) =
            (app.browser().get(path).await, app.browser().post_form(path, &[]).await);
        assert_eq!((page.status, press.status), (410, 410), "{path}");
    }
}
