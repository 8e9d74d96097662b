//! A zone's rules as VTIMEZONE lines, read off its real transitions.
//!
//! Where the years in question follow a yearly rule, it is written as `RRULE`: Outlook keeps of a
//! zone only one yearly change each way and reads nothing but `RRULE` for it (MS-STANOICAL 2.2.47,
//! iCalcreator/iCalcreator#86), so bare dates would shift a summer event by an hour. Where they do
//! not (a zone that changed its law, Ramadan in Morocco), each change is written by its date.

use chrono::{
    DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc,
};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

type Line = (&'static str, String);

/// True for the zones that are UTC by another name; their times are written with a `Z`.
pub(super) fn is_utc(zone: Tz) -> bool {
    matches!(
        zone,
        Tz::UTC
            | Tz::UCT
            | Tz::Universal
            | Tz::Zulu
            | Tz::Etc__UTC
            | Tz::Etc__UCT
            | Tz::Etc__Universal
            | Tz::Etc__Zulu
    )
}

/// The VTIMEZONE of `zone`, right for every instant from `first` to `last`.
pub(super) fn lines(zone: Tz, first: DateTime<Utc>, last: DateTime<Utc>) -> Vec<Line> {
    let mut lines = vec![("BEGIN", "VTIMEZONE".to_owned()), ("TZID", zone.name().to_owned())];
    // From the year before, because a winter began in it.
    let (begin, end) = (new_year(first.year() - 1), new_year(last.year() + 1));
    let changes = changes(zone, begin, end);
    let years = usize::try_from(end.year() - begin.year()).unwrap_or_default();
    if changes.is_empty() {
        lines
            .extend(observance(&Change::none(zone, first, DateTime::UNIX_EPOCH.naive_utc()), None));
    } else if let Some(rules) = yearly(&changes, years) {
        lines.extend(rules.into_iter().flat_map(|(change, rule)| observance(change, Some(rule))));
    } else {
        let before = Change::none(zone, begin, begin.with_timezone(&zone).naive_local());
        lines.extend(observance(&before, None));
        lines.extend(changes.iter().flat_map(|change| observance(change, None)));
    }
    lines.push(("END", "VTIMEZONE".to_owned()));
    lines
}

fn new_year(year: i32) -> DateTime<Utc> {
    let day = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    day.and_time(NaiveTime::MIN).and_utc()
}

/// One change of a zone's offset.
struct Change {
    /// The wall-clock time, by the offset before, at which it happens.
    wall: NaiveDateTime,
    from: i32,
    to: i32,
    daylight: bool,
    name: Option<String>,
}

impl Change {
    fn between(zone: Tz, before: DateTime<Utc>, after: DateTime<Utc>) -> Self {
        let (old, new) = (state(zone, before), state(zone, after));
        Self {
            wall: after.naive_utc() + Duration::seconds(old.offset.into()),
            from: old.offset,
            to: new.offset,
            // Summer is what gains on the clock: Ireland's law says that winter is the exception.
            daylight: new.offset > old.offset && (old.saves || new.saves),
            name: new.name,
        }
    }

    /// No change: what holds at an instant.
    fn none(zone: Tz, at: DateTime<Utc>, wall: NaiveDateTime) -> Self {
        let State { offset, name, .. } = state(zone, at);
        Self { wall, from: offset, to: offset, daylight: false, name }
    }
}

struct State {
    offset: i32,
    saves: bool,
    name: Option<String>,
}

fn state(zone: Tz, at: DateTime<Utc>) -> State {
    let offset = zone.offset_from_utc_datetime(&at.naive_utc());
    State {
        offset: offset.fix().local_minus_utc(),
        saves: !offset.dst_offset().is_zero(),
        name: offset.abbreviation().map(str::to_owned),
    }
}

/// Every change of offset between two instants, found by walking in half-days and halving.
fn changes(zone: Tz, begin: DateTime<Utc>, end: DateTime<Utc>) -> Vec<Change> {
    let mut at = begin;
    let offset = |at: DateTime<Utc>| state(zone, at).offset;
    let mut changes = Vec::new();
    while at < end {
        let next = at + Duration::hours(12);
        if offset(at) != offset(next) {
            let (mut low, mut high) = (at, next);
            while high - low > Duration::seconds(1) {
                let middle = low + (high - low) / 2;
                if offset(middle) == offset(low) { low = middle } else { high = middle }
            }
            let second = high - Duration::nanoseconds(high.timestamp_subsec_nanos().into());
            changes.push(Change::between(zone, second - Duration::seconds(1), second));
        }
        at = next;
    }
    changes
}

/// The two yearly rules behind the changes of so many years, each with its first coming, if there
/// are such rules.
fn yearly(changes: &[Change], years: usize) -> Option<Vec<(&Change, String)>> {
    let first = changes.first()?;
    let (one, other): (Vec<&Change>, Vec<&Change>) =
        changes.iter().partition(|c| (c.from, c.to) == (first.from, first.to));
    [one, other].into_iter().map(|group| yearly_rule(&group, years)).collect()
}

fn yearly_rule<'a>(group: &[&'a Change], years: usize) -> Option<(&'a Change, String)> {
    let first = *group.first()?;
    let place = |c: &Change| (c.wall.month(), c.wall.weekday(), c.wall.time(), c.from, c.to);
    let once_a_year = group.len() == years
        && group.windows(2).all(|pair| match pair {
            [a, b] => a.wall.year() + 1 == b.wall.year(),
            _ => true,
        });
    if !once_a_year || group.iter().any(|c| place(c) != place(first)) {
        return None;
    }
    let week = |c: &Change| (c.wall.day() - 1) / 7 + 1;
    let is_last = |c: &Change| {
        c.wall.date().checked_add_days(Days::new(7)).is_some_and(|d| d.month() != c.wall.month())
    };
    let nth = if group.iter().all(|c| is_last(c)) {
        "-1".to_owned()
    } else if group.iter().all(|c| week(c) == week(first)) {
        week(first).to_string()
    } else {
        return None;
    };
    let day = first.wall.weekday().to_string().chars().take(2).collect::<String>();
    let (month, day) = (first.wall.month(), day.to_uppercase());
    Some((first, format!("FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{day}")))
}

fn observance(change: &Change, rule: Option<String>) -> Vec<Line> {
    let kind = if change.daylight { "DAYLIGHT" } else { "STANDARD" };
    let mut lines = vec![
        ("BEGIN", kind.to_owned()),
        ("DTSTART", change.wall.format("%Y%m%dT%H%M%S").to_string()),
        ("TZOFFSETFROM", offset_words(change.from)),
        ("TZOFFSETTO", offset_words(change.to)),
    ];
    lines.extend(rule.map(|rule| ("RRULE", rule)));
    lines.extend(change.name.clone().map(|name| ("TZNAME", name)));
    lines.push(("END", kind.to_owned()));
    lines
}

fn offset_words(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let (minutes, rest) = (seconds.abs() / 60, seconds.abs() % 60);
    let whole = format!("{sign}{:02}{:02}", minutes / 60, minutes % 60);
    if rest == 0 { whole } else { format!("{whole}{rest:02}") }
}
