use chrono::TimeDelta;

use crate::db::{self, Db};
use crate::registration::store;
use crate::types::Clock;

/// Forgets what has had its time: expired drafts, and keys of two days ago. Says how many rows.
///
/// # Errors
/// A broken database.
pub async fn sweep(db: &Db, clock: &Clock) -> db::Result<usize> {
    let now = clock.now();
    db.tx(async |conn| {
        let drafts = store::sweep_drafts(conn, now).await?;
        let keys = store::sweep_keys(conn, now - TimeDelta::days(2)).await?;
        Ok(drafts + keys)
    })
    .await
}
