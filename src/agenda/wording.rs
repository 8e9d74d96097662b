//! What happened to a session, and what clashes, in the reader's words.

use std::collections::HashMap;

use crate::i18n::{self, Tr};
use crate::types::{RoomId, SpeakerId, Words, Zone};

use super::model::{Change, ChangeKind, Clash, ClashKind, Stand};

/// The languages that have a name of their own in every language of ours.
const NAMED: [&str; 9] = ["ko", "en", "fr", "ja", "zh", "de", "es", "ru", "ar"];

/// What the things that changes are about are called: what is not here is not told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The forum's zone.
    pub zone: Zone,
    /// Rooms.
    pub rooms: HashMap<RoomId, Words>,
    /// People who may be named.
    pub people: HashMap<SpeakerId, Words>,
    /// Titles of the sessions that the public sees, by number.
    pub titles: HashMap<i32, Words>,
}

impl Names {
    /// A change in words; none where it is about people alone who are not named.
    #[must_use]
    pub fn change(&self, t: Tr, change: &Change) -> Option<String> {
        self.kind(t, &change.kind)
    }

    /// The same for what happened alone.
    #[must_use]
    pub fn kind(&self, t: Tr, kind: &ChangeKind) -> Option<String> {
        let lang = t.lang();
        Some(match kind {
            ChangeKind::Added { at } => {
                t.with("agenda-change-added", &[("at", &self.stand(t, *at, true))])
            }
            ChangeKind::TakenOut => t.s("agenda-change-taken-out"),
            ChangeKind::Cancelled => t.s("agenda-change-cancelled"),
            ChangeKind::Moved { from, to } => self.moved(t, *from, *to),
            ChangeKind::Retitled { from, to } => {
                let (from, to) = (from.in_lang(lang), to.in_lang(lang));
                if from == to {
                    t.s("agenda-change-described")
                } else {
                    t.with("agenda-change-retitled", &[("from", from), ("to", to)])
                }
            }
            ChangeKind::People { joined, left } => return self.people(t, joined, left),
            ChangeKind::Languages { spoken, interpreted } => {
                let spoken = languages(t, spoken);
                let key = if interpreted.is_empty() {
                    "agenda-change-languages"
                } else {
                    "agenda-change-languages-interpreted"
                };
                let interpreted = languages(t, interpreted);
                t.with(key, &[("spoken", &spoken), ("interpreted", &interpreted)])
            }
            ChangeKind::Described => t.s("agenda-change-described"),
        })
    }

    /// The title of the session a change is about, where the public may read it.
    #[must_use]
    pub fn title(&self, change: &Change) -> Option<&Words> {
        self.titles.get(&change.no)
    }

    /// A change as anyone may read it, with the title of its session: of one that is not public any more
    /// only that it was taken out.
    #[must_use]
    pub fn public(&self, t: Tr, change: &Change) -> Option<(Option<&Words>, String)> {
        let title = self.title(change);
        if title.is_none() && change.kind != ChangeKind::TakenOut {
            return None;
        }
        Some((title, self.change(t, change)?))
    }

    /// When and where, with the day.
    #[must_use]
    pub fn place(&self, t: Tr, at: Stand) -> String {
        self.stand(t, at, true)
    }

    fn moved(&self, t: Tr, from: Stand, to: Stand) -> String {
        let same_time = (from.starts_at, from.ends_at) == (to.starts_at, to.ends_at);
        if same_time {
            let (from, to) = (self.room(t, from.room), self.room(t, to.room));
            return t.with("agenda-change-room", &[("from", &from), ("to", &to)]);
        }
        let days = self.zone.date(from.starts_at) != self.zone.date(to.starts_at);
        if from.room == to.room {
            let (from, to) = (self.hours(t, from, days), self.hours(t, to, days));
            return t.with("agenda-change-time", &[("from", &from), ("to", &to)]);
        }
        let (from, to) = (self.stand(t, from, days), self.stand(t, to, days));
        t.with("agenda-change-moved", &[("from", &from), ("to", &to)])
    }

