use std::fmt::Display;
use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use crate::types::{FieldFaults, Lang, Words, Zone, block, line, sha256};
use crate::web::{Fault, Form};

/// The longest line of a form, in characters.
pub const LINE: usize = 200;
/// The longest title.
pub const TITLE: usize = 300;
/// The longest text of several lines.
pub const TEXT: usize = 20_000;

/// A form being read: every fault is noted, so that all of them are told at once.
pub struct Typed<'a> {
    form: &'a Form,
    /// What is wrong so far.
    pub faults: FieldFaults,
}

impl<'a> Typed<'a> {
    /// Begins to read a form.
    pub fn of(form: &'a Form) -> Self {
        Self { form, faults: FieldFaults::default() }
    }

    /// What stands in a field.
    pub fn raw(&self, field: &str) -> &'a str {
        self.form.one(field)
    }

    /// True when a box was ticked.
    pub fn ticked(&self, field: &str) -> bool {
        self.form.one(field) == "yes"
    }

    /// One line, which may be empty.
    pub fn line(&mut self, field: &str, max: usize) -> String {
        let text = self.raw(field);
        if text.trim().is_empty() {
            return String::new();
        }
        self.faults.keep(field, line(text, max)).unwrap_or_default()
    }

    /// One line in each language; each may be empty.
    pub fn lines(&mut self, field: &str, max: usize) -> Words {
        self.words(field, |typed, name| typed.line(name, max))
    }

    /// A line that must be there in one language at least.
    pub fn name(&mut self, field: &str, max: usize) -> Words {
        let before = self.faults.0.len();
        let words = self.lines(field, max);
        if words.is_empty() && self.faults.0.len() == before {
            self.faults.add(in_lang(field, Lang::Ko), "desk.one_language");
        }
        words
    }

    /// A text of several lines in each language; each may be empty.
    pub fn blocks(&mut self, field: &str, max: usize) -> Words {
        self.words(field, |typed, name| {
            let text = block(typed.raw(name), max);
            typed.faults.keep(name, text).unwrap_or_default()
        })
    }

    fn words(&mut self, field: &str, read: impl Fn(&mut Self, &str) -> String) -> Words {
        let ko = read(self, &in_lang(field, Lang::Ko));
        let en = read(self, &in_lang(field, Lang::En));
        Words::both(ko, en)
    }

    /// A whole number, or nothing.
    pub fn number(&mut self, field: &str, within: RangeInclusive<i32>) -> Option<i32> {
        let text: String = self.raw(field).chars().filter(|c| !matches!(c, ',' | ' ')).collect();
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok().filter(|number| within.contains(number));
        if number.is_none() {
            let ends = [("min", within.start()), ("max", within.end())];
            let ends = ends.map(|(name, end)| (name, end.to_string())).to_vec();
            self.faults.add_with(field, "desk.number", ends);
        }
        number
    }

    /// A day.
    pub fn day(&mut self, field: &str) -> Option<NaiveDate> {
        let day = NaiveDate::parse_from_str(self.raw(field).trim(), "%Y-%m-%d").ok();
        if day.is_none() {
            self.faults.add(field, "desk.day_wrong");
        }
        day
    }

    /// An hour; browsers may send seconds, too.
    pub fn hour(&mut self, field: &str) -> Option<NaiveTime> {
        let text = self.raw(field).trim();
        let hour =
            ["%H:%M", "%H:%M:%S"].iter().find_map(|f| NaiveTime::parse_from_str(text, f).ok());
        if hour.is_none() {
            self.faults.add(field, "desk.hour_wrong");
        }
        hour
    }

    /// A day and hour in a zone that must be there. What reads as `known` does stays that instant, so
    /// that an hour the clocks pass twice is not moved by saving it again.
    pub fn moment(
        &mut self,
        field: &str,
        zone: Zone,
        known: Option<DateTime<Utc>>,
    ) -> Option<DateTime<Utc>> {
        let day = self.day(&format!("{field}_day"));
        let hour = self.hour(&format!("{field}_time"));
        self.instant(&format!("{field}_time"), zone, NaiveDateTime::new(day?, hour?), known)
    }

    /// A day and hour in a zone, or nothing.
    pub fn moment_or_none(
        &mut self,
        field: &str,
        zone: Zone,
        known: Option<DateTime<Utc>>,
    ) -> Option<DateTime<Utc>> {
        let empty = |part: &str| self.raw(&format!("{field}_{part}")).trim().is_empty();
        if empty("day") && empty("time") {
            return None;
        }
        self.moment(field, zone, known)
    }

    /// The instant of a day and hour; an hour that the clocks skip is a fault of `field`.
    pub fn instant(
        &mut self,
        field: &str,
        zone: Zone,
        wall: NaiveDateTime,
        known: Option<DateTime<Utc>>,
    ) -> Option<DateTime<Utc>> {
        if let Some(known) = known
            && minute(zone, known) == minute_of(wall)
        {
            return Some(known);
        }
        let at = zone.instant(wall);
        if at.is_none() {
            self.faults.add_with(field, "desk.skipped", vec![("zone", zone.name().to_owned())]);
        }
        at
    }
}

