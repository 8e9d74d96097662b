//! Foreign schedules: what is read, what is assumed, what is refused, and that nothing breaks it.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate};
use chrono_tz::{Asia, Europe};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use madang::agenda::intake::{
    Flaw, Format, Intake, IntakeRefusal, NOTE_CODES, NoteKind, REFUSAL_CODES, read,
};
use proptest::prelude::*;

const FOSDEM: &str = include_str!("../../fixtures/fosdem-dialect.schedule.xml");
const OLD: &str = include_str!("../../fixtures/pentabarf.schedule.xml");
const V1: &str = include_str!("../../fixtures/v1.schedule.json");
const TABLE: &str = include_str!("../../fixtures/programme.csv");
const ALL: [&str; 9] = [
    FOSDEM,
    OLD,
    V1,
    TABLE,
    super::dialects::TALKS,
    super::dialects::WIDGET,
    super::dialects::SESSIONIZE,
    super::dialects::GRID,
    super::dialects::OPASS,
];

/// A published file, where the shared folder lies beside the checkout.
fn published(name: &str) -> Option<Vec<u8>> {
    std::fs::read(format!("../shared/data/{name}")).ok()
}

fn notes<'a>(intake: &'a Intake, code: &str) -> Vec<&'a str> {
    intake.notes.iter().filter(|note| note.code == code).map(|note| note.detail.as_str()).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn refused(text: &str) -> IntakeRefusal {
    read(text.as_bytes(), Some(Asia::Seoul)).expect_err("is refused")
}

/// One session as XML, in one room of one day.
fn xml(event: &str) -> String {
    format!(
        "<schedule><conference><title>T</title><time_zone_name>Europe/Brussels</time_zone_name>\
         </conference>\n<day date=\"2026-03-29\"><room name=\"R\">\n{event}\n</room></day></schedule>"
    )
}

fn event(id: &str, date: &str, duration: &str) -> String {
    format!(
        "<event id=\"{id}\"><title>E{id}</title><date>{date}</date><duration>{duration}</duration></event>"
    )
}

#[test]
fn the_dialect_of_fosdem_reads_whole() {
    let intake = read(FOSDEM.as_bytes(), None).unwrap();
    assert_eq!((intake.format, intake.zone), (Format::ScheduleXml, Europe::Brussels));
    assert_eq!(intake.forum.acronym, "night-2026");
    assert_eq!(intake.forum.url.as_deref(), Some("https://night.example/2026/"));
    assert_eq!(intake.forum.day_start.to_string(), "09:00:00");
    let first = &intake.sessions[0];
    assert_eq!(
        first.abstract_,
        "Opening & welcome, see [the plan](https://night.example/a?b=1&c=2).\n\n- one\n- two"
    );
    assert_eq!(first.links.len(), 1, "the script is no link");
    assert_eq!(notes(&intake, "link-dropped"), ["1"]);
    assert_eq!(intake.tracks[first.track.unwrap()].key, "main");
    assert_eq!(intake.tracks[1].name, "Main Track");
    let person = &intake.people[first.people[0].0];
    assert_eq!((person.key.as_str(), person.bio.as_deref()), ("7", Some("Repairs old radios.")));
    assert_eq!(intake.rooms.len(), 2);
    assert_eq!(first.line, 36);
}

#[test]
fn a_session_after_midnight_keeps_its_day() {
    let intake = read(FOSDEM.as_bytes(), None).unwrap();
    let late = &intake.sessions[1];
    assert_eq!(late.day, day("2026-01-31"));
    assert_eq!(late.starts_at.to_rfc3339(), "2026-01-31T23:30:00+00:00");
    assert!(notes(&intake, "day-kept").is_empty());
    assert_eq!(
        (intake.forum.starts_on, intake.forum.ends_on),
        (day("2026-01-31"), day("2026-02-01"))
    );
}

#[test]
fn an_old_file_needs_a_zone_and_gets_its_nights_right() {
    assert_eq!(read(OLD.as_bytes(), None).unwrap_err(), IntakeRefusal::ZoneMissing);
    let intake = read(OLD.as_bytes(), Some(Europe::Brussels)).unwrap();
    assert_eq!(notes(&intake, "zone-assumed"), ["Europe/Brussels"]);
    assert_eq!(notes(&intake, "guid-missing"), ["2"]);
    let night = &intake.sessions[1];
    assert_eq!(night.starts_at.to_rfc3339(), "2013-02-03T00:15:00+00:00");
    assert_eq!(night.day, day("2013-02-02"));
    assert!(night.people.is_empty() && night.track.is_none() && night.languages.is_empty());
}

