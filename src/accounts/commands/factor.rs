use chrono::{DateTime, Utc};
use serde_json::json;

use crate::audit::{self, Entry, Subject};
use crate::db::{self, Conn, Db, Stop};
use crate::types::{ActorRef, Clock, Email, SealKey, Token, UserId};

use super::super::factor::{Seed, TypedCode, recovery_codes, recovery_digest};
use super::super::refusal::FactorRefusal;
use super::super::store;
use super::sessions::SESSION_PREFIX;

/// Sets up the second factor that a page offered, once a code shows that an app has it. Gives the token
/// that the session goes on with, and the recovery codes, shown this once.
///
/// # Errors
/// [`FactorRefusal`]; a broken database.
pub async fn set_factor(
    db: &Db,
    clock: &Clock,
    key: &SealKey,
    user: UserId,
    session: &[u8],
    typed: &str,
) -> Result<(Token, Vec<String>), Stop<FactorRefusal>> {
    let now = clock.now();
    let seed = Seed::offered(key, user, session);
    let step = match TypedCode::parse(typed) {
        Some(TypedCode::App(code)) => seed.step(&code, now),
        _ => None,
    };
    let step = step.ok_or(FactorRefusal::WrongCode)?;
    let sealed = seed.sealed(key, user);
    db.tx(async |conn| {
        store::lock_account(conn, user).await?.ok_or(FactorRefusal::NoSession)?;
        if !store::insert_factor(conn, user, &sealed, step, now).await? {
            return Err(FactorRefusal::SetAlready.into());
        }
        let codes = renew(conn, user, now).await?;
        let token = rotated(conn, user, session, Some(now), now).await?;
        record(conn, user, "accounts.factor_set", "app", now).await?;
        Ok((token, codes))
    })
    .await
}

/// Proves with a code of the app or one from paper. Each is taken once. Gives the token that the session
/// goes on with.
///
/// # Errors
/// [`FactorRefusal`]; a broken database.
pub async fn prove(
    db: &Db,
    clock: &Clock,
    key: &SealKey,
    user: UserId,
    session: &[u8],
    typed: &str,
) -> Result<Token, Stop<FactorRefusal>> {
    let now = clock.now();
    let outcome = db
        .tx(async |conn| {
            let Some(by) = taken(conn, key, user, typed, now).await? else {
                return Err(Stop::Refused(FactorRefusal::WrongCode));
            };
            let token = rotated(conn, user, session, Some(now), now).await?;
            record(conn, user, "accounts.factor_proved", by, now).await?;
            Ok(token)
        })
        .await;
    if let Err(Stop::Refused(FactorRefusal::WrongCode)) = &outcome {
        db.tx(async |conn| record(conn, user, "accounts.factor_failed", "code", now).await).await?;
    }
    outcome
}

/// By what somebody proved, if what they typed is a code of theirs that was not used yet.
async fn taken(
    conn: &mut Conn,
    key: &SealKey,
    user: UserId,
    typed: &str,
    now: DateTime<Utc>,
) -> db::Result<Option<&'static str>> {
    // The row is held, so that of two who bring one code at once, one gets in.
    let Some(factor) = store::lock_factor(conn, user).await? else { return Ok(None) };
    match TypedCode::parse(typed) {
        Some(TypedCode::App(code)) => {
            let seed = Seed::open(key, user, &factor.secret);
            let step = seed.and_then(|seed| seed.step(&code, now));
            let Some(step) = step.filter(|step| *step > factor.last_step) else { return Ok(None) };
            store::update_step(conn, user, step).await?;
            Ok(Some("app"))
        }
        Some(TypedCode::Recovery(code)) => {
            let digest = recovery_digest(user, &code);
            let used = store::use_recovery(conn, user, &digest, now).await?;
            Ok(used.then_some("recovery"))
        }
        None => Ok(None),
    }
}

/// Makes a new set of recovery codes; the old ones open nothing from then on.
///
/// # Errors
/// A broken database.
pub async fn renew_recovery(db: &Db, clock: &Clock, user: UserId) -> db::Result<Vec<String>> {
    let now = clock.now();
    db.tx(async |conn| {
        let codes = renew(conn, user, now).await?;
        record(conn, user, "accounts.recovery_renewed", "paper", now).await?;
        Ok(codes)
    })
    .await
}

/// Forgets one's own second factor and recovery codes, for a new phone. Every other session ends, or each
/// could set up a factor of its own. Gives the token that this session goes on with.
///
/// # Errors
/// [`FactorRefusal::NoSession`]; a broken database.
pub async fn remove_factor(
    db: &Db,
    clock: &Clock,
    user: UserId,
    session: &[u8],
) -> Result<Token, Stop<FactorRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        store::lock_account(conn, user).await?.ok_or(FactorRefusal::NoSession)?;
        forget(conn, ActorRef::Staff(user), user, session, now).await?;
        rotated(conn, user, session, None, now).await
    })
    .await
}

/// The same for whoever runs the server, by the address: they are signed out everywhere. Says whether
/// there was one; nothing when nobody has the address.
///
/// # Errors
/// A broken database.
pub async fn forget_factor(db: &Db, clock: &Clock, email: &Email) -> db::Result<Option<bool>> {
    let now = clock.now();
    db.tx(async |conn| {
        let Some(account) = store::find_account(conn, &email.key()).await? else { return Ok(None) };
        store::lock_account(conn, account.id).await?;
        forget(conn, ActorRef::Operator, account.id, &[], now).await.map(Some)
    })
    .await
}

/// Says whether there was one. Links on their way end too: each would be one more session.
async fn forget(
    conn: &mut Conn,
    by: ActorRef,
    user: UserId,
    keep: &[u8],
    now: DateTime<Utc>,
) -> db::Result<bool> {
    if !store::delete_factor(conn, user).await? {
        return Ok(false);
    }
    store::unprove_sessions(conn, user).await?;
    store::spend_links_of(conn, user, now).await?;
    let ended = store::revoke_other_sessions(conn, user, keep, now).await?;
    let entry = Entry::new(now, by, None, "accounts.factor_removed", Subject::User(user))
        .detail(json!({ "sessions_ended": ended }));
    audit::record(conn, &entry).await?;
    Ok(true)
}

async fn renew(conn: &mut Conn, user: UserId, now: DateTime<Utc>) -> db::Result<Vec<String>> {
    let codes = recovery_codes();
    let digests: Vec<Vec<u8>> = codes.iter().map(|code| recovery_digest(user, code)).collect();
    store::replace_recovery(conn, user, &digests, now).await?;
    Ok(codes)
}

async fn rotated(
    conn: &mut Conn,
    user: UserId,
    session: &[u8],
    proved_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Token, Stop<FactorRefusal>> {
    let token = Token::fresh(SESSION_PREFIX);
    let fresh = token.digest();
    if !store::rotate_session(conn, user, session, &fresh, proved_at, now).await? {
        return Err(FactorRefusal::NoSession.into());
    }
    Ok(token)
}

async fn record(
    conn: &mut Conn,
    user: UserId,
    action: &'static str,
    by: &str,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let entry = Entry::new(now, ActorRef::Staff(user), None, action, Subject::User(user));
    audit::record(conn, &entry.detail(json!({ "by": by }))).await
}
