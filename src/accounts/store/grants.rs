use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::schema::{app_user, role_grant};
use crate::db::{self, Conn};
use crate::types::{CategoryId, ForumId, Role, TokenId, UserId};

/// A role to be given.
pub struct NewGrant<'a> {
    pub user: UserId,
    pub role: Role,
    pub forum: Option<ForumId>,
    pub categories: &'a [CategoryId],
    pub by: Option<UserId>,
}

/// A role that is held.
#[derive(Clone, Copy)]
pub struct HeldGrant {
    pub user: UserId,
    pub role: Role,
}

/// Gives a role, unless it is held already; says whether it is new.
pub async fn insert_grant(
    conn: &mut Conn,
    new: &NewGrant<'_>,
    now: DateTime<Utc>,
) -> db::Result<bool> {
    let rows = diesel::insert_into(role_grant::table)
        .values((
            role_grant::id.eq(TokenId::fresh().0),
            role_grant::user_id.eq(new.user),
            role_grant::role.eq(new.role.code()),
            role_grant::forum_id.eq(new.forum),
            role_grant::categories.eq(new.categories),
            role_grant::granted_by.eq(new.by),
            role_grant::granted_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(rows == 1)
}

/// Holds every live grant of a role that must always be held by somebody, so that of two who give up the
/// last ones at once, one stays. Says who holds it.
pub async fn lock_holders(
    conn: &mut Conn,
    role: Role,
    forum: Option<ForumId>,
) -> db::Result<Vec<UserId>> {
    let live = role_grant::table
        .filter(role_grant::role.eq(role.code()))
        .filter(role_grant::revoked_at.is_null())
        .order(role_grant::id)
        .select(role_grant::user_id);
    match forum {
        Some(forum) => live.filter(role_grant::forum_id.eq(forum)).for_update().load(conn).await,
        None => live.filter(role_grant::forum_id.is_null()).for_update().load(conn).await,
    }
}

/// Those among these who have come in and may come in again.
pub async fn who_comes_in(conn: &mut Conn, users: &[UserId]) -> db::Result<Vec<UserId>> {
    app_user::table
        .filter(app_user::id.eq_any(users))
        .filter(app_user::password_hash.is_not_null())
        .filter(app_user::disabled_at.is_null())
        .select(app_user::id)
        .load(conn)
        .await
}

/// A live grant of a forum (or of the installation), held until the transaction ends.
pub async fn lock_grant(
    conn: &mut Conn,
    forum: Option<ForumId>,
    id: Uuid,
) -> db::Result<HeldGrant> {
    let (user, role, of): (UserId, String, Option<ForumId>) = role_grant::table
        .find(id)
        .filter(role_grant::revoked_at.is_null())
        .select((role_grant::user_id, role_grant::role, role_grant::forum_id))
        .for_update()
        .first(conn)
        .await?;
    let role = Role::parse(&role).filter(|_| of == forum).ok_or(db::Error::NotFound)?;
    Ok(HeldGrant { user, role })
}

/// Ends a grant; it stays in the table.
pub async fn end_grant(
    conn: &mut Conn,
    id: Uuid,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> db::Result<()> {
    diesel::update(role_grant::table.find(id))
        .set((role_grant::revoked_at.eq(now), role_grant::revoked_by.eq(by)))
        .execute(conn)
        .await
        .map(|_| ())
}
