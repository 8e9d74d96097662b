//! Schedules of pretalx, Sessionize and OPass: what is read, what is assumed, what is left out, and that
//! nothing breaks their readers.

use chrono_tz::{Asia, Europe};
use madang::agenda::intake::{Format, Intake, IntakeRefusal, SessionIn, read};
use proptest::prelude::*;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

pub const TALKS: &str = include_str!("../../fixtures/pretalx.talks.json");
pub const WIDGET: &str = include_str!("../../fixtures/pretalx.widget.json");
pub const SESSIONIZE: &str = include_str!("../../fixtures/sessionize.all.json");
pub const GRID: &str = include_str!("../../fixtures/sessionize.grid.json");
pub const OPASS: &str = include_str!("../../fixtures/opass.json");
/// All of them.
pub const FIXTURES: [&str; 5] = [TALKS, WIDGET, SESSIONIZE, GRID, OPASS];

fn seoul(text: &str) -> Intake {
    read(text.as_bytes(), Some(Asia::Seoul)).unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn refused(value: &Value) -> IntakeRefusal {
    let text = serde_json::to_vec_pretty(value).unwrap();
    read(&text, Some(Asia::Seoul)).expect_err("is refused")
}

fn note<'a>(intake: &'a Intake, code: &str) -> Vec<&'a str> {
    intake.notes.iter().filter(|note| note.code == code).map(|note| note.detail.as_str()).collect()
}

fn keys(intake: &Intake) -> Vec<&str> {
    intake.sessions.iter().map(|session| session.key.as_str()).collect()
}

fn people(intake: &Intake) -> Vec<&str> {
    intake.people.iter().map(|person| person.name.as_str()).collect()
}

fn track<'a>(intake: &'a Intake, session: &SessionIn) -> Option<(&'a str, Option<&'a str>)> {
    let track = intake.tracks.get(session.track?)?;
    Some((&track.name, track.name_en.as_deref()))
}

fn room<'a>(intake: &'a Intake, session: &SessionIn) -> Option<(&'a str, Option<&'a str>)> {
    let room = intake.rooms.get(session.room?)?;
    Some((&room.name, room.name_en.as_deref()))
}

#[test]
fn talks_of_pretalx_read_without_those_that_are_not_public() {
    let intake = seoul(TALKS);
    assert_eq!(intake.format, Format::Pretalx);
    assert_eq!(keys(&intake), ["KWNG7A", "TWICE1", "TWICE1-2"], "held twice, known by number");
    assert_eq!(
        (note(&intake, "not-accepted"), note(&intake, "not-scheduled")),
        (vec!["2"], vec!["1"])
    );
    assert_eq!(people(&intake), ["한서윤", "Aline Mukamana"], "nobody who was turned down");
    assert_eq!(intake.people[1].bio.as_deref(), Some("Keeps an archive in Kigali."));
    let told = format!("{intake:?}");
    for secret in ["@house", "nuts", "Pending", "Turned", "No Hour"] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
    let first = &intake.sessions[0];
    assert_eq!(track(&intake, first), Some(("기록", Some("Records"))));
    assert_eq!(room(&intake, first), Some(("큰 방", Some("Large hall"))));
    assert_eq!((first.kind.as_str(), first.languages.as_slice()), ("발표", &["ko".to_owned()][..]));
    assert_eq!(first.abstract_, "증언을 **다치지 않게** 모으는 법.");
    assert_eq!(first.starts_at.to_rfc3339(), "2026-07-01T06:00:00+00:00");
    assert_eq!((first.ends_at - first.starts_at).num_minutes(), 40);
    assert!(first.do_not_record && first.links[0].url.ends_with("slides.pdf"));
}

