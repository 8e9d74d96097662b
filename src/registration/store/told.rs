use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::{release_notice, session_seat};
use crate::db::{self, Conn};
use crate::types::{RegistrationId, ReleaseId, SessionId};

/// Who holds, wants or waits for a seat in one of these sessions: the next people after `after`, in the
/// order of their ids.
pub async fn concerned(
    conn: &mut Conn,
    scope: &Scope,
    sessions: &[SessionId],
    after: Option<RegistrationId>,
    most: i64,
) -> db::Result<Vec<RegistrationId>> {
    let after = after.unwrap_or(RegistrationId(uuid::Uuid::nil()));
    session_seat::table
        .filter(session_seat::forum_id.eq(scope.forum()))
        .filter(session_seat::session_id.eq_any(sessions))
        .filter(session_seat::state.eq_any(["confirmed", "waitlisted", "requested"]))
        .filter(session_seat::registration_id.gt(after))
        .select(session_seat::registration_id)
        .distinct()
        .order(session_seat::registration_id)
        .limit(most)
        .load(conn)
        .await
}

/// Notes that these people are told of a release; gives back those who were not yet.
pub async fn note_told(
    conn: &mut Conn,
    release: ReleaseId,
    people: &[RegistrationId],
    now: DateTime<Utc>,
) -> db::Result<Vec<RegistrationId>> {
    let rows: Vec<_> = people
        .iter()
        .map(|person| {
            (
                release_notice::release_id.eq(release),
                release_notice::registration_id.eq(*person),
                release_notice::created_at.eq(now),
            )
        })
        .collect();
    let mut fresh: Vec<RegistrationId> = diesel::insert_into(release_notice::table)
        .values(rows)
        .on_conflict_do_nothing()
        .returning(release_notice::registration_id)
        .get_results(conn)
        .await?;
    fresh.sort_unstable();
    Ok(fresh)
}
