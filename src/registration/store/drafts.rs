use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;

use crate::accounts::Scope;
use crate::db::schema::registration_draft;
use crate::db::{self, Conn};
use crate::types::DraftId;

/// Begins a draft.
pub async fn insert_draft(
    conn: &mut Conn,
    scope: &Scope,
    token_hash: &[u8],
    answers: &Value,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> db::Result<DraftId> {
    let id = DraftId::fresh();
    diesel::insert_into(registration_draft::table)
        .values((
            registration_draft::id.eq(id),
            registration_draft::forum_id.eq(scope.forum()),
            registration_draft::token_hash.eq(token_hash),
            registration_draft::answers.eq(answers),
            registration_draft::created_at.eq(now),
            registration_draft::expires_at.eq(expires_at),
        ))
        .execute(conn)
        .await?;
    Ok(id)
}

/// The draft of a token, while it lives.
pub async fn find_draft(
    conn: &mut Conn,
    scope: &Scope,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> db::Result<Option<(DraftId, Value)>> {
    registration_draft::table
        .filter(registration_draft::forum_id.eq(scope.forum()))
        .filter(registration_draft::token_hash.eq(token_hash))
        .filter(registration_draft::expires_at.gt(now))
        .select((registration_draft::id, registration_draft::answers))
        .first(conn)
        .await
        .optional()
}

/// Keeps what was answered since.
pub async fn update_draft(
    conn: &mut Conn,
    scope: &Scope,
    id: DraftId,
    answers: &Value,
) -> db::Result<()> {
    diesel::update(
        registration_draft::table.find(id).filter(registration_draft::forum_id.eq(scope.forum())),
    )
    .set(registration_draft::answers.eq(answers))
    .execute(conn)
    .await
    .map(|_| ())
}

/// Forgets a draft whose form was sent.
pub async fn delete_draft(conn: &mut Conn, scope: &Scope, id: DraftId) -> db::Result<()> {
    diesel::delete(
        registration_draft::table.find(id).filter(registration_draft::forum_id.eq(scope.forum())),
    )
    .execute(conn)
    .await
    .map(|_| ())
}

/// Forgets drafts that have expired.
pub async fn sweep_drafts(conn: &mut Conn, now: DateTime<Utc>) -> db::Result<usize> {
    diesel::delete(registration_draft::table.filter(registration_draft::expires_at.le(now)))
        .execute(conn)
        .await
}