#[test]
fn version_one_reads_with_its_contradictions_told() {
    let intake = read(V1.as_bytes(), None).unwrap();
    assert_eq!(intake.format, Format::ScheduleJson);
    assert_eq!(intake.sessions[0].languages, ["ko", "en"]);
    assert!(intake.sessions[0].do_not_record);
    assert_eq!(intake.sessions[0].abstract_, "줄 하나\n줄 둘");
    assert_eq!(intake.rooms[0].capacity, Some(120));
    assert_eq!(intake.tracks[0].colour.as_deref(), Some("#336699"));
    assert_eq!(notes(&intake, "guid-shared"), ["1 / 2"]);
    assert_eq!(intake.sessions[1].guid, None);
    assert_eq!(notes(&intake, "room-guid-shared"), ["대청 / 사랑방"]);
    assert_eq!(notes(&intake, "room-overlap"), ["대청: 1 / 2"]);
    assert_eq!(notes(&intake, "person-double-booked"), ["한보기: 1 / 2"]);
    assert_eq!(notes(&intake, "duration-differs"), ["3"]);
    assert_eq!(notes(&intake, "language-unknown"), ["Other"]);
    let night = &intake.sessions[2];
    assert_eq!((night.day, night.line), (day("2026-10-24"), 60));
    assert_eq!((night.ends_at - night.starts_at).num_minutes(), 45, "start and duration count");
    let clashes = intake.notes.iter().filter(|note| note.kind == NoteKind::Clash);
    assert!(clashes.clone().count() == 4 && clashes.clone().all(|note| note.line.is_some()));
}

#[test]
fn the_outermost_object_may_be_absent() {
    let start = V1.find("{\n    \"version\"").unwrap();
    let plain = V1[start..].trim_end().strip_suffix('}').unwrap();
    let intake = read(plain.as_bytes(), None).unwrap();
    assert_eq!(intake.sessions.len(), 3);
}

#[test]
fn a_korean_table_from_excel_reads() {
    assert_eq!(read(TABLE.as_bytes(), None).unwrap_err(), IntakeRefusal::ZoneMissing);
    let intake = read(TABLE.as_bytes(), Some(Asia::Seoul)).unwrap();
    let [first, formula, night] = &intake.sessions[..] else { panic!("three rows") };
    assert_eq!((first.key.as_str(), first.title_en.as_deref()), ("S-1", Some("Opening")));
    assert_eq!(first.starts_at.to_rfc3339(), "2026-07-11T05:00:00+00:00");
    assert_eq!(first.abstract_, "첫 줄\n둘째 줄");
    assert_eq!((intake.people.len(), first.people.len(), formula.people.len()), (2, 2, 2));
    assert_eq!(formula.title, "=HYPERLINK(\"http://x.example\")", "a text stays a text");
    assert_eq!(formula.abstract_, "+82-2-000-0000", "our own guard goes again");
    assert_eq!(formula.starts_at.to_rfc3339(), "2026-07-11T06:00:00+00:00");
    assert_eq!(formula.languages, ["ko", "en"]);
    assert_eq!((night.ends_at - night.starts_at).num_minutes(), 60, "an end past midnight");
    assert_eq!((night.line, night.day), (5, day("2026-07-11")));
    assert_eq!(notes(&intake, "columns-ignored"), ["비고"]);
}

#[test]
fn a_plain_table_reads_and_a_broken_one_says_where() {
    let plain = "Title,Start,Duration\nOne,2026-07-11 14:00,0:45\nTwo,2026-07-12 01:00,30\n";
    let intake = read(plain.as_bytes(), Some(Asia::Seoul)).unwrap();
    assert_eq!(notes(&intake, "id-derived"), ["2"]);
    assert_eq!(intake.sessions[1].day, day("2026-07-11"));
    let refusal = refused("title,start,end\nOne,14:00\n");
    assert_eq!(refusal, IntakeRefusal::Malformed { line: 2, column: 1, reason: Flaw::Cells });
    let refusal = refused("title,start,duration\nOne,2026-07-11 14:00,30\n\"Two,14:00,30\n");
    assert_eq!(refusal, IntakeRefusal::Malformed { line: 3, column: 1, reason: Flaw::CutShort });
    let refusal = refused("title,end\nOne,14:00\n");
    assert_eq!(refusal, IntakeRefusal::MissingField { line: 1, field: "start" });
    let refusal =
        refused("id,title,day,start,duration\n7,A,2026-07-11,14:00,30\n7,B,2026-07-11,15:00,30");
    assert_eq!(refusal, IntakeRefusal::DuplicateId { line: 3, id: "7".into(), first: 2 });
}

