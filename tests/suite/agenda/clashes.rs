//! What contradicts itself in a draft is told before the public sees it.

use serde_json::json;

use super::{Organizer, add, draft, part, rooms, speaker};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn rooms_people_days_and_sizes_of_the_draft_are_held_against_each_other() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let halls = rooms(&app, &forum, &[("Hall A", 30), ("Hall B", 100)]).await;
    let who = speaker(&app, &forum, "Kim Jiwoo", true).await;
    let organizer = Organizer::of(&app, &forum).await;
    for (title, minutes, room, seats) in [
        ("One", 0, halls[0], Some(31)),
        ("Two", 30, halls[0], None),
        ("Three", 95, halls[1], None),
        ("Four", 60 * 24 * 3, halls[1], None),
    ] {
        let mut want = draft(&app, &forum, title, minutes, Some(room)).await;
        want.people = vec![part(who)];
        want.signup_capacity = seats;
        add(&app, &forum, want).await;
    }
    let told = organizer.ask("GET", "clashes", None).await.json();
    let told: Vec<(String, String, i64)> = told["clashes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| {
            let text = |name: &str| c[name].as_str().unwrap().to_owned();
            (text("weight"), text("message"), c["session"].as_i64().unwrap())
        })
        .collect();
    let has = |weight: &str, words: &str| {
        assert!(told.iter().any(|(w, m, _)| w == weight && m.contains(words)), "{words}: {told:?}");
    };
    has("error", "Sessions 1 and 2 are in the same room (Hall A)");
    has("error", "Kim Jiwoo is in sessions 1 and 2");
    has("warning", "only 5 minutes");
    has("warning", "Session 4 is on none");
    has("warning", "seats 30, but 31");
    assert_eq!(told.len(), 5);
    assert_eq!(told[0].0, "error");

    let nearer = organizer.ask("GET", "clashes?walk=5", None).await.json();
    assert_eq!(nearer["clashes"].as_array().unwrap().len(), 4);
    assert_eq!(organizer.ask("GET", "clashes?walk=x", None).await.status, 400);
    let reason = json!({ "reason": "One runs within the other" });
    organizer.ask("PUT", "sessions/1/overlap", Some(reason)).await;
    let told = organizer.ask("GET", "clashes", None).await.json();
    let errors = told["clashes"].as_array().unwrap().iter().filter(|c| c["weight"] == "error");
    assert_eq!(errors.count(), 0, "{told}");
    organizer.ask("DELETE", "sessions/1/overlap", None).await;
    let told = organizer.ask("GET", "clashes", None).await.json();
    assert_eq!(told["clashes"][0]["weight"], "error");
    assert_eq!(app.get("/api/v1/forums/spring/clashes").await.status, 401);
}