#[test]
fn the_newer_api_of_pretalx_reads_when_expanded_and_says_what_is_missing_when_not() {
    let talk = json!({
        "code": "NEW001", "title": "기록의 날", "speakers": [{ "code": "S1", "name": "한서윤" }],
        "submission_type": { "id": 3, "name": { "ko": "기조 강연" } },
        "track": { "id": 1, "name": { "en": "Records", "ko": "기록" }, "color": "#3d5a80" },
        "state": "confirmed", "abstract": "a", "description": "b", "duration": 30,
        "content_locale": "ko",
        "slots": [{
            "id": 9, "start": "2026-07-01T15:00:00+09:00", "end": "2026-07-01T15:30:00+09:00",
            "room": { "id": 4, "name": { "en": "Large hall", "ko": "큰 방" } }
        }],
    });
    let page = json!({ "count": 90, "next": "https://p.example/?page=2", "results": [talk] });
    let intake = seoul(&page.to_string());
    let only = &intake.sessions[0];
    assert_eq!(note(&intake, "more-pages").len(), 1);
    assert_eq!(track(&intake, only), Some(("기록", Some("Records"))));
    assert_eq!(room(&intake, only), Some(("큰 방", Some("Large hall"))));
    assert_eq!((only.kind.as_str(), only.people.len()), ("기조 강연", 1));
    let mut bare = talk.clone();
    bare["speakers"] = json!(["S1"]);
    bare["slots"][0]["room"] = json!(4);
    let intake = seoul(&json!([bare]).to_string());
    assert_eq!(
        (note(&intake, "person-unlisted"), note(&intake, "room-unlisted")),
        (vec!["S1"], vec!["4"])
    );
    let mut ids = talk.clone();
    ids["slots"] = json!([9]);
    assert_eq!(refused(&json!([ids])), IntakeRefusal::NoSessions, "slots are ids alone");
    let slot = |at: &str| {
        json!({
            "id": 9, "start": format!("2026-07-01T{at}:00+09:00"), "end": "2026-07-01T18:00:00+09:00",
            "room": 4, "submission": talk,
        })
    };
    let intake = seoul(&json!({ "slots": [slot("15:00"), slot("16:30")] }).to_string());
    assert_eq!(keys(&intake), ["NEW001", "NEW001-2"]);
}

#[test]
fn the_schedule_of_a_pretalx_page_reads_with_its_lists() {
    let intake = read(WIDGET.as_bytes(), None).unwrap();
    assert_eq!(intake.zone, Asia::Seoul, "it names its zone");
    assert_eq!(keys(&intake), ["OPEN01", "TOUR01", "TOUR01-2", "74"]);
    assert_eq!(people(&intake), ["한서윤", "Aline Mukamana"], "not who is in no talk");
    let colours: Vec<_> = intake.tracks.iter().map(|track| track.colour.as_deref()).collect();
    assert_eq!(colours, [Some("#3d5a80"), Some("#81b29a")]);
    let lunch = &intake.sessions[3];
    assert_eq!((lunch.title.as_str(), lunch.title_en.as_deref()), ("점심", Some("Lunch")));
    assert_eq!(room(&intake, lunch), Some(("큰 방", Some("Large hall"))));
}

#[test]
fn everything_of_sessionize_reads_by_its_categories() {
    let intake = seoul(SESSIONIZE);
    assert_eq!(intake.format, Format::Sessionize);
    assert_eq!(keys(&intake), ["510001", "2f6c3a70-0000-4000-8000-000000000001"]);
    assert_eq!(
        (note(&intake, "not-accepted"), note(&intake, "not-scheduled")),
        (vec!["1"], vec!["1"])
    );
    assert_eq!(note(&intake, "zone-assumed"), ["Asia/Seoul"]);
    assert_eq!(people(&intake), ["Marta Ilić", "한서윤"]);
    assert_eq!(
        intake.people[1].bio.as_deref(),
        Some("인권 기록 활동가"),
        "the line under the name"
    );
    let first = &intake.sessions[0];
    assert_eq!(
        (first.kind.as_str(), first.languages.as_slice()),
        ("Panel discussion", &["en".to_owned()][..])
    );
    assert_eq!(
        (track(&intake, first), room(&intake, first)),
        (Some(("Records", None)), Some(("Large hall", None)))
    );
    assert_eq!(first.starts_at.to_rfc3339(), "2026-07-01T05:30:00+00:00");
    assert_eq!((first.links.len(), first.people.len()), (1, 2));
    assert!(!format!("{intake:?}").contains("vegetarian"));
}

