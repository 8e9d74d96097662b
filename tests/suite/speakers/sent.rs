//! What speakers send waits until the desk shows or drops it: all that it saw, and nothing else.

use madang::agenda::desk_session;
use madang::speakers::{self, SpeakerRefusal, UploadKind};
use madang::types::{Role, SessionId};

use super::files::png;
use super::{Voice, pdf};
use crate::support::{TestApp, TestForum};

async fn id_of(app: &TestApp, forum: &TestForum, no: i32) -> SessionId {
    let mut conn = app.db.conn().await.unwrap();
    desk_session(&mut conn, &forum.scope, no).await.unwrap().expect("a session").session.id
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_shows_and_drops_no_file_that_came_after_it_looked() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    let no = voice.speaks("Opening words", 60).await;
    voice.invited().await;
    let (db, clock, scope) = (&app.db, &app.clock, &forum.scope);
    let stale = |what: Result<(), madang::db::Stop<SpeakerRefusal>>| {
        assert!(format!("{what:?}").contains("Stale"), "{what:?}");
    };
    assert_eq!(voice.read("").await.status, 200);
    let seen = voice.version().await;
    voice.send_file("/photo", "photo", "me.png", &png(300, 200), &[]).await;
    stale(speakers::publish_sent(db, clock, scope, voice.id, seen).await);
    stale(speakers::drop_sent(db, clock, scope, voice.id, seen).await);
    let seen = voice.version().await;
    voice.shares(id_of(&app, &forum, no).await, "talk.pdf", pdf()).await;
    stale(speakers::publish_sent(db, clock, scope, voice.id, seen).await);
    stale(speakers::drop_sent(db, clock, scope, voice.id, seen).await);
    voice.shown().await;
    let mut conn = app.db.conn().await.unwrap();
    let uploads = speakers::uploads_of(&mut conn, scope, voice.id).await.unwrap();
    assert!(uploads.len() == 2 && uploads.iter().all(|file| file.published_at.is_some()));
}

#[tokio::test(flavor = "multi_thread")]
async fn slides_for_the_organizer_alone_wait_for_nothing_and_survive_what_is_done_with_the_rest() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    let no = voice.speaks("Opening words", 60).await;
    voice.invited().await;
    let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("accept-language", "en")];
    let desk = format!("/desk/spring/speakers/{}", voice.id);
    let slides = format!("/sessions/{no}/slides");
    voice.send_file(&slides, "slides", "private.pdf", &pdf(), &[]).await;
    let page = app.send("GET", &desk, None, &headers).await.body;
    assert!(page.contains("private.pdf"), "{page}");
    assert!(!page.contains("value=\"drop\""), "nothing waits: {page}");
    let list = app.send("GET", "/desk/spring/speakers", None, &headers).await.body;
    assert!(!list.contains("Something to look at"), "{list}");
    let other = [&pdf()[..], b" "].concat();
    voice.send_file(&slides, "slides", "shared.pdf", &other, &[("shared", "yes")]).await;
    let page = app.send("GET", &desk, None, &headers).await.body;
    assert!(page.contains("value=\"drop\""), "{page}");
    let (db, clock, scope) = (&app.db, &app.clock, &forum.scope);
    let version = voice.version().await;
    speakers::drop_sent(db, clock, scope, voice.id, version).await.unwrap();
    let mut conn = app.db.conn().await.unwrap();
    let left = speakers::uploads_of(&mut conn, scope, voice.id).await.unwrap();
    assert_eq!(left.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["private.pdf"]);
    voice.send_file("/photo", "photo", "me.png", &png(300, 200), &[]).await;
    voice.shown().await;
    let left = speakers::uploads_of(&mut conn, scope, voice.id).await.unwrap();
    for file in left {
        assert_eq!(file.published_at.is_some(), file.kind == UploadKind::Photo, "{file:?}");
    }
}
