use std::sync::Arc;

use askama::Template;
use serde_json::Value;

use crate::accounts::{self, Scope};
use crate::agenda::{self, Listed};
use crate::db::{Conn, Db};
use crate::forum::{self, Forum};
use crate::i18n::{self, Tr};
use crate::mail::{self, Letter, Rendered, Stationery, Stored};
use crate::registration::conflict::OverlapRule;
use crate::registration::model::{RegistrationState, SeatState};
use crate::types::{ActorRef, Lang, SeatId, SessionId};

use super::calendar::{Occasion, events, seat_events};
use super::schedule::{News, ScheduleChanged};
use super::view::{LetterHtml, LetterRow, LetterText, LetterView};
use super::{
    AlreadyRegistered, Asked, Changed, LetterSeat, LinkResent, OverlapSettled, Promoted, Received,
    Standing, Withdrawn,
};

const GREEN: &str = "#267337";
const AMBER: &str = "#614100";
const GREY: &str = "#58616a";

/// Renders a letter of this room from its stored content and what the forum says today.
///
/// # Errors
/// When the forum is gone, the content does not parse, or the database is broken.
pub async fn render(
    db: Db,
    stationery: Arc<Stationery>,
    stored: Stored,
) -> anyhow::Result<Rendered> {
    let mut conn = db.conn().await?;
    let id =
        stored.forum_id.ok_or_else(|| anyhow::anyhow!("a registration's letter names no forum"))?;
    let wall = accounts::forum_by_id(&mut conn, id).await?;
    let wall = wall.ok_or_else(|| anyhow::anyhow!("the letter's forum is gone"))?;
    let scope = Scope::trusted(wall, ActorRef::System);
    let desk = Desk::load(&mut conn, &scope, &stored).await?;
    desk.write(&stationery, &stored)
}

/// What every letter of a forum is written from.
struct Desk {
    forum: Forum,
    venue: String,
    sessions: Vec<Listed>,
    news: Option<News>,
    t: Tr,
}

/// The sessions that a letter's content names, whatever its kind: those of its seats, and its own.
fn sessions_in(content: &Value) -> Vec<SessionId> {
    let seats = content.pointer("/standing/seats").and_then(Value::as_array);
    let of_seats = seats.into_iter().flatten().filter_map(|seat| seat.get("session"));
    let own = content.get("sessions").and_then(Value::as_array);
    of_seats.chain(own.into_iter().flatten()).filter_map(|id| id.as_str()?.parse().ok()).collect()
}

/// What one kind of letter says beyond its standing.
struct Script {
    heading: String,
    intro: Vec<String>,
    choices: Vec<(String, String)>,
    outro: Vec<String>,
    standing: Option<Standing>,
    button: Option<(String, String)>,
    calendar: Entries,
}

/// The calendar entries that a letter carries.
enum Entries {
    /// None.
    None,
    /// The forum's and those of every seat.
    All,
    /// Those of some seats.
    Of(Vec<SeatId>),
}

impl Desk {
    async fn load(conn: &mut Conn, scope: &Scope, stored: &Stored) -> anyhow::Result<Self> {
        let t = Tr(Lang::parse(&stored.lang).unwrap_or_default());
        let forum = forum::find_forum(conn, scope).await?;
        let venues = forum::list_venues(conn, scope).await?;
        let venue = venues.first().map(|v| v.name.in_lang(t.lang()).to_owned()).unwrap_or_default();
        // Those called off too: whoever had a seat must be able to read which.
        let named = sessions_in(&stored.content);
        let sessions = agenda::signup_sessions_among(conn, scope, &named).await?;
        let news = News::of(conn, scope, stored).await?;
        Ok(Self { forum, venue, sessions, news, t })
    }

