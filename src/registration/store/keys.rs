use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;

use crate::accounts::Scope;
use crate::db::schema::idempotency_key;
use crate::db::{self, Conn, Rows};
use crate::types::ForumId;

/// A key and the answer that was given for it.
#[derive(Queryable, Clone, Debug)]
pub struct KeyRow {
    pub forum_id: ForumId,
    pub key: String,
    pub body_hash: Vec<u8>,
    pub answer: Value,
    pub created_at: DateTime<Utc>,
}

/// Answers already given for these keys.
pub async fn find_keys(conn: &mut Conn, scope: &Scope, keys: &[&str]) -> db::Result<Vec<KeyRow>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    idempotency_key::table
        .filter(idempotency_key::forum_id.eq(scope.forum()))
        .filter(idempotency_key::key.eq_any(keys))
        .select((
            idempotency_key::forum_id,
            idempotency_key::key,
            idempotency_key::body_hash,
            idempotency_key::answer,
            idempotency_key::created_at,
        ))
        .load(conn)
        .await
}

/// Keeps answers by their keys.
pub async fn insert_keys(conn: &mut Conn, keys: &[KeyRow]) -> db::Result<()> {
    Rows::of(idempotency_key::table, keys)
        .put(idempotency_key::forum_id, |row| row.forum_id)
        .put(idempotency_key::key, |row| row.key.as_str())
        .put(idempotency_key::body_hash, |row| row.body_hash.as_slice())
        .put(idempotency_key::answer, |row| &row.answer)
        .put(idempotency_key::created_at, |row| row.created_at)
        .insert(conn)
        .await
}

/// Forgets answers given before `before`.
pub async fn sweep_keys(conn: &mut Conn, before: DateTime<Utc>) -> db::Result<usize> {
    diesel::delete(idempotency_key::table.filter(idempotency_key::created_at.lt(before)))
        .execute(conn)
        .await
}
