use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;
use uuid::Uuid;

use crate::db::schema::{audit_entry, audit_head, audit_review, audit_seal, audit_tip};
use crate::db::{self, Conn, Rows};
use crate::types::{AuditId, ForumId, UserId};

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

/// The last link, from number `from` on, whose entry was made before an instant.
pub async fn last_seal_before(
    conn: &mut Conn,
    from: i64,
    instant: DateTime<Utc>,
) -> db::Result<Option<(i64, Vec<u8>)>> {
    audit_seal::table
        .inner_join(audit_entry::table.on(audit_entry::id.eq(audit_seal::entry_id)))
        .filter(audit_seal::no.ge(from))
        .filter(audit_entry::at.lt(instant))
        .select((audit_seal::no, audit_seal::hash))
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

/// An entry older than `before` that no link names.
pub async fn unsealed_before(conn: &mut Conn, before: Uuid) -> db::Result<Option<AuditId>> {
    let sealed = audit_seal::table.filter(audit_seal::entry_id.eq(audit_entry::id));
    audit_entry::table
        .select(audit_entry::id)
        .filter(audit_entry::id.lt(AuditId(before)))
        .filter(diesel::dsl::not(diesel::dsl::exists(sealed)))
        .order(audit_entry::id)
        .first(conn)
        .await
        .optional()
}

/// The signed state of the chain at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_head)]
pub struct Head {
    /// The day, in UTC.
    pub day: NaiveDate,
    /// The last link at its end.
    pub no: i64,
    /// The hash of that link.
    pub hash: Vec<u8>,
    /// How many links since the head before.
    pub entries: i64,
    /// Ed25519 over all of it and the signature before.
    pub signature: Vec<u8>,
    /// When it was signed.
    pub made_at: DateTime<Utc>,
}

/// How far the chain reaches, signed.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = audit_tip)]
#[diesel(treat_none_as_null = true)]
pub struct Tip {
    pub no: i64,
    pub hash: Vec<u8>,
    pub head: Option<NaiveDate>,
    pub signature: Vec<u8>,
}

/// Heads, newest first.
pub async fn heads(conn: &mut Conn, limit: i64) -> db::Result<Vec<Head>> {
    let heads = audit_head::table.select(Head::as_select());
    heads.order(audit_head::day.desc()).limit(limit).load(conn).await
}

/// The newest head.
pub async fn last_head(conn: &mut Conn) -> db::Result<Option<Head>> {
    Ok(heads(conn, 1).await?.pop())
}

/// Keeps a head.
pub async fn insert_head(conn: &mut Conn, head: &Head) -> db::Result<()> {
    diesel::insert_into(audit_head::table).values(head).execute(conn).await.map(|_| ())
}

/// The tip.
pub async fn tip(conn: &mut Conn) -> db::Result<Option<Tip>> {
    audit_tip::table.select(Tip::as_select()).first(conn).await.optional()
}

/// Writes the first tip, unless there is one.
pub async fn insert_tip(conn: &mut Conn, tip: &Tip) -> db::Result<()> {
    diesel::insert_into(audit_tip::table)
        .values((audit_tip::one.eq(true), tip))
        .on_conflict_do_nothing()
        .execute(conn)
        .await
        .map(|_| ())
}

/// Moves the tip.
pub async fn update_tip(conn: &mut Conn, tip: &Tip) -> db::Result<()> {
    diesel::update(audit_tip::table).set(tip).execute(conn).await.map(|_| ())
}

/// Keeps that somebody looked over a month; false when it is signed already.
///
/// # Errors
/// A broken database.
pub async fn insert_review(
    conn: &mut Conn,
    forum: ForumId,
    month: NaiveDate,
    reviewer: UserId,
    (figures, note): (Value, &str),
    at: DateTime<Utc>,
) -> db::Result<bool> {
    diesel::insert_into(audit_review::table)
        .values((
            audit_review::id.eq(AuditId::fresh().0),
            audit_review::forum_id.eq(forum.0),
            audit_review::month.eq(month),
            audit_review::figures.eq(figures),
            audit_review::note.eq(note),
            audit_review::reviewer_id.eq(reviewer.0),
            audit_review::signed_at.eq(at),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await
        .map(|rows| rows == 1)
}

/// One sealer at a time, until the caller's transaction ends; false when another is at work.
pub async fn lock_sealer(conn: &mut Conn) -> db::Result<bool> {
    diesel::select(pg_try_advisory_xact_lock(7_214_094)).get_result(conn).await
}

#[diesel::declare_sql_function]
extern "SQL" {
    fn pg_try_advisory_xact_lock(key: diesel::sql_types::BigInt) -> diesel::sql_types::Bool;
}