    fn write(&self, stationery: &Stationery, stored: &Stored) -> anyhow::Result<Rendered> {
        let script = self.script(stationery, &stored.letter, &stored.content)?;
        let discreet = script.standing.as_ref().is_some_and(|s| s.discreet);
        let title = self.forum.title.in_lang(self.t.lang());
        let forum =
            if discreet { self.t.s("registration-calendar-discreet") } else { title.to_owned() };
        let occasion = self.occasion(stored);
        let calendar = match (&script.standing, &script.calendar) {
            (None, _) | (_, Entries::None) => Vec::new(),
            (Some(standing), Entries::All) => mail::parts(&events(&occasion, standing, stationery)),
            (Some(standing), Entries::Of(ids)) => {
                let seats = standing.seats.iter().filter(|seat| ids.contains(&seat.seat));
                mail::parts(&seat_events(&occasion, standing, seats, stationery))
            }
        };
        let subject = if discreet {
            self.t.s("registration-subject-discreet")
        } else {
            format!("{} · {title}", script.heading)
        };
        let view = LetterView {
            t: self.t,
            forum,
            heading: script.heading,
            intro: script.intro,
            choices: script.choices,
            button: script.button,
            reference: script.standing.as_ref().map(|s| s.reference.clone()),
            rows: script.standing.as_ref().map(|s| self.rows(s)).unwrap_or_default(),
            outro: script.outro,
            foot: self.t.s("registration-letter-foot"),
            contact: self.forum.contact_email.as_ref().map(|email| email.as_str().to_owned()),
        };
        let html = LetterHtml { letter: &view }.render()?;
        let text = LetterText { letter: &view }.render()?;
        Ok(Rendered { subject, text, html, calendar })
    }

    fn script(
        &self,
        stationery: &Stationery,
        letter: &str,
        content: &Value,
    ) -> anyhow::Result<Script> {
        let content = content.clone();
        Ok(match letter {
            Received::NAME => self.received(stationery, serde_json::from_value(content)?),
            Promoted::NAME => self.promoted(stationery, serde_json::from_value(content)?),
            Changed::NAME => {
                let Changed { standing } = serde_json::from_value(content)?;
                self.standing_script(stationery, "registration-letter-changed", standing)
            }
            LinkResent::NAME => {
                let LinkResent { standing } = serde_json::from_value(content)?;
                self.standing_script(stationery, "registration-letter-link", standing)
            }
            ScheduleChanged::NAME => {
                self.schedule_changed(stationery, serde_json::from_value(content)?)
            }
            OverlapSettled::NAME => {
                self.overlap_settled(stationery, serde_json::from_value(content)?)
            }
            Withdrawn::NAME => self.withdrawn(serde_json::from_value(content)?),
            AlreadyRegistered::NAME => self.already(stationery, &serde_json::from_value(content)?),
            other => anyhow::bail!("no letter is called {other}"),
        })
    }

    fn received(&self, stationery: &Stationery, letter: Received) -> Script {
        let waits = letter.standing.state == RegistrationState::Waitlisted;
        let key =
            if waits { "registration-letter-waitlisted" } else { "registration-letter-received" };
        self.standing_script(stationery, key, letter.standing)
    }

    fn promoted(&self, stationery: &Stationery, letter: Promoted) -> Script {
        let key =
            if letter.place { "registration-letter-place" } else { "registration-letter-promoted" };
        let mut script = self.standing_script(stationery, key, letter.standing);
        script.intro.extend(letter.sessions.iter().filter_map(|id| self.title(*id)));
        script
    }

