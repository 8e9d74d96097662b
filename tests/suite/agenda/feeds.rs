//! The public feeds: what is in them, what never is, and that an unchanged one stays as it was.

use std::path::PathBuf;

use madang::agenda::intake::NoteKind;
use madang::agenda::outlet::{Billing, Medium, Place, Wanted, render};
use madang::agenda::{
    Expect, ImportReport, SessionChange, Takeover, cancel_session, edit_session, import,
    read_schedule,
};
use madang::forum::Forum;
use madang::types::{Lang, Words};

use super::hall::{CANARIES, Hall};
use crate::support::foreign::{published, reads};
use crate::support::{Setup, TestApp};

fn place() -> Place {
    Place {
        base: "https://forum.example.org".to_owned(),
        host: "forum.example.org".to_owned(),
        source: "https://forum.example.org/open-2026/schedule?lang=ko".to_owned(),
    }
}

/// A feed as it is written, read from the database and nothing else.
async fn written(hall: &Hall, medium: Medium, lang: Lang) -> Vec<u8> {
    let mut conn = hall.app.db.conn().await.unwrap();
    let issue = madang::agenda::issue(&mut conn, &hall.scope).await.unwrap();
    render(medium, &issue, lang, &place(), &Wanted::default()).unwrap()
}

async fn brought_in(hall: &Hall, bytes: &[u8]) -> ImportReport {
    let read = read_schedule(bytes, None, Some(hall.scope.zone()));
    let read = read.unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let done =
        import(&hall.app.db, &hall.app.clock, &hall.scope, &read, None, Takeover::Keep).await;
    done.unwrap_or_else(|stop| panic!("{stop:?}"))
}

