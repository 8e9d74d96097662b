//! Draft and released are different things; a release is numbered, told in words, and can be brought back.

use chrono::{DateTime, Utc};
use diesel_async::SimpleAsyncConnection;
use madang::agenda::{
    Expect, NewRelease, SessionRefusal, Takeover, desk_session, import, make_release, programme,
    read_schedule, release_all, retract_session, session_detail,
};
use madang::db::Stop;
use madang::types::Lang;
use serde_json::{Value, json};

use super::{Organizer, add, draft, part, rooms, speaker};
use crate::support::{TestApp, TestForum};

async fn titles(app: &TestApp, forum: &TestForum) -> Vec<String> {
    let mut conn = app.db.conn().await.unwrap();
    let sessions = programme(&mut conn, &forum.scope).await.unwrap().sessions;
    sessions.iter().map(|session| session.title.in_lang(Lang::En).to_owned()).collect()
}

async fn log(app: &TestApp, lang: &str) -> Value {
    app.read("/api/v1/forums/spring/releases", lang).await.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_draft_is_public_only_when_it_is_released() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5]).await;
    let organizer = Organizer::of(&app, &forum).await;
    let before = app.get("/api/v1/forums/spring/sessions/1").await;
    let changed = organizer.change(1, json!({ "title": { "en": "Another" } })).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    assert_eq!(changed.json()["title"]["en"], "Another");
    assert_eq!(changed.json()["waits_for_release"], true);
    let after = app.get("/api/v1/forums/spring/sessions/1").await;
    assert_eq!((&after.body, after.header("etag")), (&before.body, before.header("etag")));
    assert!(after.json().get("waits_for_release").is_none());

    let released = organizer.release().await;
    assert_eq!(released.status, 201, "{}", released.body);
    assert_eq!(titles(&app, &forum).await, ["Another"]);
    let nothing = organizer.release().await;
    assert_eq!((nothing.status, nothing.code().as_str()), (409, "agenda.nothing_to_release"));
    let at_once = json!({ "title": { "en": "At once" }, "release": true });
    assert_eq!(organizer.change(1, at_once).await.json()["waits_for_release"], false);
    assert_eq!(titles(&app, &forum).await, ["At once"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn seats_are_counted_live_and_whoever_read_the_public_form_can_change_them() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5]).await;
    let organizer = Organizer::of(&app, &forum).await;
    for seats in [40, 41] {
        let read = app.get("/api/v1/forums/spring/sessions/1").await;
        let version = read.header("etag").unwrap().to_owned();
        let body = Some(json!({ "signup_capacity": seats }));
        let answer = organizer.ask_for("PATCH", "sessions/1", body, &version).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let now = app.get("/api/v1/forums/spring/sessions/1").await.json();
        assert_eq!(now["signup_capacity"], seats);
    }
    assert_eq!(organizer.release().await.code(), "agenda.nothing_to_release");
    // Where the draft has moved on, only who has seen the draft may change it.
    organizer.change(1, json!({ "title": { "en": "Another" } })).await;
    let public = app.get("/api/v1/forums/spring/sessions/1").await;
    let body = || Some(json!({ "signup_capacity": 3 }));
    let stale = public.header("etag").unwrap();
    assert_eq!(organizer.ask_for("PATCH", "sessions/1", body(), stale).await.status, 412);
    let seen = organizer.ask("GET", "sessions/1/draft", None).await;
    let version = seen.header("etag").unwrap();
    assert_eq!(organizer.ask_for("PATCH", "sessions/1", body(), version).await.status, 200);
    let now = app.get("/api/v1/forums/spring/sessions/1").await.json();
    assert_eq!((&now["signup_capacity"], &now["title"]["en"]), (&json!(3), &json!("Session 1")));
    assert_eq!(app.get("/api/v1/forums/spring/sessions/1/draft").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_tells_in_words_what_it_changed() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5]).await;
    let halls = rooms(&app, &forum, &[("Hall A", 300), ("Hall B", 100)]).await;
    let who = speaker(&app, &forum, "Kim Jiwoo", false).await;
    let unseen = speaker(&app, &forum, "Nobody Knows", true).await;
    let organizer = Organizer::of(&app, &forum).await;
    let mut want = draft(&app, &forum, "Second", 60, Some(halls[0])).await;
    want.people = vec![part(who), part(unseen)];
    add(&app, &forum, want).await;
    organizer.change(1, json!({ "room": halls[0] })).await;
    let body = json!({ "note": { "ko": "대회의실 확정", "en": "The hall is set" } });
    let made = organizer.ask("POST", "releases", Some(body)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let one = &made.json()["changes"][0];
    assert_eq!((&one["session"], &one["kind"]), (&json!(1), &json!("moved")));
    assert_eq!(one["message"], "Moved from a room still to be named to Hall A");
    assert_eq!(made.json()["changes"][1]["kind"], "added");
    let moved = json!({ "starts_at": "2026-07-01T16:00:00+09:00", "room": halls[1] });
    assert_eq!(organizer.change(1, moved).await.status, 200);
    organizer.change(2, json!({ "title": { "en": "Renamed" } })).await;
    let change = madang::agenda::SessionChange {
        people: Some(Vec::new()),
        ..madang::agenda::SessionChange::default()
    };
    let edited =
        madang::agenda::edit_session(&app.db, &app.clock, &forum.scope, 2, &Expect::Any, change);
    edited.await.unwrap();
    organizer.release().await;

    let en = log(&app, "en").await;
    let newest = &en["releases"][0];
    assert_eq!(newest["number"], 3, "{en}");
    assert_eq!(
        newest["changes"][0]["message"],
        "Moved from 14:00–15:00 Hall A to 16:00–17:00 Hall B"
    );
    assert_eq!(newest["changes"][1]["message"], "Renamed from “Second” to “Renamed”");
    assert_eq!(newest["changes"][2]["message"], "No longer taking part: Kim Jiwoo");
    assert_eq!(en["releases"][1]["note"]["en"], "The hall is set");
    let ko = log(&app, "ko").await;
    let text = &ko["releases"][0]["changes"][0]["message"];
    assert_eq!(text, "시간·장소 변경: 14:00–15:00 Hall A → 16:00–17:00 Hall B");
    assert!(!en.to_string().contains("Nobody"), "{en}");
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_may_share_a_room_and_no_release_does_unless_it_was_accepted() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let hall = rooms(&app, &forum, &[("Hall A", 300)]).await[0];
    let organizer = Organizer::of(&app, &forum).await;
    for title in ["One", "Two", "Three"] {
        let want = draft(&app, &forum, title, 0, Some(hall)).await;
        add(&app, &forum, want).await;
    }
    let refused = organizer.release().await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "agenda.release_clashes"));
    assert!(refused.body.contains("1–2, 1–3, 2–3"), "{}", refused.body);
    assert_eq!(titles(&app, &forum).await, Vec::<String>::new());
    let first = organizer.ask("POST", "releases", Some(json!({ "sessions": [1] }))).await;
    assert_eq!(first.status, 201, "{}", first.body);
    let second = organizer.ask("POST", "releases", Some(json!({ "sessions": [2] }))).await;
    assert_eq!((second.status, second.code().as_str()), (409, "agenda.room_taken"));
    assert!(second.body.contains("Session 1 is in this room"), "{}", second.body);
    let none = organizer.ask("POST", "releases", Some(json!({ "sessions": [9] }))).await;
    assert_eq!((none.status, none.code().as_str()), (422, "agenda.session_unknown"));

    let bare = organizer.ask("PUT", "sessions/2/overlap", Some(json!({ "reason": " " }))).await;
    assert_eq!(bare.status, 422, "{}", bare.body);
    let reason = json!({ "reason": "A demonstration within the talk" });
    let accepted = organizer.ask("PUT", "sessions/2/overlap", Some(reason)).await;
    assert_eq!(accepted.status, 200, "{}", accepted.body);
    let second = organizer.ask("POST", "releases", Some(json!({ "sessions": [2] }))).await;
    assert_eq!(second.status, 201, "{}", second.body);
    assert_eq!(titles(&app, &forum).await, ["One", "Two"]);

    // The database has the last word, whatever the code does.
    let mut conn = app.db.conn().await.unwrap();
    let rude = "UPDATE released_session SET overlap_accepted = false";
    let error = conn.batch_execute(rude).await.unwrap_err();
    assert_eq!(madang::db::violated(&error), Some("released_session_room_free"));
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_change_places_in_one_release() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let halls = rooms(&app, &forum, &[("Hall A", 300), ("Hall B", 100)]).await;
    for (title, room) in [("One", halls[0]), ("Two", halls[1])] {
        let want = draft(&app, &forum, title, 0, Some(room)).await;
        add(&app, &forum, want).await;
    }
    assert_eq!(release_all(&app.db, &app.clock, &forum.scope).await.unwrap(), 2);
    let organizer = Organizer::of(&app, &forum).await;
    organizer.change(1, json!({ "room": halls[1] })).await;
    organizer.change(2, json!({ "room": halls[0] })).await;
    let only_one = organizer.ask("POST", "releases", Some(json!({ "sessions": [1] }))).await;
    assert_eq!(only_one.code(), "agenda.room_taken");
    assert_eq!(organizer.release().await.status, 201);
    let mut conn = app.db.conn().await.unwrap();
    let one = session_detail(&mut conn, &forum.scope, 1).await.unwrap().unwrap().session;
    assert_eq!(one.room.as_ref().unwrap().id, halls[1]);
    assert_eq!(one.released.unwrap().sequence, 2, "feeds follow the release that moved it");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_release_is_brought_back_as_a_new_one() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5, 5]).await;
    let organizer = Organizer::of(&app, &forum).await;
    let before = app.get("/api/v1/forums/spring/sessions").await.json();
    organizer.change(1, json!({ "title": { "en": "Changed" } })).await;
    let late = draft(&app, &forum, "Third", 300, None).await;
    add(&app, &forum, late).await;
    assert_eq!(organizer.release().await.json()["number"], 3);
    retract_session(&app.db, &app.clock, &forum.scope, 2, &Expect::Any).await.unwrap();
    assert_eq!(titles(&app, &forum).await, ["Changed", "Third"]);

    let path = "releases/2/restoration";
    let back = organizer.ask("POST", path, Some(json!({ "note": { "en": "Sorry" } }))).await;
    assert_eq!(back.status, 201, "{}", back.body);
    assert_eq!((&back.json()["number"], &back.json()["restores"]), (&json!(5), &json!(2)));
    let kinds: Vec<Value> =
        back.json()["changes"].as_array().unwrap().iter().map(|c| c["kind"].clone()).collect();
    assert_eq!(kinds, ["retitled", "added", "taken_out"]);
    let after = app.get("/api/v1/forums/spring/sessions").await.json();
    assert_eq!(after, before);
    let mut conn = app.db.conn().await.unwrap();
    let draft = desk_session(&mut conn, &forum.scope, 1).await.unwrap().unwrap().session;
    assert_eq!(draft.title.in_lang(Lang::En), "Changed", "nothing typed is lost");
    assert!(draft.waits_for_release());
    let again = organizer.ask("POST", path, Some(json!({}))).await;
    assert_eq!(again.code(), "agenda.nothing_to_release");
    let none = organizer.ask("POST", "releases/99/restoration", Some(json!({}))).await;
    assert_eq!(none.status, 404);
    // Number 4 took a session out; the one brought back by 5 is in its right place again.
    let four = organizer.ask("POST", "releases/4/restoration", Some(json!({}))).await;
    assert_eq!(four.json()["number"], 6);
    assert_eq!(titles(&app, &forum).await, ["Changed", "Third"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_releases_at_once_one_is_made_and_one_finds_nothing_left() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5]).await;
    Organizer::of(&app, &forum).await.change(1, json!({ "title": { "en": "New" } })).await;
    let want = NewRelease::default();
    let (a, b) = tokio::join!(
        make_release(&app.db, &app.clock, &forum.scope, &want),
        make_release(&app.db, &app.clock, &forum.scope, &want),
    );
    let made: Vec<i32> =
        [&a, &b].iter().filter_map(|r| r.as_ref().ok()).map(|m| m.number).collect();
    assert_eq!(made, [2]);
    let refused = |stop: &Stop<SessionRefusal>| {
        matches!(stop, Stop::Refused(SessionRefusal::NothingToRelease))
    };
    assert_eq!([a, b].iter().filter(|r| r.as_ref().is_err_and(refused)).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_taken_over_is_one_release_and_the_same_again_is_none() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let table = |hour: u32| {
        format!(
            "id,title,day,start,duration,room\na,Opening,2026-07-01,{hour}:00,60,Hall\n\
             b,Second,2026-07-01,17:00,60,Hall\n"
        )
    };
    let take = async |hour| {
        let intake = read_schedule(table(hour).as_bytes(), None, Some(forum.scope.zone())).unwrap();
        import(&app.db, &app.clock, &forum.scope, &intake, None, Takeover::Keep).await.unwrap()
    };
    assert_eq!(take(15).await.sessions.added, 2);
    assert_eq!(titles(&app, &forum).await, ["Opening", "Second"]);
    assert_eq!(take(15).await.sessions.unchanged, 2);
    assert_eq!(log(&app, "en").await["releases"].as_array().unwrap().len(), 1);
    assert_eq!(take(18).await.sessions.changed, 1);
    let newest = log(&app, "en").await["releases"][0].clone();
    assert_eq!((&newest["number"], &newest["changes"][0]["kind"]), (&json!(2), &json!("moved")));
    // What was taken back from the public stays so; the file changes its draft alone.
    retract_session(&app.db, &app.clock, &forum.scope, 1, &Expect::Any).await.unwrap();
    assert_eq!(take(19).await.sessions.changed, 1);
    assert_eq!(titles(&app, &forum).await, ["Second"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_never_counts_as_released_by_its_draft() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5]).await;
    let mut conn = app.db.conn().await.unwrap();
    conn.batch_execute("DELETE FROM released_session").await.unwrap();
    assert_eq!(app.get("/api/v1/forums/spring/sessions/1").await.status, 404);
    let wish = app.guest("minji").register(&forum, &[1]).await;
    assert_eq!(wish.code(), "registration.unknown_session");
    let desk = desk_session(&mut conn, &forum.scope, 1).await.unwrap().unwrap().session;
    assert!(desk.released.is_none() && desk.waits_for_release());
    let at: DateTime<Utc> = app.clock.now();
    release_all(&app.db, &app.clock, &forum.scope).await.unwrap();
    let desk = desk_session(&mut conn, &forum.scope, 1).await.unwrap().unwrap().session;
    assert_eq!(desk.released.map(|mark| mark.at), Some(at));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_public_before_there_were_releases_is_the_first_one() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5]).await;
    let hall = rooms(&app, &forum, &[("Hall A", 300)]).await[0];
    let who = speaker(&app, &forum, "Kim Jiwoo", false).await;
    let mut want = draft(&app, &forum, "Second", 60, Some(hall)).await;
    want.people = vec![part(who)];
    want.release = true;
    add(&app, &forum, want).await;
    let never = draft(&app, &forum, "Draft", 120, None).await;
    add(&app, &forum, never).await;
    let before = app.get("/api/v1/forums/spring/sessions").await.json();
    let mut conn = app.db.conn().await.unwrap();
    // What was built on releases since goes first, and comes back last.
    for step in [
        include_str!("../../../migrations/2026-11-25-000011_walls/down.sql"),
        include_str!("../../../migrations/2026-11-25-000004_speakers/down.sql"),
        include_str!("../../../migrations/2026-11-25-000002_releases/down.sql"),
        include_str!("../../../migrations/2026-11-25-000002_releases/up.sql"),
        include_str!("../../../migrations/2026-11-25-000004_speakers/up.sql"),
        include_str!("../../../migrations/2026-11-25-000011_walls/up.sql"),
    ] {
        conn.batch_execute(step).await.unwrap();
    }
    drop(conn);
    madang::db::migrate(&app.db).await.unwrap();
    assert_eq!(app.get("/api/v1/forums/spring/sessions").await.json(), before);
    let organizer = Organizer::of(&app, &forum).await;
    assert_eq!(log(&app, "en").await["releases"][0]["number"], 1);
    assert_eq!(organizer.release().await.json()["changes"].as_array().unwrap().len(), 1);
    let back = organizer.ask("POST", "releases/1/restoration", Some(json!({}))).await;
    assert_eq!(back.status, 201, "{}", back.body);
    assert_eq!(app.get("/api/v1/forums/spring/sessions").await.json(), before);
}
