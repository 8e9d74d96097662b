use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::schema::{app_user, role_grant, second_factor};
use crate::db::{self, Conn};
use crate::types::{CategoryId, ForumId, Role, UserId};

/// Most members of staff listed; a forum has some dozens.
const MOST: i64 = 500;
/// Most former members listed; the audit log has them all.
const FORMER: i64 = 50;

/// A role somebody holds or held, as a list of staff shows it.
#[derive(Clone, Debug)]
pub struct StaffRow {
    /// The grant.
    pub grant: Uuid,
    /// Who.
    pub user: UserId,
    /// What the desk calls them.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The categories a clerk is kept to; empty: all.
    pub categories: Vec<CategoryId>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Who gave it; absent for the operator.
    pub by: Option<String>,
    /// Until when; absent while it holds.
    pub until: Option<DateTime<Utc>>,
    /// Who took it.
    pub ended_by: Option<String>,
    /// Whether they have come in and set a password.
    pub came_in: bool,
    /// Whether they have a second factor.
    pub has_factor: bool,
}

#[derive(Queryable)]
struct Row {
    grant: Uuid,
    user: UserId,
    name: String,
    email: String,
    role: String,
    categories: Vec<Option<CategoryId>>,
    since: DateTime<Utc>,
    by: Option<UserId>,
    until: Option<DateTime<Utc>>,
    ended_by: Option<UserId>,
    password: Option<String>,
    factor: Option<DateTime<Utc>>,
}

/// Grants with who holds them: one statement for every list. Which forum's is said by `=` or `IS NULL`, which
/// an index serves; it serves nothing that stands for both.
macro_rules! grants {
    ($forum:expr) => {{
        let grants = role_grant::table
            .inner_join(app_user::table.on(app_user::id.eq(role_grant::user_id)))
            .left_join(second_factor::table.on(second_factor::user_id.eq(role_grant::user_id)))
            .select((
                role_grant::id,
                app_user::id,
                app_user::name,
                app_user::email,
                role_grant::role,
                role_grant::categories,
                role_grant::granted_at,
                role_grant::granted_by,
                role_grant::revoked_at,
                role_grant::revoked_by,
                app_user::password_hash,
                second_factor::created_at.nullable(),
            ))
            .into_boxed();
        match $forum {
            Some(forum) => grants.filter(role_grant::forum_id.eq(forum)),
            None => grants.filter(role_grant::forum_id.is_null()),
        }
    }};
}

/// Who works on a forum, or runs the installation, in the order they came.
///
/// # Errors
/// A broken database.
pub async fn list_staff(conn: &mut Conn, forum: Option<ForumId>) -> db::Result<Vec<StaffRow>> {
    let rows = grants!(forum)
        .filter(role_grant::revoked_at.is_null())
        .order((role_grant::granted_at, role_grant::id))
        .limit(MOST)
        .load(conn)
        .await?;
    with_names(conn, rows).await
}

/// Who worked there and does no more, the last first.
///
/// # Errors
/// A broken database.
pub async fn former_staff(conn: &mut Conn, forum: Option<ForumId>) -> db::Result<Vec<StaffRow>> {
    let rows = grants!(forum)
        .filter(role_grant::revoked_at.is_not_null())
        .order((role_grant::revoked_at.desc(), role_grant::id.desc()))
        .limit(FORMER)
        .load(conn)
        .await?;
    with_names(conn, rows).await
}

/// One role that somebody holds.
///
/// # Errors
/// Not found; a broken database.
pub async fn find_staff(
    conn: &mut Conn,
    forum: Option<ForumId>,
    grant: Uuid,
) -> db::Result<StaffRow> {
    let row = grants!(forum)
        .filter(role_grant::id.eq(grant))
        .filter(role_grant::revoked_at.is_null())
        .first(conn)
        .await?;
    with_names(conn, vec![row]).await?.pop().ok_or(db::Error::NotFound)
}

/// With who gave and took them, all of them asked for at once.
async fn with_names(conn: &mut Conn, rows: Vec<Row>) -> db::Result<Vec<StaffRow>> {
    let ids: Vec<UserId> = rows.iter().flat_map(|row| [row.by, row.ended_by]).flatten().collect();
    let names: BTreeMap<UserId, String> = app_user::table
        .filter(app_user::id.eq_any(ids))
        .select((app_user::id, app_user::email))
        .load::<(UserId, String)>(conn)
        .await?
        .into_iter()
        .collect();
    let name = |id: Option<UserId>| id.and_then(|id| names.get(&id).cloned());
    let row = |row: Row| {
        Some(StaffRow {
            by: name(row.by),
            ended_by: name(row.ended_by),
            grant: row.grant,
            user: row.user,
            name: row.name,
            email: row.email,
            role: Role::parse(&row.role)?,
            categories: row.categories.into_iter().flatten().collect(),
            since: row.since,
            until: row.until,
            came_in: row.password.is_some(),
            has_factor: row.factor.is_some(),
        })
    };
    Ok(rows.into_iter().filter_map(row).collect())
}
