use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;
use uuid::Uuid;

use crate::db::schema::{audit_entry, audit_seal};
use crate::db::{self, Conn, Rows};
use crate::types::{AuditId, ForumId};

use super::model::Entry;

/// Writes one entry in the caller's transaction.
///
/// # Errors
/// A broken database; then the caller's whole transaction must fail too.
pub async fn record(conn: &mut Conn, entry: &Entry) -> db::Result<()> {
    record_all(conn, std::slice::from_ref(entry)).await
}

/// Writes several entries in one statement.
///
/// # Errors
/// As [`record`].
pub async fn record_all(conn: &mut Conn, entries: &[Entry]) -> db::Result<()> {
    Rows::of(audit_entry::table, entries)
        .put(audit_entry::id, |_| AuditId::fresh())
        .put(audit_entry::at, |entry| entry.at)
        .put(audit_entry::actor_kind, |entry| entry.actor.kind())
        .put(audit_entry::actor_id, |entry| entry.actor.id())
        .put(audit_entry::forum_id, |entry| entry.forum)
        .put(audit_entry::action, |entry| entry.action)
        .put(audit_entry::subject_kind, |entry| entry.subject.kind())
        .put(audit_entry::subject_id, |entry| Some(entry.subject.id()))
        .put(audit_entry::purpose, |entry| entry.purpose.as_deref())
        .put(audit_entry::detail, |entry| &entry.detail)
        .insert(conn)
        .await
}

/// One stored entry, as the chain reads it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = audit_entry)]
pub struct StoredEntry {
    pub id: AuditId,
    pub at: DateTime<Utc>,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub forum_id: Option<ForumId>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: Option<Uuid>,
    pub purpose: Option<String>,
    pub detail: Value,
}

/// The last link: its number, entry and hash.
pub async fn last_seal(conn: &mut Conn) -> db::Result<Option<(i64, AuditId, Vec<u8>)>> {
    audit_seal::table
        .select((audit_seal::no, audit_seal::entry_id, audit_seal::hash))
        .order(audit_seal::no.desc())
        .first(conn)
        .await
        .optional()
}

/// Entries from `after` on that no link names yet, oldest first.
pub async fn unsealed(conn: &mut Conn, after: Uuid, limit: i64) -> db::Result<Vec<StoredEntry>> {
    let sealed = audit_seal::table.filter(audit_seal::entry_id.eq(audit_entry::id));
    audit_entry::table
        .select(StoredEntry::as_select())
        .filter(audit_entry::id.ge(AuditId(after)))
        .filter(diesel::dsl::not(diesel::dsl::exists(sealed)))
        .order(audit_entry::id)
        .limit(limit)
        .load(conn)
        .await
}

/// Appends links.
pub async fn insert_seals(conn: &mut Conn, links: &[(i64, AuditId, Vec<u8>)]) -> db::Result<()> {
    let rows: Vec<_> = links
        .iter()
        .map(|(no, id, hash)| {
            (audit_seal::no.eq(no), audit_seal::entry_id.eq(id), audit_seal::hash.eq(hash))
        })
        .collect();
    diesel::insert_into(audit_seal::table).values(&rows).execute(conn).await.map(|_| ())
}

/// Links from number `from` on with their entries, where those still exist.
pub async fn chain(
    conn: &mut Conn,
    from: i64,
    limit: i64,
) -> db::Result<Vec<(i64, Vec<u8>, Option<StoredEntry>)>> {
    audit_seal::table
        .left_join(audit_entry::table.on(audit_entry::id.eq(audit_seal::entry_id)))
        .filter(audit_seal::no.ge(from))
        .order(audit_seal::no)
        .limit(limit)
        .select((audit_seal::no, audit_seal::hash, Option::<StoredEntry>::as_select()))
        .load(conn)
        .await
}

/// One sealer at a time, until the caller's transaction ends; false when another is at work.
pub async fn lock_sealer(conn: &mut Conn) -> db::Result<bool> {
    diesel::select(pg_try_advisory_xact_lock(7_214_094)).get_result(conn).await
}

#[diesel::declare_sql_function]
extern "SQL" {
    fn pg_try_advisory_xact_lock(key: diesel::sql_types::BigInt) -> diesel::sql_types::Bool;
}
