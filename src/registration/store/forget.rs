use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use crate::db::schema::{forum, registration};
use crate::db::{self, Conn};
use crate::forum::retention_over;
use crate::types::{ForumId, RegistrationId};

/// The states of whoever still has a name, so that the index on state is probed and nothing is read in vain.
const NAMED: [&str; 11] = [
    "unverified",
    "submitted",
    "endorsed",
    "approved",
    "confirmed",
    "waitlisted",
    "offered",
    "rejected",
    "withdrawn",
    "cancelled",
    "lapsed",
];

/// A forum whose people were to be forgotten by now.
pub async fn forum_to_forget(conn: &mut Conn, now: DateTime<Utc>) -> db::Result<Option<ForumId>> {
    let named = registration::table
        .filter(registration::forum_id.eq(forum::id))
        .filter(registration::state.eq_any(NAMED));
    forum::table
        .filter(retention_over(now))
        .filter(exists(named))
        .select(forum::id)
        .first(conn)
        .await
        .optional()
}

/// People of a forum who still have a name, up to a number, locked until the transaction ends.
pub async fn people_to_forget(
    conn: &mut Conn,
    forum: ForumId,
    limit: i64,
) -> db::Result<Vec<RegistrationId>> {
    registration::table
        .filter(registration::forum_id.eq(forum))
        .filter(registration::state.eq_any(NAMED))
        .limit(limit)
        .for_no_key_update()
        .select(registration::id)
        .load(conn)
        .await
}

/// Takes everything out of registrations that tells of a person; what is left counts in figures only.
/// Their private links are void.
pub async fn forget_people(
    conn: &mut Conn,
    ids: &[RegistrationId],
    now: DateTime<Utc>,
) -> db::Result<()> {
    diesel::update(registration::table.filter(registration::id.eq_any(ids)))
        .set((
            registration::state.eq("anonymised"),
            registration::email.eq(""),
            registration::email_key.eq(""),
            registration::name.eq(""),
            registration::name_latin.eq(None::<String>),
            registration::badge_name.eq(None::<String>),
            registration::affiliation.eq(None::<String>),
            registration::needs.eq(json!({})),
            registration::answers.eq(json!({})),
            registration::search.eq(""),
            registration::link_version.eq(registration::link_version + 1),
            registration::version.eq(registration::version + 1),
            registration::updated_at.eq(now),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}
