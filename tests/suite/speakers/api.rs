//! Speakers by the API: for an organizer's programs, with what only the organizer may know.

use madang::agenda::NewSession;
use madang::speakers::{Agreed, keep_consents};
use madang::types::{Role, SpeakerId};
use reqwest::Method;
use serde_json::{Value, json};

use crate::agenda::{add, draft, part};
use crate::support::{Answer, TestApp, TestForum};

const LIST: &str = "/api/v1/forums/own/speakers";

struct Program {
    app: TestApp,
    forum: TestForum,
    token: String,
}

impl Program {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let forum = app.forum("own", None, &[1]).await;
        let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
        Self { app, forum, token }
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        tag: Option<&str>,
    ) -> Answer {
        let mut request = self.app.request(method, path).bearer_auth(&self.token);
        request = request.header("accept-language", "en");
        if let Some(tag) = tag {
            request = request.header("if-match", tag);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        self.app.perform(request).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, None, None).await
    }

    async fn add(&self, body: Value) -> Answer {
        self.ask(Method::POST, LIST, Some(body), None).await
    }

    async fn times(&self, action: &str) -> usize {
        let mut conn = self.app.db.conn().await.unwrap();
        let log =
            madang::audit::list(&mut conn, self.forum.scope.forum(), None, 500).await.unwrap();
        log.iter().filter(|row| row.action == action).count()
    }
}

/// Waits until the pages have heard what the database told.
async fn settle() {
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
}

