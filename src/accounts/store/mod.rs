use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::db::schema::{api_token, app_user, sign_in_link, staff_session};
use crate::db::{self, Conn};
use crate::types::{ForumId, Lang, Role, TokenId, UserId};

use super::model::Whence;

mod factor;
mod grants;

pub use factor::{
    delete_factor, insert_factor, lock_factor, replace_recovery, update_step, use_recovery,
};
pub use grants::{NewGrant, end_grant, insert_grant, lock_grant, lock_holders, who_comes_in};

/// Somebody who may sign in.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = app_user)]
pub struct Account {
    pub id: UserId,
    pub email: String,
    pub password_hash: Option<String>,
}

/// Somebody to be added, unless their address is known.
pub struct NewAccount<'a> {
    pub email: &'a str,
    pub email_key: &'a str,
    pub name: &'a str,
    pub lang: Lang,
}

/// Who has an address.
pub struct Ensured {
    pub id: UserId,
    /// Whether they were added just now.
    pub is_new: bool,
    /// Whether they were shut out: whoever calls says what is to become of that.
    pub is_disabled: bool,
}

/// Adds somebody, or finds who has the address already.
pub async fn ensure_account(
    conn: &mut Conn,
    new: &NewAccount<'_>,
    now: DateTime<Utc>,
) -> db::Result<Ensured> {
    let fresh = UserId::fresh();
    let (id, disabled_at): (UserId, Option<DateTime<Utc>>) = diesel::insert_into(app_user::table)
        .values((
            app_user::id.eq(fresh),
            app_user::email.eq(new.email),
            app_user::email_key.eq(new.email_key),
            app_user::name.eq(new.name),
            app_user::lang.eq(new.lang.code()),
            app_user::created_at.eq(now),
        ))
        .on_conflict(app_user::email_key)
        .do_update()
        // What stands there already: only so does the statement give and hold the row it finds.
        .set(app_user::email_key.eq(new.email_key))
        .returning((app_user::id, app_user::disabled_at))
        .get_result(conn)
        .await?;
    Ok(Ensured { id, is_new: id == fresh, is_disabled: disabled_at.is_some() })
}

/// Lets somebody sign in again who was shut out.
pub async fn enable_account(conn: &mut Conn, id: UserId) -> db::Result<()> {
    diesel::update(app_user::table.find(id))
        .set(app_user::disabled_at.eq(None::<DateTime<Utc>>))
        .execute(conn)
        .await
        .map(|_| ())
}

/// The live account of an address.
pub async fn find_account(conn: &mut Conn, email_key: &str) -> db::Result<Option<Account>> {
    app_user::table
        .filter(app_user::email_key.eq(email_key))
        .filter(app_user::disabled_at.is_null())
        .select(Account::as_select())
        .first(conn)
        .await
        .optional()
}

/// The live account of an id.
pub async fn find_account_by_id(conn: &mut Conn, id: UserId) -> db::Result<Option<Account>> {
    app_user::table
        .find(id)
        .filter(app_user::disabled_at.is_null())
        .select(Account::as_select())
        .first(conn)
        .await
        .optional()
}

/// The live account of an id, held until the transaction ends.
pub async fn lock_account(conn: &mut Conn, id: UserId) -> db::Result<Option<Account>> {
    app_user::table
        .find(id)
        .filter(app_user::disabled_at.is_null())
        .select(Account::as_select())
        .for_no_key_update()
        .first(conn)
        .await
        .optional()
}

