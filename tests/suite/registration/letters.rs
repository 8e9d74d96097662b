use madang::mail::{Place, to_bytes};

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn the_first_letter_carries_the_link_the_states_and_the_calendar() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1, 5]).await;
    app.guest("first").register(&forum, &[1]).await;
    app.guest("minji").register(&forum, &[1, 2]).await;
    let letter = app.letters("minji@example.org").await.remove(0);
    assert!(!letter.text.contains("minji"), "nothing typed goes into a letter: {}", letter.text);
    assert!(letter.text.contains(&format!("{}/r/", app.base)));
    let file = letter.ics.iter().find(|part| part.place == Place::Attached).unwrap();
    assert_eq!(
        file.body.matches("BEGIN:VEVENT").count(),
        2,
        "the forum and the one seat held:\n{}",
        file.body
    );
    assert!(file.body.contains("ORGANIZER") && file.body.contains("TZID:Asia/Seoul"));
    assert!(!to_bytes(&letter).unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seat_given_back_leaves_the_calendar_under_the_same_name() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5]).await;
    app.guest("minji").register(&forum, &[1]).await;
    app.guest("minji").give_up(1).await;
    let letters = app.letters("minji@example.org").await;
    let uid = |body: &str| {
        body.replace("\r\n ", "")
            .lines()
            .filter(|l| l.starts_with("UID:"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (before, after) =
        (&letters[0].ics.last().unwrap().body, &letters[1].ics.last().unwrap().body);
    assert_eq!(uid(before), uid(after));
    assert!(after.contains("STATUS:CANCELLED") && after.contains("SEQUENCE:1"), "{after}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_discreet_letter_tells_nothing_of_the_forum() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5]).await;
    let mut wish = app.guest("minji").wish(&[1]);
    wish["discreet"] = true.into();
    let path = format!("/api/v1/forums/{}/registrations", forum.slug);
    assert_eq!(app.post_json(&path, &wish).await.status, 201);
    let letter = app.letters("minji@example.org").await.remove(0);
    for text in
        [&letter.subject, &letter.text, &letter.html, &letter.ics[0].body, &letter.ics[1].body]
    {
        for word in ["열린 포럼", "Open forum", "세션 1", "Session 1", "City Hall", "시청"]
        {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
}
