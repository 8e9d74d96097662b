//! Who holds a seat hears of what a release moves, calls off or takes out: once, with their calendar.

use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use madang::agenda::{
    Expect, SessionChange, cancel_session, edit_session, release_all, retract_session,
};
use madang::db::schema::{message, session_seat, waitlist_entry};
use madang::mail::{Outgoing, Place};
use madang::registration::tell_of_release;
use madang::types::Words;

use super::books;
use crate::support::{TestApp, TestForum};

/// One event of a calendar file.
#[derive(Debug)]
struct Entry {
    lines: Vec<String>,
}

impl Entry {
    fn value(&self, name: &str) -> &str {
        let named =
            |line: &&String| line.split([':', ';']).next().is_some_and(|found| found == name);
        let line = self.lines.iter().find(named).unwrap_or_else(|| panic!("no {name}: {self:?}"));
        line.split_once(':').unwrap().1
    }
}

/// The events of the file a letter carries, and the method it names.
fn calendar(letter: &Outgoing) -> (Option<String>, Vec<Entry>) {
    let Some(file) = letter.ics.iter().find(|part| part.place == Place::Attached) else {
        return (None, Vec::new());
    };
    let text = file.body.replace("\r\n ", "");
    let method = text.lines().find_map(|line| line.strip_prefix("METHOD:")).map(str::to_owned);
    let events = text.split("BEGIN:VEVENT").skip(1);
    let entry = |event: &str| Entry {
        lines: event.split("END:VEVENT").next().unwrap().lines().map(str::to_owned).collect(),
    };
    (method, events.map(entry).collect())
}

async fn move_to(app: &TestApp, forum: &TestForum, no: i32, hours: i64) {
    let mut conn = app.db.conn().await.unwrap();
    let start = madang::forum::find_forum(&mut conn, &forum.scope).await.unwrap().starts_at;
    drop(conn);
    let change = SessionChange {
        starts_at: Some(start + chrono::TimeDelta::hours(hours)),
        ..SessionChange::default()
    };
    edit_session(&app.db, &app.clock, &forum.scope, no, &Expect::Any, change).await.unwrap();
}

async fn release(app: &TestApp, forum: &TestForum) {
    release_all(&app.db, &app.clock, &forum.scope).await.unwrap();
    app.work().await;
}

