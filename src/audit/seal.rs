use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::{self, Db};
use crate::types::AuditId;

use super::head::is_sound;
use super::key::AuditKey;
use super::store::{self, StoredEntry, Tip};

/// How many entries are linked, or checked, at a time.
pub(super) const BATCH: i64 = 4000;
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

/// Links what was recorded since the last time, a few thousand at most, and signs how far the chain reaches;
/// says how many entries. Where another process is sealing, it does nothing.
///
/// # Errors
/// A broken database.
pub async fn seal(db: &Db, key: &AuditKey, reach: Reach) -> db::Result<usize> {
    db.tx(async |conn| {
        if !store::lock_sealer(conn).await? {
            return Ok(0);
        }
        let (mut no, since, mut hash) = match store::last_seal(conn).await? {
            Some((no, id, hash)) => (no, window_start(id, reach), hash),
            None => (0, Uuid::nil(), Vec::new()),
        };
        let entries = store::unsealed(conn, since, BATCH).await?;
        if entries.is_empty() {
            return Ok(0);
        }
        let head = store::last_head(conn).await?;
        let sound = is_sound(conn, key, no, &hash, head.as_ref()).await?;
        let mut links = Vec::with_capacity(entries.len());
        for entry in &entries {
            no += 1;
            hash = link(&hash, entry);
            links.push((no, entry.id, hash.clone()));
        }
        store::insert_seals(conn, &links).await?;
        if sound {
            store::update_tip(conn, &Tip::signed(key, no, &hash, head.as_ref())).await?;
        } else {
            // Signing over a chain that is not what was signed would make the fault good.
            tracing::error!(
                "the audit chain is not what was signed last: run madang doctor --audit"
            );
        }
        Ok(links.len())
    })
    .await
}

/// The earliest id an entry can have that committed after the last link was made.
pub(super) fn window_start(last: AuditId, reach: Reach) -> Uuid {
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
pub(super) fn link(before: &[u8], entry: &StoredEntry) -> Vec<u8> {
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
