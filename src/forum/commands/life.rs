use serde_json::json;

use crate::accounts::Scope;
use crate::audit::Subject;
use crate::db::{Db, Stop};
use crate::types::Clock;

use super::super::model::ForumEvent;
use super::super::refusal::ForumRefusal;
use super::super::store;
use super::hold::{complete, settle};

/// Shows a draft to the public.
///
/// # Errors
/// [`ForumRefusal::NotReady`] with everything that is missing; an illegal move when it is no draft; a
/// broken database.
pub async fn publish_forum(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
) -> Result<(), Stop<ForumRefusal>> {
    happen(db, clock, scope, ForumEvent::Publish, "forum.published").await
}

/// Ends a forum: nobody registers or changes anything any more, and it can still be read.
///
/// # Errors
/// An illegal move when the public never saw it or it is over; a broken database.
pub async fn close_forum(db: &Db, clock: &Clock, scope: &Scope) -> Result<(), Stop<ForumRefusal>> {
    happen(db, clock, scope, ForumEvent::Close, "forum.closed").await
}

async fn happen(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    event: ForumEvent,
    action: &'static str,
) -> Result<(), Stop<ForumRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let forum = store::lock_forum(conn, scope).await?;
        let next = forum.state.after(event)?;
        if event == ForumEvent::Publish {
            complete(conn, scope, &forum).await?;
        }
        store::set_state(conn, scope, next, now).await?;
        let detail = json!({ "from": forum.state.code() });
        settle(conn, scope, now, action, Subject::Forum(forum.id), detail).await
    })
    .await
}
