//! When a session is: what the file says about day, date, start, end and duration, brought to instants.

use chrono::{
    DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, Timelike, Utc,
};
use chrono_tz::Tz;

use super::IntakeRefusal;
use super::draft::SessionDraft;
use super::note::Notes;
use super::place::Located;
use super::wall::{self, Moment, Zoned};

/// When a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Timing {
    pub(super) day: NaiveDate,
    pub(super) starts_at: DateTime<Utc>,
    pub(super) ends_at: DateTime<Utc>,
}

/// The clock a schedule is read by.
pub(super) struct Clockwork<'a> {
    pub(super) zone: Tz,
    pub(super) day_start: NaiveTime,
    pub(super) notes: &'a mut Notes,
}

impl Clockwork<'_> {
    /// Places a session in time.
    pub(super) fn place(
        &mut self,
        session: &SessionDraft,
        id: &str,
    ) -> Result<Timing, IntakeRefusal> {
        let listed = session.day.as_ref().map(date).transpose()?;
        let starts_at = self.start(session, listed)?;
        let local = starts_at.with_timezone(&self.zone).naive_local();
        let worked_out = self.conference_day(local);
        let day = listed.unwrap_or(worked_out);
        if day != worked_out {
            self.notes.add("day-kept", Some(session.line), &format!("{id}: {day}"));
        }
        let ends_at = self.end(session, id, starts_at, local)?;
        if ends_at <= starts_at {
            return Err(IntakeRefusal::EndBeforeStart { line: session.line, id: id.to_owned() });
        }
        Ok(Timing { day, starts_at, ends_at })
    }

    fn start(
        &mut self,
        session: &SessionDraft,
        listed: Option<NaiveDate>,
    ) -> Result<DateTime<Utc>, IntakeRefusal> {
        let missing = |field| IntakeRefusal::MissingField { line: session.line, field };
        let Some(text) = &session.date else {
            let start = session.start.as_ref().ok_or_else(|| missing("start"))?;
            let day = listed.ok_or_else(|| missing("day"))?;
            return self.on_day(day, start);
        };
        let moment = wall::moment(text.trimmed()).ok_or_else(|| text.unreadable())?;
        let spoken = match moment {
            Moment::At(at) => at.naive_local(),
            Moment::Wall(wall) => wall,
            Moment::Day(date) => {
                let start = session.start.as_ref().ok_or_else(|| missing("start"))?;
                return self.on_day(listed.unwrap_or(date), start);
            }
        };
        let start = session.start.as_ref().and_then(|start| wall::clock(start.trimmed()));
        if start
            .is_some_and(|start| (start.hour(), start.minute()) != (spoken.hour(), spoken.minute()))
        {
            self.notes.add("start-differs", Some(text.line), text.trimmed());
        }
        self.instant(moment, text)
    }

    /// A clock time on a conference day; before the day starts it means the night after.
    fn on_day(&mut self, day: NaiveDate, start: &Located) -> Result<DateTime<Utc>, IntakeRefusal> {
        let time = wall::clock(start.trimmed()).ok_or_else(|| start.unreadable())?;
        let date =
            if time < self.day_start { day.checked_add_days(Days::new(1)) } else { Some(day) };
        let wall = date.ok_or_else(|| start.unreadable())?.and_time(time);
        self.instant(Moment::Wall(wall), start)
    }

    fn end(
        &mut self,
        session: &SessionDraft,
        id: &str,
        starts_at: DateTime<Utc>,
        local: NaiveDateTime,
    ) -> Result<DateTime<Utc>, IntakeRefusal> {
        let by_length = match &session.duration {
            Some(text) => Some(after(starts_at, text)?),
            None => None,
        };
        let by_end = match &session.end {
            Some(text) => Some(self.named_end(text, local)?),
            None => None,
        };
        match (by_length, by_end) {
            (Some(length), Some(end)) if length != end => {
                self.notes.add("duration-differs", Some(session.line), id);
                Ok(length)
            }
            (Some(at), _) | (None, Some(at)) => Ok(at),
            (None, None) => {
                Err(IntakeRefusal::MissingField { line: session.line, field: "duration" })
            }
        }
    }

    fn named_end(
        &mut self,
        text: &Located,
        start: NaiveDateTime,
    ) -> Result<DateTime<Utc>, IntakeRefusal> {
        match wall::moment(text.trimmed()) {
            Some(Moment::Day(_)) => Err(text.unreadable()),
            Some(moment) => self.instant(moment, text),
            None => {
                let time = wall::clock(text.trimmed()).ok_or_else(|| text.unreadable())?;
                let same_date = start.date().and_time(time);
                let passes_midnight = same_date <= start && time < self.day_start;
                let wall = if passes_midnight {
                    same_date.checked_add_days(Days::new(1)).ok_or_else(|| text.unreadable())?
                } else {
                    same_date
                };
                self.instant(Moment::Wall(wall), text)
            }
        }
    }

    fn instant(&mut self, moment: Moment, text: &Located) -> Result<DateTime<Utc>, IntakeRefusal> {
        let wall = match moment {
            Moment::At(at) => {
                let instant = at.with_timezone(&Utc);
                let ours = instant.with_timezone(&self.zone).offset().fix();
                if ours != *at.offset() {
                    self.notes.count("offset-differs", text.line);
                }
                return Ok(instant);
            }
            Moment::Wall(wall) => wall,
            Moment::Day(_) => return Err(text.unreadable()),
        };
        match wall::zoned(wall, self.zone) {
            Zoned::Once(at) => Ok(at),
            Zoned::Twice(at) => {
                self.notes.add("time-folded", Some(text.line), &wall.to_string());
                Ok(at)
            }
            Zoned::Never => Err(IntakeRefusal::TimeSkipped {
                line: text.line,
                text: wall.to_string(),
                zone: self.zone.name(),
            }),
        }
    }

    fn conference_day(&self, local: NaiveDateTime) -> NaiveDate {
        let date = local.date();
        if local.time() < self.day_start { date.pred_opt().unwrap_or(date) } else { date }
    }
}

/// Reads a date that must be one.
pub(super) fn date(text: &Located) -> Result<NaiveDate, IntakeRefusal> {
    wall::date(text.trimmed()).ok_or_else(|| text.unreadable())
}

fn after(start: DateTime<Utc>, length: &Located) -> Result<DateTime<Utc>, IntakeRefusal> {
    let length_read: Option<TimeDelta> = wall::length(length.trimmed());
    length_read.and_then(|by| start.checked_add_signed(by)).ok_or_else(|| length.unreadable())
}
