//! Speakers hear of what a release does to their sessions: once each, with their calendar.

use madang::agenda::{
    Expect, SessionChange, cancel_session, edit_session, release_all, retract_session,
    tell_speakers,
};
use madang::mail::{Outgoing, Place};
use madang::types::Words;

use super::Voice;
use crate::agenda::part;
use crate::support::{TestApp, TestForum};

fn file(letter: &Outgoing) -> String {
    let part = letter.ics.iter().find(|part| part.place == Place::Attached);
    part.map(|part| part.body.replace("\r\n ", "")).unwrap_or_default()
}

fn value(file: &str, name: &str) -> String {
    let line = file.lines().find(|line| line.split([':', ';']).next() == Some(name));
    line.unwrap_or_else(|| panic!("no {name} in {file}")).rsplit(':').next().unwrap().to_owned()
}

async fn change(app: &TestApp, forum: &TestForum, no: i32, change: SessionChange) {
    edit_session(&app.db, &app.clock, &forum.scope, no, &Expect::Any, change).await.unwrap();
}

async fn moved(app: &TestApp, forum: &TestForum, no: i32, minutes: i64) {
    let mut conn = app.db.conn().await.unwrap();
    let start = madang::forum::find_forum(&mut conn, &forum.scope).await.unwrap().starts_at;
    drop(conn);
    let starts_at = Some(start + chrono::TimeDelta::minutes(minutes));
    change(app, forum, no, SessionChange { starts_at, ..SessionChange::default() }).await;
}

async fn release(app: &TestApp, forum: &TestForum) {
    release_all(&app.db, &app.clock, &forum.scope).await.unwrap();
    app.work().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_session_is_one_letter_with_the_next_sequence_and_is_asked_about_again() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    let (first, second) = (voice.speaks("Opening", 60).await, voice.speaks("Closing", 300).await);
    let silent = Voice::new(&app, &forum, "never-asked").await;
    silent.speaks("Elsewhere", 60).await;
    app.work().await;
    assert!(
        app.letters(&voice.email).await.is_empty(),
        "nobody is written to before they are asked"
    );
    voice.invited().await;
    let before = file(&app.letters(&voice.email).await[0]);
    assert_eq!(before.matches("BEGIN:VEVENT").count(), 2);
    voice.send(&format!("/sessions/{first}"), &[("answer", "confirmed")]).await;
    moved(&app, &forum, first, 120).await;
    moved(&app, &forum, second, 360).await;
    app.work().await;
    assert_eq!(app.letters(&voice.email).await.len(), 2, "a draft is nobody's business");
    release(&app, &forum).await;
    let letters = app.letters(&voice.email).await;
    assert_eq!(letters.len(), 3, "one letter for everything");
    let (after, text) = (file(&letters[2]), &letters[2].text);
    assert_eq!(after.matches("BEGIN:VEVENT").count(), 2);
    assert_eq!(value(&after, "UID"), value(&before, "UID"));
    assert_eq!((value(&before, "SEQUENCE"), value(&after, "SEQUENCE")), ("0".into(), "1".into()));
    assert!(
        text.contains("Opening – Moved from") && text.contains("Closing – Moved from"),
        "{text}"
    );
    assert!(voice.read("").await.body.contains("moved after you answered"));
    assert!(app.letters(&silent.email).await.is_empty());
    let number = 3 + 1;
    for release in 1..=number {
        let again = tell_speakers(&app.db, &app.clock, &forum.scope, release).await.unwrap();
        assert!(release < number || again == 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_joins_who_leaves_and_what_is_called_off_is_told_with_the_calendar() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let (voice, other) =
        (Voice::new(&app, &forum, "minji").await, Voice::new(&app, &forum, "jun").await);
    let no = voice.speaks("Opening", 60).await;
    let off = voice.speaks("Closing", 300).await;
    app.work().await;
    voice.invited().await;
    other.invited().await;
    let people = Some(vec![part(other.id)]);
    change(&app, &forum, no, SessionChange { people, ..SessionChange::default() }).await;
    release(&app, &forum).await;
    let left = app.letters(&voice.email).await.pop().unwrap();
    assert!(left.text.contains("Opening – You are no longer a speaker"), "{}", left.text);
    assert_eq!(value(&file(&left), "METHOD"), "CANCEL");
    assert_eq!(value(&file(&left), "SEQUENCE"), "1");
    let joined = app.letters(&other.email).await.pop().unwrap();
    assert!(joined.text.contains("Opening – You were added as a speaker"), "{}", joined.text);
    assert_eq!(value(&file(&joined), "METHOD"), "REQUEST");
    let note = Words::default();
    cancel_session(&app.db, &app.clock, &forum.scope, off, &Expect::Any, &note).await.unwrap();
    app.work().await;
    let gone = app.letters(&voice.email).await.pop().unwrap();
    assert!(gone.text.contains("Closing – Cancelled"), "{}", gone.text);
    assert_eq!(value(&file(&gone), "METHOD"), "CANCEL");
    let count = app.letters(&other.email).await.len();
    assert_eq!(count, 2, "what is not theirs is not told");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_declined_has_no_entry_until_the_session_moves() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    let no = voice.speaks("Opening", 60).await;
    app.work().await;
    voice.invited().await;
    voice.send(&format!("/sessions/{no}"), &[("answer", "declined")]).await;
    assert_eq!(value(&file(&app.letters(&voice.email).await[1]), "METHOD"), "CANCEL");
    let own = voice.read("/calendar.ics").await;
    assert!(!own.body.contains("BEGIN:VEVENT"), "{}", own.body);
    moved(&app, &forum, no, 120).await;
    release(&app, &forum).await;
    let asked = file(&app.letters(&voice.email).await[2]);
    assert_eq!(
        (value(&asked, "METHOD"), value(&asked, "SEQUENCE")),
        ("REQUEST".into(), "2".into())
    );
    assert!(voice.read("/calendar.ics").await.body.contains("BEGIN:VEVENT"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_out_and_comes_back_at_another_hour_moves_in_calendars() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    let no = voice.speaks("Opening", 60).await;
    app.work().await;
    voice.invited().await;
    let before = file(&app.letters(&voice.email).await[0]);
    retract_session(&app.db, &app.clock, &forum.scope, no, &Expect::Any).await.unwrap();
    app.work().await;
    moved(&app, &forum, no, 120).await;
    release(&app, &forum).await;
    let after = file(&app.letters(&voice.email).await.pop().unwrap());
    assert_eq!(
        (value(&after, "METHOD"), value(&after, "UID")),
        ("REQUEST".into(), value(&before, "UID"))
    );
    assert_eq!((value(&before, "SEQUENCE"), value(&after, "SEQUENCE")), ("0".into(), "1".into()));
    // Zones have a DTSTART too.
    let starts = |file: &str| value(&file[file.find("BEGIN:VEVENT").unwrap()..], "DTSTART");
    assert_ne!(starts(&before), starts(&after));
}
