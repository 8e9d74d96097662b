use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;
use uuid::Uuid;

use crate::db::schema::{app_user, audit_entry, audit_seal};
use crate::db::{self, Conn};
use crate::types::{ActorRef, AuditId, ForumId, UserId};

mod review;

pub use review::{Looked, Review, is_review_due, looked, months, reviews, taken_in};

/// The kinds of actors whose entries have indexes of their own.
const STAFF: [&str; 2] = ["staff", "operator"];

/// One line of the audit log as the desk shows it.
#[derive(Debug, Clone, Queryable)]
pub struct AuditRow {
    /// The entry's id; the list's order.
    pub id: AuditId,
    /// When.
    pub at: DateTime<Utc>,
    /// The kind of who did it.
    pub actor_kind: String,
    /// Which of them.
    pub actor_id: Option<Uuid>,
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

/// What a list of the log is narrowed to; everything empty means all of a forum.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// What one member of staff did.
    pub staff: Option<UserId>,
    /// What this kind of actor did.
    pub kind: Option<String>,
    /// One of these acts; any when empty.
    pub actions: Vec<String>,
    /// What happened to this.
    pub subject: Option<Uuid>,
    /// From this instant on.
    pub since: Option<DateTime<Utc>>,
    /// Before this instant.
    pub until: Option<DateTime<Utc>>,
}

type Columns = (
    audit_entry::id,
    audit_entry::at,
    audit_entry::actor_kind,
    audit_entry::actor_id,
    diesel::dsl::Nullable<app_user::email>,
    audit_entry::action,
    audit_entry::subject_kind,
    audit_entry::subject_id,
    audit_entry::purpose,
    audit_entry::detail,
);

fn columns() -> Columns {
    (
        audit_entry::id,
        audit_entry::at,
        audit_entry::actor_kind,
        audit_entry::actor_id,
        app_user::email.nullable(),
        audit_entry::action,
        audit_entry::subject_kind,
        audit_entry::subject_id,
        audit_entry::purpose,
        audit_entry::detail,
    )
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
    list_where(conn, Some(forum), &AuditFilter::default(), before, limit).await
}

/// The same, narrowed; or what happened in no forum, such as sign-ins.
///
/// # Errors
/// A broken database.
pub async fn list_where(
    conn: &mut Conn,
    forum: Option<ForumId>,
    filter: &AuditFilter,
    before: Option<Uuid>,
    limit: i64,
) -> db::Result<Vec<AuditRow>> {
    let mut rows = audit_entry::table
        .left_join(app_user::table.on(audit_entry::actor_id.eq(app_user::id.nullable())))
        .into_boxed::<Pg>();
    rows = match forum {
        Some(forum) => rows.filter(audit_entry::forum_id.eq(forum)),
        None => rows.filter(audit_entry::forum_id.is_null()),
    };
    if let Some(staff) = filter.staff {
        rows = rows.filter(audit_entry::actor_id.eq(staff.0));
        rows = rows.filter(audit_entry::actor_kind.eq_any(STAFF));
    }
    if let Some(kind) = &filter.kind {
        rows = rows.filter(audit_entry::actor_kind.eq(kind.clone()));
    }
    if !filter.actions.is_empty() {
        rows = rows.filter(audit_entry::action.eq_any(filter.actions.clone()));
    }
    if let Some(subject) = filter.subject {
        rows = rows.filter(audit_entry::subject_id.eq(subject));
    }
    // Ids are in the order of time: an instant is a place in the list.
    let edges = [before, filter.until.map(first_id)];
    for edge in edges.into_iter().flatten() {
        rows = rows.filter(audit_entry::id.lt(AuditId(edge)));
    }
    if let Some(since) = filter.since {
        rows = rows.filter(audit_entry::id.ge(AuditId(first_id(since))));
    }
    rows.order(audit_entry::id.desc()).limit(limit + 1).select(columns()).load(conn).await
}

/// The lowest id that an entry of this instant can have.
fn first_id(at: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    Uuid::from_u128(u128::from(millis) << 80)
}

/// What staff did of one kind in a forum, newest first: exports, for example.
///
/// # Errors
/// A broken database.
pub async fn list_staff_acts(
    conn: &mut Conn,
    forum: ForumId,
    action: &str,
    limit: i64,
) -> db::Result<Vec<AuditRow>> {
    audit_entry::table
        .left_join(app_user::table.on(audit_entry::actor_id.eq(app_user::id.nullable())))
        .filter(audit_entry::forum_id.eq(forum))
        .filter(audit_entry::action.eq(action))
        .filter(audit_entry::actor_kind.eq_any(STAFF))
        .order(audit_entry::id.desc())
        .limit(limit)
        .select(columns())
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
        .select(columns())
        .load(conn)
        .await
}

/// True when an actor did this to a subject since an instant.
///
/// # Errors
/// A broken database.
pub async fn did_since(
    conn: &mut Conn,
    actor: ActorRef,
    action: &str,
    subject: Uuid,
    since: DateTime<Utc>,
) -> db::Result<bool> {
    let known = audit_entry::table
        .filter(audit_entry::subject_id.eq(subject))
        .filter(audit_entry::action.eq(action))
        .filter(audit_entry::actor_kind.eq(actor.kind()))
        .filter(audit_entry::actor_id.is_not_distinct_from(actor.id()))
        .filter(audit_entry::at.ge(since));
    diesel::select(exists(known)).get_result(conn).await
}

/// How far the chain reaches: the number of its last link, and when its entry was made.
///
/// # Errors
/// A broken database.
pub async fn sealed_until(conn: &mut Conn) -> db::Result<Option<(i64, DateTime<Utc>)>> {
    audit_seal::table
        .inner_join(audit_entry::table.on(audit_entry::id.eq(audit_seal::entry_id)))
        .order(audit_seal::no.desc())
        .select((audit_seal::no, audit_entry::at))
        .first(conn)
        .await
        .optional()
}
