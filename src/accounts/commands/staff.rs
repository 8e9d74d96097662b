use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

use crate::audit::{self, Entry, Subject};
use crate::db::{self, Acting, Conn, Db, Stop};
use crate::mail::{self, Letter, Post};
use crate::types::{
    ActorRef, CategoryId, Clock, Email, ForumId, Lang, LinkKey, Role, TokenId, UserId,
};

use super::super::letters::Invitation;
use super::super::model::Identity;
use super::super::queries;
use super::super::refusal::StaffRefusal;
use super::super::store::{self, Account, Ensured, NewAccount, NewGrant};

/// How long the link of an invitation lasts; the letter says so.
const INVITED: TimeDelta = TimeDelta::days(7);
/// How often one address may be invited, whoever asks: within how long at most how many letters. Nobody is
/// flooded in our name.
const SPARED: [(TimeDelta, i64); 2] = [(TimeDelta::minutes(10), 1), (TimeDelta::days(1), 3)];

/// A role to be given to somebody.
#[derive(Clone, Debug)]
pub struct Invite {
    /// Their address.
    pub email: Email,
    /// What the desk is to call them.
    pub name: String,
    /// In which language the letter is.
    pub lang: Lang,
    /// The role.
    pub role: Role,
    /// The categories a clerk is kept to; empty: all.
    pub categories: Vec<CategoryId>,
}

/// Gives somebody a role, for a forum or (admin) for the installation, and writes to them: who has no
/// password yet gets a link that lets them in once.
///
/// # Errors
/// [`StaffRefusal`]; a broken database.
pub async fn invite(
    db: &Db,
    clock: &Clock,
    key: &LinkKey,
    by: &Identity,
    forum: Option<ForumId>,
    want: &Invite,
) -> Result<(), Stop<StaffRefusal>> {
    in_reach(want.role, forum)?;
    let now = clock.now();
    // How often somebody was invited is counted over all forums.
    let work = db.tx(async |conn| {
        let email_key = want.email.key();
        let new = NewAccount {
            email: want.email.as_str(),
            email_key: &email_key,
            name: &want.name,
            lang: want.lang,
        };
        let Ensured { id: user, is_new, is_disabled } =
            store::ensure_account(conn, &new, now).await?;
        // Who was shut out stays so, whoever of one forum would have them back.
        if is_disabled {
            return Err(StaffRefusal::Disabled.into());
        }
        let actor = ActorRef::Staff(by.user);
        if is_new {
            let entry = Entry::new(now, actor, forum, "accounts.added", Subject::User(user));
            audit::record(conn, &entry).await?;
        }
        give(conn, by, user, forum, want.role, &want.categories, now).await?;
        let account = store::lock_account(conn, user).await?.ok_or(db::Error::NotFound)?;
        post(conn, &account, want.lang, key, forum, want.role, actor, now).await
    });
    db::acting(Acting::House, work).await
}

/// Gives somebody another role in place of one they hold.
///
/// # Errors
/// [`StaffRefusal`]; not found; a broken database.
pub async fn change_role(
    db: &Db,
    clock: &Clock,
    by: &Identity,
    forum: ForumId,
    grant: Uuid,
    role: Role,
    categories: &[CategoryId],
) -> Result<(), Stop<StaffRefusal>> {
    in_reach(role, Some(forum))?;
    let now = clock.now();
    db.tx(async |conn| {
        let user = end(conn, by, Some(forum), grant, Some(role), now).await?;
        give(conn, by, user, Some(forum), role, categories, now).await
    })
    .await
}

/// Takes a role away. It bites with the next request, wherever it comes in.
///
/// # Errors
/// [`StaffRefusal`] for the last owner of a forum and the last admin; not found; a broken database.
pub async fn end_role(
    db: &Db,
    clock: &Clock,
    by: &Identity,
    forum: Option<ForumId>,
    grant: Uuid,
) -> Result<(), Stop<StaffRefusal>> {
    let now = clock.now();
    db.tx(async |conn| end(conn, by, forum, grant, None, now).await.map(|_user| ())).await
}

/// Writes to somebody once more who was given a role and has not come in yet.
///
/// # Errors
/// [`StaffRefusal::CameIn`]; not found; a broken database.
pub async fn invite_again(
    db: &Db,
    clock: &Clock,
    key: &LinkKey,
    by: &Identity,
    forum: Option<ForumId>,
    grant: Uuid,
    lang: Lang,
) -> Result<(), Stop<StaffRefusal>> {
    let now = clock.now();
    let work = db.tx(async |conn| {
        let held = store::lock_grant(conn, forum, grant).await?;
        let account = store::lock_account(conn, held.user).await?.ok_or(db::Error::NotFound)?;
        if account.password_hash.is_some() {
            return Err(StaffRefusal::CameIn.into());
        }
        // The links of earlier letters end: only the last letter opens anything.
        store::spend_links_of(conn, held.user, now).await?;
        let actor = ActorRef::Staff(by.user);
        post(conn, &account, lang, key, forum, held.role, actor, now).await
    });
    db::acting(Acting::House, work).await
}

