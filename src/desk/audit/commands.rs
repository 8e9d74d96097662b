use serde_json::json;

use crate::accounts::Scope;
use crate::audit::{self, ChainFault, Entry, Subject};
use crate::db::{self, Db};
use crate::types::Clock;

/// The act under which a check is noted.
pub const CHECKED: &str = "audit.checked";

/// Walks the whole chain, and notes that somebody did and what came of it.
///
/// # Errors
/// A broken database; a broken chain is what it answers with.
pub async fn check_chain(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
) -> db::Result<Result<i64, ChainFault>> {
    let found = {
        let mut conn = db.conn().await?;
        audit::verify(&mut conn).await?
    };
    let detail = match &found {
        Ok(links) => json!({ "links": links, "outcome": "unbroken" }),
        Err(fault) => json!({ "link": link(fault), "outcome": outcome(fault) }),
    };
    let now = clock.now();
    db.tx(async |conn| {
        let subject = Subject::Forum(scope.forum());
        let entry = Entry::new(now, scope.actor(), Some(scope.forum()), CHECKED, subject);
        audit::record(conn, &entry.detail(detail)).await
    })
    .await?;
    Ok(found)
}

/// The number of the link that is wrong.
pub const fn link(fault: &ChainFault) -> i64 {
    match fault {
        ChainFault::Gap(no) | ChainFault::Deleted(no) | ChainFault::Changed(no) => *no,
    }
}

/// The word for what is wrong with it.
pub const fn outcome(fault: &ChainFault) -> &'static str {
    match fault {
        ChainFault::Gap(_) => "gap",
        ChainFault::Deleted(_) => "deleted",
        ChainFault::Changed(_) => "changed",
    }
}
