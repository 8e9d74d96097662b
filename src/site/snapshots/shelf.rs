use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::types::{ForumId, Lang};
use crate::web::Theme;

use super::sheet::Sheet;

/// Which page: of which forum, at which address, in which language and colours.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The forum, if it is a forum's.
    pub forum: Option<ForumId>,
    /// The language.
    pub lang: Lang,
    /// The colours.
    pub theme: Theme,
    /// Path and query in their one canonical form.
    pub address: String,
}

/// Pages by key, not more than fit; those read longest ago go first.
#[derive(Debug)]
pub struct Shelf {
    sheets: HashMap<Key, Arc<Sheet>>,
    weight: usize,
    ticks: AtomicU64,
    most: Most,
}

/// How much a shelf holds.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// Pages.
    pub sheets: usize,
    /// Bytes.
    pub bytes: usize,
}

impl Default for Most {
    fn default() -> Self {
        Self { sheets: 2_000, bytes: 64 * 1024 * 1024 }
    }
}

impl Shelf {
    /// An empty shelf.
    #[must_use]
    pub fn new(most: Most) -> Self {
        Self { sheets: HashMap::new(), weight: 0, ticks: AtomicU64::new(0), most }
    }

    /// The page of a key, noted as read now.
    #[must_use]
    pub fn find(&self, key: &Key) -> Option<Arc<Sheet>> {
        let sheet = self.sheets.get(key)?;
        sheet.touch(self.ticks.fetch_add(1, Ordering::Relaxed));
        Some(Arc::clone(sheet))
    }

    /// Puts a page on the shelf, in place of an older one, and makes room for it.
    pub fn put(&mut self, key: Key, sheet: Arc<Sheet>) {
        sheet.touch(self.ticks.fetch_add(1, Ordering::Relaxed));
        self.weight += sheet.weight();
        if let Some(before) = self.sheets.insert(key, sheet) {
            self.weight -= before.weight();
        }
        if self.is_over(&self.most) {
            self.make_room();
        }
    }

    /// Takes down every page that is not to be kept.
    pub fn keep(&mut self, kept: impl Fn(&Key) -> bool) {
        let weight = &mut self.weight;
        self.sheets.retain(|key, sheet| {
            let keeps = kept(key);
            *weight -= if keeps { 0 } else { sheet.weight() };
            keeps
        });
    }

    /// Takes down what was read longest ago until a tenth is free, so that this is seldom needed.
    fn make_room(&mut self) {
        let room = Most { sheets: self.most.sheets / 10 * 9, bytes: self.most.bytes / 10 * 9 };
        let mut by_use: Vec<(u64, Key)> =
            self.sheets.iter().map(|(key, sheet)| (sheet.used(), key.clone())).collect();
        by_use.sort_unstable_by_key(|(used, _)| *used);
        for (_, key) in by_use {
            if !self.is_over(&room) {
                break;
            }
            if let Some(sheet) = self.sheets.remove(&key) {
                self.weight -= sheet.weight();
            }
        }
    }

    fn is_over(&self, most: &Most) -> bool {
        self.sheets.len() > most.sheets || self.weight > most.bytes
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::super::pulse::{Beat, Pulse};
    use super::super::sheet::Made;
    use super::*;

    fn key(name: u16) -> Key {
        Key {
            forum: Some(ForumId(uuid::Uuid::from_u128(u128::from(name % 3)))),
            lang: Lang::Ko,
            theme: Theme::System,
            address: format!("/{name}"),
        }
    }

    fn sheet(bytes: usize) -> Arc<Sheet> {
        let made = Made { html: "x".repeat(bytes), ..Made::default() };
        let pulse = (Beat::default(), Arc::new(Pulse::default()));
        Arc::new(Sheet::of(made, Lang::Ko, pulse, DateTime::UNIX_EPOCH).unwrap())
    }

    #[test]
    fn what_was_read_longest_ago_goes_first() {
        let mut shelf = Shelf::new(Most { sheets: 20, bytes: usize::MAX });
        (0..20).for_each(|name| shelf.put(key(name), sheet(1)));
        assert!(shelf.find(&key(0)).is_some());
        shelf.put(key(20), sheet(1));
        assert!(shelf.find(&key(0)).is_some() && shelf.find(&key(20)).is_some());
        assert!(shelf.find(&key(1)).is_none());
        assert_eq!(shelf.sheets.len(), 18);
    }

    #[test]
    fn one_forum_s_pages_are_taken_down_together() {
        let mut shelf = Shelf::new(Most::default());
        (0..9).for_each(|name| shelf.put(key(name), sheet(1)));
        shelf.keep(|kept| kept.forum != key(1).forum);
        assert!(shelf.find(&key(4)).is_none() && shelf.find(&key(3)).is_some());
        assert_eq!(shelf.sheets.len(), 6);
    }

    proptest! {
        #[test]
        fn a_shelf_never_holds_more_than_it_may(
            puts in proptest::collection::vec((0..50_u16, 0..9_000_usize), 0..120),
        ) {
            let mut shelf = Shelf::new(Most { sheets: 12, bytes: 60_000 });
            for (name, bytes) in puts {
                shelf.put(key(name), sheet(bytes));
                let weight: usize = shelf.sheets.values().map(|sheet| sheet.weight()).sum();
                prop_assert_eq!(weight, shelf.weight);
                prop_assert!(shelf.sheets.len() <= 12 && weight <= 60_000);
            }
        }
    }
}
