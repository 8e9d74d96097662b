use std::collections::BTreeSet;

use madang::types::Role;
use serde_json::json;

use crate::support::TestApp;

use super::{Staff, links, log, register, times, unescaped};

#[tokio::test(flavor = "multi_thread")]
async fn a_search_finds_hangul_latin_addresses_domains_and_references() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[5]).await;
    let hong = register(
        &app,
        &forum,
        json!({ "email": "gildong@mission.example", "name": "홍길동", "name_latin": "Hong Gil-dong",
            "affiliation": "율도국 대사관", "sessions": [1] }),
    )
    .await;
    let salmon = register(
        &app,
        &forum,
        json!({ "email": "e.salmon@example.org", "name": "Elizabeth SALMÓN" }),
    )
    .await;
    let staff = Staff::organizer(&app, &forum).await;
    for (asked, found) in [
        ("홍길동", &hong),
        ("홍길", &hong),
        ("길동", &hong),
        ("hong", &hong),
        ("Hong Gildong", &hong),
        ("gil-dong", &hong),
        ("honggil", &hong),
        ("대사관", &hong),
        ("@mission.example", &hong),
        ("gildong@", &hong),
        (hong.as_str(), &hong),
        (&hong.replace('-', "").to_lowercase(), &hong),
        ("salmon", &salmon),
        ("Salmón", &salmon),
        ("@example.org", &salmon),
        ("e.salmon", &salmon),
    ] {
        let query =
            form_urlencoded::Serializer::new(String::new()).append_pair("q", asked).finish();
        let page = staff.get(&format!("/desk/own/people?{query}")).await;
        assert_eq!(page.status, 200);
        let people = links(&page, "/desk/own/people/");
        assert_eq!(people, [format!("/desk/own/people/{found}")], "{asked}");
    }
    let none = staff.get("/desk/own/people?q=%25%25").await;
    assert_eq!(links(&none, "/desk/own/people/").len(), 2, "signs alone narrow nothing");
    let page = staff.get("/desk/own/people?session=1").await;
    assert_eq!(links(&page, "/desk/own/people/"), [format!("/desk/own/people/{hong}")]);
    assert_eq!(staff.get("/desk/own/people?category=nothing").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_reach_everybody_once() {
    let app = TestApp::start().await;
    let forum = app.forum("own", Some(80), &[]).await;
    let mut known = BTreeSet::new();
    for at in 0..112 {
        let body = json!({ "email": format!("p{at}@example.org"), "name": format!("사람 {at}") });
        known.insert(register(&app, &forum, body).await);
    }
    let staff = Staff::organizer(&app, &forum).await;
    let first = staff.get("/desk/own/people").await;
    for count in ["<b>112</b>", "<b>80</b>", "<b>32</b>"] {
        assert!(first.body.contains(count), "{count}");
    }
    let (mut seen, mut path, mut pages) = (BTreeSet::new(), "/desk/own/people".to_owned(), 0);
    loop {
        let page = staff.get(&path).await;
        for person in links(&page, "/desk/own/people/") {
            assert!(seen.insert(person.rsplit('/').next().unwrap().to_owned()), "{person} twice");
        }
        pages += 1;
        match links(&page, "/desk/own/people?cursor=").first().copied() {
            Some(next) => path = unescaped(next),
            None => break,
        }
    }
    assert_eq!((seen, pages), (known, 3));
    let waiting = staff.get("/desk/own/people?state=waitlisted").await;
    assert_eq!(links(&waiting, "/desk/own/people/").len(), 32);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_organizer_finds_nothing_and_a_door_may_not() {
    let app = TestApp::start().await;
    let (own, other) = (app.forum("own", None, &[1]).await, app.forum("other", None, &[1]).await);
    let theirs =
        register(&app, &other, json!({ "email": "x@example.org", "name": "남의 사람" })).await;
    let foreign = Staff::organizer(&app, &other).await;
    let door = Staff::of(&app, Role::Door, &own).await;
    for page in ["people", "letters", "audit", "export"] {
        assert_eq!(foreign.get(&format!("/desk/own/{page}")).await.status, 404, "{page}");
        assert_eq!(door.get(&format!("/desk/own/{page}")).await.status, 403, "{page}");
    }
    // Their people are not found through one's own forum either.
    let staff = Staff::organizer(&app, &own).await;
    assert_eq!(staff.get(&format!("/desk/own/people/{theirs}")).await.status, 404);
    let again = staff.post(&format!("/desk/own/people/{theirs}/link"), &[]).await;
    assert_eq!(again.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_look_is_in_the_log_and_a_list_shows_no_address() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let reference = register(
        &app,
        &forum,
        json!({ "email": "haneul@example.org", "name": "김하늘", "sessions": [1],
            "affiliation": "\"><script>alert(1)</script>" }),
    )
    .await;
    let staff = Staff::organizer(&app, &forum).await;
    let list = staff.get("/desk/own/people?q=haneul").await;
    assert!(list.body.contains("ha•••@example.org"), "{}", list.body);
    assert!(!list.body.contains("haneul@example.org"));
    let record = staff.get(&format!("/desk/own/people/{reference}")).await;
    assert!(record.body.contains("haneul@example.org"));
    for page in [&list, &record] {
        assert!(!page.body.contains("<script>alert"), "what was typed stays text");
    }
    let log = log(&app, &forum).await;
    let looked = |action: &str| log.iter().find(|row| row.action == action).unwrap();
    assert_eq!(looked("people.listed").detail["searched"], true);
    assert_eq!(looked("people.listed").actor_kind, "staff");
    assert_eq!(looked("registration.viewed").subject_kind, "registration");
    assert!(
        !log.iter().any(|row| row.detail.to_string().contains("haneul")),
        "never what was typed"
    );
    // The record tells of the look itself, in the reader's language.
    assert!(record.body.contains("Opened the record"), "{}", record.body);
    let korean = staff.read(&format!("/desk/own/people/{reference}"), "ko").await;
    assert!(korean.body.contains("신청을 열어 보았습니다"));
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_in_their_name_takes_a_reason_and_tells_them() {
    let app = TestApp::start().await;
    let forum = app.forum("own", Some(1), &[1]).await;
    let body = json!({ "email": "first@example.org", "name": "첫째", "sessions": [1] });
    let first = register(&app, &forum, body).await;
    let body = json!({ "email": "second@example.org", "name": "둘째", "sessions": [1] });
    register(&app, &forum, body).await;
    let staff = Staff::organizer(&app, &forum).await;
    let path = format!("/desk/own/people/{first}/cancellation");
    let before = staff.get(&path).await;
    assert!(before.body.contains("Session 1"), "what goes with it is named");
    let long = "가".repeat(301);
    let refused = staff.post(&path, &[("reason", &long)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains(&long), "what was typed stays");
    assert_eq!(staff.post(&path, &[("reason", " ")]).await.status, 422);
    let done = staff.post(&path, &[("reason", "asked for by telephone")]).await;
    let record = format!("/desk/own/people/{first}?done=cancelled");
    assert_eq!((done.status, done.location()), (303, record.as_str()));
    let page = staff.get(&record).await;
    assert!(page.body.contains("Cancelled by the organizer"));
    assert!(page.body.contains("Why: asked for by telephone"), "{}", page.body);
    assert!(!page.body.contains("cancellation\""), "there is nothing left to cancel");
    let letters = app.letters("first@example.org").await;
    let last = letters.last().unwrap();
    assert!(!last.text.contains("telephone"), "the reason is the desk's");
    assert_eq!(staff.post(&path, &[("reason", "twice")]).await.status, 409);
    // Whoever waited has the place now.
    let second = staff.get("/desk/own/people?q=second").await;
    assert!(second.body.contains("Confirmed"), "{}", second.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_take_and_give_back_seats_and_send_the_link_again() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1, 1]).await;
    let body = json!({ "email": "minji@example.org", "name": "민지", "sessions": [1] });
    let reference = register(&app, &forum, body).await;
    let staff = Staff::organizer(&app, &forum).await;
    let path = format!("/desk/own/people/{reference}");
    let seats = format!("{path}/seats");
    let taken = staff.post(&seats, &[("no", "2"), ("do", "take")]).await;
    assert_eq!(taken.location(), format!("{path}?done=taken"));
    assert_eq!(app.seats(&forum).await[1].taken, 1);
    let given = staff.post(&seats, &[("no", "1"), ("do", "give")]).await;
    assert_eq!(given.location(), format!("{path}?done=given"));
    assert_eq!(app.seats(&forum).await[0].taken, 0);
    assert_eq!(staff.post(&seats, &[("no", "9"), ("do", "take")]).await.status, 404);
    assert_eq!(staff.post(&seats, &[("no", "x"), ("do", "take")]).await.status, 400);
    let before = app.letters("minji@example.org").await.len();
    let sent = staff.post(&format!("{path}/link"), &[]).await;
    assert_eq!(sent.location(), format!("{path}?done=link"));
    let letters = app.letters("minji@example.org").await;
    assert_eq!(letters.len(), before + 1);
    assert!(letters.last().unwrap().text.contains("/r/"));
    assert_eq!(times(&app, &forum, "registration.link_resent").await, 1);
    let page = staff.get(&path).await;
    assert!(!page.body.contains("/r/"), "the desk never shows the link itself");
    assert!(page.body.contains("Given back") && page.body.contains("Private link sent again"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_holds_the_log_and_the_letters_for_whom_may_read_those() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let body = json!({ "email": "minji@example.org", "name": "민지", "sessions": [1] });
    let path = format!("/desk/own/people/{}", register(&app, &forum, body).await);
    for (role, mail, log) in [
        (Role::Organizer, true, true),
        (Role::Protection, false, true),
        (Role::Clerk, false, false),
    ] {
        let page = Staff::of(&app, role, &forum).await.get(&path).await;
        assert!(page.status == 200 && page.body.contains("minji@example.org"), "{role:?}");
        for words in ["What happened", "Opened the record", "/desk/own/audit"] {
            assert_eq!(page.body.contains(words), log, "{words} for {role:?}");
        }
        assert_eq!(page.body.contains("/desk/own/letters/"), mail, "letters for {role:?}");
    }
}
