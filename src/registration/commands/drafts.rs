use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::accounts::Scope;
use crate::db::{self, Db};
use crate::registration::store::{self, SENT};
use crate::types::{Clock, DraftId, Token};

/// How long a form waits for its reader, and how long its receipt can be read again.
const DAYS: i64 = 7;

/// Begins a form; the token is the only way back to it, and only its digest is kept.
///
/// # Errors
/// A broken database.
pub async fn begin_draft(db: &Db, clock: &Clock, scope: &Scope) -> db::Result<Token> {
    let (now, token) = (clock.now(), Token::fresh(""));
    let mut conn = db.conn().await?;
    let until = now + TimeDelta::days(DAYS);
    store::insert_draft(&mut conn, scope, &token.digest(), now, until).await?;
    Ok(token)
}

/// Keeps what was typed on one page of a form.
///
/// # Errors
/// A broken database.
pub async fn keep_answers(
    db: &Db,
    scope: &Scope,
    id: DraftId,
    page: &str,
    typed: &Value,
) -> db::Result<()> {
    let mut conn = db.conn().await?;
    store::merge_answers(&mut conn, scope, id, &json!({ page: typed })).await
}

/// Keeps the answer to a form that was sent, and forgets everything that was typed into it.
///
/// # Errors
/// A broken database.
pub async fn keep_receipt(db: &Db, scope: &Scope, id: DraftId, receipt: &Value) -> db::Result<()> {
    let mut conn = db.conn().await?;
    store::replace_answers(&mut conn, scope, id, &json!({ SENT: receipt })).await
}
