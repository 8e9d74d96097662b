//! One's own registration behind its private link.

use chrono::TimeDelta;

use crate::support::{Answer, TestApp};

/// The home of somebody's private link.
async fn home(app: &TestApp, name: &str) -> String {
    format!("/r/{}", app.manage_token(&format!("{name}@example.org")).await)
}

/// Follows where a change sent its reader.
async fn follow(app: &TestApp, answer: Answer) -> Answer {
    assert_eq!(answer.status, 303, "{}", answer.body);
    app.get(answer.location()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_the_link_proves_the_address_and_shows_everything() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[2, 2]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let home = home(&app, "minji").await;
    let page = app.get(&home).await;
    assert_eq!(page.status, 200, "{}", page.body);
    for told in
        ["내 신청", "확정", "세션 1", "더 신청하실 수 있는 세션", "세션 2", "minji@example.org"]
    {
        assert!(page.body.contains(told), "{told}");
    }
    assert!(page.body.contains("class=\"qr\"") && page.body.contains("noindex"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("referrer-policy"), Some("same-origin"));
    app.get(&home).await;
    let mut conn = app.db.conn().await.unwrap();
    let log = madang::audit::list(&mut conn, forum.scope.forum(), None, 50).await.unwrap();
    assert_eq!(log.iter().filter(|row| row.action == "registration.verified").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_link_says_how_to_get_a_right_one() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    app.guest("minji").register(&forum, &[]).await;
    let home = home(&app, "minji").await;
    for path in ["/r/forged".to_owned(), home[..home.len() - 2].to_owned(), format!("{home}x")] {
        let gone = app.read(&path, "ko").await;
        assert_eq!(gone.status, 404);
        assert!(gone.body.contains("이 주소로 열리는 신청이 없습니다"), "{}", gone.body);
        assert!(gone.body.contains("href=\"/r\""));
    }
    assert_eq!(app.get("/r").await.location(), "/spring/register/link");
    app.forum("autumn", None, &[1]).await;
    let which = app.get("/r").await;
    assert!(which.body.contains("/spring/register/link") && which.body.contains("/autumn/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_link_comes_again_by_letter_and_the_page_tells_nothing() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let path = "/spring/register/link";
    assert_eq!(app.get(path).await.status, 200);
    let wrong = app.post_form(path, &[("email", "nobody")]).await;
    assert!(wrong.status == 422 && wrong.body.contains("value=\"nobody\""));
    let mut answers = Vec::new();
    for email in ["minji@example.org", "stranger@example.org"] {
        let answer = app.post_form(path, &[("email", email)]).await;
        answers.push((answer.status, answer.location().to_owned(), answer.headers.len()));
        app.work().await;
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(app.get(&answers[0].1).await.status, 200);
    let letters = app.letters("minji@example.org").await;
    assert_eq!(letters.len(), 2);
    assert!(letters[1].text.contains("/r/"));
    assert!(app.letters("stranger@example.org").await.is_empty());
    for _ in 0..5 {
        app.post_form(path, &[("email", "minji@example.org")]).await;
        app.work().await;
    }
    assert_eq!(app.letters("minji@example.org").await.len(), 4, "three an hour");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seat_given_back_by_form_goes_to_the_next_in_line() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    app.guest("first").register(&forum, &[1]).await;
    app.guest("second").register(&forum, &[1]).await;
    let home = home(&app, "first").await;
    let asks = app.get(&format!("{home}/seats/1")).await;
    assert!(asks.body.contains("좌석을 반납하시겠습니까?"), "{}", asks.body);
    assert_eq!(app.seats(&forum).await[0].waiting, 1, "asking changes nothing");
    let done = app.post_form(&format!("{home}/seats/1"), &[("way", "give")]).await;
    let page = follow(&app, done).await;
    assert!(page.body.contains("role=\"status\"") && page.body.contains("반납했습니다"));
    assert_eq!(app.guest("second").mine().await["seats"][0]["state"], "confirmed");
    assert_eq!(app.letters("second@example.org").await.len(), 2);
    // Nobody can give back what they have not.
    let none = app.post_form(&format!("{home}/seats/1"), &[("way", "give")]).await;
    assert!(none.status == 404 && none.body.contains("반납할 좌석이 없습니다"));
    let again = app.post_form(&format!("{home}/seats/1"), &[("way", "take")]).await;
    assert!(follow(&app, again).await.body.contains("대기 1번으로 접수되었습니다"));
    let asks = app.get(&format!("{home}/seats/1")).await;
    assert!(asks.body.contains("대기를 취소하시겠습니까?"));
    let left = app.post_form(&format!("{home}/seats/1"), &[("way", "give")]).await;
    assert!(follow(&app, left).await.body.contains("대기를 취소했습니다"));
    assert_eq!(app.seats(&forum).await[0].waiting, 0);
    assert_eq!(app.get(&format!("{home}/seats/99")).await.location(), home);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_put_into_two_places_at_once_without_being_asked() {
    let app = TestApp::start().await;
    let forum = app.forum_at_once("spring", &[3, 3]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let home = home(&app, "minji").await;
    let path = format!("{home}/seats/2");
    let told = app.post_form(&path, &[("way", "take")]).await;
    assert_eq!(told.status, 409);
    assert!(told.body.contains("이미 좌석을 받으신") && told.body.contains("세션 1"));
    assert_eq!(app.seats(&forum).await[1].taken, 0);
    let done = app.post_form(&path, &[("way", "take"), ("clash", "yes")]).await;
    assert!(follow(&app, done).await.body.contains("좌석이 확정되었습니다"));
    assert_eq!(app.seats(&forum).await[1].taken, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn details_change_by_form_and_keep_what_was_typed_when_wrong() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let path = format!("{}/details", home(&app, "minji").await);
    let form = app.get(&path).await;
    assert!(form.body.contains("value=\"minji\""), "{}", form.body);
    let (_, rest) = form.body.split_once("name=\"version\" value=\"").unwrap();
    let version = rest.split('"').next().unwrap().to_owned();
    let wrong =
        [("version", version.as_str()), ("name", ""), ("badge_name", "새벽"), ("photo", "no")];
    let wrong = app.post_form(&path, &wrong).await;
    assert!(wrong.status == 422 && wrong.body.contains("value=\"새벽\""));
    assert!(wrong.body.contains("<title>오류: ") && wrong.body.contains("href=\"#name\""));
    let right = [
        ("version", version.as_str()),
        ("name", "홍민지"),
        ("badge_name", "새벽"),
        ("language", "en"),
        ("photo", "no"),
        ("discreet", "yes"),
        ("needs.interpretation", "en"),
        ("needs.support", "wheelchair"),
        ("needs.other", "채식"),
    ];
    let done = app.post_form(&path, &right).await;
    let page = follow(&app, done).await;
    for told in
        ["신청 내용을 바꾸었습니다", "홍민지", "새벽", "휠체어 자리", "영어 통역 수신기", "채식"]
    {
        assert!(page.body.contains(told), "{told}");
    }
    let stale = app.post_form(&path, &right).await;
    assert!(stale.status == 412 && stale.body.contains("한 번 더 저장"), "{}", stale.body);
    assert!(stale.body.contains("value=\"홍민지\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_takes_two_steps_frees_everything_and_promotes_the_next() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", Some(1), &[1]).await;
    app.guest("first").register(&forum, &[1]).await;
    app.guest("second").register(&forum, &[1]).await;
    let home = home(&app, "first").await;
    let asks = app.get(&format!("{home}/cancel")).await;
    assert!(asks.body.contains("신청을 취소하시겠습니까?") && asks.body.contains("세션 1"));
    assert_eq!(app.guest("first").mine().await["state"], "confirmed");
    let done = app.post_form(&format!("{home}/cancel"), &[]).await;
    let page = follow(&app, done).await;
    assert!(page.body.contains("신청을 취소했습니다") && !page.body.contains("class=\"qr\""));
    assert!(page.body.contains("/spring/register\""), "the way to come again");
    assert_eq!(app.guest("second").mine().await["state"], "confirmed");
    assert!(app.letters("second@example.org").await.len() > 1);
    let twice = app.post_form(&format!("{home}/cancel"), &[]).await;
    assert!(twice.status == 409 && twice.body.contains("이미 취소된 신청입니다"));
    assert_eq!(app.get(&format!("{home}/ticket")).await.location(), home);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ticket_shows_no_name_but_the_badges_and_its_code_proves_the_registration() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    let mut wish = app.guest("minji").wish(&[1]);
    wish["name"] = "홍민지".into();
    app.post_json(&format!("/api/v1/forums/{}/registrations", forum.slug), &wish).await;
    let home = home(&app, "minji").await;
    let ticket = app.get(&format!("{home}/ticket")).await;
    assert!(ticket.status == 200 && ticket.body.contains("class=\"qr\""));
    assert!(!ticket.body.contains("홍민지"), "an empty badge name never becomes the full name");
    assert!(ticket.body.contains("일반 참가") && ticket.body.contains("General"));
    for code in ["FORGED", "A"] {
        let page = app.get(&format!("/C/{code}")).await;
        assert!(page.status == 200 && page.body.contains("입구에서 보여 주시는 QR입니다"));
    }
    let file = app.get(&format!("{home}/calendar.ics")).await;
    assert_eq!(file.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert_eq!(file.body.matches("BEGIN:VEVENT").count(), 2, "{}", file.body);
    assert!(!file.body.contains("ATTENDEE") && file.body.contains("열린 포럼"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_discreet_calendar_file_names_nothing() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    let mut wish = app.guest("minji").wish(&[1]);
    wish["discreet"] = true.into();
    app.post_json(&format!("/api/v1/forums/{}/registrations", forum.slug), &wish).await;
    let file = app.get(&format!("{}/calendar.ics", home(&app, "minji").await)).await;
    for word in ["열린 포럼", "세션 1", "시청", "/spring"] {
        assert!(!file.body.contains(word), "{word} in {}", file.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_its_time_a_registration_is_shown_and_no_longer_changed() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let home = home(&app, "minji").await;
    app.clock.advance(TimeDelta::days(30) + TimeDelta::hours(6));
    let page = app.get(&home).await;
    assert!(page.body.contains("변경 기간이 끝났습니다") && page.body.contains("/cancel\""));
    let late = app.post_form(&format!("{home}/seats/1"), &[("way", "give")]).await;
    assert!(late.status == 409 && late.body.contains("변경할 수 있는 기간이 지났습니다"));
    assert_eq!(app.get(&format!("{home}/details")).await.location(), home);
    app.clock.advance(TimeDelta::days(1));
    let page = app.get(&home).await;
    assert!(page.body.contains("포럼이 끝나") && !page.body.contains("/cancel\""));
    for path in [format!("{home}/cancel"), format!("{home}/seats/1")] {
        let over = app.post_form(&path, &[("way", "give")]).await;
        assert!(over.status == 409 && over.body.contains("포럼이 끝났거나"), "{}", over.body);
    }
    assert_eq!(app.seats(&forum).await[0].taken, 1);
}
