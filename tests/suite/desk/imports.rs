//! Bringing a schedule in at the desk: sent, looked at, taken over or dropped.

use madang::types::Role;
use reqwest::Method;

use super::{Staff, times};
use crate::support::{Answer, TestApp, TestForum};

const OPASS: &str = include_str!("../../fixtures/opass.json");
const FORM: &str = "/desk/own/import";

async fn set() -> (TestApp, TestForum) {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[]).await;
    (app, forum)
}

/// Sends a file as a browser's form does.
async fn send(staff: &Staff<'_>, lang: &str, name: &str, bytes: &[u8], zone: &str) -> Answer {
    let mut body = format!(
        "--XX\r\nContent-Disposition: form-data; name=\"zone\"\r\n\r\n{zone}\r\n--XX\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend(bytes);
    body.extend(b"\r\n--XX--\r\n");
    let request = staff.app.request(Method::POST, FORM).header("authorization", &staff.bearer);
    let request = request
        .header("origin", &staff.app.base)
        .header("accept-language", lang)
        .header("content-type", "multipart/form-data; boundary=XX");
    staff.app.perform(request.body(body)).await
}

/// What the button of the report carries.
fn mark(page: &Answer) -> &str {
    let rest =
        page.body.split("name=\"mark\" value=\"").nth(1).unwrap_or_else(|| panic!("{}", page.body));
    rest.split('"').next().unwrap()
}

async fn sessions(app: &TestApp) -> String {
    app.get("/api/v1/forums/own/sessions").await.body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_looked_at_before_it_is_taken_over_and_then_forgotten() {
    let (app, forum) = set().await;
    let staff = Staff::of(&app, Role::Agenda, &forum).await;
    let before = sessions(&app).await;
    let sent = send(&staff, "en", "agenda.json", OPASS.as_bytes(), "").await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let place = sent.location().to_owned();
    assert!(place.starts_with("/desk/own/import/"), "{place}");
    let english = staff.get(&place).await;
    for words in [
        "agenda.json",
        "OPass",
        "New (",
        "Whose records are they",
        "Large hall",
        "2 sessions carry tags",
        "Each text stands there in two languages (ko, en)",
        "Take it over",
    ] {
        assert!(english.body.contains(words), "{words} in {}", english.body);
    }
    let korean = staff.read(&place, "ko").await;
    for words in ["기록은 누구의 것인가", "새로 추가(", "가정", "큰 방", "파일 버리기"]
    {
        assert!(korean.body.contains(words), "{words} in {}", korean.body);
    }
    assert_eq!(sessions(&app).await, before, "looking changes nothing");
    assert_eq!(times(&app, &forum, "agenda.imported").await, 0);
    let taken = staff.post(&place, &[("mark", mark(&english))]).await;
    assert_eq!(
        (taken.status, taken.location()),
        (303, "/desk/own/import?done=imported"),
        "{}",
        taken.body
    );
    assert!(sessions(&app).await.contains("Whose records are they"));
    assert_eq!(times(&app, &forum, "agenda.imported").await, 1);
    assert_eq!(staff.get(&place).await.status, 404, "the file is gone");
    let done = staff.get("/desk/own/import?done=imported").await;
    assert!(done.body.contains("The schedule has been taken over."), "{}", done.body);
    // The same once more: there is nothing to take over, and no button for it.
    let again = send(&staff, "en", "agenda.json", OPASS.as_bytes(), "").await;
    let page = staff.get(again.location()).await;
    assert!(page.body.contains("nothing to take over") && !page.body.contains("name=\"mark\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_seen_is_what_is_done_or_nothing_is() {
    let (app, forum) = set().await;
    let staff = Staff::organizer(&app, &forum).await;
    let place = send(&staff, "en", "a.json", OPASS.as_bytes(), "").await.location().to_owned();
    let seen = mark(&staff.get(&place).await).to_owned();
    // Somebody else brings the same in, with another title.
    let other = OPASS.replace("두 도시의 경험", "세 도시의 경험");
    let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
    let path = "/api/v1/forums/own/schedule/import";
    let done = app.request(Method::POST, path).bearer_auth(&token).body(other);
    assert_eq!(app.perform(done).await.status, 200);
    let late = staff.post(&place, &[("mark", &seen)]).await;
    assert_eq!(late.status, 409);
    assert!(
        late.body.contains("changed meanwhile") && late.body.contains("세 도시의 경험"),
        "{}",
        late.body
    );
    assert!(sessions(&app).await.contains("세 도시의 경험"), "nothing was taken over");
    for forged in ["", "0", &"f".repeat(10_000)] {
        assert_eq!(staff.post(&place, &[("mark", forged)]).await.status, 409);
    }
    let now = mark(&late).to_owned();
    assert_eq!(staff.post(&place, &[("mark", &now)]).await.status, 303);
    assert!(sessions(&app).await.contains("두 도시의 경험"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_can_be_dropped_waits_a_day_and_only_one_waits() {
    let (app, forum) = set().await;
    let staff = Staff::organizer(&app, &forum).await;
    let first = send(&staff, "en", "a.json", OPASS.as_bytes(), "").await.location().to_owned();
    let second = send(&staff, "en", "b.json", OPASS.as_bytes(), "").await.location().to_owned();
    assert_eq!(staff.get(&first).await.status, 404, "a newer one took its place");
    let dropped = staff.post(&format!("{second}/drop"), &[]).await;
    assert_eq!((dropped.status, dropped.location()), (303, "/desk/own/import?done=dropped"));
    assert_eq!(staff.get(&second).await.status, 404);
    let third = send(&staff, "en", "c.json", OPASS.as_bytes(), "").await.location().to_owned();
    app.work().await;
    assert_eq!(staff.get(&third).await.status, 200);
    app.clock.advance(chrono::TimeDelta::hours(25));
    app.work().await;
    let token = Staff::organizer(&app, &forum).await;
    assert_eq!(token.get(&third).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_can_not_be_read_says_why_beside_the_form_and_nothing_waits() {
    let (app, forum) = set().await;
    let staff = Staff::organizer(&app, &forum).await;
    let before = sessions(&app).await;
    let bomb = b"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><schedule>&c;</schedule>";
    let deep = "[".repeat(100_000);
    let wide = format!("[{}1]", "1,".repeat(700_000));
    let zip = [b"PK\x03\x04".as_slice(), &[0xff; 4000]].concat();
    let gzip = [[0x1f, 0x8b, 8, 0].as_slice(), &[0; 4000]].concat();
    let far = OPASS.replace("2026-07-01", "2031-07-01");
    let untitled = br#"{"sessions": [{"id": "1", "startsAt": "2026-07-01T15:00", "endsAt": "2026-07-01T16:00"}]}"#;
    let files: [(&[u8], u16, &str); 9] = [
        (bomb, 422, "DOCTYPE"),
        (deep.as_bytes(), 422, "deep"),
        (wide.as_bytes(), 422, "600"),
        (&zip, 422, "UTF-8"),
        (&gzip, 422, "UTF-8"),
        (b"hello", 422, "no schedule that can be read"),
        (b"", 422, "Choose a file."),
        (far.as_bytes(), 422, "2031"),
        (untitled, 422, "“title” is missing"),
    ];
    for (bytes, status, words) in files {
        let answer = send(&staff, "en", "x", bytes, "Asia/Seoul").await;
        assert_eq!(answer.status, status, "{words}: {}", answer.body);
        assert!(answer.body.contains(words), "{words} in {}", answer.body);
        assert!(answer.body.contains("value=\"Asia/Seoul\""), "what was typed stays: {words}");
    }
    let answer = send(&staff, "en", "x.json", OPASS.as_bytes(), "Mars/Base").await;
    assert!(
        answer.status == 422 && answer.body.contains("This is not a time zone"),
        "{}",
        answer.body
    );
    assert!(answer.body.contains("value=\"Mars/Base\""));
    let name = "../../etc/passwd\u{202e}<b>.json";
    let place = send(&staff, "en", name, OPASS.as_bytes(), "").await.location().to_owned();
    let page = staff.get(&place).await;
    assert!(page.status == 200 && !page.body.contains("<b>") && !page.body.contains('\u{202e}'));
    assert_eq!(sessions(&app).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_megabytes_are_answered_with_words_and_kept_nowhere() {
    let (app, forum) = set().await;
    let staff = Staff::organizer(&app, &forum).await;
    let answer = send(&staff, "en", "film.mp4", &vec![b'x'; 100 * 1024 * 1024], "").await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("The file is larger than 20 MB."), "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_change_the_agenda_sees_no_file_and_no_form() {
    let (app, forum) = set().await;
    let own = Staff::organizer(&app, &forum).await;
    let place = send(&own, "en", "a.json", OPASS.as_bytes(), "").await.location().to_owned();
    for role in [Role::Clerk, Role::Reader, Role::Protection] {
        let staff = Staff::of(&app, role, &forum).await;
        assert_eq!(staff.get(FORM).await.status, 403);
        assert_eq!(staff.get(&place).await.status, 403);
        assert_eq!(send(&staff, "en", "a.json", OPASS.as_bytes(), "").await.status, 403);
    }
    let other = app.forum("other", None, &[]).await;
    let stranger = Staff::organizer(&app, &other).await;
    assert_eq!(stranger.get(&place).await.status, 404);
    let moved = place.replace("/own/", "/other/");
    assert_eq!(stranger.get(&moved).await.status, 404, "a file of another forum");
    assert_eq!(stranger.post(&moved, &[("mark", "x")]).await.status, 404);
    assert_eq!(stranger.post(&format!("{moved}/drop"), &[]).await.status, 404);
}
