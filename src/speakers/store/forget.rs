use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use crate::db::schema::{forum, speaker, speaker_contact, speaker_upload};
use crate::db::{self, Conn};
use crate::forum::retention_over;
use crate::types::{ForumId, Words};

/// A forum of whose speakers something is still known that was to be forgotten by now: just what
/// [`forget_contacts`] takes away.
///
/// # Errors
/// A broken database.
pub async fn forum_to_forget(conn: &mut Conn, now: DateTime<Utc>) -> db::Result<Option<ForumId>> {
    let told = speaker_contact::email
        .is_not_null()
        .or(speaker_contact::draft.is_not_null())
        .or(speaker_contact::availability.ne(json!([])));
    let told = speaker_contact::table.filter(speaker_contact::forum_id.eq(forum::id)).filter(told);
    let named = speaker::name
        .ne(Words::default())
        .or(speaker::title.ne(Words::default()))
        .or(speaker::biography.ne(Words::default()))
        .or(speaker::photo.is_not_null());
    let named = speaker::table
        .filter(speaker::forum_id.eq(forum::id))
        .filter(speaker::hidden.eq(true))
        .filter(named);
    let sent = speaker_upload::table
        .inner_join(speaker::table)
        .filter(speaker_upload::forum_id.eq(forum::id))
        .filter(private().or(speaker::hidden.eq(true)));
    forum::table
        .filter(retention_over(now))
        .filter(exists(told).or(exists(named)).or(exists(sent)))
        .select(forum::id)
        .first(conn)
        .await
        .optional()
}

/// Forgets what only the organizer and the speakers knew, and all that is known of who is hidden; private
/// links are void. What is public of the others, the record of a public event, stays.
///
/// # Errors
/// A broken database.
pub async fn forget_contacts(
    conn: &mut Conn,
    forum: ForumId,
    now: DateTime<Utc>,
) -> db::Result<usize> {
    let hidden =
        || speaker::table.filter(speaker::forum_id.eq(forum)).filter(speaker::hidden.eq(true));
    let theirs = speaker_upload::speaker_id.eq_any(hidden().select(speaker::id));
    let sent = speaker_upload::table
        .filter(speaker_upload::forum_id.eq(forum))
        .filter(private().or(theirs));
    diesel::delete(sent).execute(conn).await?;
    diesel::update(hidden())
        .set((
            speaker::name.eq(Words::default()),
            speaker::title.eq(Words::default()),
            speaker::biography.eq(Words::default()),
            speaker::photo.eq(None::<String>),
        ))
        .execute(conn)
        .await?;
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

/// Files that nobody but the organizer ever saw: those that wait, and slides that are not shared.
#[diesel::dsl::auto_type(no_type_alias)]
fn private() -> _ {
    let is_theirs = speaker_upload::kind.eq("slides").and(speaker_upload::shared.eq(false));
    speaker_upload::published_at.is_null().or(is_theirs)
}
