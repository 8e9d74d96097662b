use chrono::{DateTime, Utc};
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Timestamptz};
use diesel_async::RunQueryDsl;
use serde_json::json;

use crate::db::schema::{forum, speaker_contact, speaker_upload};
use crate::db::{self, Conn};
use crate::types::ForumId;

/// A forum whose speakers' addresses were to be forgotten by now.
///
/// # Errors
/// A broken database.
pub async fn forum_to_forget(conn: &mut Conn, now: DateTime<Utc>) -> db::Result<Option<ForumId>> {
    let ended = sql::<Bool>("forum.ends_at + forum.retention_days * interval '1 day' < ")
        .bind::<Timestamptz, _>(now);
    let reached = speaker_contact::table
        .filter(speaker_contact::forum_id.eq(forum::id))
        .filter(speaker_contact::email.is_not_null());
    forum::table
        .filter(ended)
        .filter(exists(reached))
        .select(forum::id)
        .first(conn)
        .await
        .optional()
}

/// Forgets what only the organizer and the speakers knew; their private links are void. What is public of
/// them, the record of a public event, stays.
///
/// # Errors
/// A broken database.
pub async fn forget_contacts(
    conn: &mut Conn,
    forum: ForumId,
    now: DateTime<Utc>,
) -> db::Result<usize> {
    let waiting = speaker_upload::table
        .filter(speaker_upload::forum_id.eq(forum))
        .filter(speaker_upload::published_at.is_null());
    diesel::delete(waiting).execute(conn).await?;
    let private = speaker_upload::table
        .filter(speaker_upload::forum_id.eq(forum))
        .filter(speaker_upload::kind.eq("slides"))
        .filter(speaker_upload::shared.eq(false));
    diesel::delete(private).execute(conn).await?;
    diesel::update(speaker_contact::table.filter(speaker_contact::forum_id.eq(forum)))
        .set((
            speaker_contact::email.eq(None::<String>),
            speaker_contact::link_version.eq(speaker_contact::link_version + 1),
            speaker_contact::availability.eq(json!([])),
            speaker_contact::draft.eq(None::<serde_json::Value>),
            speaker_contact::draft_at.eq(None::<DateTime<Utc>>),
            speaker_contact::version.eq(speaker_contact::version + 1),
            speaker_contact::updated_at.eq(now),
        ))
        .execute(conn)
        .await
}
