use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::speaker_rule;
use crate::db::{self, Conn};

/// Until when speakers are asked to answer, where that was said.
///
/// # Errors
/// A broken database.
pub async fn find_rule(conn: &mut Conn, scope: &Scope) -> db::Result<Option<DateTime<Utc>>> {
    let found: Option<Option<DateTime<Utc>>> = speaker_rule::table
        .find(scope.forum())
        .select(speaker_rule::answer_by)
        .first(conn)
        .await
        .optional()?;
    Ok(found.flatten())
}

/// Says until when.
///
/// # Errors
/// A broken database.
pub async fn upsert_rule(
    conn: &mut Conn,
    scope: &Scope,
    answer_by: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let said = (speaker_rule::answer_by.eq(answer_by), speaker_rule::updated_at.eq(now));
    diesel::insert_into(speaker_rule::table)
        .values((speaker_rule::forum_id.eq(scope.forum()), said))
        .on_conflict(speaker_rule::forum_id)
        .do_update()
        .set(said)
        .execute(conn)
        .await
        .map(|_| ())
}