    fn stand(&self, t: Tr, at: Stand, with_day: bool) -> String {
        let hours = self.hours(t, at, with_day);
        match at.room.and_then(|room| self.rooms.get(&room)) {
            Some(room) => format!("{hours} {}", room.in_lang(t.lang())),
            None => hours,
        }
    }

    fn hours(&self, t: Tr, at: Stand, with_day: bool) -> String {
        let hours = i18n::span(self.zone, at.starts_at, at.ends_at);
        if with_day {
            format!("{} {hours}", i18n::date(t.lang(), self.zone.date(at.starts_at)))
        } else {
            hours
        }
    }

    fn room(&self, t: Tr, room: Option<RoomId>) -> String {
        let name = room.and_then(|room| self.rooms.get(&room));
        name.map_or_else(|| t.s("agenda-no-room"), |name| name.in_lang(t.lang()).to_owned())
    }

    fn people(&self, t: Tr, joined: &[SpeakerId], left: &[SpeakerId]) -> Option<String> {
        let named = |ids: &[SpeakerId]| -> String {
            let names = ids.iter().filter_map(|id| self.people.get(id));
            names.map(|name| name.in_lang(t.lang())).collect::<Vec<_>>().join(", ")
        };
        let sentence = |key: &str, names: String| {
            (!names.is_empty()).then(|| t.with(key, &[("names", &names)]))
        };
        let joined = sentence("agenda-change-joined", named(joined));
        let left = sentence("agenda-change-left", named(left));
        let both: Vec<String> = [joined, left].into_iter().flatten().collect();
        (!both.is_empty()).then(|| both.join(" "))
    }
}

fn languages(t: Tr, tags: &[String]) -> String {
    let name = |tag: &String| {
        let known = NAMED.contains(&tag.as_str());
        if known { t.s(&format!("site-language-{tag}")) } else { tag.clone() }
    };
    tags.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// A clash in words.
#[must_use]
pub fn clash_words(
    t: Tr,
    clash: &Clash,
    rooms: &HashMap<RoomId, Words>,
    people: &HashMap<SpeakerId, Words>,
) -> String {
    let lang = t.lang();
    let no = clash.no.to_string();
    let other = clash.kind.other().unwrap_or_default().to_string();
    let room = |id: &RoomId| rooms.get(id).map(|name| name.in_lang(lang)).unwrap_or_default();
    let who = |id: &SpeakerId| people.get(id).map(|name| name.in_lang(lang)).unwrap_or_default();
    match &clash.kind {
        ClashKind::Room { room: id, .. } => {
            t.with("agenda-clash-room", &[("no", &no), ("other", &other), ("room", room(id))])
        }
        ClashKind::Speaker { speaker, .. } => {
            let values = [("no", no.as_str()), ("other", other.as_str()), ("name", who(speaker))];
            t.with("agenda-clash-speaker", &values)
        }
        ClashKind::Walk { speaker, minutes, .. } => {
            let minutes = minutes.to_string();
            let values = [
                ("no", no.as_str()),
                ("other", other.as_str()),
                ("name", who(speaker)),
                ("minutes", minutes.as_str()),
            ];
            t.with("agenda-clash-walk", &values)
        }
        ClashKind::Unavailable { speaker } => {
            t.with("agenda-clash-unavailable", &[("no", &no), ("name", who(speaker))])
        }
        ClashKind::Declined { speaker } => {
            t.with("agenda-clash-declined", &[("no", &no), ("name", who(speaker))])
        }
        ClashKind::OutsideDays => t.with("agenda-clash-outside-days", &[("no", &no)]),
        ClashKind::RoomSmall { size, seats } => {
            let (size, seats) = (size.to_string(), seats.to_string());
            t.with("agenda-clash-room-small", &[("no", &no), ("size", &size), ("seats", &seats)])
        }
    }
}
