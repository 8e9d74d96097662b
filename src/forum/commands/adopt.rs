use chrono::{DateTime, Utc};
use serde_json::json;

use crate::accounts::{ForumWall, Scope};
use crate::audit::{self, Entry, Subject};
use crate::db::{Conn, Stop};
use crate::types::ActorRef;

use super::super::model::{ForumState, NewForum};
use super::super::refusal::{ForumRefusal, by_constraint};
use super::super::store;
use super::create::{Founder, in_order, insert};

/// Makes a forum of a schedule that is published elsewhere, and shows it to the public at once, in the
/// caller's transaction. It takes no registrations before an organizer says when; until then nothing
/// of what registering needs is missing. `admit` lets the caller act on the forum that was not there
/// before: only who may make scopes has one to give.
///
/// # Errors
/// [`ForumRefusal`] when the address is taken or hours are out of order; a broken database.
pub async fn adopt_forum(
    conn: &mut Conn,
    founder: Founder,
    want: NewForum,
    admit: fn(ForumWall, ActorRef) -> Scope,
    now: DateTime<Utc>,
) -> Result<Scope, Stop<ForumRefusal>> {
    in_order(&want.facts)?;
    let id = insert(conn, &want, now)
        .await
        .map_err(|error| by_constraint(error, want.facts.slug.as_str()))?;
    let wall = ForumWall { id, slug: want.facts.slug, zone: want.facts.zone, public: true };
    let scope = admit(wall, founder.actor());
    store::set_state(conn, &scope, ForumState::Published, now).await?;
    let entry = Entry::new(now, founder.actor(), Some(id), "forum.adopted", Subject::Forum(id));
    audit::record(conn, &entry.detail(json!({ "languages": want.facts.languages.len() }))).await?;
    Ok(scope)
}
