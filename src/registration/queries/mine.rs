use chrono::{DateTime, Utc};

use crate::accounts::Scope;
use crate::agenda::{self, Listed};
use crate::db::{self, Conn};
use crate::forum::{self, Category, Forum};
use crate::registration::letters::Standing;
use crate::registration::model::{Registration, SeatState};
use crate::registration::standing::standing;
use crate::registration::store;
use crate::types::RegistrationId;

/// Everything the holder of a private link sees.
#[derive(Clone, Debug)]
pub struct Mine {
    /// The registration.
    pub person: Registration,
    /// The forum.
    pub forum: Forum,
    /// The category.
    pub category: Category,
    /// What is held and waited for.
    pub standing: Standing,
    /// Every session that can be signed up for, with one's own part in it.
    pub sessions: Vec<MySeat>,
    /// Whether changes are still taken.
    pub may_change: bool,
}

/// A session and one's own part in it.
#[derive(Clone, Debug)]
pub struct MySeat {
    /// The session.
    pub session: Listed,
    /// Where the own seat stands, while it is live.
    pub state: Option<SeatState>,
    /// The place in line, first is 1.
    pub place: Option<i32>,
    /// The title of a held session that this one clashes with, if any.
    pub clash: Option<crate::types::Words>,
}

/// What the holder of a private link sees, in a fixed number of queries.
///
/// # Errors
/// A broken database.
pub async fn mine(
    conn: &mut Conn,
    scope: &Scope,
    id: RegistrationId,
    now: DateTime<Utc>,
) -> db::Result<Mine> {
    let person = store::find_person(conn, scope, id).await?;
    if !scope.reaches(person.category) {
        return Err(db::Error::NotFound);
    }
    let forum = forum::find_forum(conn, scope).await?;
    let category = forum::find_category(conn, scope, person.category).await?;
    let standing = standing(conn, scope, &person).await?;
    let listed = agenda::signup_sessions(conn, scope).await?;
    let held: Vec<Listed> = listed
        .iter()
        .filter(|s| {
            standing
                .seats
                .iter()
                .any(|seat| seat.session == s.id && seat.state == SeatState::Confirmed)
        })
        .cloned()
        .collect();
    let sessions = listed
        .into_iter()
        .map(|session| {
            let seat = standing.seats.iter().find(|seat| seat.session == session.id);
            let live = seat.filter(|seat| seat.state.is_live());
            let clash = held
                .iter()
                .find(|h| {
                    h.id != session.id
                        && h.starts_at < session.ends_at
                        && session.starts_at < h.ends_at
                })
                .map(|h| h.title.clone());
            MySeat {
                state: live.map(|s| s.state),
                place: live.and_then(|s| s.place),
                clash,
                session,
            }
        })
        .collect();
    let may_change = person.state.is_live() && forum.changes_open(now);
    Ok(Mine { person, forum, category, standing, sessions, may_change })
}
