use chrono::{DateTime, Utc};
use diesel::dsl::not;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;

use crate::accounts::Scope;
use crate::db::schema::registration_draft;
use crate::db::{self, Conn};
use crate::types::DraftId;

/// The key of a draft's JSON under which the answer to the sent form stands.
pub const SENT: &str = "sent";

/// A form being filled, or the answer it got.
#[derive(Queryable, Clone, Debug)]
pub struct DraftRow {
    /// Its id.
    pub id: DraftId,
    /// What was typed, by page.
    pub answers: Value,
    /// When it is forgotten.
    pub expires_at: DateTime<Utc>,
}

/// Begins a draft with no answers.
pub async fn insert_draft(
    conn: &mut Conn,
    scope: &Scope,
    token_hash: &[u8],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> db::Result<()> {
    diesel::insert_into(registration_draft::table)
        .values((
            registration_draft::id.eq(DraftId::fresh()),
            registration_draft::forum_id.eq(scope.forum()),
            registration_draft::token_hash.eq(token_hash),
            registration_draft::answers.eq(serde_json::json!({})),
            registration_draft::created_at.eq(now),
            registration_draft::expires_at.eq(expires_at),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}

/// The draft of a token, while it lives.
pub async fn find_draft(
    conn: &mut Conn,
    scope: &Scope,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> db::Result<Option<DraftRow>> {
    registration_draft::table
        .filter(registration_draft::forum_id.eq(scope.forum()))
        .filter(registration_draft::token_hash.eq(token_hash))
        .filter(registration_draft::expires_at.gt(now))
        .select((
            registration_draft::id,
            registration_draft::answers,
            registration_draft::expires_at,
        ))
        .first(conn)
        .await
        .optional()
}

/// Keeps one page's answers beside those of the other pages, whatever another window keeps at the
/// same time. A form that was sent keeps nothing more.
pub async fn merge_answers(
    conn: &mut Conn,
    scope: &Scope,
    id: DraftId,
    page: &Value,
) -> db::Result<()> {
    let open = registration_draft::table
        .find(id)
        .filter(registration_draft::forum_id.eq(scope.forum()))
        .filter(not(registration_draft::answers.has_key(SENT)));
    diesel::update(open)
        .set(registration_draft::answers.eq(registration_draft::answers.concat(page)))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Puts the answer in the place of everything that was typed.
pub async fn replace_answers(
    conn: &mut Conn,
    scope: &Scope,
    id: DraftId,
    answer: &Value,
) -> db::Result<()> {
    diesel::update(
        registration_draft::table.find(id).filter(registration_draft::forum_id.eq(scope.forum())),
    )
    .set(registration_draft::answers.eq(answer))
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
