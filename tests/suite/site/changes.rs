//! The public change log.

use chrono::TimeDelta;
use madang::agenda::{
    Expect, NewRelease, SessionChange, cancel_session, edit_session, make_release, retract_session,
};
use madang::types::Words;

use super::{add, session, until};
use crate::support::{TestApp, TestForum};

async fn rename(app: &TestApp, forum: &TestForum, no: i32, title: &str) {
    let title = Some(Words::both(title, title));
    let change = SessionChange { title, ..SessionChange::default() };
    let edited = edit_session(&app.db, &app.clock, &forum.scope, no, &Expect::Any, change).await;
    edited.unwrap_or_else(|stop| panic!("{stop:?}"));
}

async fn release(app: &TestApp, forum: &TestForum, note: Words) {
    let want = NewRelease { note, sessions: None };
    let made = make_release(&app.db, &app.clock, &forum.scope, &want).await;
    made.unwrap_or_else(|stop| panic!("{stop:?}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_release_is_told_with_its_note_and_what_it_changed() {
    let app = TestApp::start().await;
    let forum = app.forum("open", None, &[5]).await;
    let first = app.read("/open/programme/changes", "en").await;
    assert!(first.body.contains("The programme was published, with 1 session."), "{}", first.body);
    assert!(app.read("/open/programme", "en").await.body.contains("Changes up to release 1 ("));

    let talk = add(&app, &forum, session("A talk", 3)).await;
    rename(&app, &forum, talk, "Another talk").await;
    let before = app.read("/open/programme/changes", "en").await.body;
    assert!(!before.contains("Another talk"), "a draft is nobody's business: {before}");
    app.clock.advance(TimeDelta::minutes(5));
    let note = Words::both("제목을 고쳤습니다.", "The title is <mended>.");
    release(&app, &forum, note).await;
    let log = until(&app, "/open/programme/changes", |log| log.body.contains("Release 3")).await;
    for part in [
        "The title is &#60;mended&#62;.",
        "Renamed from “A talk” to “Another talk”",
        &format!("href=\"/open/sessions/{talk}\""),
        "Mon 1 June, 09:05",
    ] {
        assert!(log.body.contains(part), "{part}: {}", log.body);
    }
    let place = |text: &str| log.body.find(text).unwrap();
    assert!(place("Release 3") < place("Release 2") && place("Release 2") < place("Release 1"));
    let korean = app.read("/open/programme/changes", "ko").await.body;
    assert!(korean.contains("제목 변경: “A talk” → “Another talk”"), "{korean}");
    until(&app, "/open/programme", |page| page.body.contains("release 3 (")).await;

    let scope = &forum.scope;
    cancel_session(&app.db, &app.clock, scope, talk, &Expect::Any, &Words::default())
        .await
        .unwrap();
    retract_session(&app.db, &app.clock, scope, 1, &Expect::Any).await.unwrap();
    let log = until(&app, "/open/programme/changes", |log| log.body.contains("Release 5")).await;
    assert!(log.body.contains("Cancelled") && log.body.contains("Another talk"), "{}", log.body);
    assert!(!log.body.contains(&format!("href=\"/open/sessions/{talk}\"")), "its page is gone");
    assert!(log.body.contains("Taken out of the programme") && log.body.contains("Session 1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_log_goes_on_and_odd_places_in_it_are_no_fault() {
    let app = TestApp::start().await;
    let forum = app.forum("open", None, &[5]).await;
    for round in 0..21 {
        rename(&app, &forum, 1, &format!("Name {round}")).await;
        release(&app, &forum, Words::default()).await;
    }
    let log = until(&app, "/open/programme/changes", |log| log.body.contains("Release 22")).await;
    assert!(!log.body.contains("id=\"r2\"") && log.body.contains("id=\"r3\""), "{}", log.body);
    let next = "/open/programme/changes?before=3";
    assert!(log.body.contains(&format!("href=\"{next}\"")), "{}", log.body);
    let rest = app.read(next, "en").await.body;
    assert!(
        rest.contains("id=\"r2\"") && rest.contains("id=\"r1\"") && !rest.contains("id=\"r3\"")
    );
    for odd in ["?before=x", "?before=-1", "?before=99999999999999", "?before=1", "?x=%00"] {
        let answer = app.read(&format!("/open/programme/changes{odd}"), "ko").await;
        assert_eq!(answer.status, 200, "{odd}");
    }
    assert_eq!(app.get("/nowhere/programme/changes").await.status, 404);
}
