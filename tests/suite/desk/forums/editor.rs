//! The timetable of the draft by form: moving, taking off, accepting, and two hands on one session.

use serde_json::{Value, json};

use madang::agenda::{Expect, SessionChange, edit_session};

use crate::agenda::{Organizer, add, draft, part, rooms, speaker};
use crate::support::{TestApp, TestForum};

use super::{admin, said, untouched};

/// A forum with two rooms and two sessions, half an hour over each other in the first.
async fn hall(app: &TestApp) -> (TestForum, Vec<String>) {
    let forum = app.forum("own", None, &[]).await;
    let halls = rooms(app, &forum, &[("Hall A", 300), ("Hall B", 100)]).await;
    for (title, minutes) in [("One", 0), ("Two", 30)] {
        let want = draft(app, &forum, title, minutes, Some(halls[0])).await;
        add(app, &forum, want).await;
    }
    (forum, halls.iter().map(ToString::to_string).collect())
}

async fn session(app: &TestApp, forum: &TestForum, no: i32) -> Value {
    let organizer = Organizer::of(app, forum).await;
    organizer.ask("GET", &format!("sessions/{no}/draft"), None).await.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_timetable_shows_the_draft_and_a_form_moves_what_is_on_it() {
    let app = TestApp::start().await;
    let (forum, halls) = hall(&app).await;
    let desk = admin(&app).await;
    let page = desk.read("/desk/own/agenda", "en").await;
    assert_eq!(page.status, 200, "{}", page.body);
    for words in ["Hall A", "Hall B", ">One</a>", ">Two</a>", "Stands in the way", "Place here"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(page.body.contains("y1 m0 fh1 fm0 l0 of2") && page.body.contains("y1 m30 fh1 fm0 l1"));
    let path = "/desk/own/agenda/2/move";
    let form = untouched(&desk.get(path).await.body);
    let time = form.iter().find(|(name, _)| name == "starts_time").unwrap().1.clone();
    let there = [("room", halls[1].as_str()), ("minutes", "45"), ("stand", "on")];
    let moved = desk.post_form(path, &said(&form, &there)).await;
    assert_eq!(moved.status, 303, "{}", moved.body);
    assert!(moved.location().contains("done=moved#s2"), "{}", moved.location());
    let now = session(&app, &forum, 2).await;
    assert_eq!(now["room"]["id"], halls[1].as_str());
    assert!(now["starts_at"].as_str().unwrap().contains(&format!("T{time}")));
    let page = desk.read("/desk/own/agenda", "en").await.body;
    assert!(page.contains("Nothing clashes") && page.contains("y1 m30 fh0 fm45 l0 of1"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_comes_back_with_what_was_typed() {
    let app = TestApp::start().await;
    let (_, _) = hall(&app).await;
    let desk = admin(&app).await;
    let path = "/desk/own/agenda/1/move";
    let form = untouched(&desk.get(path).await.body);
    for (field, value, beside) in [
        ("minutes", "", "minutes"),
        ("minutes", "0", "minutes"),
        ("minutes", "never", "minutes"),
        ("starts_day", "2031-01-01", "starts_day"),
        ("starts_time", "25:00", "starts_time"),
        ("room", "01900000-0000-7000-8000-000000000000", "room"),
    ] {
        let back = desk.post_form(path, &said(&form, &[(field, value), ("stand", "on")])).await;
        assert_eq!(back.status, 422, "{field} {value}: {}", back.body);
        assert!(back.body.contains(&format!("id=\"{beside}-error\"")), "{}", back.body);
    }
    for path in
        ["/desk/own/agenda/99/move", "/desk/own/agenda/x/move", "/desk/own/agenda/99/overlap"]
    {
        assert_eq!(desk.get(path).await.status, 404, "{path}");
    }
    for query in
        ["day=x", "day=%2B262142-12-31", "top=9999-12-31T23:59:59Z&hours=30", "step=7&q=%00"]
    {
        for path in ["/desk/own/agenda", "/desk/own/agenda/live", "/desk/own/agenda/place"] {
            assert_eq!(desk.get(&format!("{path}?{query}")).await.status, 200, "{path}?{query}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hands_on_one_session_the_second_chooses_field_by_field() {
    let app = TestApp::start().await;
    let (forum, halls) = hall(&app).await;
    let desk = admin(&app).await;
    let path = "/desk/own/agenda/2/move";
    let form = untouched(&desk.get(path).await.body);
    let first = [("room", halls[1].as_str()), ("minutes", "90"), ("stand", "on")];
    assert_eq!(desk.post_form(path, &said(&form, &first)).await.status, 303);

    // The second changes the length, too, and the hour; not the room.
    let late = said(&form, &[("minutes", "45"), ("starts_time", "17:15"), ("stand", "on")]);
    let both = desk.read(path, "en").await;
    assert_eq!(both.status, 200);
    let both = desk.post_form(path, &late).await;
    assert_eq!(both.status, 412, "{}", both.body);
    let body = &both.body;
    for value in ["value=\"45\" required>", "value=\"90\">", "value=\"17:15\" required checked>"] {
        assert!(body.contains(value), "{value}: {body}");
    }
    assert!(body.contains(&format!("value=\"{}\" checked>", halls[1])), "{body}");
    assert_eq!(session(&app, &forum, 2).await["room"]["id"], halls[1].as_str(), "nothing is lost");

    let open = untouched(body);
    let asked = desk.post_form(path, &said(&open, &[])).await;
    assert_eq!(asked.status, 422, "the length is still to be chosen: {}", asked.body);
    let body = &asked.body;
    for value in ["value=\"45\" required>", "value=\"90\">", "value=\"17:15\" required checked>"] {
        assert!(body.contains(value), "as it was shown before, {value}: {body}");
    }
    let open = untouched(body);
    let chosen = desk.post_form(path, &said(&open, &[("minutes", "45")])).await;
    assert_eq!(chosen.status, 303, "{}", chosen.body);
    let now = session(&app, &forum, 2).await;
    assert_eq!(now["room"]["id"], halls[1].as_str());
    assert!(now["starts_at"].as_str().unwrap().contains("T17:15"), "{now}");
    assert!(now["ends_at"].as_str().unwrap().contains("T18:00"), "{now}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_form_of_a_session_merges_too() {
    let app = TestApp::start().await;
    let (forum, halls) = hall(&app).await;
    let desk = admin(&app).await;
    let path = "/desk/own/sessions/1";
    let form = untouched(&desk.get(path).await.body);
    let who = speaker(&app, &forum, "Kim Jiwoo", false).await;
    let organizer = Organizer::of(&app, &forum).await;
    let other = speaker(&app, &forum, "Park Haneul", false).await;
    let change = SessionChange { people: Some(vec![part(other)]), ..SessionChange::default() };
    let (db, clock, scope) = (&app.db, &app.clock, &forum.scope);
    edit_session(db, clock, scope, 1, &Expect::Any, change).await.unwrap();
    let theirs = json!({ "title": { "en": "Theirs" }, "room": halls[1] });
    assert_eq!(organizer.change(1, theirs).await.status, 200);
    let yours = [("title_en", "Yours"), ("abstract_ko", "첫 줄\r\n둘째 줄")];
    let both = desk.post_form(path, &said(&form, &yours)).await;
    assert_eq!(both.status, 412, "{}", both.body);
    assert!(both.body.contains("참여자 1 · "), "whose row it is: {}", both.body);
    let open = untouched(&both.body);
    let asked = desk.post_form(path, &said(&open, &[])).await;
    assert!(
        asked.status == 422 && asked.body.contains("value=\"Yours\" required>"),
        "{}",
        asked.body
    );
    let open = untouched(&asked.body);
    let people = [("title_en", "Yours"), ("speaker0", &who.to_string())];
    let done = desk.post_form(path, &said(&open, &people)).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let now = session(&app, &forum, 1).await;
    assert_eq!(now["title"]["en"], "Yours");
    assert_eq!(now["abstract"]["ko"], "첫 줄\n둘째 줄");
    assert_eq!(now["room"]["id"], halls[1].as_str(), "what the other alone changed stays");
    let people: Vec<&Value> =
        now["people"].as_array().unwrap().iter().map(|part| &part["name"]["en"]).collect();
    assert_eq!(people, ["Kim Jiwoo"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_overlap_is_accepted_with_a_reason_and_taken_back() {
    let app = TestApp::start().await;
    let (forum, _) = hall(&app).await;
    let desk = admin(&app).await;
    let list = desk.read("/desk/own/agenda/clashes", "en").await.body;
    assert!(list.contains("/desk/own/agenda/1/overlap") && list.contains("1 · One"), "{list}");
    let path = "/desk/own/agenda/1/overlap";
    let form = untouched(&desk.get(path).await.body);
    let none = desk.post_form(path, &said(&form, &[("reason", "  ")])).await;
    assert!(none.status == 422 && none.body.contains("id=\"reason-error\""), "{}", none.body);
    let long = "가".repeat(301);
    let much = desk.post_form(path, &said(&form, &[("reason", &long)])).await;
    assert!(much.status == 422 && much.body.contains(&long));
    let why = "One runs within the other";
    let done = desk.post_form(path, &said(&form, &[("reason", why)])).await;
    assert!(done.location().contains("done=accepted"), "{}", done.body);
    let late = desk.post_form(path, &said(&form, &[("reason", "Another reason")])).await;
    assert_eq!(late.status, 412);
    assert!(late.body.contains(why) && late.body.contains("Another reason"), "{}", late.body);
    let list = desk.read("/desk/own/agenda/clashes?weight=accepted", "en").await.body;
    assert!(list.contains(why), "{list}");
    // A fault of its own does not let an older form write over what it never showed.
    let wrong = desk.post_form(path, &said(&form, &[("reason", "")])).await;
    assert_eq!(wrong.status, 422);
    let wrong = untouched(&wrong.body);
    let late = desk.post_form(path, &said(&wrong, &[("reason", "Another reason")])).await;
    assert_eq!(late.status, 412);
    let organizer = Organizer::of(&app, &forum).await;
    assert_eq!(organizer.release().await.status, 201);
    let form = untouched(&desk.get(path).await.body);
    let back = desk.post_form(path, &said(&form, &[("act", "back")])).await;
    assert!(back.location().contains("done=taken_back"), "{}", back.body);
    let list = desk.read("/desk/own/agenda/clashes?weight=error", "en").await.body;
    assert!(list.contains("/desk/own/agenda/1/overlap"), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_off_waits_in_the_tray_and_no_release_takes_it_along() {
    let app = TestApp::start().await;
    let (forum, halls) = hall(&app).await;
    let desk = admin(&app).await;
    let organizer = Organizer::of(&app, &forum).await;
    let path = "/desk/own/agenda/2/move";
    let form = untouched(&desk.get(path).await.body);
    let off = desk.post_form(path, &said(&form, &[("stand", "off")])).await;
    assert!(off.location().contains("done=parked"), "{}", off.body);
    assert_eq!(session(&app, &forum, 2).await["state"], "draft");
    let page = desk.read("/desk/own/agenda", "en").await.body;
    let (grid, tray) = page.split_once("id=\"tt-tray\"").unwrap();
    assert!(!grid.contains(">Two</a>") && tray.contains(">Two</a>"), "{page}");
    assert!(grid.contains("Nothing clashes"), "what has no hour is in nobody's way");
    let none = desk.read("/desk/own/agenda?q=three", "en").await.body;
    assert!(!none.contains(">Two</a>"), "the tray is searched");

    assert_eq!(organizer.release().await.status, 201);
    assert_eq!(app.get("/api/v1/forums/own/sessions/1").await.status, 200);
    assert_eq!(app.get("/api/v1/forums/own/sessions/2").await.status, 404);
    let alone = organizer.change(2, json!({ "release": true })).await;
    assert_eq!((alone.status, alone.code().as_str()), (409, "agenda.move_refused"));

    let day = session(&app, &forum, 1).await["day"].as_str().unwrap().to_owned();
    let place = format!("/desk/own/agenda/place?day={day}&at=16:00&room={}", halls[1]);
    let offered = desk.read(&place, "en").await.body;
    let href = offered.split("href=\"").find(|at| at.starts_with(path)).unwrap();
    let href = href.split('"').next().unwrap().replace("&#38;", "&");
    let form = untouched(&desk.get(&href).await.body);
    assert!(form.contains(&("starts_time".to_owned(), "16:00".to_owned())), "{form:?}");
    let back = desk.post_form(path, &said(&form, &[("stand", "on")])).await;
    assert_eq!(back.status, 303, "{}", back.body);
    let now = session(&app, &forum, 2).await;
    assert_eq!((&now["state"], &now["room"]["id"]), (&json!("scheduled"), &json!(halls[1])));
    assert!(now["starts_at"].as_str().unwrap().contains("T16:00"));

    // What the public sees stays there while it is off, and can be taken back from there.
    assert_eq!(organizer.release().await.status, 201);
    assert_eq!(organizer.change(2, json!({ "scheduled": false })).await.status, 200);
    assert_eq!(organizer.release().await.code(), "agenda.nothing_to_release");
    assert_eq!(app.get("/api/v1/forums/own/sessions/2").await.status, 200);
    let page = desk.read("/desk/own/agenda", "en").await.body;
    assert!(page.contains("The public still sees it"), "{page}");
    let back = desk.post_form("/desk/own/sessions/2/retract", &[]).await;
    assert_eq!(back.status, 303, "{}", back.body);
    assert_eq!(app.get("/api/v1/forums/own/sessions/2").await.status, 404);
    assert_eq!(session(&app, &forum, 2).await["state"], "draft");
    let on = organizer.change(2, json!({ "scheduled": true })).await;
    assert_eq!(on.json()["state"], "scheduled", "{}", on.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_keeps_up_by_a_tag_and_learns_only_what_the_page_shows() {
    let app = TestApp::start().await;
    let (forum, _) = hall(&app).await;
    let organizer = Organizer::of(&app, &forum).await;
    let desk = admin(&app).await;
    let live = desk.get("/desk/own/agenda/live").await;
    let tag = live.header("etag").unwrap().to_owned();
    let told = live.json();
    assert_eq!(told["blocks"].as_object().unwrap().len(), 2);
    assert!(told["blocks"]["1"]["html"].as_str().unwrap().starts_with("<li class=\"b "));
    let again = async |tag: &str| {
        let headers = [("if-none-match", tag)];
        desk.send("GET", "/desk/own/agenda/live", None, &headers).await
    };
    assert_eq!(again(&tag).await.status, 304);
    organizer.change(1, json!({ "title": { "ko": "다른 제목" } })).await;
    let changed = again(&tag).await;
    assert_eq!(changed.status, 200);
    assert!(changed.body.contains("다른 제목"));
    assert_eq!(app.get("/desk/own/agenda/live").await.status, 303, "not for the public");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_abstract_in_two_languages_is_kept_and_opened_and_merged() {
    let app = TestApp::start().await;
    let (forum, _) = hall(&app).await;
    let desk = admin(&app).await;
    let path = "/desk/own/sessions/1";
    let form = untouched(&desk.get(path).await.body);
    let (long, other) = ("가".repeat(10_000), "나".repeat(20_000));
    let first = said(&form, &[("abstract_ko", &long), ("abstract_en", &long)]);
    let kept = desk.post_form(path, &first).await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    // From now on the form carries what stood there, too: all of it twice.
    let form = untouched(&desk.get(path).await.body);
    let again = said(&form, &[("abstract_ko", &other), ("abstract_en", &other)]);
    let kept = desk.post_form(path, &again).await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    // And of what two changed it carries what each wrote.
    let late = said(&form, &[("abstract_ko", &long), ("abstract_en", "Mine")]);
    let both = desk.post_form(path, &late).await;
    assert_eq!(both.status, 412, "{}", both.body);
    let open = untouched(&both.body);
    let chosen = [("abstract_ko", other.as_str()), ("abstract_en", other.as_str())];
    let kept = desk.post_form(path, &said(&open, &chosen)).await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    let now = session(&app, &forum, 1).await;
    assert_eq!(now["abstract"]["ko"], other.as_str());
    let more = format!("{other}다");
    let back = desk.post_form(path, &said(&form, &[("abstract_ko", &more)])).await;
    assert_eq!(back.status, 422, "one too many comes back");
    assert!(back.body.contains(&more), "with all that was typed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_hour_after_midnight_is_the_one_it_says() {
    let app = TestApp::start().await;
    let (forum, halls) = hall(&app).await;
    let late = draft(&app, &forum, "Late", 9 * 60, Some(halls[0].parse().unwrap())).await;
    add(&app, &forum, late).await;
    let desk = admin(&app).await;
    let path = "/desk/own/agenda/2/move";
    let form = untouched(&desk.get(path).await.body);
    assert_eq!(desk.post_form(path, &said(&form, &[("stand", "off")])).await.status, 303);
    let first = session(&app, &forum, 1).await["day"].as_str().unwrap().to_owned();
    let page = desk.get(&format!("/desk/own/agenda?day={first}")).await.body;
    let midnight = format!("at=00:00&#38;room={}", halls[1]);
    let href = page.split("href=\"").find(|at| at.contains(&midnight)).unwrap();
    let href = href.split('"').next().unwrap().replace("&#38;", "&");
    let next = first.parse::<chrono::NaiveDate>().unwrap().succ_opt().unwrap().to_string();
    assert!(href.contains(&format!("day={next}")), "{href}");
    let offered = desk.get(&href).await.body;
    assert!(offered.contains(&format!("/desk/own/agenda?day={first}\"")), "{offered}");
    let href = offered.split("href=\"").find(|at| at.starts_with(path)).unwrap();
    let href = href.split('"').next().unwrap().replace("&#38;", "&");
    let form = untouched(&desk.get(&href).await.body);
    let put = desk.post_form(path, &said(&form, &[("stand", "on")])).await;
    assert!(put.location().contains(&format!("day={first}&done=moved#s2")), "{}", put.location());
    let now = session(&app, &forum, 2).await;
    assert!(now["starts_at"].as_str().unwrap().starts_with(&format!("{next}T00:00")), "{now}");
    assert_eq!(now["day"], first.as_str());
    // Where there is no room, none is filled in, not the one it was in.
    let none = desk.get(&format!("{path}?day={next}&at=01:00&room=")).await.body;
    let form = untouched(&none);
    assert!(form.contains(&("room".to_owned(), String::new())), "{form:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn moving_what_may_overlap_says_that_it_no_longer_may() {
    let app = TestApp::start().await;
    let (forum, _) = hall(&app).await;
    let desk = admin(&app).await;
    let organizer = Organizer::of(&app, &forum).await;
    let reason = json!({ "reason": "One runs within \"the other\"" });
    assert_eq!(organizer.ask("PUT", "sessions/1/overlap", Some(reason)).await.status, 200);
    let live = desk.get("/desk/own/agenda/live").await.json();
    let html = live["blocks"]["1"]["html"].as_str().unwrap();
    assert!(html.contains("data-accepted=\"One runs within &#34;the other&#34;\""), "{html}");
    let path = "/desk/own/agenda/1/move";
    let form = untouched(&desk.get(path).await.body);
    let same = desk.post_form(path, &said(&form, &[("stand", "on")])).await;
    assert!(same.location().contains("done=moved#"), "{}", same.location());
    let moved = desk.post_form(path, &said(&form, &[("minutes", "45"), ("stand", "on")])).await;
    let page = desk.read(moved.location(), "en").await.body;
    assert!(page.contains("The overlap accepted where it stood no longer holds."), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_public_and_off_the_timetable_keeps_its_room_until_it_is_taken_back() {
    let app = TestApp::start().await;
    let (forum, halls) = hall(&app).await;
    let desk = admin(&app).await;
    let organizer = Organizer::of(&app, &forum).await;
    assert_eq!(organizer.change(2, json!({ "room": halls[1] })).await.status, 200);
    assert_eq!(organizer.release().await.status, 201);
    assert_eq!(organizer.change(1, json!({ "scheduled": false })).await.status, 200);
    let page = desk.read("/desk/own/agenda", "en").await.body;
    assert!(page.contains("Nothing clashes"), "{page}");
    // The place it had in public, not where the draft would have put it.
    assert_eq!(organizer.change(2, json!({ "room": halls[0] })).await.status, 200);
    let page = desk.read("/desk/own/agenda", "en").await.body;
    assert!(page.contains("1 clash stands in the way"), "{page}");
    let list = desk.read("/desk/own/agenda/clashes?session=1", "en").await.body;
    assert!(list.contains("/desk/own/agenda/2/overlap"), "where accepting helps: {list}");
    let refused = organizer.release().await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "agenda.room_taken"));
    assert_eq!(desk.post_form("/desk/own/sessions/1/retract", &[]).await.status, 303);
    assert_eq!(organizer.release().await.status, 201);
}