/// Stores how somebody is called, and their language.
pub async fn update_account(conn: &mut Conn, id: UserId, name: &str, lang: Lang) -> db::Result<()> {
    diesel::update(app_user::table.find(id))
        .set((app_user::name.eq(name), app_user::lang.eq(lang.code())))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Stores a password's hash.
pub async fn update_password(conn: &mut Conn, id: UserId, hash: &str) -> db::Result<()> {
    diesel::update(app_user::table.find(id))
        .set(app_user::password_hash.eq(hash))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Stores a one-time link, unless it is stored already; says whether it is new.
pub async fn insert_link(
    conn: &mut Conn,
    id: TokenId,
    user: UserId,
    digest: &[u8],
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> db::Result<bool> {
    let rows = diesel::insert_into(sign_in_link::table)
        .values((
            sign_in_link::id.eq(id),
            sign_in_link::user_id.eq(user),
            sign_in_link::token_hash.eq(digest),
            sign_in_link::created_at.eq(now),
            sign_in_link::expires_at.eq(until),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(rows == 1)
}

/// Uses a one-time link up, if it may still be used: of two who come at once, one gets it.
pub async fn spend_link(
    conn: &mut Conn,
    id: TokenId,
    digest: &[u8],
    now: DateTime<Utc>,
) -> db::Result<Option<UserId>> {
    let link = sign_in_link::table
        .find(id)
        .filter(sign_in_link::token_hash.eq(digest))
        .filter(sign_in_link::used_at.is_null())
        .filter(sign_in_link::expires_at.gt(now));
    diesel::update(link)
        .set(sign_in_link::used_at.eq(now))
        .returning(sign_in_link::user_id)
        .get_result(conn)
        .await
        .optional()
}

/// Uses up whatever links somebody has left.
pub async fn spend_links_of(conn: &mut Conn, user: UserId, now: DateTime<Utc>) -> db::Result<()> {
    let links = sign_in_link::table
        .filter(sign_in_link::user_id.eq(user))
        .filter(sign_in_link::used_at.is_null());
    diesel::update(links).set(sign_in_link::used_at.eq(now)).execute(conn).await.map(|_| ())
}

/// Stores a signed-in browser.
pub async fn insert_session(
    conn: &mut Conn,
    user: UserId,
    digest: &[u8],
    by_link: bool,
    whence: &Whence,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> db::Result<()> {
    diesel::insert_into(staff_session::table)
        .values((
            staff_session::id.eq(TokenId::fresh()),
            staff_session::user_id.eq(user),
            staff_session::token_hash.eq(digest),
            staff_session::by_link.eq(by_link),
            staff_session::device.eq(&whence.device),
            staff_session::network.eq(&whence.network),
            staff_session::seen_at.eq(now),
            staff_session::created_at.eq(now),
            staff_session::expires_at.eq(until),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Ends one session; says whose it was, if it was alive.
pub async fn revoke_session(
    conn: &mut Conn,
    digest: &[u8],
    now: DateTime<Utc>,
) -> db::Result<Option<UserId>> {
    let session = staff_session::table
        .filter(staff_session::token_hash.eq(digest))
        .filter(staff_session::revoked_at.is_null());
    diesel::update(session)
        .set(staff_session::revoked_at.eq(now))
        .returning(staff_session::user_id)
        .get_result(conn)
        .await
        .optional()
}

/// Ends one session of somebody by its id; says whether it was alive.
pub async fn revoke_session_by_id(
    conn: &mut Conn,
    user: UserId,
    id: TokenId,
    now: DateTime<Utc>,
) -> db::Result<bool> {
    let session = staff_session::table
        .find(id)
        .filter(staff_session::user_id.eq(user))
        .filter(staff_session::revoked_at.is_null());
    let rows = diesel::update(session).set(staff_session::revoked_at.eq(now)).execute(conn).await?;
    Ok(rows == 1)
}

/// Notes that a session was used.
pub async fn touch_session(conn: &mut Conn, digest: &[u8], now: DateTime<Utc>) -> db::Result<()> {
    diesel::update(staff_session::table.filter(staff_session::token_hash.eq(digest)))
        .set(staff_session::seen_at.eq(now))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Gives a live session another token, so that whoever holds the old one holds nothing; `proved_at` is
/// noted with it if something was proved. Says whether the session was alive.
pub async fn rotate_session(
    conn: &mut Conn,
    user: UserId,
    old: &[u8],
    new: &[u8],
    proved_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> db::Result<bool> {
    let session = staff_session::table
        .filter(staff_session::token_hash.eq(old))
        .filter(staff_session::user_id.eq(user))
        .filter(staff_session::revoked_at.is_null())
        .filter(staff_session::expires_at.gt(now));
    let rows = match proved_at {
        Some(at) => {
            diesel::update(session)
                .set((staff_session::token_hash.eq(new), staff_session::proved_at.eq(at)))
                .execute(conn)
                .await?
        }
        None => {
            diesel::update(session).set(staff_session::token_hash.eq(new)).execute(conn).await?
        }
    };
    Ok(rows == 1)
}

/// Takes back what somebody's sessions have proved: what they may do has changed.
pub async fn unprove_sessions(conn: &mut Conn, user: UserId) -> db::Result<()> {
    diesel::update(staff_session::table.filter(staff_session::user_id.eq(user)))
        .set(staff_session::proved_at.eq(None::<DateTime<Utc>>))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Ends every session of somebody but one; says how many were alive.
pub async fn revoke_other_sessions(
    conn: &mut Conn,
    user: UserId,
    keep: &[u8],
    now: DateTime<Utc>,
) -> db::Result<usize> {
    let others = staff_session::table
        .filter(staff_session::user_id.eq(user))
        .filter(staff_session::token_hash.ne(keep))
        .filter(staff_session::revoked_at.is_null())
        .filter(staff_session::expires_at.gt(now));
    diesel::update(others).set(staff_session::revoked_at.eq(now)).execute(conn).await
}

/// An API token to be stored.
pub struct NewToken<'a> {
    pub user: UserId,
    pub role: Role,
    pub forum: Option<ForumId>,
    pub digest: &'a [u8],
    pub hint: &'a str,
    pub until: DateTime<Utc>,
}

/// Stores an API token.
pub async fn insert_token(
    conn: &mut Conn,
    new: &NewToken<'_>,
    now: DateTime<Utc>,
) -> db::Result<()> {
    diesel::insert_into(api_token::table)
        .values((
            api_token::id.eq(TokenId::fresh()),
            api_token::user_id.eq(new.user),
            api_token::role.eq(new.role.code()),
            api_token::forum_id.eq(new.forum),
            api_token::token_hash.eq(new.digest),
            api_token::hint.eq(new.hint),
            api_token::created_at.eq(now),
            api_token::expires_at.eq(new.until),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Forgets sessions and links that ended before `before`.
pub async fn delete_ended(conn: &mut Conn, before: DateTime<Utc>) -> db::Result<usize> {
    let sessions =
        diesel::delete(staff_session::table.filter(staff_session::expires_at.lt(before)))
            .execute(conn)
            .await?;
    let links = diesel::delete(sign_in_link::table.filter(sign_in_link::expires_at.lt(before)))
        .execute(conn)
        .await?;
    Ok(sessions + links)
}
