//! What an import does to the agenda, in the reader's words.

use std::collections::HashMap;

use crate::i18n::Tr;
use crate::types::{Lang, TrackId, Words, sha256};

use super::model::{ChangeKind, Difference, Fate, FieldChange};
use super::report::{Counts, ImportReport};
use super::wording::Names;

/// What the things that differ are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Rooms, people and titles, hidden ones too: this is for the desk.
    pub names: Names,
    /// Tracks.
    pub tracks: HashMap<TrackId, Words>,
}

impl Told {
    /// What becomes of a thing, field by field; nothing is said of the fields of what is merely new.
    #[must_use]
    pub fn words(&self, t: Tr, difference: &Difference) -> Vec<String> {
        difference.fields.iter().filter_map(|field| self.field(t, field)).collect()
    }

    /// One field.
    #[must_use]
    pub fn field(&self, t: Tr, field: &FieldChange) -> Option<String> {
        let lang = t.lang();
        let both = |key: &str, from: &str, to: &str| t.with(key, &[("from", from), ("to", to)]);
        let words = |from: &Words, to: &Words| {
            let (from, to) = (all_of(from), all_of(to));
            both("intake-field-text", or_none(t, &from).as_str(), or_none(t, &to).as_str())
        };
        Some(match field {
            FieldChange::Agenda(ChangeKind::Added { at }) => self.names.place(t, *at),
            FieldChange::Agenda(ChangeKind::Retitled { from, to }) => {
                labelled(t, "intake-field-title", &words(from, to))
            }
            FieldChange::Agenda(kind) => return self.names.kind(t, kind),
            FieldChange::Named { from, to } => labelled(t, "intake-field-name", &words(from, to)),
            FieldChange::Subtitle { from, to } => {
                labelled(t, "intake-field-subtitle", &words(from, to))
            }
            FieldChange::Abstract => t.s("intake-field-abstract"),
            FieldChange::Kind { from, to } => {
                let (from, to) = (t.s(from.key()), t.s(to.key()));
                labelled(t, "intake-field-kind", &both("intake-field-text", &from, &to))
            }
            FieldChange::Track { from, to } => {
                let name = |id: &Option<TrackId>| {
                    let name = id.and_then(|id| self.tracks.get(&id));
                    or_none(t, name.map_or("", |name| name.in_lang(lang)))
                };
                labelled(
                    t,
                    "intake-field-track",
                    &both("intake-field-text", &name(from), &name(to)),
                )
            }
            FieldChange::Parts => t.s("intake-field-parts"),
            FieldChange::Size { from, to } => {
                let size = |size: &Option<i32>| {
                    or_none(t, &size.map(|size| size.to_string()).unwrap_or_default())
                };
                labelled(t, "intake-field-size", &both("intake-field-text", &size(from), &size(to)))
            }
            FieldChange::Colour => t.s("intake-field-colour"),
            FieldChange::Biography => t.s("intake-field-biography"),
        })
    }
}

fn labelled(t: Tr, key: &str, change: &str) -> String {
    t.with(key, &[("change", change)])
}

fn or_none(t: Tr, text: &str) -> String {
    if text.is_empty() { t.s("intake-field-none") } else { text.to_owned() }
}

/// A text in every language it has, so that a change of one alone is seen.
fn all_of(words: &Words) -> String {
    let texts: Vec<&str> = words.langs().filter_map(|lang| words.get(lang)).collect();
    texts.join(" / ")
}

impl ImportReport {
    /// What becomes of how many things.
    #[must_use]
    pub fn count(&self, fate: Fate) -> usize {
        self.differences.iter().filter(|difference| difference.fate == fate).count()
    }

    /// By which two rehearsals that would do the same are known as such: not by ids, which are drawn
    /// anew each time, but by what they say.
    #[must_use]
    pub fn mark(&self) -> String {
        let t = Tr(Lang::En);
        let counts = [self.sessions, self.rooms, self.tracks, self.speakers];
        let counts = counts
            .map(|Counts { added, changed, unchanged }| format!("{added} {changed} {unchanged}"));
        let lines = self.differences.iter().map(|difference| {
            let Difference { thing, fate, no, name, .. } = difference;
            let words = self.told.words(t, difference).join("\t");
            format!("{} {} {no:?} {}\t{words}", thing.code(), fate.code(), all_of(name))
        });
        let said: Vec<String> =
            std::iter::once(self.source.clone()).chain(counts).chain(lines).collect();
        let digest = sha256(said.join("\n").as_bytes());
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}
