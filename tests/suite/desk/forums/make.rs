//! A forum from nothing to its first guest, by form alone.

use serde_json::json;

use crate::support::TestApp;

use super::{FIRST, admin, said, untouched, with};

#[tokio::test(flavor = "multi_thread")]
async fn a_forum_is_made_by_form_published_and_takes_its_first_guest() {
    let app = TestApp::start().await;
    let desk = admin(&app).await;

    let made = desk.post_form("/desk/new", &FIRST).await;
    assert_eq!(
        (made.status, made.location()),
        (303, "/desk/autumn-2026?done=made"),
        "{}",
        made.body
    );
    let overview = desk.read(made.location(), "en").await;
    assert!(overview.body.contains("role=\"status\"") && overview.body.contains("To do"));
    assert_eq!(app.get("/api/v1/forums/autumn-2026").await.status, 404, "a draft is nobody's");

    let early = desk.post_form("/desk/autumn-2026/publish", &[]).await;
    assert_eq!(early.status, 409);
    for href in
        ["settings/venue", "settings#registration", "settings/categories", "settings/consents"]
    {
        assert!(early.body.contains(&format!("href=\"/desk/autumn-2026/{href}\"")), "{href}");
    }

    fill(&desk).await;
    let published = desk.post_form("/desk/autumn-2026/publish", &[]).await;
    assert_eq!(published.location(), "/desk/autumn-2026?done=published", "{}", published.body);

    let forum = app.get("/api/v1/forums/autumn-2026").await.json();
    assert_eq!(forum["state"], "published");
    assert_eq!(forum["title"]["ko"], "가을 인권 포럼");
    assert_eq!(forum["starts_at"], "2026-09-14T05:00:00Z");
    assert_eq!(forum["venues"][0]["rooms"][0]["name"]["en"], "Main hall");
    let sessions = app.get("/api/v1/forums/autumn-2026/sessions").await.json();
    assert_eq!(sessions["sessions"][0]["starts_at"], "2026-09-14T14:30:00+09:00");
    assert_eq!(sessions["sessions"][0]["signup_capacity"], 2);

    let wish = json!({
        "email": "minji@example.org", "name": "김민지", "category": "press", "sessions": [1],
        "consents": ["privacy"],
    });
    let guest = app.post_json("/api/v1/forums/autumn-2026/registrations", &wish).await;
    assert!(guest.status < 300, "{} {}", guest.status, guest.body);
    let overview = desk.read("/desk/autumn-2026", "en").await.body;
    assert!(overview.contains("people?state=confirmed\">1</a>"), "{overview}");
    assert!(overview.contains("1 / 2"), "{overview}");
}

/// Everything that the overview asks for.
async fn fill(desk: &TestApp) {
    let venue = untouched(&desk.get("/desk/autumn-2026/settings/venue").await.body);
    let venue = said(
        &venue,
        &[
            ("name_ko", "서울시청"),
            ("name_en", "Seoul City Hall"),
            ("r0_name_ko", "대회의실"),
            ("r0_name_en", "Main hall"),
            ("r0_size", "300"),
            ("r0_step", "yes"),
        ],
    );
    let saved = desk.post_form("/desk/autumn-2026/settings/venue", &venue).await;
    assert_eq!(saved.status, 303, "{}", saved.body);

    let settings = untouched(&desk.get("/desk/autumn-2026/settings").await.body);
    let settings = said(
        &settings,
        &[
            ("lead_ko", "함께 **듣는** 자리입니다."),
            ("lead_en", "A place to *listen*."),
            ("opens_day", "2026-05-31"),
            ("opens_time", "09:00"),
            ("closes_day", "2026-09-13"),
            ("closes_time", "18:00"),
        ],
    );
    let saved = desk.post_form("/desk/autumn-2026/settings", &settings).await;
    assert_eq!(saved.location(), "/desk/autumn-2026/settings?done=saved", "{}", saved.body);

    let usual = desk.post_form("/desk/autumn-2026/settings/categories/usual", &[]).await;
    assert_eq!(usual.status, 303);
    let path = "/desk/autumn-2026/settings/consents/new?purpose=privacy";
    let consent = untouched(&desk.get(path).await.body);
    assert!(consent.iter().any(|(name, value)| name == "required" && value == "yes"));
    let consent = said(&consent, &[]);
    let saved = desk.post_form("/desk/autumn-2026/settings/consents/new", &consent).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    fill_agenda(desk).await;
}

