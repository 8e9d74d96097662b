use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use crate::types::{Lang, Zone};

const WEEKDAYS_KO: [&str; 7] = ["월", "화", "수", "목", "금", "토", "일"];
const WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn weekday(lang: Lang, day: NaiveDate) -> &'static str {
    let at = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
    let names = match lang {
        Lang::Ko => &WEEKDAYS_KO,
        Lang::En => &WEEKDAYS_EN,
    };
    names.get(at).copied().unwrap_or_default()
}

fn month_en(day: NaiveDate) -> &'static str {
    MONTHS_EN.get(usize::try_from(day.month0()).unwrap_or_default()).copied().unwrap_or_default()
}

/// A day without its year: `7월 11일(목)`, `Thu 11 July`.
#[must_use]
pub fn date(lang: Lang, day: NaiveDate) -> String {
    match lang {
        Lang::Ko => format!("{}월 {}일({})", day.month(), day.day(), weekday(lang, day)),
        Lang::En => format!("{} {} {}", weekday(lang, day), day.day(), month_en(day)),
    }
}

/// A day with its year: `2024년 7월 11일(목)`, `Thu 11 July 2024`.
#[must_use]
pub fn date_long(lang: Lang, day: NaiveDate) -> String {
    match lang {
        Lang::Ko => format!("{}년 {}", day.year(), date(lang, day)),
        Lang::En => format!("{} {}", date(lang, day), day.year()),
    }
}

/// The days of a forum: one day, or the first to the last.
#[must_use]
pub fn date_range(lang: Lang, first: NaiveDate, last: NaiveDate) -> String {
    if first == last {
        return date_long(lang, first);
    }
    let dash = if lang == Lang::Ko { "–" } else { " – " };
    match lang {
        Lang::Ko => format!("{}{dash}{}", date_long(lang, first), date(lang, last)),
        Lang::En => format!("{}{dash}{}", date(lang, first), date_long(lang, last)),
    }
}

/// The hour and minute in the forum's zone: `14:00`.
#[must_use]
pub fn clock(zone: Zone, at: DateTime<Utc>) -> String {
    let local = zone.local(at);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// A day and hour in the forum's zone: `2024년 7월 11일(목) 14:00`, `Thu 11 July 2024, 14:00`.
#[must_use]
pub fn instant(lang: Lang, zone: Zone, at: DateTime<Utc>) -> String {
    let comma = if lang == Lang::Ko { "" } else { "," };
    format!("{}{comma} {}", date_long(lang, zone.date(at)), clock(zone, at))
}

/// A day and hour, with its year only where it is not the present one: for lists of what happened.
#[must_use]
pub fn moment(lang: Lang, zone: Zone, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if zone.date(at).year() != zone.date(now).year() {
        return instant(lang, zone, at);
    }
    let comma = if lang == Lang::Ko { "" } else { "," };
    format!("{}{comma} {}", date(lang, zone.date(at)), clock(zone, at))
}

/// From one hour to another: `14:40–16:00`.
#[must_use]
pub fn span(zone: Zone, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    format!("{}–{}", clock(zone, from), clock(zone, to))
}

/// The zone in words at an instant: `한국 표준시(UTC+9)`, `KST (UTC+9)`.
#[must_use]
pub fn zone_note(lang: Lang, zone: Zone, at: DateTime<Utc>) -> String {
    let offset = zone.offset_words(at);
    let name = zone.abbreviation(at);
    match (lang, name.as_deref()) {
        (Lang::Ko, Some("KST")) => format!("한국 표준시({offset})"),
        (Lang::Ko, _) => format!("{} 시각({offset})", zone.name()),
        (Lang::En, Some(short)) => format!("{short} ({offset})"),
        (Lang::En, None) => format!("{} ({offset})", zone.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_forum_reads_as_its_posters_do() {
        let at: DateTime<Utc> = "2024-07-11T05:00:00Z".parse().unwrap();
        assert_eq!(instant(Lang::Ko, Zone::SEOUL, at), "2024년 7월 11일(목) 14:00");
        assert_eq!(instant(Lang::En, Zone::SEOUL, at), "Thu 11 July 2024, 14:00");
        assert_eq!(zone_note(Lang::Ko, Zone::SEOUL, at), "한국 표준시(UTC+9)");
        assert_eq!(zone_note(Lang::En, Zone::SEOUL, at), "KST (UTC+9)");
        let brussels = Zone::parse("Europe/Brussels").unwrap();
        assert_eq!(zone_note(Lang::En, brussels, at), "CEST (UTC+2)");
    }
}