#[test]
fn texts_come_out_composed_and_without_tricks() {
    let title =
        "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af} \u{202e}evil\u{0007}  two&#10;lines";
    let body = event("1", "2026-03-29T10:00:00+02:00", "00:30").replace("E1", title);
    let intake = read(xml(&body).as_bytes(), None).unwrap();
    assert_eq!(intake.sessions[0].title, "한글 evil two lines");
    let nfd = "\u{110c}\u{1166}\u{1106}\u{1169}\u{11a8},시작,소요시간\n하나,2026-07-11 14:00,30\n";
    assert_eq!(
        read(nfd.as_bytes(), Some(Asia::Seoul)).unwrap().sessions.len(),
        1,
        "header in pieces"
    );
}

#[test]
fn clocks_that_change_are_told_or_refused() {
    let naive = |time: &str| xml(&event("1", &format!("2026-03-29T{time}:00"), "00:30"));
    let refusal = read(naive("02:30").as_bytes(), None).unwrap_err();
    assert_eq!((refusal.code(), refusal.line()), ("intake.time_skipped", Some(3)));
    assert!(read(naive("03:30").as_bytes(), None).is_ok());
    let fold = naive("02:30").replace("2026-03-29", "2026-10-25");
    let intake = read(fold.as_bytes(), None).unwrap();
    assert_eq!(intake.sessions[0].starts_at.to_rfc3339(), "2026-10-25T00:30:00+00:00");
    assert_eq!(notes(&intake, "time-folded"), ["2026-10-25 02:30:00"]);
    let given = read(naive("02:30").as_bytes(), Some(Asia::Seoul)).unwrap();
    assert_eq!(
        given.sessions[0].starts_at,
        "2026-03-28T17:30:00Z".parse::<DateTime<chrono::Utc>>().unwrap()
    );
    assert_eq!(notes(&given, "zone-overridden"), ["Europe/Brussels"]);
}

#[test]
fn what_can_not_be_trusted_is_refused_with_its_line() {
    let good = |id: &str| event(id, "2026-03-29T10:00:00+02:00", "00:30");
    let cases = [
        (xml(&format!("{}\n{}", good("1"), good("01"))), "intake.duplicate_id", 4),
        (xml(&good("0")), "intake.id_invalid", 3),
        (xml(&event("1", "2026-03-29T10:00:00+02:00", "00:00")), "intake.end_before_start", 3),
        (xml(&event("1", "29.3.2026", "00:30")), "intake.time_unreadable", 3),
        (xml(&event("1", "2026-03-29T10:00:00+02:00", "half")), "intake.time_unreadable", 3),
        (xml(&good("1").replace("E1", "")), "intake.missing_field", 3),
        (xml(&good("1").replace("E1", &"가".repeat(301))), "intake.too_long", 3),
        (xml(&good("1").replace("</title>", "</titel>")), "intake.malformed", 3),
        (xml(&"<a>".repeat(40)), "intake.too_deep", 3),
        (xml(&good("1")).replace("Europe/Brussels", "Mars/Base"), "intake.zone_unknown", 1),
        (xml(&good("1").replace("E1", "\u{0}&#0;")), "intake.malformed", 3),
        (V1.replace("\"id\": 2,", "\"id\": \"2\","), "intake.id_invalid", 44),
        (V1.replace("\"title\": \"겹친 말\"", "\"title\": 7"), "intake.wrong_type", 50),
    ];
    for (text, code, line) in cases {
        let refusal = read(text.as_bytes(), None).expect_err(code);
        assert_eq!((refusal.code(), refusal.line()), (code, Some(line)), "{refusal}");
    }
    let people = "<person>P</person>".repeat(51);
    let crowd = good("1").replace("</event>", &format!("<persons>{people}</persons></event>"));
    let many: String = (1..=5_001).map(|id| good(&id.to_string())).collect();
    for (text, what) in [(xml(&crowd), "people"), (xml(&many), "sessions")] {
        let refusal = read(text.as_bytes(), None).unwrap_err();
        assert!(
            matches!(refusal, IntakeRefusal::TooMany { what: w, .. } if w == what),
            "{refusal}"
        );
    }
}

