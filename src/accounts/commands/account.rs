use crate::audit::{self, Entry, Subject};
use crate::db::{self, Db};
use crate::types::{ActorRef, Clock, Lang, UserId};

use super::super::store;

/// Writes how somebody is called, and in which language we write to them.
///
/// # Errors
/// A broken database.
pub async fn edit_account(
    db: &Db,
    clock: &Clock,
    user: UserId,
    name: &str,
    lang: Lang,
) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        store::update_account(conn, user, name, lang).await?;
        let actor = ActorRef::Staff(user);
        let entry = Entry::new(now, actor, None, "accounts.edited", Subject::User(user));
        audit::record(conn, &entry).await
    })
    .await
}
