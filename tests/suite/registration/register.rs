use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_registers_takes_a_seat_and_gets_a_letter() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", Some(10), &[2]).await;
    let answer = app.guest("minji").register(&forum, &[1]).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let body = answer.json();
    assert_eq!(body["state"], "confirmed");
    assert_eq!(body["seats"], json!([{ "session": 1, "state": "confirmed" }]));
    assert_eq!(body["reference"].as_str().unwrap().len(), 9);
    let letters = app.letters("minji@example.org").await;
    assert_eq!(letters.len(), 1);
    assert!(!answer.body.contains(&app.manage_token("minji@example.org").await));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_too_late_for_a_seat_is_told_their_place_in_line() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    app.guest("first").register(&forum, &[1]).await;
    for (name, place) in [("second", 1), ("third", 2)] {
        let body = app.guest(name).register(&forum, &[1]).await.json();
        assert_eq!(body["state"], "confirmed");
        assert_eq!(body["seats"], json!([{ "session": 1, "state": "waitlisted", "place": place }]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_forum_puts_newcomers_in_line_and_keeps_their_wishes() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", Some(1), &[5]).await;
    app.guest("first").register(&forum, &[]).await;
    let body = app.guest("second").register(&forum, &[1]).await.json();
    assert_eq!((&body["state"], &body["place"]), (&json!("waitlisted"), &json!(1)));
    assert_eq!(body["seats"], json!([{ "session": 1, "state": "requested" }]));
    assert_eq!(app.seats(&forum).await[0].taken, 0, "who has no place holds no seat");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_gives_the_same_answer_and_no_second_letter() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[3]).await;
    let guest = app.guest("minji");
    let first = guest.register_with_key(&forum, &[1], "k1").await;
    let again = guest.register_with_key(&forum, &[1], "k1").await;
    assert_eq!((again.status, &again.body), (201, &first.body));
    assert_eq!(app.letters(&guest.email).await.len(), 1);
    let other = guest.register_with_key(&forum, &[], "k1").await;
    assert_eq!((other.status, other.code().as_str()), (422, "registration.key_reused"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_address_gets_an_answer_like_any_other_and_a_letter() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[3]).await;
    let guest = app.guest("minji");
    let first = guest.register(&forum, &[1]).await.json();
    let second = guest.register(&forum, &[1]).await;
    assert_eq!(second.status, 201);
    let body = second.json();
    assert_ne!(body["reference"], first["reference"]);
    assert_eq!((&body["state"], &body["seats"]), (&first["state"], &first["seats"]));
    assert_eq!(app.seats(&forum).await[0].taken, 1, "nothing more was taken");
    let letters = app.letters(&guest.email).await;
    assert_eq!(letters.len(), 2);
    assert!(
        letters[1].text.contains("이미 신청") || letters[1].text.contains("already"),
        "{}",
        letters[1].text
    );
    for _ in 0..5 {
        guest.register(&forum, &[1]).await;
    }
    assert!(app.letters(&guest.email).await.len() <= 4, "nobody is flooded in our name");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_field_by_field_in_the_readers_language() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    let path = format!("/api/v1/forums/{}/registrations", forum.slug);
    let body = json!({ "email": "nobody", "name": "", "consents": [], "answers": { "diet": "x" } });
    let request = app.request(Method::POST, &path).header("accept-language", "ko").json(&body);
    let answer = app.perform(request).await;
    assert_eq!((answer.status, answer.code().as_str()), (422, "web.invalid"));
    let errors = answer.json()["errors"].clone();
    let pointers: Vec<&str> =
        errors.as_array().unwrap().iter().map(|e| e["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["/email", "/name", "/answers/diet"]);
    assert!(errors[0]["message"].as_str().unwrap().chars().any(|c| ('가'..='힣').contains(&c)));
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_have_stable_codes_and_change_nothing() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    let path = format!("/api/v1/forums/{}/registrations", forum.slug);
    let wish = |more: serde_json::Value| {
        let mut body = app.guest("minji").wish(&[]);
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    for (more, code) in [
        (json!({ "consents": [] }), "registration.consent_missing"),
        (json!({ "consents": ["privacy", "everything"] }), "registration.unknown_consent"),
        (json!({ "category": "royalty" }), "registration.unknown_category"),
        (json!({ "sessions": [99] }), "registration.unknown_session"),
    ] {
        let answer = app.post_json(&path, &wish(more)).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, code));
    }
    app.clock.advance(chrono::TimeDelta::days(29));
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let answer = app.post_json(&path, &wish(json!({}))).await;
    assert_eq!((answer.status, answer.code().as_str()), (409, "registration.window_closed"));
    assert!(app.letters("minji@example.org").await.is_empty());
    assert!(app.limits(&forum).await.iter().all(|limit| limit.taken == 0 && limit.waiting == 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_bodies_are_refused_and_never_break_anything() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    let path = format!("/api/v1/forums/{}/registrations", forum.slug);
    let long = format!("{{\"email\":\"a@b.org\",\"name\":\"{}\"}}", "가".repeat(100_000));
    for (body, status) in [
        ("", 400),
        ("[]", 400),
        ("{\"email\": 3}", 400),
        ("{\"sessions\": [99999999999]}", 400),
        ("\u{0}", 400),
        (long.as_str(), 413),
    ] {
        let answer = app.perform(app.request(Method::POST, &path).body(body.to_owned())).await;
        assert_eq!(answer.status, status, "{}", body.chars().take(40).collect::<String>());
    }
    let nul = app
        .post_json(
            &path,
            &json!({ "email": "a@b.org", "name": "a\u{0}b\u{202E}c", "consents": ["privacy"] }),
        )
        .await;
    assert_eq!(nul.status, 201, "{}", nul.body);
}