#[test]
fn a_session_for_all_rooms_is_one_and_one_without_an_end_has_no_place() {
    let intake = seoul(GRID);
    assert_eq!(keys(&intake), ["510001", "2f6c3a70-0000-4000-8000-000000000001"]);
    assert_eq!(
        (note(&intake, "overflow-left-out"), note(&intake, "not-scheduled")),
        (vec!["1"], vec!["1"])
    );
    let grid: Value = serde_json::from_str(GRID).unwrap();
    let grouped = json!([{ "groupId": null, "groupName": "All", "sessions": grid[0]["rooms"][0]["sessions"] }]);
    assert_eq!(seoul(&grouped.to_string()).sessions, {
        let mut same = intake.sessions.clone();
        let lines = seoul(&grouped.to_string()).sessions;
        same.iter_mut().zip(&lines).for_each(|(one, other)| one.line = other.line);
        same
    });
}

#[test]
fn opass_reads_both_languages_side_by_side() {
    let intake = seoul(OPASS);
    assert_eq!(intake.format, Format::Opass);
    assert_eq!(keys(&intake), ["a10001", "a10002", "a10003"]);
    assert_eq!(note(&intake, "pair-languages"), ["ko, en"]);
    assert_eq!(
        (note(&intake, "tag-track"), note(&intake, "overflow-left-out")),
        (vec!["2"], vec!["1"])
    );
    let first = &intake.sessions[0];
    assert_eq!(first.title_en.as_deref(), Some("Whose records are they"));
    assert_eq!(first.abstract_, "## 물음\n기록을 남긴 사람의 권리를 다룹니다.");
    assert!(first.abstract_en.as_deref().unwrap().ends_with("left them."));
    assert_eq!(track(&intake, first), Some(("법과 제도", Some("Law"))));
    assert_eq!(room(&intake, first), Some(("큰 방", Some("Large hall"))));
    assert_eq!((first.kind.as_str(), first.links.len()), ("Keynote", 2));
    assert_eq!(track(&intake, &intake.sessions[2]), None);
    assert_eq!(people(&intake), ["한서윤", "알린 무카마나"]);
    assert_eq!(intake.people[0].name_en.as_deref(), Some("Han Seoyun"));
    assert_eq!(intake.people[0].bio_en.as_deref(), Some("Keeps records of human rights"));
    let other = seoul(&OPASS.replace("\"ko\": {", "\"zh\": {"));
    assert_eq!(note(&other, "pair-languages"), ["zh → ko, en"]);
    let alone = seoul(&OPASS.replace("\"en\": {", "\"_en\": {"));
    assert_eq!(note(&alone, "pair-single"), ["ko"]);
    let untagged = OPASS.replace("[\"law\", \"archive\"]", "[]").replace("[\"archive\"]", "[]");
    let untagged = seoul(&untagged);
    assert_eq!(note(&untagged, "type-track"), ["3"], "as COSCUP does");
    assert_eq!(track(&untagged, &untagged.sessions[0]), Some(("기조 강연", Some("Keynote"))));
}

#[test]
fn the_published_schedule_of_sitcon_reads_as_counted() {
    let Ok(bytes) = std::fs::read("../shared/data/sitcon-2024.sessions.json") else { return };
    let intake = read(&bytes, Some(Asia::Taipei)).unwrap();
    assert_eq!((intake.sessions.len(), intake.rooms.len()), (43, 5));
    // It lists 64 people; the others have no part in a session.
    assert_eq!((intake.people.len(), intake.tracks.len()), (38, 7));
    assert_eq!(note(&intake, "pair-languages"), ["zh → ko, en"]);
}

/// A session of Sessionize.
fn session(id: &str, start: &str, end: &str) -> Value {
    json!({
        "id": id, "title": "T", "startsAt": start, "endsAt": end, "isServiceSession": false,
        "speakers": [],
    })
}

