use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

use crate::accounts::Scope;
use crate::db::{Db, Notice};
use crate::types::{ForumId, Lang};
use crate::web::Fault;

use super::super::super::outlet::{Issue, Medium};
use super::super::super::queries::issue;
use super::sheet::Sheet;

/// Forums whose agenda is kept at once; with one more all are read anew, which costs each a moment.
const FORUMS: usize = 32;

/// What the public may know of each forum, kept in this process until the database tells of a change.
#[derive(Clone, Default)]
pub struct Feeds(Arc<RwLock<HashMap<ForumId, Arc<Nook>>>>);

/// One forum's place.
#[derive(Default)]
struct Nook {
    /// Counts the changes told.
    beat: AtomicU64,
    kept: RwLock<Option<Arc<Kept>>>,
    loading: tokio::sync::Mutex<()>,
}

/// An issue with the files made of it.
pub struct Kept {
    pub issue: Issue,
    /// Since when it is known to be so: a moment after the change, never before it.
    pub since: DateTime<Utc>,
    /// The change it was read after.
    beat: AtomicU64,
    sheets: Mutex<HashMap<(Medium, Lang), Arc<Sheet>>>,
}

impl Feeds {
    /// Hears what the database tells; nothing means that something may have been missed.
    pub fn hear(&self, notice: Option<&Notice>) {
        let about = match notice {
            Some(notice) if notice.channel != "madang_agenda" => return,
            Some(notice) => notice.payload.parse::<ForumId>().ok(),
            None => None,
        };
        let nooks = self.0.read().unwrap_or_else(PoisonError::into_inner);
        for (_, nook) in nooks.iter().filter(|(id, _)| about.is_none_or(|about| **id == about)) {
            nook.beat.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// The issue of a forum: as it is kept, or read by one while the others wait.
    pub async fn kept(
        &self,
        db: &Db,
        scope: &Scope,
        now: DateTime<Utc>,
    ) -> Result<Arc<Kept>, Fault> {
        let nook = self.nook(scope.forum());
        if let Some(kept) = nook.good() {
            return Ok(kept);
        }
        let _held = nook.loading.lock().await;
        if let Some(kept) = nook.good() {
            return Ok(kept);
        }
        // Taken before reading, so that what changes meanwhile is read again.
        let beat = nook.beat.load(Ordering::SeqCst);
        let mut conn = db.conn().await?;
        let issue = issue(&mut conn, scope).await?;
        Ok(nook.keep(issue, beat, now))
    }

    fn nook(&self, forum: ForumId) -> Arc<Nook> {
        let nooks = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(nook) = nooks.get(&forum) {
            return Arc::clone(nook);
        }
        drop(nooks);
        let mut nooks = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if nooks.len() >= FORUMS && !nooks.contains_key(&forum) {
            nooks.clear();
        }
        Arc::clone(nooks.entry(forum).or_default())
    }
}

impl Nook {
    fn current(&self) -> Option<Arc<Kept>> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn good(&self) -> Option<Arc<Kept>> {
        let beat = self.beat.load(Ordering::SeqCst);
        self.current().filter(|kept| kept.beat.load(Ordering::SeqCst) == beat)
    }

    /// Keeps what was read. Where it says what was known already the files made of that stay, and with
    /// them the time of their last change.
    fn keep(&self, issue: Issue, beat: u64, now: DateTime<Utc>) -> Arc<Kept> {
        let before = self.current();
        if let Some(same) = before.as_ref().filter(|kept| kept.issue == issue) {
            same.beat.store(beat, Ordering::SeqCst);
            return Arc::clone(same);
        }
        // Headers tell whole seconds, and two changes may fall into one.
        let now = now.trunc_subsecs(0);
        let next = before.map_or(now, |kept| kept.since + TimeDelta::seconds(1));
        let kept = Arc::new(Kept {
            issue,
            since: now.max(next),
            beat: AtomicU64::new(beat),
            sheets: Mutex::default(),
        });
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&kept));
        kept
    }
}

impl Kept {
    pub fn sheet(&self, medium: Medium, lang: Lang) -> Option<Arc<Sheet>> {
        let sheets = self.sheets.lock().unwrap_or_else(PoisonError::into_inner);
        sheets.get(&(medium, lang)).cloned()
    }

    pub fn keep(&self, medium: Medium, lang: Lang, sheet: Arc<Sheet>) {
        self.sheets.lock().unwrap_or_else(PoisonError::into_inner).insert((medium, lang), sheet);
    }
}