    fn schedule_changed(&self, stationery: &Stationery, letter: ScheduleChanged) -> Script {
        let ScheduleChanged { standing, sessions, calendar, overlaps, asked, .. } = letter;
        let discreet = standing.discreet;
        let home = stationery.manage_link(standing.registration, standing.link_version);
        let mut script = self.standing_script(stationery, "registration-letter-schedule", standing);
        if calendar.is_empty() {
            // Where nothing in a calendar changes, no file is promised.
            script.outro = vec![self.t.s("registration-letter-change")];
        }
        script.calendar = Entries::Of(calendar);
        // Whoever asked for discretion reads on their own page what and where.
        if let Some(news) = self.news.as_ref().filter(|_| !discreet) {
            script.intro.extend(news.lines(self.t, &sessions));
            if news.took_out(&sessions) {
                script.intro.push(self.t.s("registration-letter-schedule-kept"));
            }
        }
        let pairs = overlaps.iter().filter_map(|(a, b)| Some((self.title(*a)?, self.title(*b)?)));
        for (a, b) in pairs.filter(|_| !discreet) {
            let values = [("first", a.as_str()), ("second", b.as_str())];
            script.intro.push(self.t.with("registration-letter-schedule-overlap", &values));
        }
        if discreet && !overlaps.is_empty() {
            script.intro.push(self.t.s("registration-letter-schedule-overlap-discreet"));
        }
        if let Some(asked) = asked {
            self.ask(&mut script, &asked, &home);
        }
        script
    }

    /// Asks which seat to keep: what holds otherwise, and for each pair a link and until when.
    fn ask(&self, script: &mut Script, asked: &Asked, home: &str) {
        let t = self.t;
        let discreet = script.standing.as_ref().is_some_and(|standing| standing.discreet);
        script.intro.push(t.s(match asked.rule {
            OverlapRule::KeepBoth => "registration-overlap-otherwise-both",
            OverlapRule::KeepBookedFirst => "registration-overlap-otherwise-booked",
            OverlapRule::KeepStartingFirst => "registration-overlap-otherwise-starting",
        }));
        for own in &asked.questions {
            let by = i18n::instant(t.lang(), self.forum.zone, own.answer_by);
            let (a, b) = own.pair;
            let named = self.title(a).zip(self.title(b)).filter(|_| !discreet);
            let words = match &named {
                None => t.with("registration-letter-overlap-choose-discreet", &[("by", &by)]),
                Some((a, b)) => {
                    let values =
                        [("first", a.as_str()), ("second", b.as_str()), ("by", by.as_str())];
                    t.with("registration-letter-overlap-choose", &values)
                }
            };
            script.choices.push((words, format!("{home}/overlaps/{}", own.question)));
        }
    }

    fn overlap_settled(&self, stationery: &Stationery, letter: OverlapSettled) -> Script {
        let key = if letter.by_holder {
            "registration-letter-overlap-chosen"
        } else {
            "registration-letter-overlap-settled"
        };
        let discreet = letter.standing.discreet;
        let mut script = self.standing_script(stationery, key, letter.standing);
        if !discreet {
            script.intro.extend(letter.sessions.iter().filter_map(|id| self.title(*id)));
        }
        script.calendar = Entries::Of(letter.calendar);
        script
    }

    fn standing_script(&self, stationery: &Stationery, key: &str, standing: Standing) -> Script {
        let link = stationery.manage_link(standing.registration, standing.link_version);
        let mut outro = Vec::new();
        if !standing.discreet {
            let zone = i18n::zone_note(self.t.lang(), self.forum.zone, self.forum.starts_at);
            outro.push(
                self.t
                    .with("registration-letter-where", &[("venue", &self.venue), ("zone", &zone)]),
            );
        }
        outro.push(self.t.s("registration-letter-change"));
        Script {
            heading: self.t.s(key),
            intro: vec![self.t.s(&format!("{key}-intro"))],
            choices: Vec::new(),
            outro,
            button: Some((self.t.s("registration-letter-open"), link)),
            standing: Some(standing),
            calendar: Entries::All,
        }
    }

    fn withdrawn(&self, letter: Withdrawn) -> Script {
        let key = if letter.by_holder {
            "registration-letter-withdrawn"
        } else {
            "registration-letter-cancelled"
        };
        Script {
            heading: self.t.s(key),
            intro: vec![self.t.s(&format!("{key}-intro"))],
            choices: Vec::new(),
            outro: Vec::new(),
            button: None,
            standing: Some(letter.standing),
            calendar: Entries::All,
        }
    }

