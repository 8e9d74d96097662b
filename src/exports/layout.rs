use std::borrow::Cow;
use std::collections::HashMap;

use crate::forum::Category;
use crate::i18n::{Tr, lang_key};
use crate::registration::{Needs, RegistrationState, SeatState};
use crate::types::{CategoryId, Lang, SessionId, Words, Zone};

use super::cell::Cell;
use super::model::{Column, ExportWish};
use super::queries::Attendee;

/// What stands in each column and under which heading, and every word that rows need: looked up once.
pub struct Layout {
    slots: Vec<Slot>,
    zone: Zone,
    words: HashMap<String, String>,
    categories: HashMap<CategoryId, String>,
}

struct Slot {
    heading: String,
    what: What,
}

enum What {
    Column(Column),
    /// The state of the seat in the session of this number.
    Session(i32),
}

const WORDS: [&str; 13] = [
    "confirmed",
    "waitlisted",
    "withdrawn",
    "cancelled",
    "other",
    "requested",
    "yes",
    "no",
    "need-wheelchair",
    "need-sign-language",
    "need-captions",
    "need-interpretation-ko",
    "need-interpretation-en",
];

impl Layout {
    pub fn new(
        wish: &ExportWish,
        zone: Zone,
        categories: &[Category],
        sessions: &[(SessionId, i32, Words)],
    ) -> Self {
        let t = Tr(wish.lang);
        let mut slots = Vec::new();
        for column in &wish.columns {
            if wish.by_session && *column == Column::Sessions {
                continue;
            }
            let key = format!("exports-column-{}", column.code().replace('_', "-"));
            let heading = t.with(&key, &[("zone", zone.name())]);
            slots.push(Slot { heading, what: What::Column(*column) });
        }
        if wish.by_session {
            slots.extend(sessions.iter().map(|(_, no, title)| Slot {
                heading: format!("{no}. {}", title.in_lang(wish.lang)),
                what: What::Session(*no),
            }));
        }
        let said = |word: &&str| ((*word).to_owned(), t.s(&format!("exports-{word}")));
        let named_lang = |lang: Lang| (lang.code().to_owned(), t.s(lang_key(lang)));
        let named =
            |category: &Category| (category.id, category.name.in_lang(wish.lang).to_owned());
        Self {
            slots,
            zone,
            words: WORDS.iter().map(said).chain(Lang::ALL.map(named_lang)).collect(),
            categories: categories.iter().map(named).collect(),
        }
    }

    pub fn headings(&self) -> impl Iterator<Item = &str> {
        self.slots.iter().map(|slot| slot.heading.as_str())
    }

    /// How wide each column is, in characters of Latin text.
    pub fn widths(&self) -> impl Iterator<Item = f64> + '_ {
        self.slots.iter().map(|slot| match &slot.what {
            What::Column(Column::Email | Column::Affiliation) => 34.0,
            What::Column(Column::Name | Column::NameLatin | Column::BadgeName) => 24.0,
            What::Column(Column::Needs) => 40.0,
            What::Column(Column::RegisteredAt) => 22.0,
            What::Column(Column::Category | Column::Sessions) => 16.0,
            What::Column(_) => 12.0,
            What::Session(_) => 20.0,
        })
    }

    /// Hands the cells of a person to `put`, in the order of the headings.
    pub fn cells<E>(
        &self,
        person: &Attendee,
        mut put: impl FnMut(Cell<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        for slot in &self.slots {
            put(match &slot.what {
                What::Column(column) => self.cell(person, *column),
                What::Session(no) => {
                    let seat = person.seats.iter().find(|(own, _)| own == no);
                    Cell::maybe(seat.map(|(_, state)| self.word(state.code())))
                }
            })?;
        }
        Ok(())
    }

    fn cell<'a>(&'a self, person: &'a Attendee, column: Column) -> Cell<'a> {
        let line = &person.line;
        match column {
            Column::Reference => Cell::maybe(Some(&line.reference)),
            Column::BadgeName => Cell::maybe(line.badge_name.as_deref()),
            Column::Name => Cell::maybe(Some(&line.name)),
            Column::NameLatin => Cell::maybe(line.name_latin.as_deref()),
            Column::Affiliation => Cell::maybe(line.affiliation.as_deref()),
            Column::Category => {
                Cell::maybe(self.categories.get(&line.category).map(String::as_str))
            }
            Column::State => {
                Cell::maybe(Some(self.word(RegistrationState::parse(&line.state).code())))
            }
            Column::Email => Cell::maybe(line.email.as_deref()),
            Column::Language => {
                Cell::maybe(Some(self.word(Lang::parse(&line.lang).unwrap_or_default().code())))
            }
            Column::Needs => Cell::Text(Cow::Owned(self.needs(person))),
            Column::Sessions => Cell::Text(Cow::Owned(self.sessions(person))),
            Column::RegisteredAt => Cell::At(self.zone.local(line.created_at).naive_local()),
            Column::Verified => {
                Cell::maybe(Some(self.word(if line.verified { "yes" } else { "no" })))
            }
        }
    }

    /// `1, 3`, and in brackets how a seat stands that is not held: `1, 3 (waitlisted)`.
    fn sessions(&self, person: &Attendee) -> String {
        let mut text = String::new();
        for (no, state) in &person.seats {
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.push_str(&no.to_string());
            if *state != SeatState::Confirmed {
                text.push_str(" (");
                text.push_str(self.word(state.code()));
                text.push(')');
            }
        }
        text
    }

    fn needs(&self, person: &Attendee) -> String {
        let Some(stored) = &person.line.needs else { return String::new() };
        let needs: Needs = serde_json::from_value(stored.clone()).unwrap_or_default();
        let interpretation = match needs.interpretation {
            Some(Lang::Ko) => Some("need-interpretation-ko"),
            Some(Lang::En) => Some("need-interpretation-en"),
            None => None,
        };
        let ticked = [
            interpretation,
            needs.wheelchair.then_some("need-wheelchair"),
            needs.sign_language.then_some("need-sign-language"),
            needs.captions.then_some("need-captions"),
        ];
        let mut said: Vec<&str> = ticked.into_iter().flatten().map(|key| self.word(key)).collect();
        if !needs.other.is_empty() {
            said.push(&needs.other);
        }
        said.join("; ")
    }

    fn word(&self, key: &str) -> &str {
        self.words.get(key).map_or("", String::as_str)
    }
}