#[test]
fn a_resident_registration_number_is_masked_wherever_it_hides_and_the_rest_is_taken() {
    let number = "900101-1234567";
    let hidden = "900101<b></b>-1234567 and 900101&amp;#45;1234567";
    let text = xml(&event("1", "2026-03-29T10:00:00+02:00", "00:30").replace("E1", number).replace(
        "</event>",
        &format!(
            "<abstract>&lt;p&gt;{}&lt;/p&gt;</abstract><persons><person id=\"{number}\">김민지</person>\
             <person>{number}</person></persons></event>",
            hidden.replace('<', "&lt;").replace('>', "&gt;")
        ),
    ));
    let intake = read(text.as_bytes(), None).unwrap();
    let told = format!("{intake:?}");
    assert!(!told.contains("1234567") && !told.contains("900101"), "{told}");
    assert_eq!(intake.sessions[0].title, "******-*******");
    assert_eq!(intake.people[0].name, "김민지");
    let masked = intake.notes.iter().find(|note| note.code == "resident-number-masked").unwrap();
    assert_eq!((masked.line, masked.kind), (Some(3), NoteKind::Dropped));
}

#[test]
fn a_thousand_clashes_do_not_drown_the_report() {
    let all: String =
        (1..=700).map(|id| event(&id.to_string(), "2026-03-29T10:00:00+02:00", "00:30")).collect();
    let intake = read(xml(&all).as_bytes(), None).unwrap();
    assert_eq!(notes(&intake, "room-overlap").len(), 500);
    assert_eq!(notes(&intake, "notes-withheld"), ["199"]);
}

#[test]
fn what_is_no_schedule_is_said_to_be_none() {
    for text in ["<html><body>", "hello", "[1, 2]", "a,b\n1,2\n", "{\"a\": 1}", "<svg/>"] {
        assert_eq!(refused(text), IntakeRefusal::NotRecognised, "{text}");
    }
    assert_eq!(refused(" \n"), IntakeRefusal::Empty);
    assert_eq!(refused("\u{feff}"), IntakeRefusal::Empty);
    assert_eq!(refused(&xml("")), IntakeRefusal::NoSessions);
    assert_eq!(refused("title,start\n"), IntakeRefusal::NoSessions);
    let cp949 = b"title,start\n\xc1\xa6\xb8\xf1,14:00\n";
    assert_eq!(read(cp949, None).unwrap_err(), IntakeRefusal::NotUtf8 { line: 2 });
    let huge = vec![b' '; 21 * 1024 * 1024];
    assert_eq!(read(&huge, None).unwrap_err().code(), "intake.too_large");
    let latin = OLD.replace("utf-8", "iso-8859-1");
    assert_eq!(refused(&latin), IntakeRefusal::NotUtf8 { line: 1 });
}

#[test]
fn entity_bombs_and_outside_files_are_refused_at_once() {
    let lol: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    let bomb = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE s [<!ENTITY l0 \"ha\">{lol}]>\n{}",
        xml("&l9;")
    );
    assert_eq!(refused(&bomb), IntakeRefusal::Doctype { line: 2 });
    let outside = "<!DOCTYPE s SYSTEM \"file:///etc/hostname\"><schedule/>";
    assert_eq!(refused(outside), IntakeRefusal::Doctype { line: 1 });
    let bare = xml(&event("1", "2026-03-29T10:00:00", "00:30").replace("E1", "&l9;"));
    assert_eq!(refused(&bare), IntakeRefusal::EntityUnknown { line: 3, name: "l9".into() });
}

/// Cuts a text at every twentieth; each piece must be refused, and (but for a table, whose rows all
/// stand alone) with a line that it has.
fn refuses_every_cut(bytes: &[u8]) {
    for part in 1..20 {
        let cut = &bytes[..bytes.len() * part / 20];
        let refusal = read(cut, Some(Asia::Seoul)).expect_err("a file cut short is refused");
        let lines = u64::try_from(cut.split(|byte| *byte == b'\n').count()).unwrap();
        assert!(refusal.line().is_some_and(|line| line >= 1 && line <= lines), "{part}: {refusal}");
    }
}

