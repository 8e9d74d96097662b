//! Words that stand only in drafts, in what was taken back and with hidden people leave by no public
//! address, in no format and no language.

use std::collections::BTreeSet;

use madang::accounts::Access;
use madang::agenda::SessionChange;
use madang::agenda::{Expect, edit_session, release_session, retract_session};
use madang::app::table;
use madang::types::Words;

use super::{Organizer, add, draft, part, speaker};
use crate::speakers::{Voice, pdf};
use crate::support::{TestApp, TestForum};

/// Words that nothing else has, and that no public answer may have.
const CANARIES: [&str; 10] = [
    "Draftbird",
    "Editbird",
    "Textbird",
    "Backbird",
    "Hiddenbird",
    "Partbird",
    "Offbird",
    "Filebird",
    "Wasbird",
    "Isbird",
];

/// A forum with one public session, and canaries everywhere else.
async fn aviary(app: &TestApp) -> TestForum {
    let forum = app.forum("spring", None, &[5]).await;
    let scope = &forum.scope;
    let hidden = speaker(app, &forum, "Hiddenbird", true).await;
    let mut never = draft(app, &forum, "Draftbird", 60, None).await;
    never.abstract_ = Words::both("Textbird", "Textbird");
    add(app, &forum, never).await;
    let mut back = draft(app, &forum, "Backbird", 120, None).await;
    back.release = true;
    let back = add(app, &forum, back).await;
    retract_session(&app.db, &app.clock, scope, back, &Expect::Any).await.unwrap();
    let mut seen = draft(app, &forum, "Open to all", 180, None).await;
    let mut role = part(hidden);
    role.role_words = Words::both("Partbird", "Partbird");
    seen.people = vec![role];
    seen.release = true;
    add(app, &forum, seen).await;
    let change = SessionChange {
        title: Some(Words::both("Editbird", "Editbird")),
        abstract_: Some(Words::both("Textbird", "Textbird")),
        people: Some(vec![part(hidden)]),
        ..SessionChange::default()
    };
    edit_session(&app.db, &app.clock, scope, 1, &Expect::Any, change).await.unwrap();
    share_slides(app, &forum).await;
    let off = draft(app, &forum, "Offbird", 240, None).await;
    let off = add(app, &forum, off).await;
    let path = format!("sessions/{off}/cancellation");
    let organizer = Organizer::of(app, &forum).await;
    assert_eq!(organizer.ask("POST", &path, Some(serde_json::json!({}))).await.status, 200);
    // The log of a renaming outlives what was renamed.
    let mut was = draft(app, &forum, "Wasbird", 300, None).await;
    was.release = true;
    let was = add(app, &forum, was).await;
    let title = Some(Words::both("Isbird", "Isbird"));
    let change = SessionChange { title, ..SessionChange::default() };
    edit_session(&app.db, &app.clock, scope, was, &Expect::Any, change).await.unwrap();
    release_session(&app.db, &app.clock, scope, was, &Expect::Any).await.unwrap();
    retract_session(&app.db, &app.clock, scope, was, &Expect::Any).await.unwrap();
    forum
}

/// Slides that may be shown, of someone who is planned for public sessions and not yet of them.
async fn share_slides(app: &TestApp, forum: &TestForum) {
    let planned = Voice::new(app, forum, "planned").await;
    let mut conn = app.db.conn().await.unwrap();
    let all = madang::agenda::desk_sessions(&mut conn, &forum.scope).await.unwrap();
    drop(conn);
    for session in all {
        let bytes = [&pdf()[..], session.no.to_string().as_bytes()].concat();
        planned.shares(session.id, "Filebird.pdf", bytes).await;
    }
    planned.shown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_public_answer_has_a_word_that_was_not_released() {
    let app = TestApp::start().await;
    aviary(&app).await;
    let mut read = 0;
    for path in public_paths() {
        for lang in ["ko", "en"] {
            let answer = app.read(&path, lang).await;
            for word in CANARIES {
                assert!(!answer.body.contains(word), "{word} in {path} ({lang}): {}", answer.body);
            }
            if answer.status == 200 {
                read += 1;
                let known =
                    path != "/api/v1/forums/spring/sessions/1" || answer.body.contains("Session 1");
                assert!(known, "{}", answer.body);
            }
        }
    }
    let log = app.read("/spring/programme/changes", "en").await;
    assert!(log.status == 200 && log.body.contains("Taken out of the programme"), "{}", log.body);
    eprintln!("{} canaries, {read} public answers", CANARIES.len());
    assert!(read >= 10, "{read}");
    // The desk's own answers do have them, so that the search above is known to find what it seeks.
    let mut conn = app.db.conn().await.unwrap();
    let wall = madang::accounts::forum_by_slug(&mut conn, "spring").await.unwrap().unwrap();
    let scope = madang::accounts::Scope::trusted(wall, madang::types::ActorRef::Operator);
    let desk = format!("{:?}", madang::agenda::desk_sessions(&mut conn, &scope).await.unwrap());
    let found: BTreeSet<&str> = CANARIES.into_iter().filter(|word| desk.contains(word)).collect();
    let drafted = ["Draftbird", "Backbird", "Hiddenbird", "Partbird", "Offbird", "Isbird"];
    for word in drafted {
        assert!(found.contains(word), "{word}: {found:?}");
    }
}

/// Every address that anyone may read, with the sessions there are.
fn public_paths() -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for route in table() {
        let open = matches!(route.access, Access::Public | Access::PublicForum);
        if !open || route.method != "GET" {
            continue;
        }
        let path = route.path.replace("{forum}", "spring").replace("{lang}", "en");
        let path = path.replace("{token}", "forged");
        for no in 1..=6 {
            let path = path.replace("{no}", &no.to_string());
            for medium in ["ics", "xml", "json", "csv"] {
                paths.insert(path.replace("{medium}", medium));
            }
        }
    }
    paths.insert("/api/v1/forums/spring/sessions?limit=1".to_owned());
    paths.insert("/spring/programme/changes?before=4".to_owned());
    paths
}