/// What names the state in which a form was shown. Venues, categories and consent texts carry no version
/// of their own; a form that comes back from another state was overtaken.
pub fn seen(shown: &Form) -> String {
    let digest = sha256(format!("{shown:?}").as_bytes());
    digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

/// Refuses a form that was shown in another state than the one there is.
pub fn still(form: &Form, now: &Form) -> Result<(), Fault> {
    if form.one("seen") == seen(now) { Ok(()) } else { Err(Fault::Stale) }
}

/// The zones a form offers: those that are named after a place.
pub fn zones() -> Vec<&'static str> {
    let place = |name: &&str| name.contains('/') && !name.starts_with("Etc/");
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).filter(place).collect()
}

/// The field of a text's language.
pub fn in_lang(field: impl AsRef<str>, lang: Lang) -> String {
    format!("{}_{}", field.as_ref(), lang.code())
}

fn minute(zone: Zone, at: DateTime<Utc>) -> String {
    minute_of(zone.local(at).naive_local())
}

fn minute_of(wall: NaiveDateTime) -> String {
    wall.format("%Y-%m-%d %H:%M").to_string()
}

/// What is stored, written as if it had been typed.
#[derive(Default)]
pub struct Written(Vec<(String, String)>);

impl Written {
    /// A field.
    pub fn put(mut self, field: &str, value: impl Display) -> Self {
        self.0.push((field.to_owned(), value.to_string()));
        self
    }

    /// A field that may be empty.
    pub fn some(self, field: &str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.put(field, value),
            None => self,
        }
    }

    /// A text in each language.
    pub fn words(self, field: &str, words: &Words) -> Self {
        Lang::ALL
            .into_iter()
            .fold(self, |written, lang| written.some(&in_lang(field, lang), words.get(lang)))
    }

    /// A box, ticked or not.
    pub fn tick(self, field: &str, ticked: bool) -> Self {
        self.some(field, ticked.then_some("yes"))
    }

    /// A day and hour in a zone.
    pub fn moment(self, field: &str, zone: Zone, at: Option<DateTime<Utc>>) -> Self {
        let local = at.map(|at| zone.local(at).naive_local());
        self.some(&format!("{field}_day"), local.map(|wall| wall.format("%Y-%m-%d")))
            .some(&format!("{field}_time"), local.map(|wall| wall.format("%H:%M")))
    }

    /// As the form that shows it.
    pub fn form(self) -> Form {
        Form::of(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form::of(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn an_hour_the_clocks_skip_is_refused_and_one_they_pass_twice_stays() {
        let brussels = Zone::parse("Europe/Brussels").unwrap();
        let skipped = form(&[("at_day", "2026-03-29"), ("at_time", "02:30")]);
        let mut typed = Typed::of(&skipped);
        assert_eq!(typed.moment("at", brussels, None), None);
        assert_eq!(typed.faults.of("at_time").unwrap().code, "desk.skipped");

        let later = instant("2026-10-25T01:30:00Z");
        let twice = Written::default().moment("at", brussels, Some(later)).form();
        let mut typed = Typed::of(&twice);
        assert_eq!(typed.moment("at", brussels, Some(later)), Some(later));
        assert_eq!(typed.moment("at", brussels, None), Some(instant("2026-10-25T00:30:00Z")));
        assert!(typed.faults.is_empty());
    }

    #[test]
    fn every_fault_is_noted_and_nothing_is_guessed() {
        let form = form(&[("n", "1,200"), ("m", "many"), ("k", "-1"), ("d", "11.7.2026")]);
        let mut typed = Typed::of(&form);
        assert_eq!(typed.number("n", 0..=5000), Some(1200));
        assert_eq!(typed.number("m", 0..=5000), None);
        assert_eq!(typed.number("k", 0..=5000), None);
        assert_eq!(typed.number("none", 0..=5000), None);
        assert_eq!(typed.day("d"), None);
        assert_eq!(typed.name("title", 10), Words::default());
        let fields: Vec<&str> = typed.faults.0.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["m", "k", "d", "title_ko"]);
    }
}
