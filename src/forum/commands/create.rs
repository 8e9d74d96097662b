use chrono::{DateTime, Utc};
use serde_json::json;

use crate::accounts::{ForumWall, Identity, grant_owner};
use crate::audit::{self, Entry, Subject};
use crate::capacity::{LimitKind, create_limit, create_limits};
use crate::db::{self, Conn, Db, Stop};
use crate::types::{ActorRef, Clock, ForumId, UserId};

use super::super::model::{ForumFacts, NewForum};
use super::super::refusal::{ForumRefusal, by_constraint};
use super::super::store;

/// Who makes a forum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Founder {
    /// Whoever runs commands on the machine itself.
    Operator,
    /// A member of staff, who will be its owner unless they run every forum anyway.
    Staff {
        /// Who.
        user: UserId,
        /// Whether they run the installation.
        admin: bool,
    },
}

impl Founder {
    /// The founder a signed-in person is.
    #[must_use]
    pub fn of(identity: &Identity) -> Self {
        Self::Staff { user: identity.user, admin: identity.is_admin() }
    }

    /// Who that is in the audit log.
    #[must_use]
    pub const fn actor(self) -> ActorRef {
        match self {
            Self::Operator => ActorRef::Operator,
            Self::Staff { user, .. } => ActorRef::Staff(user),
        }
    }
}

/// Makes a forum as a draft, with its limits, venue, categories and consent texts, all or nothing.
///
/// # Errors
/// [`ForumRefusal`] when the address is taken, hours are out of order, or codes meet twice; a broken
/// database.
pub async fn create_forum(
    db: &Db,
    clock: &Clock,
    founder: Founder,
    want: NewForum,
) -> Result<ForumWall, Stop<ForumRefusal>> {
    in_order(&want.facts)?;
    let now = clock.now();
    let (slug, zone) = (want.facts.slug.clone(), want.facts.zone);
    let id = db
        .tx(async |conn| {
            let id = insert(conn, &want, now)
                .await
                .map_err(|error| by_constraint(error, want.facts.slug.as_str()))?;
            let entry =
                Entry::new(now, founder.actor(), Some(id), "forum.created", Subject::Forum(id))
                    .detail(json!({
                        "categories": want.categories.len(),
                        "consents": want.consents.len(),
                        "rooms": want.venue.as_ref().map_or(0, |venue| venue.rooms.len()),
                    }));
            audit::record(conn, &entry).await?;
            if let Founder::Staff { user, admin: false } = founder {
                grant_owner(conn, founder.actor(), user, id, now).await?;
            }
            Ok::<ForumId, Stop<ForumRefusal>>(id)
        })
        .await?;
    Ok(ForumWall { id, slug, zone, public: false })
}

/// Refuses hours that are out of order.
pub fn in_order(facts: &ForumFacts) -> Result<(), ForumRefusal> {
    if !facts.days_in_order() {
        return Err(ForumRefusal::DaysOutOfOrder);
    }
    if !facts.window_in_order() {
        return Err(ForumRefusal::WindowOutOfOrder);
    }
    Ok(())
}

pub(super) async fn insert(
    conn: &mut Conn,
    want: &NewForum,
    now: DateTime<Utc>,
) -> db::Result<ForumId> {
    let id = store::insert_forum(conn, &want.facts, now).await?;
    create_limit(conn, id, LimitKind::Forum, want.capacity).await?;
    if let Some(venue) = &want.venue {
        let at = store::insert_venue(conn, id, venue, 0).await?;
        store::insert_rooms(conn, id, at, &venue.rooms, 0).await?;
    }
    let capacities: Vec<Option<i32>> = want.categories.iter().map(|c| c.capacity).collect();
    let limits = create_limits(conn, id, LimitKind::Category, &capacities).await?;
    store::insert_categories(conn, id, &want.categories, &limits, 0).await?;
    let texts: Vec<_> =
        want.consents.iter().zip(0..).map(|(text, position)| (text, 1, position)).collect();
    store::insert_consents(conn, id, &texts, now).await?;
    Ok(id)
}
