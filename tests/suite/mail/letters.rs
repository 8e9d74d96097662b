//! Every letter as it reads, in both languages, as text and as a page, and for those who asked for
//! discretion.

use diesel_async::SimpleAsyncConnection;
use madang::mail::{Outgoing, Stored};
use madang::types::Lang;
use serde_json::{Value, json};

use crate::support::{Setup, TestApp, sources};

/// The names of all letters, as the code has them.
fn names() -> Vec<String> {
    let mut names = Vec::new();
    for (_, text) in sources("src") {
        let after = text.split("const NAME: &'static str = \"").skip(1);
        let letters = after.filter_map(|rest| rest.split('"').next().map(str::to_owned));
        let is_letter = text.contains("impl Letter for");
        names.extend(letters.filter(|name| is_letter && !name.starts_with("test.")));
    }
    names.sort();
    names
}

/// Contents for a letter, each with a word for what is particular about it.
fn samples(name: &str, standing: &Value) -> Vec<(&'static str, Value)> {
    let with = |change: &dyn Fn(&mut Value)| {
        let mut content = json!({ "standing": standing });
        change(&mut content);
        content
    };
    let own = &standing["registration"];
    let session = &standing["seats"][1]["session"];
    match name {
        "accounts.sign_in_link" => {
            vec![("link", json!({ "link": "018f3c1e-aaaa-7000-8000-000000000009" }))]
        }
        "accounts.invitation" => invitations(),
        "registration.already_registered" => vec![(
            "again",
            json!({ "registration": own, "link_version": 1, "attempt": "QX9D-K7M4" }),
        )],
        "registration.received" => vec![
            ("confirmed", with(&|_| {})),
            (
                "waitlisted",
                with(&|content| {
                    content["standing"]["state"] = "waitlisted".into();
                    content["standing"]["place"] = 3.into();
                }),
            ),
        ],
        "registration.promoted" => vec![
            (
                "seat",
                with(&|content| {
                    content["sessions"] = json!([session]);
                    content["place"] = false.into();
                }),
            ),
            (
                "place",
                with(&|content| {
                    content["sessions"] = json!([]);
                    content["place"] = true.into();
                }),
            ),
        ],
        name if name.starts_with("agenda.") => to_speakers(name, standing),
        "registration.overlap_settled" => settled_overlaps(standing),
        "registration.schedule_changed" => changed_schedules(standing),
        "registration.withdrawn" => [("by-holder", true), ("by-organizer", false)]
            .map(|(word, by_holder)| {
                let content = with(&|content| {
                    let state = if by_holder { "withdrawn" } else { "cancelled" };
                    content["standing"]["state"] = state.into();
                    content["by_holder"] = by_holder.into();
                });
                (word, content)
            })
            .to_vec(),
        _ => vec![("", with(&|_| {}))],
    }
}

/// A seat that went because it overlapped another.
fn settled_overlaps(standing: &Value) -> Vec<(&'static str, Value)> {
    let mut content = json!({ "standing": standing });
    content["sessions"] = json!([standing["seats"][1]["session"]]);
    content["calendar"] = json!([standing["seats"][1]["seat"]]);
    content["standing"]["seats"][1]["state"] = "given_up".into();
    content["standing"]["seats"][1]["sequence"] = 2.into();
    let by = |by_holder: bool| {
        let mut content = content.clone();
        content["by_holder"] = by_holder.into();
        content
    };
    vec![("by-holder", by(true)), ("by-rule", by(false))]
}

/// Contents for a letter to a speaker.
fn to_speakers(name: &str, standing: &Value) -> Vec<(&'static str, Value)> {
    let session = |at: usize| &standing["seats"][at]["session"];
    let with = |held: bool, more: Value| {
        let mut content = more;
        content["speaker"] = SPEAKER.into();
        content["link_version"] = 1.into();
        content["entries"] = json!([entry(session(0), held)]);
        content
    };
    match name {
        "agenda.speaker_told" => {
            vec![("", with(true, json!({ "release": 9, "sessions": [session(0)] })))]
        }
        "agenda.speaker_answered" => [("confirmed", true), ("declined", false)]
            .map(|(word, yes)| {
                (word, with(yes, json!({ "session": session(0), "confirmed": yes })))
            })
            .to_vec(),
        _ => vec![("", with(true, json!({})))],
    }
}

/// To somebody new, who gets a link, and to somebody who signs in as ever.
fn invitations() -> Vec<(&'static str, Value)> {
    let to = |link: Value, role: &str| json!({ "link": link, "role": role, "forum": null });
    vec![
        ("new", to("018f3c1e-aaaa-7000-8000-000000000009".into(), "admin")),
        ("known", to(Value::Null, "owner")),
    ]
}

