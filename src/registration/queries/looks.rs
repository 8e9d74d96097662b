use chrono::{DateTime, Utc};
use diesel::QueryableByName;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid};
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::{self, Conn};
use crate::types::RegistrationId;

/// How many looks a person is shown.
const MOST: i64 = 200;

/// Something that staff did with one person's data, as that person is told: what they are, never who.
#[derive(Clone, Debug, QueryableByName)]
pub struct Look {
    /// When; for lists on the desk, when last.
    #[diesel(sql_type = Timestamptz)]
    pub at: DateTime<Utc>,
    /// What.
    #[diesel(sql_type = Text)]
    pub action: String,
    /// The role they held then; nothing for whoever runs commands on the machine.
    #[diesel(sql_type = Nullable<Text>)]
    pub role: Option<String>,
    /// Why, where a reason was asked for.
    #[diesel(sql_type = Nullable<Text>)]
    pub purpose: Option<String>,
    /// How often.
    #[diesel(sql_type = BigInt)]
    pub times: i64,
}

/// The role somebody held when they did something: that of the forum before that of the installation, a
/// program's token last.
const ROLE: &str = "coalesce((SELECT g.role FROM role_grant g WHERE g.user_id = e.actor_id \
        AND (g.forum_id = e.forum_id OR g.forum_id IS NULL) AND g.granted_at <= e.at \
        AND (g.revoked_at IS NULL OR g.revoked_at > e.at) ORDER BY g.forum_id NULLS LAST, g.granted_at DESC LIMIT 1), \
    (SELECT t.role FROM api_token t WHERE t.user_id = e.actor_id \
        AND (t.forum_id = e.forum_id OR t.forum_id IS NULL) ORDER BY t.created_at LIMIT 1))";

/// What was done with this one record, and every list that was taken out since it was made; each by its index.
const OWN: &str = "SELECT * FROM ( \
    (SELECT e.at, e.action, ROLE AS role, e.purpose, 1::bigint AS times FROM audit_entry e \
        WHERE e.forum_id = $1 AND e.actor_kind IN ('staff', 'operator') AND e.subject_id = $2 \
        ORDER BY e.id DESC LIMIT $4) \
    UNION ALL \
    (SELECT e.at, e.action, ROLE AS role, e.purpose, 1::bigint AS times FROM audit_entry e \
        WHERE e.forum_id = $1 AND e.actor_kind IN ('staff', 'operator') AND e.action = 'people.exported' \
        AND e.at >= $3 ORDER BY e.id DESC LIMIT $4) \
    ) AS looks ORDER BY at DESC LIMIT $4";

/// How often the list on the desk was opened since then, by those of one role.
const LISTED: &str = "SELECT max(l.at) AS at, 'people.listed' AS action, l.role, NULL::text AS purpose, \
    count(*) AS times FROM (SELECT e.at, ROLE AS role FROM audit_entry e WHERE e.forum_id = $1 \
        AND e.action = 'people.listed' AND e.actor_kind IN ('staff', 'operator') AND e.at >= $2) AS l \
    GROUP BY l.role ORDER BY 1 DESC";

/// Who looked at a person's data, for that person: what staff did with their record and lists that were
/// taken out since they registered; and how often lists were opened on the desk.
///
/// # Errors
/// A broken database.
pub async fn looks(
    conn: &mut Conn,
    scope: &Scope,
    id: RegistrationId,
    since: DateTime<Utc>,
) -> db::Result<(Vec<Look>, Vec<Look>)> {
    let own = sql_query(OWN.replace("ROLE", ROLE))
        .bind::<Uuid, _>(scope.forum())
        .bind::<Uuid, _>(id)
        .bind::<Timestamptz, _>(since)
        .bind::<BigInt, _>(MOST)
        .load(conn)
        .await?;
    let listed = sql_query(LISTED.replace("ROLE", ROLE))
        .bind::<Uuid, _>(scope.forum())
        .bind::<Timestamptz, _>(since)
        .load(conn)
        .await?;
    Ok((own, listed))
}
