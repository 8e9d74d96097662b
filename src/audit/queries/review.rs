use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::audit::model::LOOKS;
use crate::db::schema::{app_user, audit_entry, audit_review};
use crate::db::{self, Conn};
use crate::types::ForumId;

use super::{AuditRow, STAFF, columns};

/// What one actor did of one kind in a month.
#[derive(Debug, Clone, QueryableByName)]
pub struct Looked {
    /// The kind of who did it.
    #[diesel(sql_type = Text)]
    pub actor_kind: String,
    /// Which of them.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub actor_id: Option<Uuid>,
    /// The address they sign in with.
    #[diesel(sql_type = Nullable<Text>)]
    pub actor_email: Option<String>,
    /// What.
    #[diesel(sql_type = Text)]
    pub action: String,
    /// How often.
    #[diesel(sql_type = BigInt)]
    pub times: i64,
    /// To how many different subjects.
    #[diesel(sql_type = BigInt)]
    pub subjects: i64,
    /// How many people the lists had, all together.
    #[diesel(sql_type = BigInt)]
    pub people: i64,
}

const LOOKED: &str = "SELECT e.actor_kind, e.actor_id, u.email AS actor_email, e.action, count(*) AS times, \
    count(DISTINCT e.subject_id) AS subjects, \
    coalesce(sum(CASE WHEN jsonb_typeof(e.detail -> 'rows') = 'number' \
        THEN (e.detail ->> 'rows')::numeric END), 0)::bigint AS people \
    FROM audit_entry e LEFT JOIN app_user u ON u.id = e.actor_id \
    WHERE e.forum_id = $1 AND e.action = ANY ($2) AND e.actor_kind IN ('staff', 'operator') \
    AND e.at >= $3 AND e.at < $4 GROUP BY 1, 2, 3, 4 ORDER BY 3 NULLS LAST, 4";

/// Who read people of a forum, or took them out, between two instants.
///
/// # Errors
/// A broken database.
pub async fn looked(
    conn: &mut Conn,
    forum: ForumId,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
) -> db::Result<Vec<Looked>> {
    sql_query(LOOKED)
        .bind::<SqlUuid, _>(forum)
        .bind::<Array<Text>, _>(&LOOKS[..])
        .bind::<Timestamptz, _>(since)
        .bind::<Timestamptz, _>(until)
        .load(conn)
        .await
}

/// The lists that were taken out between two instants, newest first.
///
/// # Errors
/// A broken database.
pub async fn taken_in(
    conn: &mut Conn,
    forum: ForumId,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
    limit: i64,
) -> db::Result<Vec<AuditRow>> {
    audit_entry::table
        .left_join(app_user::table.on(audit_entry::actor_id.eq(app_user::id.nullable())))
        .filter(audit_entry::forum_id.eq(forum))
        .filter(audit_entry::action.eq_any(["people.exported", "audit.exported"]))
        .filter(audit_entry::actor_kind.eq_any(STAFF))
        .filter(audit_entry::at.ge(since))
        .filter(audit_entry::at.lt(until))
        .order(audit_entry::id.desc())
        .limit(limit)
        .select(columns())
        .load(conn)
        .await
}

#[derive(QueryableByName)]
struct Month {
    #[diesel(sql_type = Date)]
    month: NaiveDate,
}

const MONTHS: &str = "SELECT DISTINCT date_trunc('month', at AT TIME ZONE $3)::date AS month FROM audit_entry \
    WHERE forum_id = $1 AND action = ANY ($2) AND actor_kind IN ('staff', 'operator') ORDER BY 1 DESC LIMIT 36";

/// The months, on the clocks of `zone`, in which anybody read people of a forum; newest first.
///
/// # Errors
/// A broken database.
pub async fn months(conn: &mut Conn, forum: ForumId, zone: &str) -> db::Result<Vec<NaiveDate>> {
    let rows: Vec<Month> = sql_query(MONTHS)
        .bind::<SqlUuid, _>(forum)
        .bind::<Array<Text>, _>(&LOOKS[..])
        .bind::<Text, _>(zone)
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.month).collect())
}

/// A month that somebody looked over and signed.
#[derive(Debug, Clone, Queryable)]
pub struct Review {
    /// Its first day.
    pub month: NaiveDate,
    /// What they found.
    pub note: String,
    /// When they signed.
    pub signed_at: DateTime<Utc>,
    /// Who, by the address they sign in with.
    pub reviewer: String,
}

/// The months of a forum that are signed, newest first.
///
/// # Errors
/// A broken database.
pub async fn reviews(conn: &mut Conn, forum: ForumId) -> db::Result<Vec<Review>> {
    audit_review::table
        .inner_join(app_user::table)
        .filter(audit_review::forum_id.eq(forum))
        .order(audit_review::month.desc())
        .limit(36)
        .select((audit_review::month, audit_review::note, audit_review::signed_at, app_user::email))
        .load(conn)
        .await
}

/// True when people were read in a month that nobody has signed yet.
///
/// # Errors
/// A broken database.
pub async fn is_review_due(
    conn: &mut Conn,
    forum: ForumId,
    month: NaiveDate,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
) -> db::Result<bool> {
    let looks = audit_entry::table
        .filter(audit_entry::forum_id.eq(forum))
        .filter(audit_entry::action.eq_any(LOOKS))
        .filter(audit_entry::actor_kind.eq_any(STAFF))
        .filter(audit_entry::at.ge(since))
        .filter(audit_entry::at.lt(until));
    let signed = audit_review::table
        .filter(audit_review::forum_id.eq(forum))
        .filter(audit_review::month.eq(month));
    let due = diesel::dsl::exists(looks).and(diesel::dsl::not(diesel::dsl::exists(signed)));
    diesel::select(due).get_result(conn).await
}