/// A first session, and a second one that finds its room taken: no matter in the draft, but in public.
async fn fill_agenda(desk: &TestApp) {
    let form = desk.get("/desk/autumn-2026/sessions/new").await.body;
    let room = form.split("<option value=\"").find(|at| at.contains("대회의실")).unwrap();
    let room = room.split('"').next().unwrap().to_owned();
    let form = untouched(&form);
    let session = said(
        &form,
        &[
            ("title_ko", "세션 1"),
            ("title_en", "Session 1"),
            ("starts_time", "14:30"),
            ("ends_time", "16:00"),
            ("room", &room),
            ("capacity", "2"),
            ("languages", "ko, en"),
            ("release", "yes"),
        ],
    );
    let saved = desk.post_form("/desk/autumn-2026/sessions/new", &session).await;
    assert_eq!(saved.location(), "/desk/autumn-2026/sessions?done=added", "{}", saved.body);
    // The room is taken now, and the form says by which session.
    let again = with(&session, &[("title_ko", "세션 2")]);
    let clash = desk.post_form("/desk/autumn-2026/sessions/new", &again).await;
    assert_eq!(clash.status, 409);
    assert!(clash.body.contains("id=\"room-error\"") && clash.body.contains("value=\"세션 2\""));
    let mut draft = again;
    draft.retain(|(name, _)| *name != "release");
    let kept = desk.post_form("/desk/autumn-2026/sessions/new", &draft).await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    let look = desk.read("/desk/autumn-2026/sessions/release", "en").await;
    let words = ["Stands in the way", "Sessions 1 and 2 are in the same room"];
    assert!(words.iter().all(|word| look.body.contains(word)), "{}", look.body);
    assert!(!look.body.contains("Release now"), "{}", look.body);
    let note = [("note_ko", "좌석 안내"), ("note_en", "")];
    let refused = desk.post_form("/desk/autumn-2026/sessions/release", &note).await;
    assert_eq!(refused.status, 409);
    let off = desk.post_form("/desk/autumn-2026/sessions/2/cancel", &[]).await;
    assert_eq!(off.location(), "/desk/autumn-2026/sessions?done=cancelled", "{}", off.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_settings_saved_untouched_changes_nothing() {
    let app = TestApp::start().await;
    let desk = admin(&app).await;
    desk.post_form("/desk/new", &FIRST).await;
    fill(&desk).await;
    let before = [
        desk.get("/desk/autumn-2026/settings/venue").await.body,
        desk.get("/desk/autumn-2026/sessions/1").await.body,
        desk.get("/desk/autumn-2026/settings/consents/privacy").await.body,
    ];
    let paths = ["settings/venue", "sessions/1", "settings/consents/privacy"];
    for (path, page) in paths.iter().zip(&before) {
        let path = format!("/desk/autumn-2026/{path}");
        let form = untouched(page);
        let saved = desk.post_form(&path, &said(&form, &[])).await;
        assert_eq!(saved.status, 303, "{path}: {}", saved.body);
        assert_eq!(untouched(&desk.get(&path).await.body), form, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_seats_go_to_those_who_wait_and_fewer_take_none_away() {
    let app = TestApp::start().await;
    let forum = app.forum("own", Some(3), &[1]).await;
    for name in ["minji", "jiho"] {
        app.guest(name).register(&forum, &[1]).await;
    }
    let desk = admin(&app).await;
    let form = untouched(&desk.get("/desk/own/sessions/1").await.body);
    let more = said(&form, &[("capacity", "2")]);
    assert_eq!(desk.post_form("/desk/own/sessions/1", &more).await.status, 303);
    app.work().await;
    let seats = app.seats(&forum).await;
    assert_eq!((seats[0].taken, seats[0].waiting), (2, 0));

    let form = untouched(&desk.get("/desk/own/settings").await.body);
    let fewer = said(&form, &[("capacity", "1")]);
    assert_eq!(desk.post_form("/desk/own/settings", &fewer).await.status, 303);
    assert!(desk.read("/desk/own", "en").await.body.contains("over by 1"));
    assert!(desk.read("/desk/own/settings", "ko").await.body.contains("1명 초과"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_taken_back_and_a_forum_closed_only_when_asked_twice() {
    let app = TestApp::start().await;
    app.forum("own", None, &[1]).await;
    let desk = admin(&app).await;
    let ask = desk.get("/desk/own/sessions/1/retract").await;
    assert!(ask.body.contains("action=\"/desk/own/sessions/1/retract\""));
    assert_eq!(app.get("/api/v1/forums/own/sessions/1").await.status, 200, "asking does nothing");
    assert_eq!(desk.post_form("/desk/own/sessions/1/retract", &[]).await.status, 303);
    assert_eq!(app.get("/api/v1/forums/own/sessions/1").await.status, 404);
    assert_eq!(desk.post_form("/desk/own/sessions/release", &[]).await.status, 303);
    assert_eq!(app.get("/api/v1/forums/own/sessions/1").await.status, 200);

    assert_eq!(desk.get("/desk/own/close").await.status, 200);
    let closed = desk.post_form("/desk/own/close", &[]).await;
    assert_eq!(closed.location(), "/desk/own?done=closed");
    let again = desk.post_form("/desk/own/close", &[]).await;
    assert_eq!(again.status, 409);
    let form = untouched(&desk.get("/desk/own/settings").await.body);
    let late =
        desk.post_form("/desk/own/settings", &said(&form, &[("title_ko", "늦은 이름")])).await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("value=\"늦은 이름\""));
}