fn address(medium: Medium, lang: Lang) -> String {
    format!("/open-2026/schedule.{}?lang={}", medium.suffix(), lang.code())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_feed_in_both_languages() {
    let hall = Hall::opened().await;
    for medium in Medium::ALL {
        for lang in Lang::ALL {
            let text = String::from_utf8(written(&hall, medium, lang).await).unwrap();
            let text = match medium {
                Medium::Json => {
                    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
                    serde_json::to_string_pretty(&value).unwrap()
                }
                // Folded lines would break where an id stands.
                Medium::Ics => text.replace("\r\n ", "").replace("\r\n", "\n"),
                _ => text.replace('\r', ""),
            };
            insta::with_settings!({
                filters => vec![("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "[id]")]
            }, {
                insta::assert_snapshot!(format!("{}_{}", medium.suffix(), lang.code()), text);
            });
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_find_every_feed_valid_and_all_of_them_in_agreement() {
    for hall in [Hall::opened().await, Hall::of_demo(TestApp::start().await).await] {
        agreed(&hall).await;
    }
}

async fn agreed(hall: &Hall) {
    for lang in Lang::ALL {
        let mut files: Vec<PathBuf> = Vec::new();
        for medium in Medium::ALL {
            let name = format!("{}.{}.{}", uuid::Uuid::new_v4(), lang.code(), medium.suffix());
            let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
            std::fs::write(&path, written(hall, medium, lang).await).unwrap();
            files.push(path);
        }
        let schemas = published("schedule.xml.xsd").map(|path| path.parent().unwrap().to_owned());
        let option = PathBuf::from("--schemas");
        let mut arguments = Vec::new();
        if let Some(schemas) = &schemas {
            arguments.extend([option.as_path(), schemas.as_path()]);
        }
        arguments.extend(files.iter().map(PathBuf::as_path));
        reads("check_schedule.py", &arguments);
        files.iter().for_each(|path| std::fs::remove_file(path).unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_public_may_not_see_is_in_no_feed() {
    let hall = Hall::opened().await;
    let wishes = [
        String::new(),
        format!("&speaker={}", hall.hidden),
        format!("&speaker={}", hall.chair),
        format!("&room={}", hall.secret_room),
        "&track=secret-track".to_owned(),
        "&track=law".to_owned(),
    ];
    for medium in Medium::ALL {
        for (lang, wish) in Lang::ALL.into_iter().flat_map(|l| wishes.iter().map(move |w| (l, w))) {
            let path = format!("{}{wish}", address(medium, lang));
            let answer = hall.app.get(&path).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
            let whole = answer.body.replace("\r\n ", "");
            for canary in CANARIES.iter().filter(|canary| **canary != "secret-track") {
                assert!(!whole.contains(canary), "{canary} in {path}");
            }
            // The wish itself stands in the address a calendar remembers, and nowhere else.
            let told = whole.matches("secret-track").count();
            assert!(told == 0 || (medium != Medium::Csv && wish.contains("secret")), "{path}");
        }
    }
    for wish in [&wishes[1], &wishes[3], &wishes[4]] {
        let answer = hall.app.get(&format!("{}{wish}", address(Medium::Ics, Lang::En))).await;
        assert!(!answer.body.contains("BEGIN:VEVENT"), "{}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forum_that_is_not_public_has_no_feed() {
    let app = TestApp::start().await;
    let hall = Hall::begun(app).await;
    for medium in Medium::ALL {
        assert_eq!(hall.app.get(&address(medium, Lang::Ko)).await.status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_may_be_of_one_room_one_track_or_one_speaker() {
    let hall = Hall::opened().await;
    let count = async |wish: String| {
        let answer = hall.app.get(&format!("/open-2026/schedule.ics?{wish}")).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body.matches("BEGIN:VEVENT").count()
    };
    assert_eq!(count(String::new()).await, 5);
    assert_eq!(count(format!("room={}", hall.room)).await, 2);
    assert_eq!(count("track=law".to_owned()).await, 2);
    assert_eq!(count(format!("speaker={}", hall.chair)).await, 2);
    assert_eq!(count(format!("track=law&speaker={}", hall.chair)).await, 1);
    assert_eq!(count("track=nothing".to_owned()).await, 0);
    assert_eq!(hall.app.get("/open-2026/schedule.ics?room=1").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_kept_until_something_in_it_changes() {
    let hall = Hall::opened().await;
    let app = &hall.app;
    for medium in Medium::ALL {
        let path = address(medium, Lang::En);
        let first = app.get(&path).await;
        let header = |name: &str| first.header(name).unwrap_or_default().to_owned();
        assert_eq!((first.status, header("cache-control").as_str()), (200, "public, max-age=60"));
        assert_eq!(header("content-language"), "en");
        assert_eq!(header("content-type"), medium.media_type());
        assert!(header("etag").starts_with('"') && first.header("set-cookie").is_none());
        for (name, value) in
            [("if-none-match", header("etag")), ("if-modified-since", header("last-modified"))]
        {
            let again = app.send("GET", &path, None, &[(name, &value)]).await;
            assert_eq!((again.status, again.bytes.len()), (304, 0), "{path} {name}");
            assert_eq!(again.header("etag"), first.header("etag"));
        }
        let packed = app.send("GET", &path, None, &[("accept-encoding", "gzip")]).await;
        assert_eq!(packed.header("content-encoding"), Some("gzip"));
        assert!(
            packed.bytes.starts_with(&[0x1f, 0x8b])
                && packed.header("etag") != first.header("etag")
        );
        // What changes elsewhere, and what nobody may see, changes nothing here.
        hall.edit_the_draft().await;
        let other = TestApp::with(Setup {
            db: Some(app.db.clone()),
            public_url: Some(app.base.clone()),
            ..Default::default()
        });
        assert_eq!(other.await.get(&path).await.bytes, first.bytes, "{path}");
        hall.settle().await;
        let again = app.get(&path).await;
        assert_eq!((again.bytes, again.headers.len()), (first.bytes.clone(), first.headers.len()));
        assert_eq!(
            again.headers.iter().find(|(n, _)| n == "last-modified").unwrap().1,
            header("last-modified")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_released_change_is_told_at_once_and_counts_up() {
    let hall = Hall::opened().await;
    let path = address(Medium::Ics, Lang::En);
    let before = hall.app.get(&path).await;
    hall.app.clock.advance(chrono::TimeDelta::minutes(5));
    let change = SessionChange {
        title: Some(Words::both("새 제목", "A new title")),
        release: true,
        ..SessionChange::default()
    };
    let (db, clock) = (&hall.app.db, &hall.app.clock);
    edit_session(db, clock, &hall.scope, 1, &Expect::Any, change).await.unwrap();
    hall.settle().await;
    let after = hall.app.get(&path).await;
    let lines = |text: &str, name: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with(name)).map(str::to_owned).collect()
    };
    assert!(after.body.contains("A new title") && before.header("etag") != after.header("etag"));
    assert_ne!(before.header("last-modified"), after.header("last-modified"));
    assert_eq!(lines(&before.body, "UID"), lines(&after.body, "UID"));
    assert_eq!(lines(&before.body, "SEQUENCE")[1..], lines(&after.body, "SEQUENCE")[1..]);
    assert_ne!(lines(&before.body, "SEQUENCE")[0], lines(&after.body, "SEQUENCE")[0]);
    assert_eq!(lines(&after.body, "DTSTAMP")[0], "DTSTAMP:20260601T000500Z");
    let known = [("if-modified-since", before.header("last-modified").unwrap())];
    assert_eq!(hall.app.send("GET", &path, None, &known).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_changes_no_feed_and_a_session_called_off_stays_in_the_calendar_as_such() {
    let hall = Hall::opened().await;
    let path = address(Medium::Ics, Lang::En);
    let before = hall.app.get(&path).await.body;
    let (db, clock) = (&hall.app.db, &hall.app.clock);
    let change = SessionChange {
        title: Some(Words::both("Draftbird", "Draftbird")),
        abstract_: Some(Words::both("Draftbird", "Draftbird")),
        ..SessionChange::default()
    };
    edit_session(db, clock, &hall.scope, 1, &Expect::Any, change).await.unwrap();
    hall.settle().await;
    for medium in Medium::ALL {
        let file = hall.app.get(&address(medium, Lang::En)).await;
        assert!(!file.body.contains("Draftbird"), "{}", file.body);
    }
    assert_eq!(hall.app.get(&path).await.body, before);
    let (any, note) = (Expect::Any, Words::default());
    cancel_session(db, clock, &hall.scope, 1, &any, &note).await.unwrap();
    hall.settle().await;
    let after = hall.app.get(&path).await.body;
    let count = |text: &str, what: &str| text.matches(what).count();
    assert_eq!(count(&before, "BEGIN:VEVENT"), count(&after, "BEGIN:VEVENT"));
    assert_eq!((count(&before, "CANCELLED"), count(&after, "STATUS:CANCELLED")), (0, 1));
    assert!(!after.contains("Draftbird") && !after.contains("/sessions/1\r\n"), "{after}");
    let others = hall.app.get(&address(Medium::Csv, Lang::En)).await.body;
    assert!(others.contains("/sessions/2,") && !others.contains("/sessions/1,"), "{others}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_is_one_file_and_known_addresses_lead_there() {
    let hall = Hall::opened().await;
    let app = &hall.app;
    let ours = app.get("/open-2026/schedule.xml").await;
    assert_eq!(ours.header("content-language"), Some("ko"));
    assert_eq!(app.read("/open-2026/schedule.xml", "en").await.bytes, ours.bytes);
    assert_eq!(app.get("/open-2026/schedule.xml?lang=fr").await.bytes, ours.bytes);
    for (from, to) in [
        ("/open-2026/schedule.en.xml", "/open-2026/schedule.xml?lang=en"),
        ("/open-2026/schedule/export/schedule.xml", "/open-2026/schedule.xml"),
        ("/open-2026/schedule/export/schedule.json", "/open-2026/schedule.json"),
    ] {
        let answer = app.get(from).await;
        assert_eq!((answer.status, answer.location()), (308, to));
    }
    assert_eq!(app.get("/open-2026/schedule.pdf").await.status, 404);
    let wanted = "application/vnd.c3voc.schedule+xml";
    let answer = app.send("GET", "/open-2026/schedule.xml", None, &[("accept", wanted)]).await;
    assert_eq!(answer.header("content-type"), Some(wanted));
    let table = app.get("/open-2026/schedule.csv?lang=en").await;
    let how = table.header("content-disposition").unwrap();
    assert_eq!(how, "attachment; filename=\"open-2026.en.csv\"");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_went_out_comes_back_without_a_difference() {
    let hall = Hall::opened().await;
    let before =
        [written(&hall, Medium::Xml, Lang::Ko).await, written(&hall, Medium::Json, Lang::En).await];
    let both = [Medium::Xml, Medium::Json].map(|medium| Lang::ALL.map(|lang| (medium, lang)));
    let table = (Medium::Csv, Lang::En);
    for (medium, lang) in both.into_iter().flatten().chain([table]) {
        let bytes = written(&hall, medium, lang).await;
        let report = brought_in(&hall, &bytes).await;
        let at = format!("{medium:?} {lang:?}: {report:?}");
        for counts in [report.sessions, report.rooms, report.tracks, report.speakers] {
            assert_eq!((counts.added, counts.changed), (0, 0), "{at}");
        }
        assert_eq!(report.sessions.unchanged, 5, "{at}");
        let dropped = report.notes.iter().filter(|note| note.kind == NoteKind::Dropped);
        assert!(medium == Medium::Csv || dropped.count() == 0, "{at}");
    }
    let after =
        [written(&hall, Medium::Xml, Lang::Ko).await, written(&hall, Medium::Json, Lang::En).await];
    assert_eq!(before, after);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_published_schedule_goes_round_without_a_difference() {
    let fixtures = [
        "fosdem-dialect.schedule.xml",
        "v1.schedule.json",
        "pretalx.talks.json",
        "pretalx.widget.json",
        "sessionize.all.json",
        "sessionize.grid.json",
        "opass.json",
    ];
    let mut files: Vec<PathBuf> =
        fixtures.map(|name| PathBuf::from("tests/fixtures").join(name)).into();
    files.extend(published("democon.schedule.json"));
    for file in files {
        let app = TestApp::start().await;
        let bytes = std::fs::read(&file).unwrap();
        let hall = Hall::of_schedule(app, &bytes).await;
        let media = [Medium::Xml, Medium::Json, Medium::Csv];
        for (medium, lang) in media.into_iter().flat_map(|m| Lang::ALL.map(|lang| (m, lang))) {
            let out = written(&hall, medium, lang).await;
            let report = brought_in(&hall, &out).await;
            for counts in [report.sessions, report.rooms, report.tracks, report.speakers] {
                assert_eq!(
                    (counts.added, counts.changed),
                    (0, 0),
                    "{}: {report:?}",
                    file.display()
                );
            }
            assert_eq!(written(&hall, medium, lang).await, out, "{}", file.display());
        }
        // And the file itself once more: nothing that came from it was lost on the way.
        let report = brought_in(&hall, &bytes).await;
        assert_eq!((report.sessions.added, report.sessions.changed), (0, 0), "{report:?}");
        assert_eq!(report.differences, [], "{}", file.display());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_around_a_forum_come_back_too() {
    let hall = Hall::of_demo(TestApp::start().await).await;
    for medium in [Medium::Xml, Medium::Json, Medium::Csv] {
        let report = brought_in(&hall, &written(&hall, medium, Lang::Ko).await).await;
        let counts = [report.sessions, report.rooms, report.tracks, report.speakers];
        assert!(counts.iter().all(|c| (c.added, c.changed) == (0, 0)), "{medium:?}: {report:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn search_engines_read_what_is_public_and_nothing_of_a_sensitive_forum() {
    let hall = Hall::opened().await;
    let mut conn = hall.app.db.conn().await.unwrap();
    let mut issue = madang::agenda::issue(&mut conn, &hall.scope).await.unwrap();
    issue.forum.host = Words::both("</script>", "</script>");
    let venue = issue.venue.as_ref().map(|venue| (&venue.name, &venue.address));
    let base = "https://forum.example.org";
    let billing = Billing { forum: &issue.forum, venue, lang: Lang::En, base };
    let text = billing.forum().unwrap();
    let sessions = &issue.programme.sessions;
    let told: Vec<String> =
        sessions.iter().filter_map(|session| billing.session(session)).collect();
    // The break has a sample time.
    assert_eq!((told.len(), sessions.len()), (4, 5));
    for text in told.iter().chain([&text]) {
        assert!(!text.contains('<'), "{text}");
        assert!(CANARIES.iter().all(|canary| !text.contains(canary)), "{text}");
    }
    let event: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(event["startDate"], "2026-07-01T14:00:00+09:00");
    assert_eq!(event["organizer"]["name"], "</script>");
    assert_eq!(event["location"]["name"], "City Hall");
    let first = &issue.programme.sessions[0];
    let session: serde_json::Value =
        serde_json::from_str(&billing.session(first).unwrap()).unwrap();
    assert_eq!(session["superEvent"]["url"], "https://forum.example.org/open-2026");
    assert_eq!(session["performer"][0]["name"], "Lee Shin-wha");
    let forum = Forum { sensitive: true, ..issue.forum.clone() };
    let billing = Billing { forum: &forum, ..billing };
    assert!(billing.forum().is_none() && billing.session(first).is_none());
}
