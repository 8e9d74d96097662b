//! What is forgotten of speakers with their forum's time, and what stays as the record of a public event.

use chrono::TimeDelta;
use diesel::QueryDsl;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use madang::agenda::desk_session;
use madang::db::schema::source_ref;
use madang::speakers::{self, Availability, DayHours, Reach, Speaker, Texts};
use madang::types::{Lang, Role, SpeakerId, Words};

use super::files::png;
use super::{Voice, pdf};
use crate::support::{TestApp, TestForum};

/// How long after the first of June the test forum's people are kept.
const KEPT: i64 = 30 + 90;

async fn sql(app: &TestApp, sql: &str) {
    app.db.conn().await.unwrap().batch_execute(sql).await.unwrap();
}

/// Somebody of whom everything is said and shown.
async fn portrayed<'a>(app: &'a TestApp, forum: &'a TestForum, name: &str, at: i64) -> Voice<'a> {
    let voice = Voice::new(app, forum, name).await;
    let no = voice.speaks(&format!("Words of {name}"), at).await;
    voice.invited().await;
    let mut conn = app.db.conn().await.unwrap();
    let version = voice.version().await;
    let (title, biography) = (Words::both("교수", "Professor"), Words::both("약력", "Life"));
    let texts = Texts { title, biography };
    let (db, clock, scope) = (&app.db, &app.clock, &forum.scope);
    speakers::keep_texts(db, clock, scope, voice.id, version, texts).await.unwrap();
    voice.send_file("/photo", "photo", "me.png", &png(300, 200), &[]).await;
    let session = desk_session(&mut conn, scope, no).await.unwrap().expect("a session").session.id;
    voice.shares(session, "talk.pdf", pdf()).await;
    voice.shown().await;
    voice
}

async fn known(app: &TestApp, forum: &TestForum, id: SpeakerId) -> (Speaker, usize) {
    let mut conn = app.db.conn().await.unwrap();
    let speaker = speakers::find_speaker(&mut conn, &forum.scope, id).await.unwrap();
    (speaker, speakers::uploads_of(&mut conn, &forum.scope, id).await.unwrap().len())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_who_is_hidden_nothing_is_left_and_of_who_was_public_what_was_public() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let hidden = portrayed(&app, &forum, "minji", 60).await;
    let public = portrayed(&app, &forum, "jun", 180).await;
    hidden.send("/consents", &[("publish", "no"), ("record", "no")]).await;
    for voice in [&hidden, &public] {
        let named = format!(
            "INSERT INTO source_ref (forum_id, source, kind, foreign_id, local_id)
             SELECT forum_id, 'csv', 'speaker', 'name:' || id, id FROM speaker WHERE id = '{}'",
            voice.id
        );
        sql(&app, &named).await;
    }
    let before = known(&app, &forum, public.id).await;
    app.clock.advance(TimeDelta::days(KEPT + 1));
    app.work().await;
    let (speaker, files) = known(&app, &forum, hidden.id).await;
    assert_eq!((&speaker.name, &speaker.title), (&Words::default(), &Words::default()));
    assert_eq!((&speaker.biography, &speaker.photo, files), (&Words::default(), &None, 0));
    assert_eq!(known(&app, &forum, public.id).await, before);
    assert!(before.0.photo.is_some() && before.1 == 2, "{before:?}");
    let mut conn = app.db.conn().await.unwrap();
    let left: Vec<uuid::Uuid> =
        source_ref::table.select(source_ref::local_id).load(&mut conn).await.unwrap();
    assert_eq!(left, [public.id.0]);
    let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("accept-language", "en")];
    let list = app.send("GET", "/desk/spring/speakers", None, &headers).await.body;
    assert!(!list.contains("minji") && list.contains("Dr jun"), "{list}");
    assert!(list.contains("Name erased"), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_speaker_told_is_forgotten_also_where_no_address_was_kept() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let reach = Reach { email: None, lang: Lang::En };
    let (db, clock, scope) = (&app.db, &app.clock, &forum.scope);
    let mut ids = Vec::new();
    for name in ["texts", "hours", "files"] {
        let speaker = Speaker::named(Words::both(name, name), 1);
        speakers::save_speaker(db, clock, scope, &speaker, &reach).await.unwrap();
        ids.push(speaker.id);
    }
    let voice = Voice::new(&app, &forum, "minji").await;
    let no = voice.speaks("Opening words", 60).await;
    voice.invited().await;
    voice
        .send(&format!("/sessions/{no}"), &[("answer", "declined"), ("reason", "In hospital")])
        .await;
    // Each kind of thing alone brings the sweep: they are forgotten one after the other.
    let mut conn = app.db.conn().await.unwrap();
    let session = desk_session(&mut conn, scope, no).await.unwrap().expect("a session").session.id;
    app.clock.advance(TimeDelta::days(KEPT + 1));
    sql(&app, "UPDATE speaker_contact SET email = NULL").await;
    app.work().await;
    let answers = madang::agenda::answers(&mut conn, scope).await.unwrap();
    assert!(answers.values().all(|own| own.reason.is_empty()), "{answers:?}");
    let texts = Texts { title: Words::both("가", "A"), biography: Words::default() };
    let version = speakers::find_contact(&mut conn, scope, ids[0]).await.unwrap().version;
    speakers::keep_texts(db, clock, scope, ids[0], version, texts).await.unwrap();
    app.work().await;
    let contact = speakers::find_contact(&mut conn, scope, ids[0]).await.unwrap();
    assert_eq!(contact.draft, None);
    let day = chrono::NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
    let hours = Availability(vec![DayHours { day, hours: None }]);
    speakers::keep_availability(db, clock, scope, ids[1], hours).await.unwrap();
    app.work().await;
    let contact = speakers::find_contact(&mut conn, scope, ids[1]).await.unwrap();
    assert_eq!(contact.availability, Availability::default());
    let slides = speakers::slides("private.pdf", pdf()).unwrap();
    speakers::keep_slides(db, clock, scope, ids[2], session, slides, false).await.unwrap();
    app.work().await;
    assert_eq!(known(&app, &forum, ids[2]).await.1, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn speakers_are_forgotten_with_the_people_of_their_forum_and_no_sooner() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    sql(&app, "UPDATE forum SET changes_until = ends_at + interval '20 days'").await;
    let email = async || {
        let mut conn = app.db.conn().await.unwrap();
        speakers::find_contact(&mut conn, &forum.scope, voice.id).await.unwrap().email
    };
    app.clock.advance(TimeDelta::days(KEPT + 1));
    app.work().await;
    assert!(email().await.is_some(), "something may still happen to a registration");
    app.clock.advance(TimeDelta::days(20));
    app.work().await;
    assert_eq!(email().await, None);
}
