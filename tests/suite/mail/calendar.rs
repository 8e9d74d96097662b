use chrono::{DateTime, Datelike, Duration, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use madang::mail::{Invitation, Method, Place, ics, parts};
use madang::types::Lang;
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn forum() -> Invitation {
    Invitation {
        uid: "018f3c1e-0000-7000-8000-000000000001@forum.example.org".into(),
        sequence: 0,
        method: Method::Request,
        organizer: ("2024 북한인권 서울포럼".into(), "forum@forum.example.org".into()),
        attendee: Some("minji@example.org".into()),
        starts_at: at("2024-07-11T05:00:00Z"),
        ends_at: at("2024-07-11T09:00:00Z"),
        zone: Tz::Asia__Seoul,
        summary: "2024 북한인권 서울포럼".into(),
        location: "서울특별시청 다목적홀, 8층; 중구 세종대로 110".into(),
        description: "등록번호 MD-7K2P\n문의: forum@forum.example.org\n\\ 까지".into(),
        url: Some("https://forum.example.org/seoul-2024".into()),
        stamp: at("2024-06-20T01:02:03Z"),
        lang: Lang::Ko,
    }
}

fn seat(no: u32) -> Invitation {
    Invitation {
        uid: format!("018f3c1e-0000-7000-8000-0000000001{no:02}@forum.example.org"),
        summary: format!("Session {no}: a title that is long enough to be folded, by some octets"),
        lang: Lang::En,
        ..forum()
    }
}

fn in_zone(zone: Tz, starts: &str, ends: &str) -> Invitation {
    Invitation {
        starts_at: at(starts),
        ends_at: at(ends),
        zone,
        summary: "Forum".into(),
        location: String::new(),
        description: String::new(),
        ..forum()
    }
}

#[test]
fn a_forum_and_a_seat_in_seoul() {
    insta::assert_snapshot!(ics(&[forum(), seat(1)]).replace("\r\n", "\n"));
}

#[test]
fn an_afternoon_in_brussels_in_july() {
    let event = in_zone(Tz::Europe__Brussels, "2024-07-11T12:00:00Z", "2024-07-11T14:00:00Z");
    insta::assert_snapshot!(ics(&[event]).replace("\r\n", "\n"));
}

#[test]
fn a_weekend_in_brussels_across_the_end_of_summer_time() {
    let event = in_zone(Tz::Europe__Brussels, "2026-10-24T07:00:00Z", "2026-10-25T16:00:00Z");
    insta::assert_snapshot!(ics(&[event]).replace("\r\n", "\n"));
}

#[test]
fn a_wall_time_that_comes_twice_is_written_in_utc() {
    let text =
        ics(&[in_zone(Tz::Europe__Brussels, "2026-10-25T01:30:00Z", "2026-10-25T03:00:00Z")]);
    assert!(text.contains("DTSTART:20261025T013000Z\r\n"), "{text}");
    assert!(!text.contains("VTIMEZONE"));
    let text = ics(&[in_zone(Tz::UTC, "2026-10-25T01:30:00Z", "2026-10-25T03:00:00Z")]);
    assert!(text.contains("DTEND:20261025T030000Z\r\n") && !text.contains("VTIMEZONE"));
}

#[test]
fn one_event_names_its_method_and_several_name_none() {
    let one = ics(&[forum()]);
    assert!(one.contains("\r\nMETHOD:REQUEST\r\n"));
    let several = ics(&[forum(), seat(1)]);
    assert!(!several.contains("METHOD") && several.matches("ATTENDEE;").count() == 2);
    let published = Invitation { method: Method::Publish, ..forum() };
    let published = ics(&[published.clone(), Invitation { method: Method::Publish, ..seat(1) }]);
    assert!(published.contains("METHOD:PUBLISH") && !published.contains("ATTENDEE"));
}

#[test]
fn a_cancelled_seat_keeps_its_name_and_says_so() {
    let text = ics(&[Invitation { method: Method::Cancel, sequence: 3, ..seat(4) }]);
    for line in ["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3", "TRANSP:TRANSPARENT"] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}\n{text}");
    }
    assert!(text.replace("\r\n ", "").contains(&seat(4).uid));
}

#[test]
fn the_first_event_is_shown_and_all_are_attached() {
    let parts = parts(&[forum(), seat(1), seat(2)]);
    let count = |text: &str| text.matches("BEGIN:VEVENT").count();
    assert_eq!(parts.len(), 2);
    assert_eq!((parts[0].place, parts[0].method), (Place::Shown, Some(Method::Request)));
    assert_eq!((parts[1].place, parts[1].method), (Place::Attached, None));
    assert_eq!((count(&parts[0].body), count(&parts[1].body)), (1, 3));
    assert!(madang::mail::parts(&[]).is_empty());
}

#[test]
fn nothing_a_person_typed_makes_a_line_of_its_own() {
    let evil = "x\r\nATTENDEE:mailto:evil@example.org\nMETHOD:PUBLISH\rURL:http://evil.example\u{2028}END:VEVENT\u{85}a";
    let text = ics(&[Invitation {
        uid: evil.into(),
        organizer: (format!("\"{evil};X=1:\""), evil.into()),
        attendee: Some(evil.into()),
        summary: evil.into(),
        location: evil.into(),
        description: evil.into(),
        url: Some(evil.into()),
        ..forum()
    }]);
    let lines: Vec<String> = text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect();
    let named = |name: &str| lines.iter().filter(|line| line.starts_with(name)).count();
    assert_eq!(
        (named("ATTENDEE"), named("METHOD"), named("URL"), named("END:VEVENT")),
        (1, 1, 1, 1)
    );
    assert!(!text.replace("\r\n", "").contains(['\r', '\n', '\u{2028}', '\u{85}']));
}

