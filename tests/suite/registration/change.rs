use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_seat_given_back_goes_to_the_first_in_line_with_a_letter() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    for name in ["first", "second", "third"] {
        app.guest(name).register(&forum, &[1]).await;
    }
    let answer = app.guest("first").give_up(1).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(app.guest("second").mine().await["seats"][0]["state"], "confirmed");
    let third = app.guest("third").mine().await;
    assert_eq!(
        (&third["seats"][0]["state"], &third["seats"][0]["place"]),
        (&json!("waitlisted"), &json!(1))
    );
    assert_eq!(app.letters("second@example.org").await.len(), 2);
    let limit = &app.seats(&forum).await[0];
    assert_eq!((limit.taken, limit.waiting), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_promoted_into_a_clash_and_they_keep_their_place() {
    let app = TestApp::start().await;
    let forum = app.forum_at_once("spring", &[1, 5]).await;
    app.guest("holder").register(&forum, &[1]).await;
    app.guest("clashing").register(&forum, &[1, 2]).await;
    app.guest("free").register(&forum, &[1]).await;
    app.guest("holder").give_up(1).await;
    let clashing = app.guest("clashing").mine().await;
    assert_eq!(
        (&clashing["seats"][0]["state"], &clashing["seats"][0]["place"]),
        (&json!("waitlisted"), &json!(1))
    );
    assert_eq!(app.guest("free").mine().await["seats"][0]["state"], "confirmed");
    // Once the clash is gone and a seat is free, it is theirs before any newcomer's.
    app.guest("free").give_up(1).await;
    app.guest("clashing").give_up(2).await;
    assert_eq!(app.guest("clashing").mine().await["seats"][0]["state"], "confirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seat_taken_again_goes_last_and_keeps_its_calendar_entry() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    app.guest("first").register(&forum, &[1]).await;
    app.guest("second").register(&forum, &[1]).await;
    app.guest("first").give_up(1).await;
    let back = app.guest("first").take(1).await;
    assert_eq!(back.status, 200, "{}", back.body);
    assert_eq!(back.json()["seats"][0]["state"], "waitlisted");
    let again = app.guest("first").take(1).await.json();
    assert_eq!(again["seats"][0]["place"], 1, "asking twice changes nothing");
    assert_eq!(app.seats(&forum).await[0].waiting, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn withdrawing_frees_place_and_seats_at_once() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", Some(1), &[1]).await;
    app.guest("first").register(&forum, &[1]).await;
    app.guest("second").register(&forum, &[1]).await;
    assert_eq!(app.guest("first").withdraw().await.json()["state"], "withdrawn");
    let second = app.guest("second").mine().await;
    assert_eq!(
        (&second["state"], &second["seats"][0]["state"]),
        (&json!("confirmed"), &json!("confirmed"))
    );
    assert_eq!(app.guest("first").withdraw().await.code(), "registration.not_live");
    assert!(app.limits(&forum).await.iter().all(|limit| limit.waiting == 0 && limit.taken <= 1));
    // Coming again is a new registration, last in line.
    let again = app.guest("first").register(&forum, &[1]).await.json();
    assert_eq!((&again["state"], &again["place"]), (&json!("waitlisted"), &json!(1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn more_seats_go_to_those_who_wait() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    for name in ["first", "second", "third"] {
        app.guest(name).register(&forum, &[1]).await;
    }
    let changed = madang::agenda::change_capacity(
        &app.db,
        &app.clock,
        &forum.scope,
        1,
        &madang::agenda::Expect::Any,
        Some(2),
    )
    .await;
    assert!(changed.is_ok());
    app.work().await;
    assert_eq!(app.guest("second").mine().await["seats"][0]["state"], "confirmed");
    assert_eq!(app.guest("third").mine().await["seats"][0]["place"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn details_change_by_the_private_link_and_foreign_links_open_nothing() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    app.guest("minji").register(&forum, &[]).await;
    let token = app.manage_token("minji@example.org").await;
    let me = "/api/v1/registrations/me";
    let request = app.request(Method::PATCH, me).bearer_auth(&token);
    let changed = app.perform(request.json(&json!({ "badge_name": "새벽", "photo": "no" }))).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    assert_eq!(
        (&changed.json()["badge_name"], &changed.json()["name"]),
        (&json!("새벽"), &json!("minji"))
    );
    let stale = app.request(Method::PATCH, me).bearer_auth(&token).header("if-match", "\"v1\"");
    assert_eq!(app.perform(stale.json(&json!({ "name": "x" }))).await.status, 412);
    for forged in ["", "x", &token[1..], &token.replace(&token[..4], "AAAA")] {
        assert_eq!(app.ask(Method::GET, me, forged).await.status, 401);
    }
}
