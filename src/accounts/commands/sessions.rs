use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

use crate::audit::{self, Entry, Subject};
use crate::db::{self, Conn, Db, Stop};
use crate::types::{ActorRef, Clock, Email, LinkKey, Token, TokenId, UserId};

use super::super::model::{SignedIn, Whence};
use super::super::password::{Passwords, Verdict};
use super::super::refusal::SignInRefusal;
use super::super::store;

/// How long a signed-in browser stays so, whatever it does.
pub const SESSION_HOURS: i64 = 12;
/// What a session's token begins with, so that a leaked one is recognised.
pub const SESSION_PREFIX: &str = "mds_";
/// How long ended sessions and links are kept.
const KEPT: TimeDelta = TimeDelta::days(7);

/// Lets somebody in by address and password. `old` is the digest of the session the browser came with,
/// which ends.
///
/// # Errors
/// [`SignInRefusal`]; a broken database.
pub async fn sign_in(
    db: &Db,
    clock: &Clock,
    passwords: &Passwords,
    email: &Email,
    typed: &str,
    old: Option<&[u8]>,
    whence: &Whence,
) -> Result<SignedIn, Stop<SignInRefusal>> {
    let found = {
        let mut conn = db.conn().await?;
        store::find_account(&mut conn, &email.key()).await?
    };
    let stored = found.as_ref().and_then(|account| account.password_hash.as_deref());
    let verdict = passwords.check(typed, stored).await.map_err(|_full| SignInRefusal::Busy)?;
    let now = clock.now();
    if let (Some(account), Verdict::Right { renewed }) = (&found, verdict) {
        let opened = db
            .tx(async |conn| {
                // Between the look and now the password may have been changed: then it was wrong.
                let current = store::lock_account(conn, account.id).await?;
                if current.is_none_or(|now| now.password_hash != account.password_hash) {
                    return Ok::<_, db::Error>(None);
                }
                if let Some(hash) = &renewed {
                    store::update_password(conn, account.id, hash).await?;
                }
                let session = open(conn, account.id, false, old, whence, now).await?;
                Ok(Some(SignedIn { session, user: account.id, has_password: true }))
            })
            .await?;
        if let Some(signed_in) = opened {
            return Ok(signed_in);
        }
    }
    // Nobody is noted for an unknown address: known or not, a failure leaves one entry.
    let subject = found.map_or(UserId(Uuid::nil()), |account| account.id);
    record_failure(db, subject, now).await?;
    Err(SignInRefusal::BadCredentials.into())
}

async fn record_failure(db: &Db, subject: UserId, now: DateTime<Utc>) -> db::Result<()> {
    let entry =
        Entry::new(now, ActorRef::Guest, None, "accounts.sign_in_failed", Subject::User(subject));
    db.tx(async |conn| audit::record(conn, &entry).await).await
}

/// Lets somebody in by a one-time link, once; what other links they have are used up too.
///
/// # Errors
/// [`SignInRefusal::LinkSpent`]; a broken database.
pub async fn enter(
    db: &Db,
    clock: &Clock,
    key: &LinkKey,
    token: &str,
    old: Option<&[u8]>,
    whence: &Whence,
) -> Result<SignedIn, Stop<SignInRefusal>> {
    let id = key.prove(token).ok_or(SignInRefusal::LinkSpent)?;
    let digest = key.token(id).digest();
    let now = clock.now();
    db.tx(async |conn| {
        let spent = store::spend_link(conn, id, &digest, now).await?;
        let user = spent.ok_or(SignInRefusal::LinkSpent)?;
        let account = store::lock_account(conn, user).await?.ok_or(SignInRefusal::LinkSpent)?;
        store::spend_links_of(conn, user, now).await?;
        let session = open(conn, user, true, old, whence, now).await?;
        Ok(SignedIn { session, user, has_password: account.password_hash.is_some() })
    })
    .await
}

async fn open(
    conn: &mut Conn,
    user: UserId,
    by_link: bool,
    old: Option<&[u8]>,
    whence: &Whence,
    now: DateTime<Utc>,
) -> db::Result<Token> {
    if let Some(old) = old {
        store::revoke_session(conn, old, now).await?;
    }
    let token = Token::fresh(SESSION_PREFIX);
    let until = now + TimeDelta::hours(SESSION_HOURS);
    store::insert_session(conn, user, &token.digest(), by_link, whence, now, until).await?;
    let entry =
        Entry::new(now, ActorRef::Staff(user), None, "accounts.signed_in", Subject::User(user))
            .detail(json!({ "by": if by_link { "link" } else { "password" } }));
    audit::record(conn, &entry).await?;
    Ok(token)
}

/// Ends a session; one that has ended already stays so.
///
/// # Errors
/// A broken database.
pub async fn sign_out(db: &Db, clock: &Clock, session: &[u8]) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        let Some(user) = store::revoke_session(conn, session, now).await? else { return Ok(()) };
        let actor = ActorRef::Staff(user);
        let entry = Entry::new(now, actor, None, "accounts.signed_out", Subject::User(user));
        audit::record(conn, &entry).await
    })
    .await
}

/// Notes that a session was used just now.
///
/// # Errors
/// A broken database.
pub async fn note_seen(db: &Db, session: &[u8], now: DateTime<Utc>) -> db::Result<()> {
    db.tx(async |conn| store::touch_session(conn, session, now).await).await
}

/// Ends one of somebody's sessions, wherever it is; one that has ended already stays so.
///
/// # Errors
/// A broken database.
pub async fn end_session(db: &Db, clock: &Clock, user: UserId, id: TokenId) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        if !store::revoke_session_by_id(conn, user, id, now).await? {
            return Ok(());
        }
        record_ended(conn, user, 1, now).await
    })
    .await
}

/// Ends all of somebody's sessions but the one of this digest.
///
/// # Errors
/// A broken database.
pub async fn end_other_sessions(
    db: &Db,
    clock: &Clock,
    user: UserId,
    keep: &[u8],
) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        let ended = store::revoke_other_sessions(conn, user, keep, now).await?;
        record_ended(conn, user, ended, now).await
    })
    .await
}

async fn record_ended(
    conn: &mut Conn,
    user: UserId,
    ended: usize,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let actor = ActorRef::Staff(user);
    let entry = Entry::new(now, actor, None, "accounts.sessions_ended", Subject::User(user));
    audit::record(conn, &entry.detail(json!({ "sessions_ended": ended }))).await
}

/// Forgets sessions and links a week after their end; called now and then.
///
/// # Errors
/// A broken database.
pub async fn sweep(db: &Db, clock: &Clock) -> db::Result<usize> {
    let before = clock.now() - KEPT;
    db.tx(async |conn| store::delete_ended(conn, before).await).await
}
