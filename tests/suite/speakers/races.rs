//! Two at once: what one writes the other does not take back.

use diesel_async::SimpleAsyncConnection;
use madang::agenda::{
    Answer, Expect, SessionChange, answers, edit_session, release_all, tell_speakers,
};
use madang::speakers::{self, Agreed};
use madang::types::Lang;

use super::Voice;
use crate::support::TestApp;
use crate::support::database::until_blocked;

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_given_while_a_release_is_told_of_stands() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    let no = voice.speaks("Opening", 60).await;
    app.work().await;
    voice.invited().await;
    let start = {
        let mut conn = app.db.conn().await.unwrap();
        madang::forum::find_forum(&mut conn, &forum.scope).await.unwrap().starts_at
    };
    let starts_at = Some(start + chrono::TimeDelta::hours(3));
    let change = SessionChange { starts_at, ..SessionChange::default() };
    edit_session(&app.db, &app.clock, &forum.scope, no, &Expect::Any, change).await.unwrap();
    release_all(&app.db, &app.clock, &forum.scope).await.unwrap();
    // What answering does, with the lock it takes first, and not yet committed.
    let mut other = app.db.conn().await.unwrap();
    let answer = format!(
        "BEGIN; SELECT FROM speaker_contact WHERE speaker_id = '{0}' FOR UPDATE;
         UPDATE speaking SET answer = 'confirmed', answered_at = now() WHERE speaker_id = '{0}'",
        voice.id
    );
    other.batch_execute(&answer).await.unwrap();
    let answered = async {
        until_blocked(&app.db).await;
        other.batch_execute("COMMIT").await.unwrap();
    };
    let told = tell_speakers(&app.db, &app.clock, &forum.scope, 2);
    let (told, ()) = tokio::join!(told, answered);
    assert_eq!(told.unwrap(), 1);
    let mut conn = app.db.conn().await.unwrap();
    let kept = answers(&mut conn, &forum.scope).await.unwrap();
    assert_eq!(kept.len(), 1);
    let own = kept.values().next().unwrap();
    assert_eq!(
        (own.answer, own.sequence),
        (Answer::Confirmed, 1),
        "and the letter moved the entry"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn hiding_somebody_leaves_what_is_written_of_them_meanwhile() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    voice.invited().await;
    let mut other = app.db.conn().await.unwrap();
    let renamed = format!(
        "BEGIN; UPDATE speaker SET name = '{{\"en\": \"Renamed\"}}' WHERE id = '{}'",
        voice.id
    );
    other.batch_execute(&renamed).await.unwrap();
    let written = async {
        until_blocked(&app.db).await;
        other.batch_execute("COMMIT").await.unwrap();
    };
    let (db, clock, scope) = (&app.db, &app.clock, &forum.scope);
    let hidden = speakers::keep_consents(db, clock, scope, voice.id, Agreed::No, Agreed::No);
    let (hidden, ()) = tokio::join!(hidden, written);
    hidden.unwrap();
    let mut conn = app.db.conn().await.unwrap();
    let speaker = speakers::find_speaker(&mut conn, &forum.scope, voice.id).await.unwrap();
    assert_eq!((speaker.name.in_lang(Lang::En), speaker.hidden), ("Renamed", true));
}
