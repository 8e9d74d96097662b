//! The private link, and what a speaker does behind it.

use madang::agenda::draft_clashes;
use madang::forum::{Band, CategoryCode, NewCategory, add_category};
use madang::speakers::{self, Reach};
use madang::types::{Email, Lang, Words};

use super::Voice;
use crate::support::{Setup, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn the_link_opens_their_page_and_a_newer_address_voids_it() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    voice.speaks("Opening words", 60).await;
    voice.invited().await;
    let home = voice.home().await;
    let page = voice.read("").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Dr minji") && page.body.contains("Opening words"));
    assert!(page.body.contains("Not answered"), "{}", page.body);
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let stored = crate::support::stored_letters(&app.db, Some(&voice.email)).await;
    assert!(!stored[0].content.to_string().contains(home.trim_start_matches("/s/")));
    for wrong in ["/s/x".to_owned(), format!("{home}A"), home.replacen('A', "B", 1)] {
        assert_ne!(wrong, home);
        assert_eq!(app.get(&wrong).await.status, 404, "{wrong}");
    }
    // A registration's link and a speaker's are not each other's.
    assert_eq!(app.get(&home.replacen("/s/", "/r/", 1)).await.status, 404);
    let speaker = {
        let mut conn = app.db.conn().await.unwrap();
        speakers::find_speaker(&mut conn, &forum.scope, voice.id).await.unwrap()
    };
    let reach = Reach { email: Email::parse("other@speakers.example").ok(), lang: Lang::En };
    speakers::save_speaker(&app.db, &app.clock, &forum.scope, &speaker, &reach).await.unwrap();
    assert_eq!(app.get(&home).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_kept_confirmed_by_letter_and_a_decline_is_a_clash_with_its_reason() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    let no = voice.speaks("Opening words", 60).await;
    voice.invited().await;
    let path = format!("/sessions/{no}");
    assert_eq!(voice.send(&path, &[("answer", "confirmed")]).await.status, 303);
    assert!(voice.read("").await.body.contains("Confirmed"));
    assert_eq!(app.letters(&voice.email).await.len(), 2);
    // The same answer again is no news.
    voice.send(&path, &[("answer", "confirmed")]).await;
    assert_eq!(app.letters(&voice.email).await.len(), 2);
    let refused = voice.send(&path, &[("reason", "kept <b>words</b>")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("kept &#60;b&#62;words"), "{}", refused.body);
    let declined = [("answer", "declined"), ("reason", "In hospital")];
    assert_eq!(voice.send(&path, &declined).await.status, 303);
    let letter = app.letters(&voice.email).await.pop().unwrap();
    assert!(letter.subject.contains("declined"), "{}", letter.subject);
    assert!(letter.ics[1].body.contains("METHOD:CANCEL"), "{}", letter.ics[1].body);
    assert!(!letter.text.contains("hospital"));
    let mut conn = app.db.conn().await.unwrap();
    let found = draft_clashes(&mut conn, &forum.scope, chrono::TimeDelta::zero()).await.unwrap();
    assert_eq!(found.all.iter().map(|c| c.kind.code()).collect::<Vec<_>>(), ["declined"]);
    assert_eq!(voice.send("/sessions/99", &[("answer", "confirmed")]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_they_write_is_public_only_once_it_is_shown() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    voice.speaks("Opening words", 60).await;
    voice.invited().await;
    let version = version(&voice).await;
    let typed = [
        ("version", version.as_str()),
        ("title_ko", "새 직함"),
        ("title_en", "Canary Professor"),
        ("biography_ko", "약력"),
        ("biography_en", "**Canary** <script>alert(1)</script>"),
    ];
    assert_eq!(voice.send("/about", &typed).await.status, 303);
    let public = format!("/spring/speakers/{}", voice.id);
    assert!(!app.read(&public, "en").await.body.contains("Canary"));
    // Sent from a window that was overtaken, nothing is lost and nothing is written.
    let stale = voice.send("/about", &typed).await;
    assert_eq!(stale.status, 412);
    assert!(stale.body.contains("Canary Professor"));
    let too_long = "x".repeat(201);
    let wrong = [("version", "0"), ("title_en", too_long.as_str())];
    let refused = voice.send("/about", &wrong).await;
    assert!(refused.status == 422 && refused.body.contains(&too_long));
    let version = self::version(&voice).await.parse().unwrap();
    let (db, clock) = (&app.db, &app.clock);
    speakers::publish_sent(db, clock, &forum.scope, voice.id, version).await.unwrap();
    let shown =
        crate::site::until(&app, &public, |page| page.body.contains("Canary Professor")).await;
    assert!(
        shown.body.contains("<strong>Canary</strong>") && !shown.body.contains("<script>alert")
    );
}

async fn version(voice: &Voice<'_>) -> String {
    let page = voice.read("/about").await.body;
    let at = page.find("name=\"version\" value=\"").unwrap();
    page[at + 22..].split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_agree_to_be_public_is_hidden_at_once_and_stays_so() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    voice.speaks("Opening words", 60).await;
    voice.invited().await;
    assert!(app.read("/spring/speakers", "en").await.body.contains("Dr minji"));
    assert_eq!(voice.send("/consents", &[("publish", "no")]).await.status, 422);
    let said = [("publish", "no"), ("record", "yes")];
    assert_eq!(voice.send("/consents", &said).await.status, 303);
    crate::site::until(&app, "/spring/speakers", |page| {
        page.body.contains("Speakers are named here")
    })
    .await;
    for path in ["/spring/speakers", "/spring/schedule.json", "/spring/programme"] {
        assert!(!app.read(path, "en").await.body.contains("Dr minji"), "{path}");
    }
    let mut conn = app.db.conn().await.unwrap();
    let mut speaker = speakers::find_speaker(&mut conn, &forum.scope, voice.id).await.unwrap();
    assert!(speaker.hidden);
    speaker.hidden = false;
    let reach = Reach { email: Email::parse(&voice.email).ok(), lang: Lang::En };
    let shown = speakers::save_speaker(&app.db, &app.clock, &forum.scope, &speaker, &reach).await;
    assert!(format!("{shown:?}").contains("PublishRefused"), "{shown:?}");
    assert_eq!(voice.read("").await.status, 200, "their own page goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_outside_which_they_speak_are_a_clash_on_both_sides() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    voice.speaks("Opening words", 60).await;
    voice.speaks("Other words", 90).await;
    voice.invited().await;
    assert!(voice.read("").await.body.contains("At the same time as “Other words”"));
    let wrong = [("way0", "some"), ("from0", "09:00"), ("to0", "soon")];
    let refused = voice.send("/hours", &wrong).await;
    assert!(refused.status == 422 && refused.body.contains("value=\"soon\""));
    let said = [("way0", "some"), ("from0", "08:00"), ("to0", "10:00")];
    assert_eq!(voice.send("/hours", &said).await.status, 303);
    assert!(voice.read("").await.body.contains("Outside the hours"));
    let mut conn = app.db.conn().await.unwrap();
    let found = draft_clashes(&mut conn, &forum.scope, chrono::TimeDelta::zero()).await.unwrap();
    let mut kinds: Vec<&str> = found.all.iter().map(|clash| clash.kind.code()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["speaker", "unavailable", "unavailable"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_speaker_registers_by_a_button_once_and_in_the_speakers_category() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5]).await;
    let category = NewCategory {
        code: CategoryCode::parse("speaker").unwrap(),
        name: Words::both("연사", "Speaker"),
        description: Words::default(),
        band: Band::Speaker,
        capacity: None,
    };
    add_category(&app.db, &app.clock, &forum.scope, category).await.unwrap();
    let voice = Voice::new(&app, &forum, "minji").await;
    voice.invited().await;
    let page = voice.read("/register").await;
    for known in ["minji 박사", "Dr minji", "minji@speakers.example", "Speaker"] {
        assert!(page.body.contains(known), "{known}");
    }
    assert_eq!(voice.send("/register", &[]).await.status, 422, "consents are asked all the same");
    let home = voice.home().await;
    assert_eq!(voice.send("/register", &[("consent-privacy", "yes")]).await.status, 303);
    app.post_form(&format!("{home}/register"), &[("consent-privacy", "yes")]).await;
    let mut conn = app.db.conn().await.unwrap();
    let filter = madang::registration::PeopleFilter::default();
    let people = madang::registration::list_people(&mut conn, &forum.scope, &filter, None, 10)
        .await
        .unwrap();
    assert_eq!(people.len(), 1);
    assert!(app.read(&home, "en").await.body.contains("You have registered"));
    let token = app.manage_token(&voice.email).await;
    assert!(app.read(&format!("/r/{token}"), "en").await.body.contains("Speaker"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_speaker_can_not_do_more_than_so_much_in_a_while() {
    let app = TestApp::with(Setup { rate_limits: true, ..Setup::default() }).await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    voice.invited().await;
    let mut last = 0;
    for _ in 0..70 {
        last = voice.send("/consents", &[]).await.status;
        if last == 429 {
            break;
        }
    }
    assert_eq!(last, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_reasons_and_letters_are_forgotten_with_the_forums_time() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    let no = voice.speaks("Opening words", 60).await;
    voice.invited().await;
    let home = voice.home().await;
    let declined = [("answer", "declined"), ("reason", "In hospital")];
    voice.send(&format!("/sessions/{no}"), &declined).await;
    app.clock.advance(chrono::TimeDelta::days(400));
    app.work().await;
    assert_eq!(app.get(&home).await.status, 404);
    assert!(crate::support::stored_letters(&app.db, Some(&voice.email)).await.is_empty());
    let mut conn = app.db.conn().await.unwrap();
    let contact = speakers::find_contact(&mut conn, &forum.scope, voice.id).await.unwrap();
    assert_eq!(contact.email, None);
    let answers = madang::agenda::answers(&mut conn, &forum.scope).await.unwrap();
    assert!(answers.values().all(|own| own.reason.is_empty()), "{answers:?}");
}
