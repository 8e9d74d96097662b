use std::collections::BTreeSet;

use madang::forum::{NewRoom, NewVenue};
use madang::speakers::Speaker;
use madang::types::{Lang, Words};

use super::{add, part, session, walk};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn every_link_leads_to_a_page_in_the_readers_language() {
    let app = TestApp::start().await;
    let forum = app.forum("open", Some(30), &[10, 2]).await;
    let speaker = Speaker::named(Words::both("홍길동", "Hong Gil-dong"), 1);
    let mut conn = app.db.conn().await.unwrap();
    let people = [speaker.clone()];
    madang::speakers::insert_speakers(&mut conn, &forum.scope, &people).await.unwrap();
    drop(conn);
    let mut talk = session("말하기", 3);
    talk.people = vec![part(speaker.id)];
    add(&app, &forum, talk).await;
    for lang in Lang::ALL {
        let pages = walk(&app, lang).await;
        for (path, answer) in &pages {
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.body.contains(&format!("<html lang=\"{}\"", lang.code())), "{path}");
            assert!(!answer.body.contains("site-"), "{path} shows a key: {}", answer.body);
            // A form and an agenda are their reader's own; all else is the same for everyone, and tagged.
            let own = path == "/r" || path.contains("/register") || path.contains("/my-agenda");
            assert_eq!(answer.header("etag").is_some(), !own, "{path}");
        }
        let opened: BTreeSet<&str> = pages.keys().map(String::as_str).collect();
        for path in [
            "/",
            "/help",
            "/accessibility",
            "/open",
            "/open/programme",
            "/open/programme?view=grid",
            "/open/programme/changes",
            "/open/my-agenda",
            "/open/sessions/1",
            "/open/sessions/3",
            "/open/speakers",
            "/open/venue",
            "/open/privacy",
            "/open/help",
            "/open/register",
            "/open/register/link",
        ] {
            assert!(opened.contains(path), "no link leads to {path}: {opened:?}");
        }
        assert!(opened.contains(format!("/open/speakers/{}", speaker.id).as_str()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_of_nothing_is_not_there_and_never_a_fault_of_ours() {
    let app = TestApp::start().await;
    app.forum("open", None, &[1]).await;
    for path in [
        "/closed",
        "/closed/programme",
        "/open/sessions/999",
        "/open/sessions/01",
        "/open/sessions/99999999999999999999",
        "/open/sessions/one",
        "/open/speakers/nobody",
        "/open/speakers/01900000-0000-7000-8000-000000000000",
        "/open/nothing",
    ] {
        assert_eq!(app.read(path, "en").await.status, 404, "{path}");
    }
    for path in [
        "/open/programme?day=yesterday",
        "/open/programme?day=1999-01-01&room=x&track=x&language=x&kind=x",
        "/open/programme?q=%00%ff%F0%9F%8C%8D",
        "/open/programme?view=grid&q=nothing-like-it",
        "/open?lang=tlh",
    ] {
        assert_eq!(app.read(path, "en").await.status, 200, "{path}");
    }
    assert_eq!(app.read("/?cursor=x", "en").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_tells_what_is_known_and_no_text_of_it_becomes_markup() {
    let app = TestApp::start().await;
    let forum = app.forum("open", None, &[]).await;
    let mut talk = session("<b>Bold</b> talk", 1);
    talk.abstract_ = Words::both("**굵게** <script>x()</script>", "**bold** <script>x()</script>");
    talk.languages = vec!["ko".to_owned()];
    talk.interpretation = vec!["en".to_owned()];
    talk.signup_capacity = Some(12);
    let no = add(&app, &forum, talk).await;
    let page = app.read(&format!("/open/sessions/{no}"), "en").await.body;
    assert!(page.contains("<strong>bold</strong>") && !page.contains("<script>"), "{page}");
    assert!(!page.contains("<b>Bold</b>"));
    assert!(page.contains("Korean, interpreted into English"));
    assert!(page.contains("12 seats left") && page.contains("/open/register"));
    let list = app.read("/open/programme", "en").await.body;
    assert!(list.contains("12 seats left") && !list.contains("<b>Bold</b>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_venue_tells_what_is_known_of_its_rooms() {
    let app = TestApp::start().await;
    let forum = app.forum("open", None, &[]).await;
    let venue = NewVenue {
        name: Words::both("별관", "Annex"),
        map_url: Some("javascript:alert(1)".to_owned()),
        rooms: vec![
            NewRoom {
                name: Words::both("작은 방", "Small room"),
                step_free: Some(true),
                ..NewRoom::default()
            },
            NewRoom { name: Words::both("큰 방", "Large room"), ..NewRoom::default() },
        ],
        ..NewVenue::default()
    };
    app.db
        .tx(async |conn| madang::forum::append_venue(conn, &forum.scope, &venue).await)
        .await
        .unwrap();
    let page = app.read("/open/venue", "en").await.body;
    assert!(page.contains("Small room") && page.contains("Step-free"), "{page}");
    assert_eq!(page.matches("Not known yet").count(), 1, "of nobody's floor and seats is spoken");
    assert!(!page.contains("javascript:"));
}