#[test]
fn files_cut_short_are_refused_with_a_line() {
    for text in [FOSDEM, OLD, V1] {
        refuses_every_cut(text.as_bytes());
    }
    for name in ["fosdem-2026.schedule.xml", "democon.schedule.json"] {
        published(name).iter().for_each(|bytes| refuses_every_cut(bytes));
    }
}

#[test]
fn the_published_files_read_as_counted() {
    if let Some(bytes) = published("fosdem-2026.schedule.xml") {
        let intake = read(&bytes, Some(Europe::Brussels)).unwrap();
        let counts = (intake.sessions.len(), intake.rooms.len(), intake.people.len());
        assert_eq!(counts, (883, 30, 927));
        assert_eq!(notes(&intake, "person-double-booked").len(), 1);
        assert_eq!(notes(&intake, "person-repeated"), ["1"]);
        assert!(intake.notes.len() == 2, "{:?}", intake.notes);
        let ids: HashSet<_> = intake.sessions.iter().map(|session| &session.key).collect();
        assert_eq!(ids.len(), 883);
    }
    if let Some(bytes) = published("democon.schedule.json") {
        let intake = read(&bytes, None).unwrap();
        assert_eq!((intake.sessions.len(), intake.rooms.len()), (36, 2));
        assert_eq!(notes(&intake, "room-guid-shared"), ["Gray Room / Tan Room"]);
        assert_eq!(notes(&intake, "offset-differs"), ["36"]);
    }
    if let Some(bytes) = published("voc-invalid.schedule.json") {
        let refusal = read(&bytes, None).unwrap_err();
        assert_eq!(refusal, IntakeRefusal::IdInvalid { line: 23, text: "\"2814\"".into() });
    }
}

#[test]
fn every_code_is_worded_in_korean_and_english() {
    for (lang, source) in [
        ("ko", include_str!("../../../locales/ko/intake.ftl")),
        ("en", include_str!("../../../locales/en/intake.ftl")),
    ] {
        let resource = FluentResource::try_new(source.to_owned()).expect("the messages parse");
        let mut bundle = FluentBundle::new(vec![lang.parse().unwrap()]);
        bundle.add_resource(resource).expect("no message stands twice");
        let mut args = FluentArgs::new();
        for name in [
            "line", "limit", "column", "reason", "name", "field", "expected", "text", "id",
            "first", "zone", "what", "found", "detail",
        ] {
            args.set(name, "1");
        }
        let refusals = REFUSAL_CODES.iter().map(|code| code.replace(['.', '_'], "-"));
        let notes = NOTE_CODES.iter().map(|(code, _)| format!("intake-note-{code}"));
        for id in refusals.chain(notes) {
            let message = bundle.get_message(&id).unwrap_or_else(|| panic!("{lang}: {id}"));
            let mut faults = Vec::new();
            bundle.format_pattern(message.value().unwrap(), Some(&args), &mut faults);
            assert!(faults.is_empty(), "{lang}: {id}: {faults:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn arbitrary_bytes_never_break_it(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, Some(Asia::Seoul));
    }

    #[test]
    fn mutated_files_never_break_it(
        which in 0..ALL.len(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..12),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = ALL[which].as_bytes().to_vec();
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte & 0x7f,
                1 => bytes.insert(at, b"<>&;\"'{}[]\\:,\n"[usize::from(byte) % 14]),
                _ => drop(bytes.remove(at)),
            }
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(intake) = read(&bytes, Some(Asia::Seoul)) {
            for session in &intake.sessions {
                prop_assert!(session.ends_at > session.starts_at && !session.title.is_empty());
                prop_assert!(session.room.is_none_or(|room| room < intake.rooms.len()));
                prop_assert!(session.people.iter().all(|(at, _)| *at < intake.people.len()));
            }
        }
    }

    #[test]
    fn words_in_any_field_never_break_a_line(text in "\\PC{1,40}") {
        let quoted = serde_json::to_string(&text).unwrap();
        let file = V1.replace("\"여는 말\"", &quoted);
        if let Ok(intake) = read(file.as_bytes(), None) {
            let title = &intake.sessions[0].title;
            let breaks = title.chars().any(char::is_control) || title.trim() != title;
            prop_assert!(!breaks);
        }
    }
}
