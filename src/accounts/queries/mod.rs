use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::db::schema::{
    api_token, app_user, forum, message, recovery_code, registration, role_grant, second_factor,
    sign_in_link, speaker_contact, staff_session,
};
use crate::db::{self, Conn};
use crate::types::{
    CategoryId, ForumId, Lang, RegistrationId, Role, Slug, SpeakerId, TokenId, UserId, Words, Zone,
};

use super::directory::ForumWall;
use super::model::{Grant, Identity, OpenSession, Proof, SeenSession};

mod staff;

pub use staff::{StaffRow, find_staff, former_staff, list_staff};

type WallRow = (ForumId, String, String, String);

fn wall(row: WallRow) -> Option<ForumWall> {
    let (id, slug, zone, state) = row;
    Some(ForumWall {
        id,
        slug: Slug::parse(&slug).ok()?,
        zone: Zone::parse(&zone)?,
        public: matches!(state.as_str(), "published" | "running" | "closed"),
    })
}

/// The forum of an address.
///
/// # Errors
/// A broken database.
pub async fn forum_by_slug(conn: &mut Conn, slug: &str) -> db::Result<Option<ForumWall>> {
    let row: Option<WallRow> = forum::table
        .filter(forum::slug.eq(slug))
        .select((forum::id, forum::slug, forum::zone, forum::state))
        .first(conn)
        .await
        .optional()?;
    Ok(row.and_then(wall))
}

/// A forum's wall by its id.
///
/// # Errors
/// A broken database.
pub async fn forum_by_id(conn: &mut Conn, id: ForumId) -> db::Result<Option<ForumWall>> {
    let row: Option<WallRow> = forum::table
        .find(id)
        .select((forum::id, forum::slug, forum::zone, forum::state))
        .first(conn)
        .await
        .optional()?;
    Ok(row.and_then(wall))
}

/// The forum of a registration, if this version of its private link still opens it.
///
/// # Errors
/// A broken database.
pub async fn forum_of_link(
    conn: &mut Conn,
    id: RegistrationId,
    version: i32,
) -> db::Result<Option<ForumWall>> {
    let row: Option<WallRow> = registration::table
        .inner_join(forum::table)
        .filter(registration::id.eq(id))
        .filter(registration::link_version.eq(version))
        .filter(registration::state.ne("anonymised"))
        .select((forum::id, forum::slug, forum::zone, forum::state))
        .first(conn)
        .await
        .optional()?;
    Ok(row.and_then(wall))
}

/// The forum a speaker's private link belongs to, unless a newer link took its place.
///
/// # Errors
/// A broken database.
pub async fn forum_of_speaker(
    conn: &mut Conn,
    id: SpeakerId,
    version: i32,
) -> db::Result<Option<ForumWall>> {
    let row: Option<WallRow> = speaker_contact::table
        .inner_join(forum::table)
        .filter(speaker_contact::speaker_id.eq(id))
        .filter(speaker_contact::link_version.eq(version))
        .filter(speaker_contact::email.is_not_null())
        .select((forum::id, forum::slug, forum::zone, forum::state))
        .first(conn)
        .await
        .optional()?;
    Ok(row.and_then(wall))
}

type UserRow = (UserId, String, String, String, Option<String>);
const USER: (
    app_user::id,
    app_user::name,
    app_user::email,
    app_user::lang,
    app_user::password_hash,
) = (app_user::id, app_user::name, app_user::email, app_user::lang, app_user::password_hash);

fn identity(row: UserRow, proof: Proof, grants: Vec<Grant>) -> Identity {
    let (user, name, email, lang, password) = row;
    Identity {
        user,
        name,
        email,
        lang: Lang::parse(&lang).unwrap_or_default(),
        has_password: password.is_some(),
        proof,
        grants,
    }
}

