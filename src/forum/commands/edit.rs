use serde_json::json;

use crate::accounts::Scope;
use crate::audit::Subject;
use crate::capacity::{self, LimitKind};
use crate::db::{Conn, Db, Stop};
use crate::types::Clock;

use super::super::model::{Forum, ForumFacts, ForumState};
use super::super::refusal::{ForumRefusal, by_constraint};
use super::super::store;
use super::create::in_order;
use super::hold::{editable, settle};

/// Changes what is said of a forum and how many it takes, unless someone else did since `version`.
///
/// # Errors
/// [`ForumRefusal`] when the version is not the current one, the forum is over, what was published
/// would change its address, sessions would change their hours, or the public would see less than it
/// must; a broken database.
pub async fn edit_forum(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    version: i32,
    want: ForumFacts,
    capacity: Option<i32>,
) -> Result<(), Stop<ForumRefusal>> {
    in_order(&want)?;
    let now = clock.now();
    db.tx(async |conn| {
        let resized = resize(conn, scope, capacity).await?;
        let forum = editable(conn, scope).await?;
        allowed(&forum, version, &want)?;
        store::update_forum(conn, scope, &want, now)
            .await
            .map_err(|error| by_constraint(error, want.slug.as_str()))?;
        let mut changed = forum.facts().differences(&want);
        changed.extend(resized.then_some("capacity"));
        let detail = json!({ "changed": changed });
        settle(conn, scope, now, "forum.edited", Subject::Forum(forum.id), detail).await
    })
    .await
}

fn allowed(forum: &Forum, version: i32, want: &ForumFacts) -> Result<(), ForumRefusal> {
    if forum.version != version {
        return Err(ForumRefusal::Stale);
    }
    if forum.state != ForumState::Draft && forum.slug != want.slug {
        return Err(ForumRefusal::SlugFixed);
    }
    if forum.last_session_no > 0 && forum.zone != want.zone {
        return Err(ForumRefusal::ZoneFixed);
    }
    Ok(())
}

/// Sets how many the forum takes in all; says whether that is new.
async fn resize(
    conn: &mut Conn,
    scope: &Scope,
    capacity: Option<i32>,
) -> Result<bool, Stop<ForumRefusal>> {
    let limits = capacity::find_limits(conn, scope).await?;
    let own = limits.iter().find(|limit| limit.kind == LimitKind::Forum.code());
    match own {
        Some(limit) if limit.capacity != capacity => {
            capacity::set_capacity(conn, scope, limit.id, capacity).await?;
            Ok(true)
        }
        _ => Ok(false),
    }
}
