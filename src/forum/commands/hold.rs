use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Conn, Stop};

use super::super::model::Forum;
use super::super::refusal::ForumRefusal;
use super::super::{queries, store};

/// The forum, locked for a change that its state still allows.
pub async fn editable(conn: &mut Conn, scope: &Scope) -> Result<Forum, Stop<ForumRefusal>> {
    let forum = store::lock_forum(conn, scope).await?;
    if forum.state.is_editable() { Ok(forum) } else { Err(ForumRefusal::NotEditable.into()) }
}

/// Ends a change: what the public sees must stay complete, the log must know, processes must hear.
pub async fn settle(
    conn: &mut Conn,
    scope: &Scope,
    now: DateTime<Utc>,
    action: &'static str,
    subject: Subject,
    detail: Value,
) -> Result<(), Stop<ForumRefusal>> {
    let forum = store::find_forum(conn, scope).await?;
    if forum.state.is_public() {
        complete(conn, scope, &forum).await?;
    }
    let entry = Entry::new(now, scope.actor(), Some(forum.id), action, subject).detail(detail);
    audit::record(conn, &entry).await?;
    db::notify(conn, "madang_agenda", &forum.id.to_string()).await?;
    Ok(())
}

/// Refuses while something is missing without which the public may not see a forum.
pub async fn complete(
    conn: &mut Conn,
    scope: &Scope,
    forum: &Forum,
) -> Result<(), Stop<ForumRefusal>> {
    let missing = queries::missing(conn, scope, forum).await?;
    if missing.is_empty() { Ok(()) } else { Err(ForumRefusal::NotReady(missing).into()) }
}
