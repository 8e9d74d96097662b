use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use serde_json::Value;
use std::time::Duration;

use crate::db::schema::job;
use crate::db::{self, Conn};
use crate::types::JobId;

use super::{Job, backoff};

/// Not yet done, in the words of the index on what is due, so that the planner sees that it fits.
const WAITING: &str = "job.state IN ('queued', 'running', 'retry')";
/// How long a claimed job is left alone before another worker may take it.
const LEASE: TimeDelta = TimeDelta::minutes(5);

/// A job taken from the queue.
#[derive(Debug, Clone, Queryable)]
pub struct Claimed {
    /// Its id.
    pub id: JobId,
    /// Its kind, see [`Job::KIND`].
    pub kind: String,
    /// What it says.
    pub content: Value,
    /// How often it was tried, this time included.
    pub attempts: i32,
}

/// Puts a job in the queue, in the caller's transaction, and wakes the workers when it commits.
///
/// # Errors
/// A broken database.
pub async fn enqueue<J: Job>(conn: &mut Conn, fact: &J, now: DateTime<Utc>) -> db::Result<()> {
    enqueue_for(conn, fact, now, now).await
}

/// The same for a job that is due later.
///
/// # Errors
/// A broken database.
pub async fn enqueue_for<J: Job>(
    conn: &mut Conn,
    fact: &J,
    due_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let content = serde_json::to_value(fact)
        .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    diesel::insert_into(job::table)
        .values((
            job::id.eq(JobId::fresh()),
            job::kind.eq(J::KIND),
            job::content.eq(content),
            job::due_at.eq(due_at),
            job::created_at.eq(now),
        ))
        .execute(conn)
        .await?;
    db::notify(conn, "madang_jobs", "").await
}

/// Takes up to `limit` due jobs; other workers pass over them until the lease ends.
///
/// # Errors
/// A broken database.
pub async fn claim(conn: &mut Conn, now: DateTime<Utc>, limit: i64) -> db::Result<Vec<Claimed>> {
    let due = job::table
        .select(job::id)
        .filter(sql::<Bool>(WAITING))
        .filter(job::due_at.le(now))
        .filter(job::leased_until.is_null().or(job::leased_until.lt(now)))
        .order((job::due_at, job::id))
        .limit(limit)
        .for_update()
        .skip_locked();
    let ids: Vec<JobId> = due.load(conn).await?;
    diesel::update(job::table.filter(job::id.eq_any(ids)))
        .set((
            job::state.eq("running"),
            job::leased_until.eq(now + LEASE),
            job::attempts.eq(job::attempts + 1),
        ))
        .returning((job::id, job::kind, job::content, job::attempts))
        .get_results(conn)
        .await
}

/// Notes that a job is done.
///
/// # Errors
/// A broken database.
pub async fn mark_done(conn: &mut Conn, id: JobId, now: DateTime<Utc>) -> db::Result<()> {
    diesel::update(job::table.find(id))
        .set((
            job::state.eq("done"),
            job::ended_at.eq(now),
            job::leased_until.eq(None::<DateTime<Utc>>),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Notes that a job failed, and when to try again, if ever.
///
/// # Errors
/// A broken database.
pub async fn mark_failed(
    conn: &mut Conn,
    claimed: &Claimed,
    reason: &str,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let pause = backoff(Duration::from_secs(5), claimed.attempts, claimed.id.0.as_u128());
    let again = pause.and_then(|p| TimeDelta::from_std(p).ok()).map(|p| now + p);
    diesel::update(job::table.find(claimed.id))
        .set((
            job::state.eq(if again.is_some() { "retry" } else { "failed" }),
            job::due_at.eq(again.unwrap_or(now)),
            job::leased_until.eq(None::<DateTime<Utc>>),
            job::last_error.eq(reason.chars().take(500).collect::<String>()),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Forgets jobs done before `before`; failed ones stay.
///
/// # Errors
/// A broken database.
pub async fn sweep(conn: &mut Conn, before: DateTime<Utc>) -> db::Result<usize> {
    diesel::delete(job::table.filter(job::state.eq("done")).filter(job::ended_at.lt(before)))
        .execute(conn)
        .await
}
