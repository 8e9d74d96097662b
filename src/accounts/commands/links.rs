use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::audit::{self, Entry, Subject};
use crate::db::{self, Conn, Db};
use crate::jobs;
use crate::mail::{self, Letter, Post};
use crate::types::{ActorRef, Clock, Email, Lang, LinkKey, Role, Token, TokenId, UserId};

use super::super::facts::LinkRequested;
use super::super::letters::SignInLink;
use super::super::store::{self, Ensured, NewAccount, NewGrant};
use super::super::{queries, store::Account};

/// How long a link printed by the operator's command lasts.
const PRINTED: TimeDelta = TimeDelta::hours(24);
/// How long a link sent by letter lasts; the letter says so.
const SENT: TimeDelta = TimeDelta::hours(1);
/// Most letters with a link to one address in an hour.
const LETTERS: i64 = 3;

/// Makes somebody an admin, new or known, and gives the one-time link that lets them in for a day. Whoever was
/// shut out comes back: nobody but the operator can say so.
///
/// # Errors
/// A broken database.
pub async fn create_admin(
    db: &Db,
    clock: &Clock,
    key: &LinkKey,
    email: &Email,
) -> db::Result<Token> {
    let now = clock.now();
    db.tx(async |conn| {
        let email_key = email.key();
        let name = email_key.split('@').next().unwrap_or_default();
        let new = NewAccount {
            email: email.as_str(),
            email_key: &email_key,
            name,
            lang: Lang::default(),
        };
        let Ensured { id: user, is_new, is_disabled } =
            store::ensure_account(conn, &new, now).await?;
        if is_disabled {
            store::enable_account(conn, user).await?;
        }
        let is_granted = store::insert_grant(conn, &admin(user), now).await?;
        let link = TokenId::fresh();
        let token = key.token(link);
        store::insert_link(conn, link, user, &token.digest(), now, now + PRINTED).await?;
        let by_operator =
            |action| Entry::new(now, ActorRef::Operator, None, action, Subject::User(user));
        let mut entries = Vec::new();
        if is_new {
            entries.push(by_operator("accounts.added"));
        }
        if is_disabled {
            entries.push(by_operator("accounts.enabled"));
        }
        if is_granted {
            let role = json!({ "role": Role::Admin.code() });
            entries.push(by_operator("accounts.role_granted").detail(role));
        }
        entries.push(by_operator("accounts.link_made").detail(json!({ "link": link })));
        audit::record_all(conn, &entries).await?;
        Ok(token)
    })
    .await
}

/// The role of who runs the installation, given on the machine itself.
const fn admin(user: UserId) -> NewGrant<'static> {
    NewGrant { user, role: Role::Admin, forum: None, categories: &[], by: None }
}

/// Takes a wish for a one-time link. Whether the address is known decides nothing here: the same row is
/// written for both, and [`send_link`] looks at it later.
///
/// # Errors
/// A broken database.
pub async fn request_link(db: &Db, clock: &Clock, email: &Email, lang: Lang) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        let found = store::find_account(conn, &email.key()).await?;
        let user = found.map_or_else(UserId::fresh, |account| account.id);
        let fact = LinkRequested { user, link: TokenId::fresh(), lang };
        jobs::enqueue(conn, &fact, now).await
    })
    .await
}

/// Posts the letter with the link, if the address is known and was not sent too many; may run twice
/// and posts once.
///
/// # Errors
/// A broken database.
pub async fn send_link(
    db: &Db,
    clock: &Clock,
    key: &LinkKey,
    fact: &LinkRequested,
) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        let Some(account) = store::lock_account(conn, fact.user).await? else { return Ok(()) };
        let since = now - TimeDelta::hours(1);
        let sent = queries::letters_since(conn, &account.email, SignInLink::NAME, since).await?;
        if sent >= LETTERS {
            return Ok(());
        }
        post_link(conn, &account, key, fact, now).await
    })
    .await
}

async fn post_link(
    conn: &mut Conn,
    account: &Account,
    key: &LinkKey,
    fact: &LinkRequested,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let digest = key.token(fact.link).digest();
    if !store::insert_link(conn, fact.link, account.id, &digest, now, now + SENT).await? {
        return Ok(());
    }
    // Program accounts have no address that mail could reach.
    let Ok(email) = Email::parse(&account.email) else { return Ok(()) };
    let letter = Post::new(&email, fact.lang, &SignInLink { link: fact.link }, now)?;
    mail::post(conn, &letter).await?;
    let subject = Subject::User(account.id);
    let entry = Entry::new(now, ActorRef::Guest, None, "accounts.link_sent", subject)
        .detail(json!({ "link": fact.link }));
    audit::record(conn, &entry).await
}
