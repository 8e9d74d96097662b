use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::db::schema::{recovery_code, second_factor};
use crate::db::{self, Conn};
use crate::types::{TokenId, UserId};

/// Somebody's second factor, as it is stored.
#[derive(Queryable, Selectable)]
#[diesel(table_name = second_factor)]
pub struct Factor {
    pub secret: Vec<u8>,
    pub last_step: i64,
}

/// Stores a second factor, unless there is one; says whether it is new.
pub async fn insert_factor(
    conn: &mut Conn,
    user: UserId,
    sealed: &[u8],
    step: i64,
    now: DateTime<Utc>,
) -> db::Result<bool> {
    let rows = diesel::insert_into(second_factor::table)
        .values((
            second_factor::user_id.eq(user),
            second_factor::secret.eq(sealed),
            second_factor::last_step.eq(step),
            second_factor::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(rows == 1)
}

/// Somebody's second factor, held until the transaction ends.
pub async fn lock_factor(conn: &mut Conn, user: UserId) -> db::Result<Option<Factor>> {
    second_factor::table
        .find(user)
        .select(Factor::as_select())
        .for_update()
        .first(conn)
        .await
        .optional()
}

/// Notes the step of the last code taken.
pub async fn update_step(conn: &mut Conn, user: UserId, step: i64) -> db::Result<()> {
    diesel::update(second_factor::table.find(user))
        .set(second_factor::last_step.eq(step))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Forgets somebody's second factor with its recovery codes; says whether there was one.
pub async fn delete_factor(conn: &mut Conn, user: UserId) -> db::Result<bool> {
    diesel::delete(recovery_code::table.filter(recovery_code::user_id.eq(user)))
        .execute(conn)
        .await?;
    let rows = diesel::delete(second_factor::table.find(user)).execute(conn).await?;
    Ok(rows == 1)
}

/// Puts a new set of recovery codes in place of the old.
pub async fn replace_recovery(
    conn: &mut Conn,
    user: UserId,
    digests: &[Vec<u8>],
    now: DateTime<Utc>,
) -> db::Result<()> {
    diesel::delete(recovery_code::table.filter(recovery_code::user_id.eq(user)))
        .execute(conn)
        .await?;
    let row = |digest| {
        (
            recovery_code::id.eq(TokenId::fresh()),
            recovery_code::user_id.eq(user),
            recovery_code::code_hash.eq(digest),
            recovery_code::created_at.eq(now),
        )
    };
    let rows: Vec<_> = digests.iter().map(row).collect();
    diesel::insert_into(recovery_code::table).values(&rows).execute(conn).await.map(|_| ())
}

/// Uses a recovery code up; says whether it could be used.
pub async fn use_recovery(
    conn: &mut Conn,
    user: UserId,
    digest: &[u8],
    now: DateTime<Utc>,
) -> db::Result<bool> {
    let code = recovery_code::table
        .filter(recovery_code::user_id.eq(user))
        .filter(recovery_code::code_hash.eq(digest))
        .filter(recovery_code::used_at.is_null());
    let rows = diesel::update(code).set(recovery_code::used_at.eq(now)).execute(conn).await?;
    Ok(rows == 1)
}
