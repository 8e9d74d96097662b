//! A reader's own agenda, kept by their browser alone.

use chrono::TimeDelta;
use diesel_async::SimpleAsyncConnection;
use madang::agenda::{Expect, cancel_session, retract_session};
use madang::types::Words;

use super::{add, session, until};
use crate::support::{Answer, TestApp};

const PAGE: &str = "/open/my-agenda";

async fn choose(reader: &TestApp, no: i32) -> Answer {
    let answer = reader.post_form(PAGE, &[("add", &no.to_string())]).await;
    assert_eq!(answer.location(), format!("{PAGE}?done=added&no={no}"), "{}", answer.body);
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_chosen_without_an_account_and_clashes_are_named() {
    let app = TestApp::start().await;
    let forum = app.forum("open", None, &[5]).await;
    let one = add(&app, &forum, session("Early talk", 3)).await;
    let mut beside = session("Talk beside", 3);
    beside.place.starts_at += TimeDelta::minutes(30);
    beside.place.ends_at += TimeDelta::minutes(30);
    let two = add(&app, &forum, beside).await;
    let later = add(&app, &forum, session("Later talk", 6)).await;
    let reader = app.browser();
    assert!(reader.read(PAGE, "en").await.body.contains("You have not chosen any sessions yet"));
    let page = reader.read(&format!("/open/sessions/{one}"), "en").await.body;
    assert!(
        page.contains(&format!("<input type=\"hidden\" name=\"add\" value=\"{one}\">")),
        "{page}"
    );

    let answer = choose(&reader, one).await;
    let cookie = answer.header("set-cookie").unwrap();
    for part in [&format!("stars={one}; "), "HttpOnly", "SameSite=Lax", "Path=/open", "Max-Age="] {
        assert!(cookie.contains(part), "{part} is not in {cookie}");
    }
    let told = reader.read(answer.location(), "en").await;
    assert!(told.body.contains("Added to your agenda.") && told.body.contains("Early talk"));
    assert_eq!(told.header("cache-control"), Some("no-store"));
    assert!(told.body.contains("content=\"noindex\"") && !told.body.contains("At the same time"));
    choose(&reader, two).await;
    choose(&reader, later).await;
    let page = reader.read(PAGE, "en").await.body;
    assert!(page.contains("At the same time as: Talk beside"), "{page}");
    assert!(page.contains("At the same time as: Early talk"), "{page}");
    assert_eq!(page.matches("At the same time").count(), 2);
    assert!(reader.read(PAGE, "ko").await.body.contains("시간이 겹치는 세션: Talk beside"));

    // Nobody else is shown it, and pages that all share know nothing of it.
    assert!(!app.browser().read(PAGE, "en").await.body.contains("Early talk"));
    for path in ["/open/programme".to_owned(), format!("/open/sessions/{one}")] {
        let own = reader.read(&path, "en").await;
        assert_eq!(own.header("etag"), app.browser().read(&path, "en").await.header("etag"));
    }

    let removed = reader.post_form(PAGE, &[("remove", &two.to_string())]).await;
    let page = reader.read(removed.location(), "en").await.body;
    assert!(page.contains("Removed from your agenda.") && !page.contains("Talk beside"), "{page}");
    let cleared = reader.post_form(PAGE, &[("clear", "1")]).await;
    assert!(cleared.header("set-cookie").unwrap().contains("Max-Age=0"));
    let page = reader.read(cleared.location(), "en").await.body;
    assert!(page.contains("Your agenda is empty now.") && !page.contains("Early talk"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_called_off_or_taken_out_is_said_and_its_calendar_follows() {
    let app = TestApp::start().await;
    let forum = app.forum("open", None, &[5]).await;
    let off = add(&app, &forum, session("Talk off", 3)).await;
    let out = add(&app, &forum, session("Talk out", 3)).await;
    let on = add(&app, &forum, session("Talk on", 5)).await;
    let reader = app.browser();
    for no in [off, out, on] {
        choose(&reader, no).await;
    }
    let scope = &forum.scope;
    let none = Words::default();
    cancel_session(&app.db, &app.clock, scope, off, &Expect::Any, &none).await.unwrap();
    retract_session(&app.db, &app.clock, scope, out, &Expect::Any).await.unwrap();
    let page = until(&reader, PAGE, |page| !page.body.contains("Talk out")).await.body;
    assert!(page.contains("Talk off") && page.contains("Cancelled"), "{page}");
    assert!(!page.contains(&format!("href=\"/open/sessions/{off}\"")), "its page is gone");
    assert!(
        page.contains("No longer in the programme.") && page.contains(&format!("Session {out}<"))
    );
    assert!(!page.contains("At the same time"), "what is off is in nobody's way");
    let calendar = format!("/open/schedule.ics?sessions={off}.{out}.{on}&lang=en");
    assert!(page.replace("&#38;", "&").contains(&calendar), "{page}");
    let file = app.browser().get(&calendar).await;
    assert_eq!(file.status, 200);
    assert_eq!(file.body.matches("BEGIN:VEVENT").count(), 2, "{}", file.body);
    assert!(file.body.contains(":Talk on") && !file.body.contains("Session 1"));
    assert!(file.body.contains("STATUS:CANCELLED"), "{}", file.body);
    for odd in ["x", "1..2", "-1", "0", "1.99999999999"] {
        let path = format!("/open/schedule.ics?sessions={odd}");
        assert_eq!((odd, app.get(&path).await.status), (odd, 400));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_not_public_can_be_chosen_or_is_named() {
    let app = TestApp::start().await;
    let forum = app.forum("open", None, &[5]).await;
    let mut secret = session("Secrettalk", 3);
    secret.release = false;
    let secret = add(&app, &forum, secret).await;
    let reader = app.browser();
    for odd in [secret.to_string(), "999".to_owned(), "x".to_owned(), String::new()] {
        assert_eq!(reader.post_form(PAGE, &[("add", &odd)]).await.status, 404, "{odd}");
    }
    assert_eq!(reader.post_form(PAGE, &[]).await.status, 404);
    assert_eq!(app.get("/nowhere/my-agenda").await.status, 404);
    reader.set_cookie("stars", &format!("{secret}.1.x.-3.999"));
    let page = reader.read(PAGE, "en").await;
    assert!(page.status == 200 && page.body.contains("Session 1"), "{}", page.body);
    assert!(!page.body.contains("Secrettalk"));
    let fresh = app.browser().read(&format!("{PAGE}?done=added&no=1"), "en").await.body;
    assert!(fresh.contains("Your browser blocks cookies"), "{fresh}");
    // A page elsewhere can not fill it.
    let headers = [("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")];
    let foreign = reader.request(reqwest::Method::POST, PAGE).form(&[("add", "1")]);
    let foreign =
        headers.iter().fold(foreign, |request, (name, value)| request.header(*name, *value));
    assert_eq!(reader.perform(foreign).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_being_seen_can_hurt_a_choice_goes_with_the_window() {
    let app = TestApp::start().await;
    app.forum("open", None, &[5]).await;
    let mut conn = app.db.conn().await.unwrap();
    conn.batch_execute("UPDATE forum SET sensitive = true").await.unwrap();
    let reader = app.browser();
    let cookie = choose(&reader, 1).await.header("set-cookie").unwrap().to_owned();
    assert!(!cookie.contains("Max-Age") && !cookie.contains("Expires"), "{cookie}");
    assert!(reader.read(PAGE, "en").await.body.contains("until you close it"));
}
