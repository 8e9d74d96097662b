//! Slides follow what is released: whose part the public does not see, their slides it does not see.

use madang::agenda::{Expect, SessionChange, edit_session, release_all, retract_session};
use madang::types::SessionId;

use super::{Voice, pdf};
use crate::agenda::part;
use crate::support::{TestApp, TestForum};

async fn id_of(app: &TestApp, forum: &TestForum, no: i32) -> SessionId {
    let mut conn = app.db.conn().await.unwrap();
    let found = madang::agenda::desk_session(&mut conn, &forum.scope, no).await.unwrap();
    found.expect("a session").session.id
}

async fn people(app: &TestApp, forum: &TestForum, no: i32, voice: &Voice<'_>) {
    let people = Some(vec![part(voice.id)]);
    let change = SessionChange { people, ..SessionChange::default() };
    edit_session(&app.db, &app.clock, &forum.scope, no, &Expect::Any, change).await.unwrap();
}

fn href(page: &str) -> String {
    let at = page.find("/spring/slides/").unwrap_or_else(|| panic!("no slides in {page}"));
    page[at..].split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_taken_out_of_a_session_takes_their_slides_along() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let (voice, other) =
        (Voice::new(&app, &forum, "minji").await, Voice::new(&app, &forum, "jun").await);
    let no = voice.speaks("Opening words", 60).await;
    let session = id_of(&app, &forum, no).await;
    voice.shares(session, "talk.pdf", pdf()).await;
    voice.shown().await;
    let path = format!("/spring/sessions/{no}");
    let page = crate::site::until(&app, &path, |page| page.body.contains("talk.pdf")).await;
    let file = href(&page.body);
    assert_eq!(app.get(&file).await.status, 200);
    people(&app, &forum, no, &other).await;
    // Planned for the session, and not yet of it.
    let next = [&pdf()[..], b" "].concat();
    other.shares(session, "next.pdf", next).await;
    other.shown().await;
    let page = app.read(&path, "en").await.body;
    assert!(page.contains("talk.pdf") && !page.contains("next.pdf"), "{page}");
    release_all(&app.db, &app.clock, &forum.scope).await.unwrap();
    let page = crate::site::until(&app, &path, |page| page.body.contains("next.pdf")).await.body;
    assert!(!page.contains("talk.pdf") && !page.contains("Dr minji"), "{page}");
    assert_eq!(app.get(&file).await.status, 404, "nor by its address");
    assert_eq!(app.get(&href(&page)).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_file_sent_for_two_sessions_is_there_while_either_is_public() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    let (first, second) = (voice.speaks("Opening", 60).await, voice.speaks("Closing", 300).await);
    for no in [first, second] {
        voice.shares(id_of(&app, &forum, no).await, &format!("of{no}.pdf"), pdf()).await;
    }
    voice.shown().await;
    let path = format!("/spring/sessions/{second}");
    let page = crate::site::until(&app, &path, |page| page.body.contains(".pdf")).await;
    let file = href(&page.body);
    for no in [first, second] {
        let got = app.get(&file).await;
        assert_eq!((got.status, got.bytes), (200, pdf()));
        let (db, clock, scope) = (&app.db, &app.clock, &forum.scope);
        retract_session(db, clock, scope, no, &Expect::Any).await.unwrap();
    }
    assert_eq!(app.get(&file).await.status, 404);
}
