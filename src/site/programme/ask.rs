use chrono::NaiveDate;

use crate::agenda::{Listed, Programme, SessionKind};
use crate::types::{RoomId, fold};
use crate::web::Form;

/// Most characters looked for.
pub const LONGEST: usize = 80;

/// What a reader wants to see of a programme, as the address says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// One conference day.
    pub day: Option<NaiveDate>,
    /// One room.
    pub room: Option<RoomId>,
    /// One track, by its slug.
    pub track: Option<String>,
    /// One spoken language, by its tag.
    pub language: Option<String>,
    /// One kind.
    pub kind: Option<SessionKind>,
    /// Words in titles and names.
    pub words: String,
    /// Rooms against time, in place of a list.
    pub grid: bool,
}

/// What a programme can be narrowed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Where.
    Room,
    /// In which track.
    Track,
    /// In which language.
    Language,
    /// Of which kind.
    Kind,
}

impl Facet {
    /// Every facet, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Room, Self::Track, Self::Language, Self::Kind];

    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Track => "track",
            Self::Language => "language",
            Self::Kind => "kind",
        }
    }
}

impl Ask {
    /// Reads the query of an address; what names nothing is left out.
    #[must_use]
    pub fn parse(query: &Form) -> Self {
        let word = |name| {
            let text = query.one(name);
            (!text.is_empty() && text.len() <= 64).then(|| text.to_owned())
        };
        Self {
            day: query.one("day").parse().ok(),
            room: query.one("room").parse().ok(),
            track: word("track"),
            language: word("language"),
            kind: SessionKind::parse(query.one("kind")),
            words: query.one("q").split_whitespace().collect::<Vec<_>>().join(" "),
            grid: query.one("view") == "grid",
        }
        .shortened()
    }

    fn shortened(mut self) -> Self {
        self.words = self.words.chars().take(LONGEST).collect();
        self
    }

    /// The address below the forum's, always the same for the same wish.
    #[must_use]
    pub fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let mut pair = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                query.append_pair(name, &value);
            }
        };
        pair("day", self.day.map(|day| day.to_string()));
        for facet in Facet::ALL {
            pair(facet.name(), self.chosen(facet));
        }
        pair("q", Some(self.words.clone()).filter(|words| !words.is_empty()));
        pair("view", self.grid.then(|| "grid".to_owned()));
        let query = query.finish();
        if query.is_empty() { "/programme".to_owned() } else { format!("/programme?{query}") }
    }

    /// What is chosen of a facet, as addresses say it.
    #[must_use]
    pub fn chosen(&self, facet: Facet) -> Option<String> {
        match facet {
            Facet::Room => self.room.map(|room| room.to_string()),
            Facet::Track => self.track.clone(),
            Facet::Language => self.language.clone(),
            Facet::Kind => self.kind.map(|kind| kind.code().to_owned()),
        }
    }

    /// The same wish with another choice of a facet.
    #[must_use]
    pub fn with(&self, facet: Facet, value: Option<&str>) -> Self {
        let mut ask = self.clone();
        match facet {
            Facet::Room => ask.room = value.and_then(|v| v.parse().ok()),
            Facet::Track => ask.track = value.map(str::to_owned),
            Facet::Language => ask.language = value.map(str::to_owned),
            Facet::Kind => ask.kind = value.and_then(SessionKind::parse),
        }
        ask
    }

    /// The same wish on another day.
    #[must_use]
    pub fn on(&self, day: Option<NaiveDate>) -> Self {
        Self { day, ..self.clone() }
    }

    /// The same wish as a list or as a grid.
    #[must_use]
    pub fn as_grid(&self, grid: bool) -> Self {
        Self { grid, ..self.clone() }
    }

    /// The same wish with no words to look for.
    #[must_use]
    pub fn without_words(&self) -> Self {
        Self { words: String::new(), ..self.clone() }
    }

    /// The same wish without what narrows it.
    #[must_use]
    pub fn wide(&self) -> Self {
        Self { day: self.day, grid: self.grid, ..Self::default() }
    }

    /// The part of the wish that this programme can answer; the rest was mistyped or is gone.
    #[must_use]
    pub fn known(&self, programme: &Programme) -> Self {
        let mut ask = self.clone();
        ask.day = ask.day.filter(|day| programme.days.contains(day));
        ask.room = ask.room.filter(|room| programme.rooms.iter().any(|r| r.id == *room));
        ask.track = ask.track.filter(|track| programme.tracks.iter().any(|t| t.slug == *track));
        ask.language = ask.language.filter(|tag| programme.languages.contains(tag));
        ask.kind = ask.kind.filter(|kind| programme.sessions.iter().any(|s| s.kind == *kind));
        ask
    }

    /// True when a session is what is asked for, whatever its day; `but` leaves one facet aside.
    #[must_use]
    pub fn wants(&self, session: &Listed, but: Option<Facet>) -> bool {
        Facet::ALL.into_iter().filter(|facet| Some(*facet) != but).all(|facet| match facet {
            Facet::Room => {
                self.room.is_none_or(|room| session.room.as_ref().is_some_and(|r| r.id == room))
            }
            Facet::Track => self
                .track
                .as_ref()
                .is_none_or(|slug| session.track.as_ref().is_some_and(|track| track.slug == *slug)),
            Facet::Language => {
                self.language.as_ref().is_none_or(|tag| session.languages.contains(tag))
            }
            Facet::Kind => self.kind.is_none_or(|kind| session.kind == kind),
        })
    }
}

/// Words to look for, as every language writes them.
pub struct Words(Vec<String>);

impl Words {
    /// The words of a wish.
    #[must_use]
    pub fn of(ask: &Ask) -> Self {
        Self(fold(&ask.words).split_whitespace().map(str::to_owned).collect())
    }

    /// True when each word is in what is searched of a session.
    #[must_use]
    pub fn are_in(&self, searched: &str) -> bool {
        self.0.iter().all(|word| searched.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(query: &str) -> Ask {
        Ask::parse(&Form::of(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }

    #[test]
    fn one_wish_has_one_address() {
        let wish = ask("q=+%EC%9D%B8%EA%B6%8C++forum&lang=en&day=2024-07-11&kind=panel&x=1");
        assert_eq!(
            wish.address(),
            "/programme?day=2024-07-11&kind=panel&q=%EC%9D%B8%EA%B6%8C+forum"
        );
        assert_eq!(ask(wish.address().split_once('?').unwrap().1), wish);
        assert_eq!(ask("day=yesterday&room=1&kind=party&track=").address(), "/programme");
        assert_eq!(ask(&format!("q={}", "x".repeat(999))).words.len(), LONGEST);
    }

    #[test]
    fn a_choice_is_made_and_taken_back() {
        let wish = ask("track=law&kind=panel");
        assert_eq!(
            ask("day=2024-07-11&track=law&q=x&view=grid").wide(),
            ask("day=2024-07-11&view=grid")
        );
        assert_eq!(wish.with(Facet::Track, None), ask("kind=panel"));
        assert_eq!(wish.with(Facet::Kind, Some("film")).chosen(Facet::Kind).unwrap(), "film");
    }
}