#[test]
fn what_is_wrong_in_them_is_refused_with_its_line() {
    let talk = |change: fn(&mut Value)| {
        let mut talk = json!({
            "code": "A", "title": "T", "state": "confirmed", "speakers": [], "duration": 30,
            "slot": { "start": "2026-07-01T15:00:00+09:00", "end": "2026-07-01T15:30:00+09:00", "room": "R" }
        });
        change(&mut talk);
        talk
    };
    let whole = || talk(|_| {});
    let cases = [
        (json!({ "results": [7] }), "intake.wrong_type"),
        (json!({ "results": [] }), "intake.no_sessions"),
        (json!({ "results": [talk(|t| t["speakers"] = json!(7))] }), "intake.wrong_type"),
        (json!({ "results": [talk(|t| t["title"] = json!(null))] }), "intake.missing_field"),
        (json!({ "results": [talk(|t| t["title"] = json!({}))] }), "intake.missing_field"),
        (
            json!({ "results": [talk(|t| t["slot"]["start"] = json!("soon"))] }),
            "intake.time_unreadable",
        ),
        (
            json!({ "results": [talk(|t| t["slot"]["end"] = json!("2026-07-01T14:00:00+09:00"))] }),
            "intake.end_before_start",
        ),
        (json!({ "results": [whole(), whole()] }), "intake.duplicate_id"),
        (
            json!([whole(), { "code": "B", "title": ["x"], "slot": whole()["slot"] }]),
            "intake.missing_field",
        ),
        (json!({ "sessions": [] }), "intake.no_sessions"),
        (json!([]), "intake.no_sessions"),
        (json!({ "sessions": [session("1", "x", "y")] }), "intake.time_unreadable"),
        (
            json!({ "sessions": [session("1", "2026-07-01T10:00:00", "2026-07-01T11:00:00"), session("1", "2026-07-01T12:00:00", "2026-07-01T13:00:00")] }),
            "intake.duplicate_id",
        ),
        (
            json!({ "sessions": [session("1", "2026-07-01T10:00:00", "2026-07-01T11:00:00"), 7] }),
            "intake.wrong_type",
        ),
        (
            json!({ "session_types": [], "rooms": [{ "en": { "name": "R" } }], "sessions": [{ "id": "1" }] }),
            "intake.missing_field",
        ),
        (json!({ "session_types": {}, "sessions": [{ "id": "1" }] }), "intake.wrong_type"),
        (json!({ "talks": 7 }), "intake.not_recognised"),
        (json!({ "sessions": [{ "name": "of another make" }] }), "intake.not_recognised"),
    ];
    for (value, code) in cases {
        assert_eq!(refused(&value).code(), code, "{value}");
    }
}

#[test]
fn their_hours_without_an_offset_know_when_clocks_change() {
    let skipped =
        json!({ "sessions": [session("1", "2026-03-29T02:30:00", "2026-03-29T03:30:00")] });
    let refusal = read(skipped.to_string().as_bytes(), Some(Europe::Brussels)).unwrap_err();
    assert_eq!(refusal.code(), "intake.time_skipped");
    let twice = json!({ "sessions": [session("1", "2026-10-25T02:30:00", "2026-10-25T05:30:00")] });
    let intake = read(twice.to_string().as_bytes(), Some(Europe::Brussels)).unwrap();
    assert_eq!(note(&intake, "time-folded"), ["2026-10-25 02:30:00"]);
}

#[test]
fn two_of_a_list_with_one_id_are_told_of_and_the_first_counts() {
    let mut file: Value = serde_json::from_str(OPASS).unwrap();
    let again = json!({ "id": "H1", "ko": { "name": "다른 방" }, "en": { "name": "Another" } });
    file["rooms"].as_array_mut().unwrap().push(again);
    let again =
        json!({ "id": "p1", "ko": { "name": "다른 사람" }, "en": { "name": "Somebody else" } });
    file["speakers"].as_array_mut().unwrap().push(again);
    let intake = seoul(&file.to_string());
    assert_eq!(note(&intake, "id-shared"), ["H1", "p1"]);
    assert_eq!(room(&intake, &intake.sessions[0]), Some(("큰 방", Some("Large hall"))));
    assert_eq!(intake.people[0].name, "한서윤");
}

