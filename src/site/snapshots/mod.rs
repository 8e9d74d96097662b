//! What the public sees, rendered once and kept: pages by address, language and colours, with what
//! they are made of. The database tells when to make them anew.

mod pulse;
mod sheet;
mod shelf;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use chrono::{DateTime, Utc};

use crate::db::Notice;
use crate::types::ForumId;
use crate::web::Fault;

use super::edition::Editions;
use shelf::{Most, Shelf};

pub use pulse::{Beat, Pulse};
pub use sheet::{Made, Sheet, doubtful, old};
pub use shelf::Key;

use sheet::Standing;

type Gate = Arc<tokio::sync::Mutex<()>>;

/// The public pages of this process, shared by all its workers.
#[derive(Clone)]
pub struct Snapshots(Arc<Inner>);

struct Inner {
    shelf: RwLock<Shelf>,
    gates: Mutex<HashMap<Key, Gate>>,
    forums: RwLock<HashMap<ForumId, Arc<Pulse>>>,
    house: Arc<Pulse>,
    editions: Editions,
}

/// Gates that may stand open before they are looked through.
const GATES: usize = 64;

impl Default for Snapshots {
    fn default() -> Self {
        Self::new()
    }
}

impl Snapshots {
    /// Nothing rendered yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(Inner {
            shelf: RwLock::new(Shelf::new(Most::default())),
            gates: Mutex::default(),
            forums: RwLock::default(),
            house: Arc::default(),
            editions: Editions::default(),
        }))
    }

    /// Hears what the database tells; nothing means that something may have been missed.
    pub fn hear(&self, notice: Option<&Notice>) {
        let Some(notice) = notice else { return self.forget() };
        let forum = notice.payload.parse::<ForumId>().ok();
        match (notice.channel.as_str(), forum) {
            ("madang_agenda", Some(forum)) => self.forget_forum(forum),
            ("madang_seats", Some(forum)) => {
                if let Some(pulse) = read(&self.0.forums).get(&forum) {
                    pulse.seats_changed();
                }
            }
            ("madang_agenda" | "madang_seats", None) => self.forget(),
            _ => {}
        }
    }

    /// The pulse of a forum; of the house itself without one.
    pub(super) fn pulse(&self, forum: Option<ForumId>) -> Arc<Pulse> {
        let Some(forum) = forum else { return Arc::clone(&self.0.house) };
        if let Some(pulse) = read(&self.0.forums).get(&forum) {
            return Arc::clone(pulse);
        }
        Arc::clone(write(&self.0.forums).entry(forum).or_default())
    }

    /// What forums' pages are made of.
    pub(super) fn editions(&self) -> &Editions {
        &self.0.editions
    }

    /// The page of a key if it is there and good: nothing else happens on the way to most readers.
    pub(super) fn ready(&self, key: &Key, now: DateTime<Utc>) -> Option<Arc<Sheet>> {
        self.find(key).filter(|sheet| sheet.standing(now) == Standing::Good)
    }

    /// The page of a key: as it is kept, or rendered by one reader while the others wait, or read what
    /// was kept where only its seats are old.
    ///
    /// # Errors
    /// Those of rendering it.
    pub(super) async fn page(
        &self,
        key: Key,
        now: DateTime<Utc>,
        render: impl AsyncFnOnce() -> Result<(Sheet, bool), Fault>,
    ) -> Result<Arc<Sheet>, Fault> {
        let before = match self.standing(&key, now) {
            (Standing::Good, Some(sheet)) => return Ok(sheet),
            (Standing::Due, sheet) => sheet,
            _ => None,
        };
        let gate = self.gate(&key);
        let _held = match &before {
            None => gate.lock().await,
            Some(sheet) => match gate.try_lock() {
                Ok(held) => held,
                Err(_) => return Ok(Arc::clone(sheet)),
            },
        };
        if let Some(sheet) = self.ready(&key, now) {
            return Ok(sheet);
        }
        match (render().await, before) {
            (Ok((sheet, keep)), _) => {
                let sheet = Arc::new(sheet);
                if keep {
                    write(&self.0.shelf).put(key, Arc::clone(&sheet));
                }
                Ok(sheet)
            }
            // Seats of a moment ago are better than no page while the database is away.
            (Err(Fault::Unavailable), Some(sheet)) => Ok(sheet),
            (Err(fault), _) => Err(fault),
        }
    }

    fn find(&self, key: &Key) -> Option<Arc<Sheet>> {
        read(&self.0.shelf).find(key)
    }

    fn standing(&self, key: &Key, now: DateTime<Utc>) -> (Standing, Option<Arc<Sheet>>) {
        let sheet = self.find(key);
        (sheet.as_ref().map_or(Standing::Gone, |sheet| sheet.standing(now)), sheet)
    }

    fn gate(&self, key: &Key) -> Gate {
        let mut gates = self.0.gates.lock().unwrap_or_else(PoisonError::into_inner);
        if gates.len() >= GATES {
            gates.retain(|_, gate| Arc::strong_count(gate) > 1);
        }
        Arc::clone(gates.entry(key.clone()).or_default())
    }

    fn forget_forum(&self, forum: ForumId) {
        if let Some(pulse) = read(&self.0.forums).get(&forum) {
            pulse.agenda_changed();
        }
        self.0.house.agenda_changed();
        self.0.editions.forget(|id| id == forum);
        write(&self.0.shelf).keep(|key| key.forum.is_some_and(|own| own != forum));
    }

    fn forget(&self) {
        read(&self.0.forums).values().for_each(|pulse| pulse.agenda_changed());
        self.0.house.agenda_changed();
        self.0.editions.forget(|_| true);
        write(&self.0.shelf).keep(|_| false);
    }
}

fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use chrono::TimeDelta;
    use futures_util::future::join_all;

    use super::*;
    use crate::types::Lang;
    use crate::web::Theme;

    const FORUM: ForumId = ForumId(uuid::Uuid::from_u128(7));

    fn key() -> Key {
        let address = "/f/programme".to_owned();
        Key { forum: Some(FORUM), lang: Lang::Ko, theme: Theme::System, address }
    }

    fn sheet(snapshots: &Snapshots, text: &str, now: DateTime<Utc>) -> Sheet {
        let pulse = snapshots.pulse(Some(FORUM));
        let made = Made { html: text.to_owned(), counted_at: Some(now), ..Made::default() };
        Sheet::of(made, Lang::Ko, (pulse.beat(), pulse), now).unwrap()
    }

    fn notice(channel: &str) -> Notice {
        Notice { channel: channel.to_owned(), payload: FORUM.to_string() }
    }

    #[tokio::test]
    async fn many_readers_cost_one_rendering_until_something_changes() {
        let (snapshots, now) = (Snapshots::new(), DateTime::UNIX_EPOCH);
        let rendered = AtomicUsize::new(0);
        let read = async |at: DateTime<Utc>| {
            let render = async || {
                tokio::task::yield_now().await;
                rendered.fetch_add(1, Ordering::SeqCst);
                Ok((sheet(&snapshots, "page", at), true))
            };
            snapshots.page(key(), at, render).await.unwrap();
        };
        let crowd = async |at| {
            join_all((0..20).map(|_| read(at))).await;
            rendered.load(Ordering::SeqCst)
        };
        assert_eq!(crowd(now).await, 1);
        snapshots.hear(Some(&notice("madang_seats")));
        assert_eq!(crowd(now).await, 1, "seats may be a moment old");
        let later = now + TimeDelta::seconds(1);
        assert_eq!(crowd(later).await, 2);
        snapshots.hear(Some(&notice("madang_agenda")));
        assert_eq!(crowd(later).await, 3);
        snapshots.hear(None);
        assert_eq!(crowd(later).await, 4);
        assert_eq!(crowd(later + TimeDelta::minutes(2)).await, 5, "a notice may be lost");
    }

    #[tokio::test]
    async fn while_the_database_is_away_the_page_of_a_moment_ago_is_read() {
        let (snapshots, now) = (Snapshots::new(), DateTime::UNIX_EPOCH);
        let first = async || Ok((sheet(&snapshots, "page", now), true));
        snapshots.page(key(), now, first).await.unwrap();
        let later = now + TimeDelta::minutes(2);
        let away = async || Err(Fault::Unavailable);
        assert!(snapshots.page(key(), later, away).await.is_ok());
        snapshots.hear(Some(&notice("madang_agenda")));
        assert!(snapshots.page(key(), later, away).await.is_err());
    }
}