type SessionRow = (UserRow, Option<DateTime<Utc>>, Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// Who a live session belongs to, and when it was last used. Grants are read with every request, so that
/// one taken away bites at once in every process.
///
/// # Errors
/// A broken database.
pub async fn by_session(
    conn: &mut Conn,
    digest: &[u8],
    now: DateTime<Utc>,
) -> db::Result<Option<(Identity, Option<DateTime<Utc>>)>> {
    let row: Option<SessionRow> = staff_session::table
        .inner_join(app_user::table)
        .left_join(second_factor::table.on(second_factor::user_id.eq(staff_session::user_id)))
        .filter(staff_session::token_hash.eq(digest))
        .filter(staff_session::revoked_at.is_null())
        .filter(staff_session::expires_at.gt(now))
        .filter(app_user::disabled_at.is_null())
        .select((
            USER,
            second_factor::created_at.nullable(),
            staff_session::proved_at,
            staff_session::seen_at,
        ))
        .first(conn)
        .await
        .optional()?;
    let Some((row, factor, proved_at, seen_at)) = row else { return Ok(None) };
    let grants = grants(conn, row.0).await?;
    let proof = Proof::Session { has_factor: factor.is_some(), proved_at };
    Ok(Some((identity(row, proof, grants), seen_at)))
}

/// Who a live API token belongs to; it carries its own single role, and only while its owner is live.
///
/// # Errors
/// A broken database.
pub async fn by_token(
    conn: &mut Conn,
    digest: &[u8],
    now: DateTime<Utc>,
) -> db::Result<Option<Identity>> {
    let row: Option<(UserRow, String, Option<ForumId>)> = api_token::table
        .inner_join(app_user::table)
        .filter(api_token::token_hash.eq(digest))
        .filter(api_token::revoked_at.is_null())
        .filter(api_token::expires_at.gt(now))
        .filter(app_user::disabled_at.is_null())
        .select((USER, api_token::role, api_token::forum_id))
        .first(conn)
        .await
        .optional()?;
    Ok(row.and_then(|(row, role, forum)| {
        let grant = Grant { role: Role::parse(&role)?, forum, categories: Vec::new() };
        Some(identity(row, Proof::Token, vec![grant]))
    }))
}

type GrantRow = (String, Option<ForumId>, Vec<Option<CategoryId>>);

async fn grants(conn: &mut Conn, user: UserId) -> db::Result<Vec<Grant>> {
    let rows: Vec<GrantRow> = role_grant::table
        .filter(role_grant::user_id.eq(user))
        .filter(role_grant::revoked_at.is_null())
        .select((role_grant::role, role_grant::forum_id, role_grant::categories))
        .load(conn)
        .await?;
    let grant = |(role, forum, categories): GrantRow| {
        let categories = categories.into_iter().flatten().collect();
        Some(Grant { role: Role::parse(&role)?, forum, categories })
    };
    Ok(rows.into_iter().filter_map(grant).collect())
}

/// The live sessions of somebody, the latest first; `own` is the digest of the one that asks.
pub async fn sessions_of(
    conn: &mut Conn,
    user: UserId,
    own: &[u8],
    now: DateTime<Utc>,
) -> db::Result<Vec<SeenSession>> {
    type Row = (TokenId, Vec<u8>, String, String, DateTime<Utc>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = staff_session::table
        .filter(staff_session::user_id.eq(user))
        .filter(staff_session::revoked_at.is_null())
        .filter(staff_session::expires_at.gt(now))
        .order((staff_session::created_at.desc(), staff_session::id.desc()))
        .limit(100)
        .select((
            staff_session::id,
            staff_session::token_hash,
            staff_session::device,
            staff_session::network,
            staff_session::created_at,
            staff_session::seen_at,
        ))
        .load(conn)
        .await?;
    let session = |(id, digest, device, network, since, seen_at): Row| SeenSession {
        id,
        own: digest == own,
        device,
        network,
        since,
        seen_at,
    };
    Ok(rows.into_iter().map(session).collect())
}

/// How many recovery codes somebody has left.
pub async fn recovery_left(conn: &mut Conn, user: UserId) -> db::Result<i64> {
    recovery_code::table
        .filter(recovery_code::user_id.eq(user))
        .filter(recovery_code::used_at.is_null())
        .count()
        .get_result(conn)
        .await
}

/// What a forum is called.
pub async fn forum_title(conn: &mut Conn, id: ForumId) -> db::Result<Words> {
    forum::table.find(id).select(forum::title).first(conn).await
}

/// Whose a live session is, when it began, and whether a one-time link opened it.
pub async fn live_session(
    conn: &mut Conn,
    digest: &[u8],
    now: DateTime<Utc>,
) -> db::Result<Option<OpenSession>> {
    let row: Option<(UserId, bool, DateTime<Utc>)> = staff_session::table
        .filter(staff_session::token_hash.eq(digest))
        .filter(staff_session::revoked_at.is_null())
        .filter(staff_session::expires_at.gt(now))
        .select((staff_session::user_id, staff_session::by_link, staff_session::created_at))
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(|(user, by_link, since)| OpenSession { user, by_link, since }))
}

/// True while a one-time link may still be used.
pub async fn link_lives(
    conn: &mut Conn,
    id: TokenId,
    digest: &[u8],
    now: DateTime<Utc>,
) -> db::Result<bool> {
    let link = sign_in_link::table
        .inner_join(app_user::table)
        .filter(sign_in_link::id.eq(id))
        .filter(sign_in_link::token_hash.eq(digest))
        .filter(sign_in_link::used_at.is_null())
        .filter(sign_in_link::expires_at.gt(now))
        .filter(app_user::disabled_at.is_null());
    diesel::select(diesel::dsl::exists(link)).get_result(conn).await
}

/// How many letters of a kind an address was posted since `since`.
pub async fn letters_since(
    conn: &mut Conn,
    email: &str,
    letter: &str,
    since: DateTime<Utc>,
) -> db::Result<i64> {
    message::table
        .filter(message::to_email.eq(email))
        .filter(message::letter.eq(letter))
        .filter(message::created_at.gt(since))
        .count()
        .get_result(conn)
        .await
}

/// Everybody who holds or held a role for a forum, programs with a token too, by the address they sign in
/// with or the name of the token.
///
/// # Errors
/// A broken database.
pub async fn staff_of(conn: &mut Conn, forum: ForumId) -> db::Result<Vec<(UserId, String)>> {
    let mut staff: Vec<(UserId, String)> = app_user::table
        .inner_join(role_grant::table.on(role_grant::user_id.eq(app_user::id)))
        .filter(role_grant::forum_id.eq(forum).or(role_grant::forum_id.is_null()))
        .select((app_user::id, app_user::email))
        .load(conn)
        .await?;
    let programs: Vec<(UserId, String)> = app_user::table
        .inner_join(api_token::table)
        .filter(api_token::forum_id.eq(forum).or(api_token::forum_id.is_null()))
        .select((app_user::id, app_user::email))
        .load(conn)
        .await?;
    staff.extend(programs);
    staff.sort_unstable_by(|one, other| one.1.cmp(&other.1));
    staff.dedup();
    Ok(staff)
}