#[test]
fn hangul_in_pieces_is_put_together_and_finds_its_category() {
    let pieces = |text: &str| text.nfd().collect::<String>();
    let whole = seoul(OPASS);
    let apart = seoul(&pieces(OPASS));
    assert_eq!(
        (whole.sessions, whole.rooms, whole.people),
        (apart.sessions, apart.rooms, apart.people)
    );
    let korean = SESSIONIZE.replace("\"Track\"", "\"분과\"").replace("\"Language\"", "\"언어\"");
    let intake = seoul(&pieces(&korean));
    assert_eq!(track(&intake, &intake.sessions[0]), Some(("Records", None)));
    assert_eq!(intake.sessions[0].languages, ["en"]);
}

#[test]
fn a_resident_registration_number_is_told_with_its_place_and_refuses_nothing() {
    let number = "900101-1234567";
    let mut file: Value = serde_json::from_str(OPASS).unwrap();
    file["sessions"][1]["ko"]["description"] = json!(format!("문의 {number}"));
    file["sessions"][0]["id"] = json!(number);
    file["sessions"][2]["id"] = json!(number);
    file["speakers"][0]["ko"]["name"] = json!(format!("한서윤 {number}"));
    let text = serde_json::to_string_pretty(&file).unwrap();
    let intake = seoul(&text);
    assert_eq!(intake.sessions.len(), 3, "two ids that may not be kept are not one");
    assert!(!format!("{intake:?}").contains("1234567"));
    assert_eq!(intake.sessions[1].abstract_, "문의 ******-*******");
    let told: Vec<_> = intake
        .notes
        .iter()
        .filter(|note| note.code == "resident-number-masked")
        .map(|note| (note.line, note.detail.as_str()))
        .collect();
    let line = |text: &str, needle: &str| {
        text.lines().position(|line| line.contains(needle)).map(|at| u64::try_from(at).unwrap() + 1)
    };
    assert!(told.contains(&(line(&text, "문의"), "abstract")), "{told:?}");
    let fields: Vec<_> = told.iter().map(|(_, field)| *field).collect();
    assert!(fields.iter().filter(|field| **field == "id").count() == 2, "{fields:?}");
    assert!(fields.contains(&"person"), "{fields:?}");
    let rows = format!(
        "id,title,day,start,duration\n{number},A,2026-07-01,14:00,30\n{number},B,2026-07-01,15:00,30\n"
    );
    assert_eq!(seoul(&rows).sessions.len(), 2);
}

/// Every place in a document, as a pointer.
fn places(value: &Value, at: String, found: &mut Vec<String>) {
    found.push(at.clone());
    match value {
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(no, item)| places(item, format!("{at}/{no}"), found));
        }
        Value::Object(members) => {
            members.iter().for_each(|(key, member)| places(member, format!("{at}/{key}"), found));
        }
        _ => {}
    }
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}|2026-07-01T1[0-9]:00:00(Z|\\+09:00)?|p1|H1|#[0-9a-f]{6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("id|ko|en|name|title|start|code|[a-z]{1,6}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn anything_in_any_place_is_read_soundly_or_refused(
        which in 0..FIXTURES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), anything()), 1..4),
    ) {
        let mut file: Value = serde_json::from_str(FIXTURES[which]).unwrap();
        for (at, value) in changes {
            let mut all = Vec::new();
            places(&file, String::new(), &mut all);
            let place = &all[at.index(all.len())];
            *file.pointer_mut(place).unwrap() = value;
        }
        if let Ok(intake) = read(file.to_string().as_bytes(), Some(Asia::Seoul)) {
            let mut keys: Vec<&str> = keys(&intake);
            keys.sort_unstable();
            keys.dedup();
            prop_assert_eq!(keys.len(), intake.sessions.len());
            for session in &intake.sessions {
                prop_assert!(session.ends_at > session.starts_at && !session.title.is_empty());
                prop_assert!(session.room.is_none_or(|room| room < intake.rooms.len()));
                prop_assert!(session.track.is_none_or(|track| track < intake.tracks.len()));
                prop_assert!(session.people.iter().all(|(at, _)| *at < intake.people.len()));
            }
            let part = |at| intake.sessions.iter().any(|s| s.people.iter().any(|(who, _)| *who == at));
            prop_assert!((0..intake.people.len()).all(part), "everyone has a part");
        }
    }
}
