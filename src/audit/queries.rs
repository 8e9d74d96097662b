use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;
use uuid::Uuid;

use crate::db::schema::{app_user, audit_entry};
use crate::db::{self, Conn};
use crate::types::{AuditId, ForumId};

/// One line of the audit log as the desk shows it.
#[derive(Debug, Clone, Queryable)]
pub struct AuditRow {
    /// The entry's id; the list's order.
    pub id: AuditId,
    /// When.
    pub at: DateTime<Utc>,
    /// The kind of who did it.
    pub actor_kind: String,
    /// The member of staff who did it, by the address they sign in with.
    pub actor_email: Option<String>,
    /// What.
    pub action: String,
    /// The kind of whose it was.
    pub subject_kind: String,
    /// Whose.
    pub subject_id: Option<Uuid>,
    /// Why.
    pub purpose: Option<String>,
    /// More.
    pub detail: Value,
}

/// A forum's log, newest first, from `before` on; one row more than `limit` when there is more.
///
/// # Errors
/// A broken database.
pub async fn list(
    conn: &mut Conn,
    forum: ForumId,
    before: Option<Uuid>,
    limit: i64,
) -> db::Result<Vec<AuditRow>> {
    let mut rows = audit_entry::table
        .left_join(app_user::table.on(audit_entry::actor_id.eq(app_user::id.nullable())))
        .filter(audit_entry::forum_id.eq(forum))
        .into_boxed();
    if let Some(before) = before {
        rows = rows.filter(audit_entry::id.lt(AuditId(before)));
    }
    rows.order(audit_entry::id.desc())
        .limit(limit + 1)
        .select((
            audit_entry::id,
            audit_entry::at,
            audit_entry::actor_kind,
            app_user::email.nullable(),
            audit_entry::action,
            audit_entry::subject_kind,
            audit_entry::subject_id,
            audit_entry::purpose,
            audit_entry::detail,
        ))
        .load(conn)
        .await
}

/// What the log of a forum says about one subject, newest first.
///
/// # Errors
/// A broken database.
pub async fn list_about(
    conn: &mut Conn,
    forum: ForumId,
    subject: Uuid,
    limit: i64,
) -> db::Result<Vec<AuditRow>> {
    audit_entry::table
        .left_join(app_user::table.on(audit_entry::actor_id.eq(app_user::id.nullable())))
        .filter(audit_entry::forum_id.eq(forum))
        .filter(audit_entry::subject_id.eq(subject))
        .order(audit_entry::id.desc())
        .limit(limit)
        .select((
            audit_entry::id,
            audit_entry::at,
            audit_entry::actor_kind,
            app_user::email.nullable(),
            audit_entry::action,
            audit_entry::subject_kind,
            audit_entry::subject_id,
            audit_entry::purpose,
            audit_entry::detail,
        ))
        .load(conn)
        .await
}
