//! A schedule looked at, taken over, and brought in again: the rehearsal changes nothing, the second time
//! tells what differs and in what, and who is hidden stays so.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;
use madang::agenda::ImportReport;
use madang::agenda::{Takeover, import, read_schedule};
use madang::speakers::{Reach, list_speakers, save_speaker};
use madang::types::{Lang, Role};
use reqwest::Method;
use serde_json::{Value, json};

use super::dialects::{FIXTURES, GRID, OPASS, SESSIONIZE, TALKS, WIDGET};
use crate::support::{Answer, TestApp, TestForum};

/// A file of the fixtures, and what its ids are known as.
const SOURCES: [(&str, &str); 5] = [
    (TALKS, "pretalx"),
    (WIDGET, "pretalx"),
    (SESSIONIZE, "sessionize"),
    (GRID, "sessionize"),
    (OPASS, "opass"),
];

struct Own {
    app: TestApp,
    forum: TestForum,
    token: String,
}

impl Own {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let forum = app.forum("own", None, &[]).await;
        let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
        Self { app, forum, token }
    }

    async fn send(&self, file: &str, query: &str) -> Answer {
        let path = format!("/api/v1/forums/own/schedule/import?{query}");
        let request = self.app.request(Method::POST, &path).bearer_auth(&self.token);
        self.app.perform(request.body(file.to_owned())).await
    }

    async fn brought_in(&self, file: &str) -> ImportReport {
        self.run(file, Takeover::Keep).await
    }

    async fn run(&self, file: &str, how: Takeover<'_>) -> ImportReport {
        let read = read_schedule(file.as_bytes(), None, Some(self.forum.scope.zone())).unwrap();
        let done = import(&self.app.db, &self.app.clock, &self.forum.scope, &read, None, how).await;
        done.unwrap_or_else(|stop| panic!("{stop:?}"))
    }

    /// How many rows each table has, letters and jobs and the log too, and what the public sees.
    async fn state(&self) -> (Vec<(String, i64)>, String) {
        #[derive(QueryableByName)]
        struct Name {
            #[diesel(sql_type = Text)]
            name: String,
        }
        #[derive(QueryableByName)]
        struct Count {
            #[diesel(sql_type = BigInt)]
            count: i64,
        }
        let mut conn = self.app.db.conn().await.unwrap();
        let tables =
            "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";
        let tables: Vec<Name> = diesel::sql_query(tables).load(&mut conn).await.unwrap();
        let mut counts = Vec::new();
        for Name { name } in tables {
            let count = format!("SELECT count(*) AS count FROM \"{name}\"");
            let count: Count = diesel::sql_query(count).get_result(&mut conn).await.unwrap();
            counts.push((name, count.count));
        }
        (counts, self.app.get("/api/v1/forums/own/sessions").await.body)
    }
}

