use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::audit::{self, Entry, Subject};
use crate::db::{self, Conn, Db, Stop};
use crate::types::{ActorRef, Clock, ForumId, Lang, Role, Token, UserId, line};

use super::super::refusal::TokenRefusal;
use super::super::store::{self, NewAccount, NewGrant, NewToken};

/// Most days an API token may live.
const DAYS: i64 = 365;
/// Most characters of a token's name.
const LABEL: usize = 60;
/// How many characters of a token are kept so that people can tell tokens apart.
const HINT: usize = 8;

/// Makes somebody the owner of a forum, in the caller's transaction.
///
/// # Errors
/// A broken database.
pub async fn grant_owner(
    conn: &mut Conn,
    by: ActorRef,
    user: UserId,
    forum: ForumId,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let new =
        NewGrant { user, role: Role::Owner, forum: Some(forum), categories: &[], by: user_of(by) };
    if !store::insert_grant(conn, &new, now).await? {
        return Ok(());
    }
    let subject = Subject::User(user);
    let entry = Entry::new(now, by, Some(forum), "accounts.role_granted", subject)
        .detail(json!({ "role": Role::Owner.code() }));
    audit::record(conn, &entry).await
}

/// The member of staff somebody is.
const fn user_of(actor: ActorRef) -> Option<UserId> {
    match actor {
        ActorRef::Staff(user) => Some(user),
        _ => None,
    }
}

/// Makes an API token for a program: the operator names it, the audit log knows it by that name, and
/// it can neither sign in nor be sent a letter. The token is shown this once.
///
/// # Errors
/// [`TokenRefusal`]; a broken database.
pub async fn create_token(
    db: &Db,
    clock: &Clock,
    role: Role,
    forum: Option<ForumId>,
    label: &str,
    days: i64,
) -> Result<Token, Stop<TokenRefusal>> {
    if (role == Role::Admin) != forum.is_none() {
        return Err(TokenRefusal::Reach.into());
    }
    if !(1..=DAYS).contains(&days) {
        return Err(TokenRefusal::Days.into());
    }
    let label = line(label, LABEL).map_err(|_fault| TokenRefusal::Label)?;
    let now = clock.now();
    let token = Token::fresh("mdg_");
    let hint: String = token.reveal().chars().take(HINT).collect();
    // No e-mail address looks like this, so nobody can sign in with it.
    let address = format!("token:{label}");
    let email_key = address.to_lowercase();
    db.tx(async |conn| {
        let new = NewAccount {
            email: &address,
            email_key: &email_key,
            name: &label,
            lang: Lang::default(),
        };
        let program = store::ensure_account(conn, &new, now).await?;
        // Under the same name its other tokens would open again, or this one would open nothing.
        if program.is_disabled {
            return Err(TokenRefusal::Disabled.into());
        }
        let user = program.id;
        let digest = token.digest();
        let until = now + TimeDelta::days(days);
        let row = NewToken { user, role, forum, digest: &digest, hint: &hint, until };
        store::insert_token(conn, &row, now).await?;
        let subject = Subject::User(user);
        let entry = Entry::new(now, ActorRef::Operator, forum, "accounts.token_made", subject)
            .detail(json!({ "role": role.code(), "days": days }));
        audit::record(conn, &entry).await?;
        Ok::<(), Stop<TokenRefusal>>(())
    })
    .await?;
    Ok(token)
}
