use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::speaker;
use crate::db::{self, Conn};
use crate::types::SpeakerId;

use super::model::Speaker;
use super::store::Row;

/// The speakers the public may know of, in order of precedence.
///
/// # Errors
/// A broken database.
pub async fn public_speakers(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Speaker>> {
    let rows = speaker::table
        .filter(speaker::forum_id.eq(scope.forum()))
        .filter(speaker::hidden.eq(false))
        .order((speaker::position, speaker::id))
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Speaker::from).collect())
}

/// One speaker the public may know of.
///
/// # Errors
/// A broken database.
pub async fn find_public_speaker(
    conn: &mut Conn,
    scope: &Scope,
    id: SpeakerId,
) -> db::Result<Option<Speaker>> {
    let row: Option<Row> = speaker::table
        .filter(speaker::forum_id.eq(scope.forum()))
        .filter(speaker::hidden.eq(false))
        .filter(speaker::id.eq(id))
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(Speaker::from))
}
