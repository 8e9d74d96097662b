use serde_json::json;

use crate::audit::{self, Entry, Subject};
use crate::db::{Db, Stop};
use crate::types::{ActorRef, Clock, Token};

use super::super::model::Identity;
use super::super::new_password::NewPassword;
use super::super::password::{Passwords, Verdict};
use super::super::refusal::PasswordRefusal;
use super::super::{queries, store};
use super::sessions::SESSION_PREFIX;

/// Sets somebody's password and signs out their other browsers. The current one is needed where there
/// is one, but for who came by a one-time link within the hour. `session` is the digest of theirs, which
/// gets the token that is given back.
///
/// # Errors
/// [`PasswordRefusal`]; a broken database.
pub async fn set_password(
    db: &Db,
    clock: &Clock,
    passwords: &Passwords,
    who: &Identity,
    session: &[u8],
    current: &str,
    new: &NewPassword,
) -> Result<Token, Stop<PasswordRefusal>> {
    let now = clock.now();
    let (account, open) = {
        let mut conn = db.conn().await?;
        let open = queries::live_session(&mut conn, session, now).await?;
        (store::find_account_by_id(&mut conn, who.user).await?, open)
    };
    let open = open.filter(|open| open.user == who.user).ok_or(PasswordRefusal::NoSession)?;
    let before = account.ok_or(PasswordRefusal::NoSession)?.password_hash;
    if open.needs_current(before.is_some(), now) {
        let verdict = passwords.check(current, before.as_deref()).await;
        if verdict.map_err(|_full| PasswordRefusal::Busy)? == Verdict::Wrong {
            return Err(PasswordRefusal::WrongCurrent.into());
        }
    }
    let hash = passwords.hash(new).await.map_err(|_full| PasswordRefusal::Busy)?;
    db.tx(async |conn| {
        let account = store::lock_account(conn, who.user).await?;
        let account = account.ok_or(PasswordRefusal::NoSession)?;
        // Somebody else set one in this moment: what was proved is proved no more.
        if account.password_hash != before {
            return Err(PasswordRefusal::WrongCurrent.into());
        }
        store::update_password(conn, who.user, &hash).await?;
        let ended = store::revoke_other_sessions(conn, who.user, session, now).await?;
        store::spend_links_of(conn, who.user, now).await?;
        let token = Token::fresh(SESSION_PREFIX);
        let fresh = token.digest();
        if !store::rotate_session(conn, who.user, session, &fresh, None, now).await? {
            return Err(PasswordRefusal::NoSession.into());
        }
        let actor = ActorRef::Staff(who.user);
        let entry = Entry::new(now, actor, None, "accounts.password_set", Subject::User(who.user))
            .detail(json!({ "sessions_ended": ended }));
        audit::record(conn, &entry).await?;
        Ok(token)
    })
    .await
}
