use crate::agenda::Listed;
use crate::i18n;

use super::super::days::Days;
use super::super::visit::Stage;
use super::super::words::{Cast, Said, SeatWords, casts, doors, length, said, seat_words, spoken};
use super::pick::Group;

/// Sessions under one time, as the list shows them.
pub struct GroupView<'a> {
    /// Its name on the page.
    pub id: String,
    /// The day, where several are shown.
    pub date: String,
    /// The time, or that it lasts all day.
    pub clock: String,
    /// Whether that is a time.
    pub timed: bool,
    /// Whether the time is a sample.
    pub sample: bool,
    /// Whether it stands for now.
    pub on: bool,
    /// Whether there is nothing to attend.
    pub quiet: bool,
    /// The sessions.
    pub items: Vec<ItemView<'a>>,
}

/// A session in a list.
pub struct ItemView<'a> {
    /// Its number.
    pub no: i32,
    /// The title.
    pub title: Said<'a>,
    /// When, where, in which language.
    pub meta: String,
    /// Who takes part.
    pub casts: Vec<Cast<'a>>,
    /// Its seats.
    pub seats: Option<SeatWords>,
    /// Whether everyone who is registered may come.
    pub free: bool,
}

/// Writes sessions as a list shows them.
pub struct Lister<'a> {
    stage: &'a Stage,
    days: Days<'a>,
    /// Whether languages tell sessions apart.
    languages: bool,
    /// Whether it is worth saying that a session counts no seats.
    free: bool,
}

impl<'a> Lister<'a> {
    /// For one page.
    #[must_use]
    pub fn of(stage: &'a Stage) -> Self {
        let edition = stage.edition();
        let doors = doors(stage.t(), stage.forum(), stage.now);
        Self {
            stage,
            days: Days::of(edition),
            languages: edition.programme.languages.len() > 1,
            free: edition.counts_seats() && doors.code != "none",
        }
    }

    /// Groups as the list shows them; `many_days` names the days.
    #[must_use]
    pub fn groups(
        &self,
        groups: &[Group<'a>],
        on: Option<&str>,
        many_days: bool,
    ) -> Vec<GroupView<'a>> {
        let lang = self.stage.lang();
        let view = |group: &Group<'a>| GroupView {
            id: group.id.clone(),
            date: if many_days { i18n::date(lang, group.day) } else { String::new() },
            clock: group.clock.clone().unwrap_or_else(|| self.stage.t().s("site-all-day")),
            timed: group.clock.is_some(),
            sample: !group.hour
                && group.clock.is_some()
                && group.sessions.iter().any(|session| session.illustrative),
            on: on == Some(group.id.as_str()),
            quiet: group.clock.is_none()
                || group.sessions.iter().all(|session| session.kind.is_pause()),
            items: group.sessions.iter().map(|s| self.item(s, group.hour)).collect(),
        };
        groups.iter().map(view).collect()
    }

    /// A session; `hours` where the heading above it does not tell when it starts.
    #[must_use]
    pub fn item(&self, session: &'a Listed, hours: bool) -> ItemView<'a> {
        let (t, lang) = (self.stage.t(), self.stage.lang());
        ItemView {
            no: session.no,
            title: said(&session.title, lang),
            meta: self.meta(session, hours),
            casts: casts(t, &session.people),
            seats: seat_words(t, self.stage.shown.seats.of(session)),
            free: self.free && session.sign_up.is_none() && !session.kind.is_pause(),
        }
    }

    fn meta(&self, session: &Listed, hours: bool) -> String {
        let (t, lang) = (self.stage.t(), self.stage.lang());
        let when = if self.days.is_all_day(session) {
            let last = self.days.last_of(session);
            if last > session.day {
                i18n::date_range(lang, session.day, last)
            } else {
                String::new()
            }
        } else if hours {
            i18n::span(self.stage.zone(), session.starts_at, session.ends_at)
        } else {
            length(t, session)
        };
        let place = session.room.as_ref().map(|room| room.name.in_lang(lang).to_owned());
        let track = session.track.as_ref().map(|track| track.name.in_lang(lang).to_owned());
        let told = self.languages || !session.interpretation.is_empty();
        let parts = [
            session.subtitle.in_lang(lang).to_owned(),
            if hours { when.clone() } else { String::new() },
            place.unwrap_or_default(),
            if hours { String::new() } else { when },
            track.unwrap_or_default(),
            if told { spoken(t, session) } else { String::new() },
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

impl GroupView<'_> {
    /// Its classes.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match (self.on, self.quiet) {
            (true, true) => "slot quiet on",
            (true, false) => "slot on",
            (false, true) => "slot quiet",
            (false, false) => "slot",
        }
    }
}