#[test]
fn the_same_state_gives_the_same_bytes() {
    assert_eq!(ics(&[forum(), seat(1)]), ics(&[forum(), seat(1)]));
}

/// The zone's rules as written, asked for the offset of a wall time: as a reader of RFC 5545 would.
fn offset_by_the_file(text: &str, wall: chrono::NaiveDateTime) -> i32 {
    let mut best: Option<(chrono::NaiveDateTime, i32)> = None;
    let (mut start, mut to, mut rule) = (None, 0, None);
    for line in text
        .split("\r\n")
        .skip_while(|l| *l != "BEGIN:VTIMEZONE")
        .take_while(|l| *l != "END:VTIMEZONE")
    {
        match line.split_once(':') {
            Some(("DTSTART", value)) => {
                start = chrono::NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").ok();
                rule = None;
            }
            Some(("TZOFFSETTO", value)) => {
                let digits: i32 = value[1..5].parse().unwrap();
                let seconds = (digits / 100 * 60 + digits % 100) * 60;
                to = if value.starts_with('-') { -seconds } else { seconds };
            }
            Some(("RRULE", value)) => rule = Some(value.to_owned()),
            Some(("END", "STANDARD" | "DAYLIGHT")) => {
                let start = start.unwrap();
                for onset in onsets(start, rule.as_deref(), wall.year()) {
                    if onset <= wall && best.is_none_or(|(at, _)| at <= onset) {
                        best = Some((onset, to));
                    }
                }
            }
            _ => {}
        }
    }
    best.unwrap_or_else(|| panic!("nothing holds at {wall}\n{text}")).1
}

fn onsets(
    start: chrono::NaiveDateTime,
    rule: Option<&str>,
    until: i32,
) -> Vec<chrono::NaiveDateTime> {
    let Some(rule) = rule else { return vec![start] };
    let part = |name: &str| {
        rule.split(';')
            .find_map(|p| p.strip_prefix(name))
            .unwrap()
            .trim_start_matches('=')
            .to_owned()
    };
    let (month, by_day) = (part("BYMONTH").parse::<u32>().unwrap(), part("BYDAY"));
    let (nth, day) = by_day.split_at(by_day.len() - 2);
    let nth: i32 = nth.parse().unwrap();
    (start.year()..=until)
        .map(|year| {
            let days: Vec<chrono::NaiveDate> = (1..=31)
                .filter_map(|d| chrono::NaiveDate::from_ymd_opt(year, month, d))
                .filter(|d| d.weekday().to_string()[..2].to_uppercase() == day)
                .collect();
            let date = if nth < 0 { days[days.len() - 1] } else { days[nth as usize - 1] };
            date.and_time(start.time())
        })
        .collect()
}

/// Unfolds, and undoes the escapes of RFC 5545 §3.3.11.
fn value_of(text: &str, name: &str) -> String {
    let unfolded = text.replace("\r\n ", "");
    let line = unfolded.split("\r\n").find(|line| line.starts_with(&format!("{name};"))).unwrap();
    let raw = line.split_once(':').unwrap().1;
    let mut plain = String::new();
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n' | 'N')) => plain.push('\n'),
            ('\\', Some(next)) => plain.push(next),
            (c, _) => plain.push(c),
        }
    }
    plain
}

proptest! {
    #[test]
    fn any_text_comes_back_whole_and_no_line_is_too_long(
        text in "([\\PC\\n\\t,;:\\\\\"가-힣 ]|\u{1F468}\u{200D}\u{1F469}|😀){1,400}",
        more in "\\PC{0,90}",
    ) {
        let calendar = ics(&[Invitation { description: text.clone(), summary: more, ..forum() }]);
        for line in calendar.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
            prop_assert!(!line.contains(['\r', '\n']));
        }
        prop_assert!(calendar.ends_with("END:VCALENDAR\r\n"));
        let expected = text.replace(['\u{2028}', '\u{2029}'], "\n");
        prop_assert_eq!(value_of(&calendar, "DESCRIPTION"), expected);
    }

    #[test]
    fn wild_bytes_never_break_the_frame(text in ".{0,200}", name in ".{0,60}") {
        let calendar = ics(&[Invitation {
            summary: text.clone(),
            location: text.clone(),
            description: text,
            organizer: (name, "a@example.org".into()),
            ..forum()
        }]);
        prop_assert_eq!(calendar.matches("\r\nBEGIN:VEVENT\r\n").count(), 1);
        prop_assert!(!calendar.replace("\r\n", "").contains(['\r', '\n']));
        prop_assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
    }

    #[test]
    fn the_file_knows_the_offset_of_every_zone(
        zone in proptest::sample::select(chrono_tz::TZ_VARIANTS.to_vec()),
        hours in 0_i64..24 * 365 * 30,
        length in 1_i64..24 * 200,
    ) {
        let starts_at = at("2000-01-01T00:30:00Z") + Duration::hours(hours);
        let ends_at = starts_at + Duration::hours(length);
        let text = ics(&[Invitation { starts_at, ends_at, zone, ..forum() }]);
        if text.contains("VTIMEZONE") {
            for instant in [starts_at, ends_at, starts_at + (ends_at - starts_at) / 2] {
                let wall = instant.with_timezone(&zone).naive_local();
                // A wall time that comes twice or never has no one offset to compare.
                if zone.from_local_datetime(&wall).single().is_some() {
                    let real = zone.offset_from_utc_datetime(&instant.naive_utc()).fix();
                    prop_assert_eq!(offset_by_the_file(&text, wall), real.local_minus_utc(), "{}", text);
                }
            }
        }
    }
}