/// Admin is for the installation, every other role for one forum.
fn in_reach(role: Role, forum: Option<ForumId>) -> Result<(), StaffRefusal> {
    if (role == Role::Admin) == forum.is_none() { Ok(()) } else { Err(StaffRefusal::Reach) }
}

async fn give(
    conn: &mut Conn,
    by: &Identity,
    user: UserId,
    forum: Option<ForumId>,
    role: Role,
    categories: &[CategoryId],
    now: DateTime<Utc>,
) -> Result<(), Stop<StaffRefusal>> {
    let categories = if role == Role::Clerk { categories } else { &[] };
    let new = NewGrant { user, role, forum, categories, by: Some(by.user) };
    if !store::insert_grant(conn, &new, now).await? {
        return Err(StaffRefusal::HeldAlready.into());
    }
    store::unprove_sessions(conn, user).await?;
    let actor = ActorRef::Staff(by.user);
    let entry = Entry::new(now, actor, forum, "accounts.role_granted", Subject::User(user))
        .detail(json!({ "role": role.code(), "categories": categories.len() }));
    Ok(audit::record(conn, &entry).await?)
}

/// Ends a grant, unless nobody would be left who must be there; `next` is the role that follows on it, if one does.
async fn end(
    conn: &mut Conn,
    by: &Identity,
    forum: Option<ForumId>,
    grant: Uuid,
    next: Option<Role>,
    now: DateTime<Utc>,
) -> Result<UserId, Stop<StaffRefusal>> {
    let must_stay = if forum.is_some() { Role::Owner } else { Role::Admin };
    let holders = store::lock_holders(conn, must_stay, forum).await?;
    let held = store::lock_grant(conn, forum, grant).await?;
    if held.role == must_stay && next != Some(must_stay) {
        // An invitation nobody followed, to a mistyped address perhaps, leaves a forum to nobody.
        let able = store::who_comes_in(conn, &holders).await?;
        if is_last(&holders, held.user) || is_last(&able, held.user) {
            return Err(match must_stay {
                Role::Admin => StaffRefusal::LastAdmin.into(),
                _ => StaffRefusal::LastOwner.into(),
            });
        }
    }
    store::end_grant(conn, grant, Some(by.user), now).await?;
    store::unprove_sessions(conn, held.user).await?;
    let actor = ActorRef::Staff(by.user);
    let entry = Entry::new(now, actor, forum, "accounts.role_ended", Subject::User(held.user))
        .detail(json!({ "role": held.role.code() }));
    audit::record(conn, &entry).await?;
    Ok(held.user)
}

/// True for who is there when nobody else is.
fn is_last(there: &[UserId], user: UserId) -> bool {
    there.contains(&user) && there.iter().all(|one| *one == user)
}

/// Posts the invitation; the account is held, so that of two who invite at once the second counts the first.
#[expect(clippy::too_many_arguments, reason = "a letter is made of all of these")]
async fn post(
    conn: &mut Conn,
    account: &Account,
    lang: Lang,
    key: &LinkKey,
    forum: Option<ForumId>,
    role: Role,
    actor: ActorRef,
    now: DateTime<Utc>,
) -> Result<(), Stop<StaffRefusal>> {
    let Ok(email) = Email::parse(&account.email) else { return Ok(()) };
    for (age, most) in SPARED {
        let sent =
            queries::letters_since(conn, &account.email, Invitation::NAME, now - age).await?;
        if sent >= most {
            return Err(StaffRefusal::InvitedLately.into());
        }
    }
    let mut link = None;
    // Who has a password signs in as ever: a link that lasts a week would only be one more way in.
    if account.password_hash.is_none() {
        let id = TokenId::fresh();
        let digest = key.token(id).digest();
        store::insert_link(conn, id, account.id, &digest, now, now + INVITED).await?;
        link = Some(id);
    }
    let letter = Post::new(&email, lang, &Invitation { link, role, forum }, now)?;
    let letter = match forum {
        Some(forum) => letter.about(forum, None),
        None => letter,
    };
    mail::post(conn, &letter).await?;
    let entry =
        Entry::new(now, actor, forum, "accounts.invitation_sent", Subject::User(account.id))
            .detail(json!({ "role": role.code() }));
    Ok(audit::record(conn, &entry).await?)
}
