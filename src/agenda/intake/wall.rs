//! Dates, clock times and durations as people and programs write them.

use chrono::offset::LocalResult;
use chrono::{
    DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

/// A point in time as far as its text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// With an offset: an instant.
    At(DateTime<FixedOffset>),
    /// Without: a time on some wall.
    Wall(NaiveDateTime),
    /// A date alone.
    Day(NaiveDate),
}

/// A wall-clock time brought to an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zoned {
    /// It happens once.
    Once(DateTime<Utc>),
    /// Clocks go back and it happens twice; this is the earlier one.
    Twice(DateTime<Utc>),
    /// Clocks skip it.
    Never,
}

/// The instant of a wall-clock time in a zone.
pub(super) fn zoned(wall: NaiveDateTime, zone: Tz) -> Zoned {
    match zone.from_local_datetime(&wall) {
        LocalResult::Single(at) => Zoned::Once(at.with_timezone(&Utc)),
        LocalResult::Ambiguous(at, _) => Zoned::Twice(at.with_timezone(&Utc)),
        LocalResult::None => Zoned::Never,
    }
}

/// Reads `2026-01-31`, `2026. 1. 31.`, `2026-01-31T09:30:00+01:00` and what lies between.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let (date, rest) = leading_date(text.trim())?;
    if rest.is_empty() {
        return Some(Moment::Day(date));
    }
    let rest = rest.strip_prefix(['T', 't']).or_else(|| rest.strip_prefix(' '))?;
    let (time, rest) = leading_clock(rest.trim_start())?;
    let wall = date.and_time(time);
    match rest.trim_start() {
        "" => Some(Moment::Wall(wall)),
        zone => offset(zone)?.from_local_datetime(&wall).single().map(Moment::At),
    }
}

/// Reads a date alone, or the date of a moment.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    match moment(text)? {
        Moment::Day(date) => Some(date),
        Moment::Wall(wall) => Some(wall.date()),
        Moment::At(at) => Some(at.date_naive()),
    }
}

/// Reads `9:30`, `09:30:00`, `2:30 PM`, `오후 2:30`.
pub(super) fn clock(text: &str) -> Option<NaiveTime> {
    match leading_clock(text.trim())? {
        (time, "") => Some(time),
        _ => None,
    }
}

/// Reads `00:45`, `1:30:00`, `45` (minutes) and `PT1H30M`.
pub(super) fn length(text: &str) -> Option<TimeDelta> {
    let text = text.trim();
    if let Some(iso) = text.strip_prefix("PT") {
        return iso_length(iso);
    }
    let (first, rest) = number(text, 4)?;
    if rest.is_empty() {
        return TimeDelta::try_minutes(first.into());
    }
    let (minutes, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (seconds, rest) = match rest.strip_prefix(':') {
        Some(rest) => number(rest, 2)?,
        None => (0, rest),
    };
    if first > 99 || minutes > 59 || seconds > 59 || !rest.is_empty() {
        return None;
    }
    let seconds = (i64::from(first) * 60 + i64::from(minutes)) * 60 + i64::from(seconds);
    TimeDelta::try_seconds(seconds)
}

fn iso_length(text: &str) -> Option<TimeDelta> {
    let mut seconds = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let (count, unit) = number(rest, 4)?;
        let worth = match unit.chars().next()? {
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        seconds += i64::from(count) * worth;
        rest = unit.get(1..)?;
    }
    TimeDelta::try_seconds(seconds).filter(|_| !text.is_empty())
}

fn leading_date(text: &str) -> Option<(NaiveDate, &str)> {
    let (year, rest) = number(text, 4)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, rest) = number(rest.strip_prefix(mark)?.trim_start_matches(' '), 2)?;
    let (day, rest) = number(rest.strip_prefix(mark)?.trim_start_matches(' '), 2)?;
    // Koreans end a date with a full stop: `2026. 1. 31.`
    let rest = if mark == '.' { rest.strip_prefix('.').unwrap_or(rest) } else { rest };
    if !(1970..2200).contains(&year) {
        return None;
    }
    Some((NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?, rest))
}

fn leading_clock(text: &str) -> Option<(NaiveTime, &str)> {
    let (before, rest) = half(text);
    let (hour, rest) = number(rest, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => number(rest, 2)?,
        None => (0, rest),
    };
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => number(fraction, 9)?.1,
        None => rest,
    };
    let (after, rest) = half(rest.trim_start());
    let hour = match before.or(after) {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
        None => hour,
    };
    Some((NaiveTime::from_hms_opt(hour, minute, second)?, rest))
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