fn differences(answer: &Value) -> Vec<(&str, &str, &str)> {
    let all = answer["differences"].as_array().unwrap().iter();
    all.map(|one| {
        let name = one["name"]["ko"].as_str().or(one["name"]["en"].as_str()).unwrap();
        (one["fate"].as_str().unwrap(), one["thing"].as_str().unwrap(), name)
    })
    .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_tells_what_the_import_does_and_changes_nothing() {
    for (file, source) in SOURCES {
        let own = Own::new().await;
        let before = own.state().await;
        let rehearsed = own.send(file, "dry_run=true").await;
        assert_eq!(rehearsed.status, 200, "{}", rehearsed.body);
        assert_eq!(own.state().await, before, "{source}");
        let done = own.send(file, "").await;
        let (mut told, done) = (rehearsed.json(), done.json());
        assert_eq!((&told["dry_run"], &told["source"]), (&json!(true), &json!(source)));
        told["dry_run"] = json!(false);
        assert_eq!(told, done, "{source}");
        assert!(done["sessions"]["added"].as_u64().unwrap() > 1, "{done}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_again_differs_in_nothing() {
    for (file, source) in SOURCES {
        let own = Own::new().await;
        own.brought_in(file).await;
        let seen = own.app.get("/api/v1/forums/own/sessions").await.body;
        let again = own.brought_in(file).await;
        assert!(!again.any() && again.differences.is_empty(), "{source}: {again:?}");
        assert_eq!(own.app.get("/api/v1/forums/own/sessions").await.body, seen);
        let releases = own.app.get("/api/v1/forums/own/releases").await.json();
        assert_eq!(releases["releases"].as_array().unwrap().len(), 1, "{source}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_file_tells_field_by_field_in_the_reader_s_language() {
    let own = Own::new().await;
    own.brought_in(OPASS).await;
    let mut file: Value = serde_json::from_str(OPASS).unwrap();
    file["sessions"][0]["en"]["title"] = json!("Whose are these records");
    file["sessions"][0]["room"] = json!("H2");
    file["sessions"][0]["start"] = json!("2026-07-01T13:30:00+09:00");
    file["sessions"][0]["speakers"] = json!(["p1", "p2"]);
    file["sessions"][1]["ko"]["description"] = json!("새 설명");
    file["speakers"][0]["en"]["bio"] = json!("Another life");
    file["rooms"][0]["en"]["name"] = json!("Great hall");
    file["sessions"].as_array_mut().unwrap().remove(2);
    let added = json!({
        "id": "a10009", "type": "P", "room": "H1", "speakers": [], "tags": [],
        "start": "2026-07-01T17:00:00+09:00", "end": "2026-07-01T17:30:00+09:00",
        "ko": { "title": "새 세션", "description": "" }, "en": { "title": "A new session", "description": "" },
    });
    file["sessions"].as_array_mut().unwrap().push(added);
    let text = file.to_string();
    let before = own.state().await;
    let told = own.send(&text, "dry_run=true&lang=en").await.json();
    assert_eq!(own.state().await, before);
    let all = differences(&told);
    for expected in [
        ("changed", "room", "큰 방"),
        ("changed", "speaker", "한서윤"),
        ("changed", "session", "기록은 누구의 것인가"),
        ("changed", "session", "두 도시의 경험"),
        ("new", "session", "새 세션"),
        ("gone", "session", "휴식"),
    ] {
        assert!(all.contains(&expected), "{expected:?} in {all:?}");
    }
    assert_eq!(all.len(), 6, "{all:?}");
    let first = told["differences"].as_array().unwrap().iter();
    let first = first.clone().find(|one| one["session"] == 1 && one["thing"] == "session").unwrap();
    let fields: Vec<_> =
        first["fields"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["moved", "retitled", "people"], "{first}");
    let english = told.to_string();
    assert!(
        english.contains("Whose records are they") && english.contains("Whose are these records")
    );
    let korean = own.send(&text, "dry_run=true&lang=ko").await.body;
    assert!(
        korean.contains("소개 내용이 다릅니다") && korean.contains("약력이 다릅니다"),
        "{korean}"
    );
    // And done so, it is the same again.
    own.brought_in(&text).await;
    assert!(!own.brought_in(&text).await.any());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_seen_holds_only_while_it_would_still_happen() {
    let own = Own::new().await;
    let mark = own.run(OPASS, Takeover::Rehearse).await.mark();
    assert_eq!(
        own.run(OPASS, Takeover::Rehearse).await.mark(),
        mark,
        "ids are drawn anew, the mark is not"
    );
    assert!(own.run(OPASS, Takeover::KeepAs("another")).await.dry_run);
    let changed = OPASS.replace("두 도시의 경험", "세 도시의 경험");
    assert!(own.run(&changed, Takeover::KeepAs(&mark)).await.dry_run, "another file");
    assert!(!own.run(OPASS, Takeover::KeepAs(&mark)).await.dry_run);
    let after = own.run(OPASS, Takeover::KeepAs(&mark)).await;
    assert!(after.dry_run && !after.any(), "it is there already");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_hidden_stays_hidden_whatever_is_brought_in() {
    let own = Own::new().await;
    own.brought_in(OPASS).await;
    let (db, clock, scope) = (&own.app.db, &own.app.clock, &own.forum.scope);
    let find = async |name: &str| {
        let mut conn = db.conn().await.unwrap();
        let all = list_speakers(&mut conn, scope).await.unwrap();
        all.into_iter().find(|own| own.name.in_lang(Lang::En) == name).unwrap()
    };
    let mut han = find("Han Seoyun").await;
    han.hidden = true;
    let reach = Reach { email: None, lang: Lang::Ko };
    save_speaker(db, clock, scope, &han, &reach).await.unwrap();
    let changed = OPASS.replace("Keeps records of human rights", "Another life");
    let report = own.brought_in(&changed).await;
    assert_eq!(report.speakers.changed, 1);
    let after = find("Han Seoyun").await;
    assert!(after.hidden && after.biography.in_lang(Lang::En) == "Another life");
    // Nor does another program's file, which knows them by another id.
    let report = own.brought_in(TALKS).await;
    let told = report.notes.iter().find(|note| note.key == "agenda-note-namesake-hidden");
    assert_eq!(told.map(|note| note.detail.as_str()), Some("한서윤"));
    assert!(!own.brought_in(TALKS).await.any());
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    for path in
        ["/api/v1/forums/own/sessions", "/own/schedule.json", "/own/schedule.xml", "/own/speakers"]
    {
        let seen = own.app.get(path).await;
        assert!(!seen.body.contains("Seoyun") && !seen.body.contains("한서윤"), "{path}");
    }
    // Even one who wrote a speaker as public from what they read before: only the desk's own word shows.
    let mut conn = db.conn().await.unwrap();
    let stale = madang::speakers::Speaker { hidden: false, ..after.clone() };
    madang::speakers::upsert_speakers(&mut conn, scope, &[stale]).await.unwrap();
    drop(conn);
    assert!(find("Han Seoyun").await.hidden);
    save_speaker(db, clock, scope, &madang::speakers::Speaker { hidden: false, ..after }, &reach)
        .await
        .unwrap();
    assert!(!find("Han Seoyun").await.hidden, "the desk may");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_brought_in_who_has_no_part_in_what_is_taken_over() {
    for file in FIXTURES {
        let own = Own::new().await;
        own.brought_in(file).await;
        let mut conn = own.app.db.conn().await.unwrap();
        let all = list_speakers(&mut conn, &own.forum.scope).await.unwrap();
        let names: Vec<_> = all.iter().map(|one| one.name.in_lang(Lang::En)).collect();
        for stranger in
            ["Pending Person", "Turned Down", "No Hour Yet", "In No Talk", "In No Session"]
        {
            assert!(!names.contains(&stranger), "{names:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_broken_session_leaves_nothing_half_taken_over() {
    let own = Own::new().await;
    let before = own.state().await;
    let broken = [
        OPASS.replace("\"2026-07-01T16:20:00+09:00\"", "\"2026-07-01T15:00:00+09:00\""),
        TALKS
            .replace("2026-07-01T18:00:00+09:00", "2026-09-01T18:00:00+09:00")
            .replace("2026-07-01T19:00:00+09:00", "2026-09-01T19:00:00+09:00"),
        SESSIONIZE.replace("\"title\": \"점심\"", "\"title\": null"),
        WIDGET.replace("TOUR01", "OPEN01").replace("T15:00:00", "T14:00:00"),
        GRID.replace("\"Large hall\"", &format!("\"{}\"", "가".repeat(201))),
    ];
    for file in broken {
        for query in ["", "dry_run=true"] {
            let answer = own.send(&file, query).await;
            assert_eq!(answer.status, 422, "{}", answer.body);
            assert!(!answer.code().is_empty());
        }
    }
    assert_eq!(own.state().await, before);
}
