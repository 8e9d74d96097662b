use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::{self, Conn, Db};
use crate::types::AuditId;

use super::store::{self, StoredEntry};

/// How many entries are linked, or checked, at a time.
const BATCH: i64 = 4000;
/// A transaction may commit this long after its entries were made; later ones would be missed.
const LATEST_COMMIT: TimeDelta = TimeDelta::minutes(2);
/// Nearly all commit within this.
const USUAL_COMMIT: TimeDelta = TimeDelta::seconds(3);

/// How far before the last link entries are looked for that committed after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// As far as nearly all of them are: cheap, whatever went on before.
    Near,
    /// As far as any can be; must be done well within two minutes.
    Far,
}

/// What is wrong with the chain, and at which link.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// A link number is missing.
    #[error("link {0} of the audit chain is missing")]
    Gap(i64),
    /// A link's entry was deleted.
    #[error("the entry of link {0} was deleted")]
    Deleted(i64),
    /// An entry or its link was changed.
    #[error("link {0} does not match its entry: one of them was changed")]
    Changed(i64),
}

/// Links what was recorded since the last time, a few thousand at most; says how many entries. Where another process is
/// sealing, it does nothing.
///
/// # Errors
/// A broken database.
pub async fn seal(db: &Db, reach: Reach) -> db::Result<usize> {
    db.tx(async |conn| {
        if !store::lock_sealer(conn).await? {
            return Ok(0);
        }
        let (mut no, since, mut hash) = match store::last_seal(conn).await? {
            Some((no, id, hash)) => (no, window_start(id, reach), hash),
            None => (0, Uuid::nil(), Vec::new()),
        };
        let entries = store::unsealed(conn, since, BATCH).await?;
        let mut links = Vec::with_capacity(entries.len());
        for entry in &entries {
            no += 1;
            hash = link(&hash, entry);
            links.push((no, entry.id, hash.clone()));
        }
        if !links.is_empty() {
            store::insert_seals(conn, &links).await?;
        }
        Ok(links.len())
    })
    .await
}

/// Walks the whole chain and says how long it is.
///
/// # Errors
/// The first fault found, inside; a broken database, outside.
pub async fn verify(conn: &mut Conn) -> db::Result<Result<i64, ChainFault>> {
    let mut hash = Vec::new();
    let mut next = 1;
    loop {
        let links = store::chain(conn, next, BATCH).await?;
        if links.is_empty() {
            return Ok(Ok(next - 1));
        }
        for (no, stored, entry) in links {
            if no != next {
                return Ok(Err(ChainFault::Gap(next)));
            }
            let Some(entry) = entry else { return Ok(Err(ChainFault::Deleted(no))) };
            hash = link(&hash, &entry);
            if hash != stored {
                return Ok(Err(ChainFault::Changed(no)));
            }
            next += 1;
        }
    }
}

/// The earliest id an entry can have that committed after the last link was made.
fn window_start(last: AuditId, reach: Reach) -> Uuid {
    let millis = last.0.get_timestamp().map_or(0, |at| {
        let (seconds, nanos) = at.to_unix();
        seconds.saturating_mul(1000) + u64::from(nanos / 1_000_000)
    });
    let window = if reach == Reach::Near { USUAL_COMMIT } else { LATEST_COMMIT };
    let window = u64::try_from(window.num_milliseconds()).unwrap_or_default();
    Uuid::from_u128(u128::from(millis.saturating_sub(window)) << 80)
}

/// The hash of a link: over the one before it and every column, each with its length, so that no two
/// entries read alike.
fn link(before: &[u8], entry: &StoredEntry) -> Vec<u8> {
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let fields = [
        entry.id.to_string(),
        entry.at.timestamp_micros().to_string(),
        entry.actor_kind.clone(),
        id(entry.actor_id),
        id(entry.forum_id.map(|f| f.0)),
        entry.action.clone(),
        entry.subject_kind.clone(),
        id(entry.subject_id),
        entry.purpose.clone().unwrap_or_default(),
        entry.detail.to_string(),
    ];
    let mut digest = Sha256::new();
    digest.update(before);
    for field in fields {
        digest.update(field.len().to_string().as_bytes());
        digest.update(b":");
        digest.update(field.as_bytes());
    }
    digest.finalize().to_vec()
}