/// A session that moved, and one that moved onto another.
fn changed_schedules(standing: &Value) -> Vec<(&'static str, Value)> {
    let seat = &standing["seats"][0];
    let moved = json!({
        "standing": standing,
        "release": 9,
        "sessions": [seat["session"]],
        "calendar": [seat["seat"]],
    });
    let mut overlapping = moved.clone();
    overlapping["overlaps"] = json!([[seat["session"], standing["seats"][1]["session"]]]);
    let mut asked = overlapping.clone();
    asked["asked"] = json!({
        "questions": [{
            "pair": overlapping["overlaps"][0],
            "question": "018f3c1e-0000-7000-8000-00000000000c",
            "answer_by": "2026-06-04T00:00:00Z",
        }],
        "rule": "keep_booked_first",
    });
    vec![("moved", moved), ("overlapping", overlapping), ("asked", asked)]
}

fn shown(letter: &Outgoing) -> String {
    let Outgoing { from, subject, text, html, ics, .. } = letter;
    let calendars =
        ics.iter().map(|part| format!("{:?}", part.place)).collect::<Vec<_>>().join(", ");
    let from = from.name.as_deref().unwrap_or_default();
    format!(
        "From: {from}\nSubject: {subject}\nCalendar: {calendars}\n\n{text}\n{}\n{html}",
        "=".repeat(60)
    )
}

/// The speaker whom letters are written to.
const SPEAKER: &str = "018f3c1e-0000-7000-8000-00000000000a";

fn entry(session: &Value, held: bool) -> Value {
    let speaking = "018f3c1e-0000-7000-8000-00000000000b";
    json!({ "speaking": speaking, "session": session, "sequence": 2, "held": held })
}

/// A speaker who takes part in every session, and is asked until a day.
async fn speaks(app: &TestApp) {
    let row = format!(
        "INSERT INTO speaker (id, forum_id, name) \
            SELECT '{SPEAKER}', id, '{{\"ko\": \"연사\", \"en\": \"Speaker\"}}' FROM forum; \
         INSERT INTO released_appearance (session_id, speaker_id, role, forum_id) \
            SELECT session_id, '{SPEAKER}', 'chair', forum_id FROM released_session; \
         INSERT INTO speaker_rule (forum_id, answer_by, updated_at) \
            SELECT id, '2026-06-20T09:00:00Z', now() FROM forum;"
    );
    app.db.conn().await.unwrap().batch_execute(&row).await.unwrap();
}

/// Release 9, which moved a session.
async fn moved(app: &TestApp, session: &Value) {
    let at = |from: &str, to: &str| json!({ "room": null, "starts_at": from, "ends_at": to });
    let changes = json!([{
        "session": session, "no": 1, "title": { "ko": "세션 1", "en": "Session 1" }, "what": "moved",
        "from": at("2026-07-01T03:00:00Z", "2026-07-01T04:00:00Z"),
        "to": at("2026-07-01T05:00:00Z", "2026-07-01T06:00:00Z"),
    }]);
    let row = format!(
        "INSERT INTO schedule_release (id, forum_id, number, actor_kind, changes, content, created_at) \
         SELECT gen_random_uuid(), id, 9, 'system', '{changes}', '{{}}', now() FROM forum"
    );
    app.db.conn().await.unwrap().batch_execute(&row).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_letter_reads_as_kept() {
    let setup = Setup { public_url: Some("https://forum.example".into()), ..Setup::default() };
    let app = TestApp::with(setup).await;
    let forum = app.forum("spring", None, &[1, 5]).await;
    app.guest("first").register(&forum, &[1]).await;
    app.guest("minji").register(&forum, &[1, 2]).await;
    let stored = crate::support::stored_letters(&app.db, Some("minji@example.org")).await.remove(0);
    let standing = &stored.content["standing"];
    let reference = standing["reference"].as_str().unwrap().to_owned();
    moved(&app, &standing["seats"][0]["session"]).await;
    speaks(&app).await;
    let names = names();
    assert!(names.len() >= 7, "{names:?}");
    for name in &names {
        for (word, content) in samples(name, standing) {
            for lang in Lang::ALL {
                for discreet in [false, true] {
                    let mut content = content.clone();
                    match content.get_mut("standing") {
                        Some(standing) => standing["discreet"] = discreet.into(),
                        None if discreet => continue,
                        None => {}
                    }
                    let letter = name.clone();
                    let lang = lang.code().to_owned();
                    let kept =
                        [letter.as_str(), word, &lang, if discreet { "discreet" } else { "" }];
                    let kept = kept.into_iter().filter(|part| !part.is_empty());
                    let kept = kept.collect::<Vec<_>>().join(".");
                    let stored = Stored { letter, content, lang, ..stored.clone() };
                    let letter = app.rendered(stored).await;
                    let text = shown(&letter).replace(&reference, "K7M4-QX9D");
                    if discreet {
                        for word in
                            ["열린 포럼", "Open forum", "세션 1", "Session 1", "시청", "City Hall"]
                        {
                            assert!(!text.contains(word), "{kept} tells of {word}:\n{text}");
                        }
                    }
                    insta::with_settings!({
                        filters => [(r"/(r|s|desk/enter)/[A-Za-z0-9_-]{20,}", "/$1/[token]")],
                        omit_expression => true,
                        prepend_module_to_snapshot => false,
                        snapshot_path => "snapshots/letters",
                    }, {
                        insta::assert_snapshot!(kept, text);
                    });
                }
            }
        }
    }
}