fn half(text: &str) -> (Option<Half>, &str) {
    const WORDS: [(&str, Half); 6] = [
        ("오전", Half::Morning),
        ("오후", Half::Afternoon),
        ("AM", Half::Morning),
        ("PM", Half::Afternoon),
        ("am", Half::Morning),
        ("pm", Half::Afternoon),
    ];
    WORDS
        .iter()
        .find_map(|(word, half)| Some((Some(*half), text.strip_prefix(word)?.trim_start())))
        .unwrap_or((None, text))
}

/// Reads `Z`, `+01:00`, `+0100`, `+01`.
fn offset(text: &str) -> Option<FixedOffset> {
    if matches!(text, "Z" | "z") {
        return FixedOffset::east_opt(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        _ => return None,
    };
    let (hours, rest) = number(text.trim_start_matches(['+', '-', '\u{2212}']), 2)?;
    let (minutes, rest) = match rest.strip_prefix(':').unwrap_or(rest) {
        "" => (0, ""),
        rest => number(rest, 2)?,
    };
    if hours > 14 || minutes > 59 || !rest.is_empty() {
        return None;
    }
    FixedOffset::east_opt(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?)
}

/// Up to `most` digits at the start, and what follows.
fn number(text: &str, most: usize) -> Option<(u32, &str)> {
    let digits = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (head, rest) = text.split_at_checked(digits)?;
    Some((head.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime, TimeDelta};
    use proptest::prelude::*;

    use super::{Moment, Zoned, clock, date, length, moment, zoned};

    #[test]
    fn dates_and_times_read_in_every_usual_spelling() {
        let day = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        for text in ["2026-07-01", "2026/7/1", "2026. 7. 1.", "2026.07.01", "2026-07-01T10:00:00Z"]
        {
            assert_eq!(date(text), Some(day), "{text}");
        }
        let two = NaiveTime::from_hms_opt(14, 5, 0).unwrap();
        for text in ["14:05", "14:05:00", "2:05 PM", "오후 2:05", "오후 2:05:00", "14:05:00.000"]
        {
            assert_eq!(clock(text), Some(two), "{text}");
        }
        assert_eq!(moment("2026-07-01 14:05"), Some(Moment::Wall(day.and_time(two))));
        let spelled =
            ["2026-07-01T14:05:00+09:00", "2026-07-01T05:05Z", "2026-07-01 14:05:00 +0900"];
        let seen: Vec<_> = spelled.iter().map(|text| moment(text).unwrap()).collect();
        assert!(
            seen.iter().all(|m| matches!(m, Moment::At(at) if at.timestamp() == 1_782_882_300))
        );
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "24:00", "9", "12:60", "13:00 PM", "9:5x", "12:00:00+", "-1:00"] {
            assert_eq!(clock(text), None, "{text}");
        }
        for text in
            ["2026-02-30", "26-07-01", "7/1/2026", "2026-07-01T25:00", "9999-01-01", "2026-07-01Z"]
        {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn durations_read_as_hours_or_minutes() {
        for (text, minutes) in
            [("00:45", 45), ("1:30", 90), ("01:30:00", 90), ("90", 90), ("PT1H30M", 90)]
        {
            assert_eq!(length(text), TimeDelta::try_minutes(minutes), "{text}");
        }
        for text in ["", "PT", "1:75", "100:00", "-30", "1.5", "PT5"] {
            assert_eq!(length(text), None, "{text}");
        }
    }

    #[test]
    fn clocks_that_change_are_seen() {
        let wall = |text| match moment(text) {
            Some(Moment::Wall(wall)) => wall,
            other => panic!("{other:?}"),
        };
        let zone = chrono_tz::Europe::Brussels;
        assert_eq!(zoned(wall("2026-03-29 02:30"), zone), Zoned::Never);
        let Zoned::Twice(at) = zoned(wall("2026-10-25 02:30"), zone) else { panic!("not twice") };
        assert_eq!(at.to_rfc3339(), "2026-10-25T00:30:00+00:00");
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_readers(text in "\\PC{0,30}|[0-9:TZ+. -]{0,30}") {
            let _ = (moment(&text), clock(&text), length(&text));
        }
    }
}