fn tag(answer: &Answer) -> String {
    answer.header("etag").unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_speaker_is_added_read_changed_and_hidden() {
    let own = Program::new().await;
    let made = own
        .add(json!({
            "name": { "ko": "한서윤", "en": "Han Seoyun" }, "title": { "ko": "활동가" },
            "biography": { "en": "Keeps **records**." }, "email": "seoyun@house.example", "language": "ko",
        }))
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let place = made.location().to_owned();
    let body = made.json();
    assert_eq!(place, format!("{LIST}/{}", body["id"].as_str().unwrap()));
    assert_eq!(
        (&body["position"], &body["hidden"], &body["publish"]),
        (&json!(1), &json!(false), &json!("open"))
    );
    let read = own.get(&place).await;
    assert_eq!((read.json(), tag(&read)), (body, tag(&made)));
    assert_eq!(own.times("speakers.viewed").await, 1, "reading is in the log");
    let id: SpeakerId = read.json()["id"].as_str().unwrap().parse().unwrap();
    let session = draft(&own.app, &own.forum, "기록", 0, None).await;
    let session = NewSession { people: vec![part(id)], release: true, ..session };
    add(&own.app, &own.forum, session).await;
    settle().await;
    assert!(own.app.get("/own/speakers").await.body.contains("한서윤"));

    let change =
        json!({ "title": { "ko": null, "en": "Archivist" }, "position": 7, "email": null });
    let patch = async |tag: Option<&str>, body: &Value| {
        own.ask(Method::PATCH, &place, Some(body.clone()), tag).await
    };
    let answer = patch(None, &change).await;
    assert_eq!((answer.status, answer.code().as_str()), (428, "web.version_needed"));
    let done = patch(Some(&tag(&read)), &change).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let after = done.json();
    assert_eq!(
        (&after["title"], &after["position"], &after["email"]),
        (&json!({ "en": "Archivist" }), &json!(7), &Value::Null)
    );
    assert_eq!(
        after["name"],
        json!({ "ko": "한서윤", "en": "Han Seoyun" }),
        "what is left out stays"
    );
    let stale = patch(Some(&tag(&read)), &json!({ "hidden": false })).await;
    assert_eq!((stale.status, stale.code().as_str()), (412, "speakers.stale"));
    let both = format!("\"other\", {}", tag(&done));
    assert_eq!(patch(Some(&both), &json!({ "position": 8 })).await.status, 200);

    let hide = own.ask(Method::PUT, &format!("{place}/hidden"), None, None).await;
    assert_eq!(hide.status, 204, "{}", hide.body);
    assert_eq!(own.ask(Method::PUT, &format!("{place}/hidden"), None, None).await.status, 204);
    assert_eq!(own.times("speakers.hidden").await, 1);
    assert_eq!(own.get(&place).await.json()["hidden"], json!(true));
    settle().await;
    assert!(!own.app.get("/own/speakers").await.body.contains("한서윤"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_is_refused_as_a_problem() {
    let own = Program::new().await;
    for (body, status, code) in [
        (json!({}), 422, "speakers.name_missing"),
        (json!({ "name": { "ko": null } }), 422, "speakers.name_missing"),
        (json!({ "name": { "ko": "  " } }), 422, "web.invalid"),
        (json!({ "name": { "ko": "가".repeat(201) } }), 422, "web.invalid"),
        (json!({ "name": { "ko": "한", "fr": "Han" } }), 400, "web.malformed"),
        (json!({ "name": "한" }), 400, "web.malformed"),
        (json!({ "name": { "ko": "한" }, "photo": "x" }), 400, "web.malformed"),
        (json!({ "name": { "ko": "한" }, "position": -1 }), 422, "speakers.position_invalid"),
        (
            json!({ "name": { "ko": "한" }, "position": 9_000_000_000_i64 }),
            422,
            "speakers.position_invalid",
        ),
        (json!({ "name": { "ko": "한" }, "email": "nowhere" }), 422, "web.invalid"),
        (json!({ "name": { "ko": "한" }, "language": "fr" }), 422, "web.invalid"),
        (
            json!({ "name": { "ko": "한" }, "biography": { "ko": "900101-1234567" } }),
            422,
            "web.invalid",
        ),
    ] {
        let answer = own.add(body.clone()).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (status, code),
            "{body}: {}",
            answer.body
        );
    }
    let faults =
        own.add(json!({ "name": { "ko": "한" }, "email": "x", "language": "fr" })).await.json();
    assert_eq!(faults["errors"].as_array().unwrap().len(), 2, "{faults}");
    assert_eq!(own.get(LIST).await.json()["speakers"], json!([]), "nothing was added");
    for path in ["nobody", "01900000-0000-7000-8000-000000000000"] {
        let path = format!("{LIST}/{path}");
        assert_eq!(own.get(&path).await.status, 404);
        let answer = own.ask(Method::PATCH, &path, Some(json!({})), Some("*")).await;
        assert_eq!(answer.status, 404, "{}", answer.body);
        assert_eq!(own.ask(Method::PUT, &format!("{path}/hidden"), None, None).await.status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_agree_to_be_public_is_not_shown_by_a_program_either() {
    let own = Program::new().await;
    let made = own.add(json!({ "name": { "en": "Han" } })).await.json();
    let id: SpeakerId = made["id"].as_str().unwrap().parse().unwrap();
    let (db, clock, scope) = (&own.app.db, &own.app.clock, &own.forum.scope);
    keep_consents(db, clock, scope, id, Agreed::No, Agreed::Open).await.unwrap();
    let place = format!("{LIST}/{id}");
    let read = own.get(&place).await;
    assert_eq!((&read.json()["hidden"], &read.json()["publish"]), (&json!(true), &json!("no")));
    let answer =
        own.ask(Method::PATCH, &place, Some(json!({ "hidden": false })), Some(&tag(&read))).await;
    assert_eq!((answer.status, answer.code().as_str()), (409, "speakers.publish_refused"));
    // When the forum is over nothing can be changed, and still nobody must stay in public.
    let other = own.add(json!({ "name": { "en": "Other" } })).await.json();
    own.app.clock.advance(chrono::TimeDelta::days(60));
    let token = own.app.token(Role::Organizer, Some(own.forum.scope.forum())).await;
    let late = Program { token, ..own };
    let place = format!("{LIST}/{}", other["id"].as_str().unwrap());
    assert_eq!(late.ask(Method::PUT, &format!("{place}/hidden"), None, None).await.status, 204);
    assert_eq!(late.get(&place).await.json()["hidden"], json!(true));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_goes_page_by_page_and_is_known_again() {
    let own = Program::new().await;
    let mut names = Vec::new();
    let mut conn = own.app.db.conn().await.unwrap();
    let speakers: Vec<_> = (0..205)
        .map(|no| {
            let words = madang::types::Words::both(format!("연사 {no:03}"), "");
            names.push(format!("연사 {no:03}"));
            madang::speakers::Speaker::named(words, no / 3)
        })
        .collect();
    madang::speakers::insert_speakers(&mut conn, &own.forum.scope, &speakers).await.unwrap();
    drop(conn);
    let (mut found, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let page = own.get(&format!("{LIST}?cursor={cursor}")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let body = page.json();
        for speaker in body["speakers"].as_array().unwrap() {
            assert!(speaker.get("email").is_none(), "addresses stand with the speaker alone");
            found.push(speaker["name"]["ko"].as_str().unwrap().to_owned());
        }
        pages += 1;
        match body["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(pages, 3);
    assert_eq!(found, names);
    let list = own.get(LIST).await;
    let known = own.app.request(Method::GET, LIST).bearer_auth(&own.token);
    let known = own.app.perform(known.header("if-none-match", tag(&list))).await;
    assert_eq!((known.status, known.body.as_str()), (304, ""));
    for cursor in ["x", "AAAAAAAAAAAAAAAAAAAAAA"] {
        assert_eq!(own.get(&format!("{LIST}?cursor={cursor}")).await.status, 400);
    }
}
