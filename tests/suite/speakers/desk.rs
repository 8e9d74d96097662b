//! The desk's side: sending the link, seeing answers, showing what was sent.

use madang::types::Role;

use super::Voice;
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_sends_the_link_sees_who_declined_and_shows_what_was_sent() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    let no = voice.speaks("Opening words", 60).await;
    let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("accept-language", "en")];
    let speaker = format!("/desk/spring/speakers/{}", voice.id);
    let invite = format!("{speaker}/invitation");
    let sent = app.send("POST", &invite, Some(&[]), &headers).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(app.letters(&voice.email).await[0].text.contains("/s/"));
    let declined = [("answer", "declined"), ("reason", "In hospital")];
    voice.send(&format!("/sessions/{no}"), &declined).await;
    let list = app.send("GET", "/desk/spring/speakers", None, &headers).await.body;
    assert!(list.contains("1 declined"), "{list}");
    assert!(!list.contains(&voice.email), "addresses are not on the list");
    let sessions = app.send("GET", "/desk/spring/sessions", None, &headers).await.body;
    assert!(sessions.contains("Declined: Dr minji"), "{sessions}");
    let page = app.send("GET", &speaker, None, &headers).await.body;
    assert!(page.contains("Reason: In hospital") && page.contains(&voice.email));
    let clashes = app.send("GET", "/api/v1/forums/spring/clashes", None, &headers).await.body;
    assert!(clashes.contains("\"declined\""), "{clashes}");
    let mut conn = app.db.conn().await.unwrap();
    let log = madang::audit::list(&mut conn, forum.scope.forum(), None, 50).await.unwrap();
    let looked = log.iter().filter(|row| row.action == "speakers.viewed").count();
    assert!(looked >= 1, "a look at an address is kept");
    drop(conn);

    let version = |page: &str| {
        let at = page.find("name=\"version\" value=\"").unwrap();
        page[at + 22..].split('"').next().unwrap().to_owned()
    };
    let about = voice.read("/about").await.body;
    let typed = [("version", version(&about)), ("title_en", "Professor".to_owned())];
    let typed: Vec<(&str, &str)> = typed.iter().map(|(n, v)| (*n, v.as_str())).collect();
    voice.send("/about", &typed).await;
    let page = app.send("GET", &speaker, None, &headers).await.body;
    assert!(page.contains("<ins>Professor</ins>"), "{page}");
    let old = [("version", "0"), ("way", "show")];
    let stale = app.send("POST", &format!("{speaker}/sent"), Some(&old), &headers).await;
    assert_eq!(stale.status, 412);
    let now = version(&page);
    let show = [("version", now.as_str()), ("way", "show")];
    let shown = app.send("POST", &format!("{speaker}/sent"), Some(&show), &headers).await;
    assert_eq!(shown.status, 303);
    let page = app.send("GET", &speaker, None, &headers).await.body;
    assert!(page.contains("value=\"Professor\""), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_speaker_is_written_by_form_and_a_wrong_address_loses_nothing() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("accept-language", "en")];
    let wrong = [("name_ko", "홍길동"), ("email", "nobody"), ("position", "1")];
    let refused = app.send("POST", "/desk/spring/speakers/new", Some(&wrong), &headers).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("홍길동") && refused.body.contains("value=\"nobody\""));
    let right = [("name_ko", "홍길동"), ("email", "hong@speakers.example"), ("lang", "ko")];
    let saved = app.send("POST", "/desk/spring/speakers/new", Some(&right), &headers).await;
    assert_eq!(saved.status, 303);
    let list = app.send("GET", "/desk/spring/speakers", None, &headers).await.body;
    assert!(list.contains("홍길동") && list.contains("Not sent yet"), "{list}");
    assert!(list.contains("Not translated") || list.contains("translat"), "{list}");
    let by = [("answer_by_day", "2026-06-20"), ("answer_by_time", "18:00")];
    let set = app.send("POST", "/desk/spring/speakers/answer-by", Some(&by), &headers).await;
    assert_eq!(set.status, 303);
    let list = app.send("GET", "/desk/spring/speakers", None, &headers).await.body;
    assert!(list.contains("value=\"2026-06-20\""), "{list}");
    let odd = [("answer_by_day", "soon"), ("answer_by_time", "18:00")];
    let odd = app.send("POST", "/desk/spring/speakers/answer-by", Some(&odd), &headers).await;
    assert_eq!(odd.status, 422);
}