    fn already(&self, stationery: &Stationery, letter: &AlreadyRegistered) -> Script {
        let link = stationery.manage_link(letter.registration, letter.link_version);
        let attempt =
            self.t.with("registration-letter-already-attempt", &[("reference", &letter.attempt)]);
        Script {
            heading: self.t.s("registration-letter-already"),
            intro: vec![self.t.s("registration-letter-already-intro"), attempt],
            choices: Vec::new(),
            outro: vec![self.t.s("registration-letter-already-stranger")],
            button: Some((self.t.s("registration-letter-open"), link)),
            standing: None,
            calendar: Entries::None,
        }
    }

    fn rows(&self, standing: &Standing) -> Vec<LetterRow> {
        let (state, ink) = self.place_words(standing);
        let lang = self.t.lang();
        let forum = LetterRow {
            title: if standing.discreet {
                self.t.s("registration-calendar-discreet")
            } else {
                self.forum.title.in_lang(lang).to_owned()
            },
            when: i18n::instant(lang, self.forum.zone, self.forum.starts_at),
            state,
            ink,
        };
        let seat = |seat: &LetterSeat| {
            let session = self.sessions.iter().find(|s| s.id == seat.session)?;
            let day = i18n::date(lang, self.forum.zone.date(session.starts_at));
            let hours = i18n::span(self.forum.zone, session.starts_at, session.ends_at);
            let mark = if session.illustrative {
                format!(" ({})", self.t.s("registration-sample"))
            } else {
                String::new()
            };
            let (state, ink) = self.seat_words(seat);
            let title = session.title.in_lang(lang).to_owned();
            let title =
                if standing.discreet { self.t.s("registration-calendar-discreet") } else { title };
            Some(LetterRow { title, when: format!("{day} {hours}{mark}"), state, ink })
        };
        std::iter::once(forum).chain(standing.seats.iter().filter_map(seat)).collect()
    }

    fn place_words(&self, standing: &Standing) -> (String, &'static str) {
        let place = standing.place.map(|n| n.to_string()).unwrap_or_default();
        match standing.state {
            RegistrationState::Confirmed => (self.t.s("registration-state-confirmed"), GREEN),
            RegistrationState::Waitlisted => {
                (self.t.with("registration-state-waitlisted-at", &[("place", &place)]), AMBER)
            }
            RegistrationState::Withdrawn => (self.t.s("registration-state-withdrawn"), GREY),
            RegistrationState::Cancelled | RegistrationState::Other => {
                (self.t.s("registration-state-cancelled"), GREY)
            }
        }
    }

    fn seat_words(&self, seat: &LetterSeat) -> (String, &'static str) {
        match (seat.state, seat.place) {
            (SeatState::Confirmed, _) => (self.t.s("registration-seat-confirmed"), GREEN),
            (SeatState::Waitlisted, Some(place)) => (
                self.t.with("registration-seat-waitlisted-at", &[("place", &place.to_string())]),
                AMBER,
            ),
            (SeatState::Waitlisted, None) => (self.t.s("registration-seat-waitlisted"), AMBER),
            (SeatState::Requested, _) => (self.t.s("registration-seat-requested"), AMBER),
            (SeatState::GivenUp, _) => (self.t.s("registration-seat-given-up"), GREY),
            (SeatState::CancelledByOrganizer, _) => (self.t.s("registration-seat-cancelled"), GREY),
        }
    }

    fn title(&self, id: SessionId) -> Option<String> {
        let session = self.sessions.iter().find(|session| session.id == id)?;
        Some(session.title.in_lang(self.t.lang()).to_owned())
    }

    fn occasion<'a>(&'a self, stored: &'a Stored) -> Occasion<'a> {
        Occasion {
            forum: &self.forum,
            venue: self.venue.clone(),
            sessions: &self.sessions,
            t: self.t,
            attendee: &stored.to_email,
            stamp: stored.created_at,
        }
    }
}