async fn seats(app: &TestApp, forum: &TestForum) -> Vec<(String, i32)> {
    let mut conn = app.db.conn().await.unwrap();
    session_seat::table
        .filter(session_seat::forum_id.eq(forum.scope.forum()))
        .order(session_seat::id)
        .select((session_seat::state, session_seat::calendar_sequence))
        .load(&mut conn)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_session_is_one_letter_to_each_holder_with_the_next_sequence() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[2, 2]).await;
    for name in ["minji", "jun", "late"] {
        app.guest(name).register(&forum, &[1]).await;
    }
    app.guest("elsewhere").register(&forum, &[2]).await;
    let (_, first) = calendar(&app.letters("minji@example.org").await[0]);
    assert_eq!(first[1].value("DTSTART"), "20260701T140000");
    move_to(&app, &forum, 1, 5).await;
    app.work().await;
    assert_eq!(app.letters("minji@example.org").await.len(), 1, "a draft is nobody's business");
    release(&app, &forum).await;
    for name in ["minji", "jun"] {
        let letters = app.letters(&format!("{name}@example.org")).await;
        assert_eq!(letters.len(), 2);
        let ((_, before), (method, after)) = (calendar(&letters[0]), calendar(&letters[1]));
        assert_eq!(method.as_deref(), Some("REQUEST"));
        assert_eq!(after.len(), 1, "the one seat that moved");
        assert_eq!(after[0].value("UID"), before[1].value("UID"));
        assert_eq!((before[1].value("SEQUENCE"), after[0].value("SEQUENCE")), ("0", "1"));
        assert_eq!(after[0].value("DTSTART"), "20260701T190000");
        let line = "Session 1 – Moved from 14:00–15:00 to 19:00–20:00";
        let korean = "세션 1 – 시간 변경: 14:00–15:00 → 19:00–20:00";
        let text = &letters[1].text;
        assert!(text.contains(line) || text.contains(korean), "{text}");
    }
    let late = app.letters("late@example.org").await;
    assert_eq!(late.len(), 2, "who waits in line hears of it too");
    assert!(late[1].ics.is_empty(), "and has nothing in a calendar");
    assert_eq!(app.letters("elsewhere@example.org").await.len(), 1);
    // A job that runs twice writes to nobody twice.
    let again = tell_of_release(&app.db, &app.clock, &forum.scope, 3).await.unwrap();
    assert_eq!(again, 0);
    assert_eq!(app.letters("jun@example.org").await.len(), 2);
    move_to(&app, &forum, 1, 6).await;
    release(&app, &forum).await;
    let (_, third) = calendar(&app.letters("minji@example.org").await[2]);
    assert_eq!(third[0].value("SEQUENCE"), "2");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_called_off_gives_its_seats_back_and_ends_its_line() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1, 5]).await;
    app.guest("minji").register(&forum, &[1, 2]).await;
    app.guest("late").register(&forum, &[1]).await;
    let note = Words::both("연사의 사정으로 취소합니다.", "The speaker can not come.");
    cancel_session(&app.db, &app.clock, &forum.scope, 1, &Expect::Any, &note).await.unwrap();
    // The registrar may still believe the old agenda for a moment; nobody keeps such a seat.
    app.guest("quick").register(&forum, &[1]).await;
    app.work().await;
    app.guest("quicker").register(&forum, &[1]).await;
    app.clock.advance(chrono::TimeDelta::minutes(2));
    app.work().await;
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let closed = app.guest("new").register(&forum, &[1]).await;
    assert_eq!(closed.code(), "registration.unknown_session");

    let letters = app.letters("minji@example.org").await;
    assert_eq!(letters.len(), 2);
    let ((_, before), (method, after)) = (calendar(&letters[0]), calendar(&letters[1]));
    assert_eq!((method.as_deref(), after.len()), (Some("CANCEL"), 1));
    assert_eq!(after[0].value("UID"), before[1].value("UID"));
    assert_eq!((after[0].value("SEQUENCE"), after[0].value("STATUS")), ("1", "CANCELLED"));
    assert!(letters[1].text.contains("Session 1") || letters[1].text.contains("세션 1"));
    let late = app.letters("late@example.org").await;
    assert_eq!((late.len(), late[1].ics.len()), (2, 0));

    let states: Vec<String> = seats(&app, &forum).await.into_iter().map(|(s, _)| s).collect();
    let off = "cancelled_by_organizer";
    assert!(states.iter().filter(|state| *state == off).count() >= 2, "rows are kept: {states:?}");
    assert_eq!(states.iter().filter(|state| *state == "confirmed").count(), 1, "{states:?}");
    let mut conn = app.db.conn().await.unwrap();
    for (limit, counted) in books(&mut conn, &forum).await {
        assert_eq!((limit.taken, limit.waiting), (counted, 0), "{limit:?}");
    }
    let waiting: i64 = waitlist_entry::table
        .filter(waitlist_entry::state.eq("waiting"))
        .count()
        .get_result(&mut conn)
        .await
        .unwrap();
    assert_eq!(waiting, 0);
    let log = app.read("/api/v1/forums/spring/releases", "en").await.json();
    assert_eq!(log["releases"][0]["changes"][0]["kind"], "cancelled");
    assert_eq!(log["releases"][0]["note"]["en"], "The speaker can not come.");
    assert_eq!(app.get("/api/v1/forums/spring/sessions/1").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn seats_that_overlap_after_a_move_are_both_kept_and_their_holder_is_asked() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5, 5, 5]).await;
    app.guest("minji").register(&forum, &[1, 2, 3]).await;
    app.guest("one").register(&forum, &[2]).await;
    move_to(&app, &forum, 2, 0).await;
    move_to(&app, &forum, 3, 8).await;
    release(&app, &forum).await;
    let asked = ["These two sessions now overlap", "다음 두 세션의 시간이 서로 겹칩니다"];
    let letters = app.letters("minji@example.org").await;
    assert_eq!(letters.len(), 2, "one letter for everything");
    let text = &letters[1].text;
    assert!(asked.iter().any(|words| text.contains(words)), "{text}");
    assert!(text.contains("/r/"), "with the way to their page: {text}");
    assert_eq!(calendar(&letters[1]).1.len(), 2);
    let other = &app.letters("one@example.org").await[1].text;
    assert!(!asked.iter().any(|words| other.contains(words)), "{other}");
    assert!(seats(&app, &forum).await.iter().all(|(state, _)| state == "confirmed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_discreet_letter_tells_only_that_something_changed() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5, 5]).await;
    let mut wish = app.guest("minji").wish(&[1, 2]);
    wish["discreet"] = true.into();
    app.post_json("/api/v1/forums/spring/registrations", &wish).await;
    move_to(&app, &forum, 2, 0).await;
    release(&app, &forum).await;
    let letter = app.letters("minji@example.org").await.remove(1);
    assert_eq!(calendar(&letter).1[0].value("SEQUENCE"), "1");
    for text in [&letter.subject, &letter.text, &letter.html, &letter.ics[0].body] {
        for word in ["열린 포럼", "Open forum", "세션 2", "Session 2", "시청", "City Hall"]
        {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_taken_out_keeps_its_seats_and_a_holder_can_still_leave() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5]).await;
    app.guest("minji").register(&forum, &[1]).await;
    retract_session(&app.db, &app.clock, &forum.scope, 1, &Expect::Any).await.unwrap();
    app.work().await;
    let letters = app.letters("minji@example.org").await;
    assert_eq!(letters.len(), 2);
    assert!(letters[1].ics.is_empty());
    assert_eq!(seats(&app, &forum).await, [("confirmed".to_owned(), 0)]);
    assert_eq!(app.guest("minji").withdraw().await.status, 200);
    let mut conn = app.db.conn().await.unwrap();
    for (limit, counted) in books(&mut conn, &forum).await {
        assert_eq!(limit.taken, counted, "{limit:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_passed_over_because_of_a_clash_gets_what_is_free_when_it_is_gone() {
    let app = TestApp::start().await;
    let forum = app.forum_at_once("spring", &[1, 5]).await;
    app.guest("first").register(&forum, &[1]).await;
    app.guest("minji").register(&forum, &[1, 2]).await;
    app.guest("first").give_up(1).await;
    assert_eq!(
        app.seats(&forum).await[0].waiting,
        1,
        "a seat that clashes is not pressed on anyone"
    );
    move_to(&app, &forum, 2, 5).await;
    release(&app, &forum).await;
    let mine = app.guest("minji").mine().await;
    assert!(mine.to_string().matches("\"confirmed\"").count() >= 3, "{mine}");
    assert_eq!(app.seats(&forum).await[0].waiting, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn hundreds_of_holders_are_told_page_by_page_each_once() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let mut conn = app.db.conn().await.unwrap();
    // The same person over and over: only their pages matter here.
    let crowd = "
        INSERT INTO registration (id, forum_id, category_id, reference, email, email_key, name, lang, state, search, created_at, updated_at)
            SELECT gen_random_uuid(), forum_id, category_id, 'AAAA-' || translate(n::text, '01', 'KM'), n || '@example.org',
                n || '@example.org', 'Crowd', 'ko', 'confirmed', '', created_at, updated_at
            FROM registration, generate_series(4096, 4545) n;
        INSERT INTO session_seat (id, forum_id, registration_id, session_id, state, created_at, updated_at)
            SELECT gen_random_uuid(), r.forum_id, r.id, s.session_id, 'confirmed', r.created_at, r.updated_at
            FROM registration r, session_seat s WHERE r.name = 'Crowd'";
    conn.batch_execute(crowd).await.unwrap();
    move_to(&app, &forum, 1, 5).await;
    release_all(&app.db, &app.clock, &forum.scope).await.unwrap();
    let told = tell_of_release(&app.db, &app.clock, &forum.scope, 2).await.unwrap();
    assert_eq!(told, 451);
    let letters: i64 = message::table
        .filter(message::letter.eq("registration.schedule_changed"))
        .count()
        .get_result(&mut conn)
        .await
        .unwrap();
    assert_eq!(letters, 451);
    assert!(seats(&app, &forum).await.iter().all(|(_, sequence)| *sequence == 1));
    assert_eq!(tell_of_release(&app.db, &app.clock, &forum.scope, 2).await.unwrap(), 0);
}
