use std::collections::BTreeMap;

use crate::accounts::Scope;
use crate::agenda::{self, Listed, Seats, SessionKind};
use crate::capacity::{self, LimitKind};
use crate::db::{self, Conn};
use crate::forum::{self, Category, ConsentText, Forum};
use crate::types::LimitId;

/// Agendas up to this size are looked through for what is open to everyone.
const SMALL: usize = 60;

/// What a forum's form asks.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The forum.
    pub forum: Forum,
    /// The kinds of attendees, in their order.
    pub categories: Vec<Category>,
    /// What people are asked to agree to.
    pub consents: Vec<ConsentText>,
    /// The sessions one can sign up for, in order.
    pub sessions: Vec<Listed>,
}

/// What a forum's form asks, in a fixed number of queries.
///
/// # Errors
/// A broken database.
pub async fn asked(conn: &mut Conn, scope: &Scope) -> db::Result<Asked> {
    Ok(Asked {
        forum: forum::find_forum(conn, scope).await?,
        categories: forum::list_categories(conn, scope).await?,
        consents: forum::list_consents(conn, scope).await?,
        sessions: agenda::signup_sessions(conn, scope).await?,
    })
}

/// What of an agenda needs no seat.
#[derive(Clone, Debug)]
pub enum OpenToAll {
    /// Nothing.
    Nothing,
    /// These.
    These(Vec<Listed>),
    /// More than a form can name.
    Many,
}

/// What of the agenda is open to everyone who is registered; breaks and meals are not told.
///
/// # Errors
/// A broken database.
pub async fn open_to_all(conn: &mut Conn, scope: &Scope) -> db::Result<OpenToAll> {
    if agenda::session_index(conn, scope).await?.len() > SMALL {
        return Ok(OpenToAll::Many);
    }
    let quiet = [SessionKind::Break, SessionKind::Meal, SessionKind::Registration];
    let mut sessions = agenda::programme(conn, scope).await?.sessions;
    sessions.retain(|s| s.seats() == Seats::NotNeeded && !quiet.contains(&s.kind));
    Ok(if sessions.is_empty() { OpenToAll::Nothing } else { OpenToAll::These(sessions) })
}

/// What a newcomer gets: how the places at a forum stand.
#[derive(Clone, Debug)]
pub struct Places {
    forum: Seats,
    categories: BTreeMap<LimitId, Seats>,
}

impl Places {
    /// The places at the forum, whatever the category.
    #[must_use]
    pub const fn forum(&self) -> Seats {
        self.forum
    }

    /// The places left to a category: it needs room at the forum too.
    #[must_use]
    pub fn category(&self, category: &Category) -> Seats {
        let own = self.categories.get(&category.limit).copied().unwrap_or(Seats::NotNeeded);
        match (own.left(), self.forum.left()) {
            (Some(own_left), Some(left)) if own_left > left => self.forum,
            (None, _) => self.forum,
            _ => own,
        }
    }
}

/// How the places at a forum stand.
///
/// # Errors
/// A broken database.
pub async fn places(conn: &mut Conn, scope: &Scope) -> db::Result<Places> {
    let mut places = Places { forum: Seats::NotNeeded, categories: BTreeMap::new() };
    for limit in capacity::find_limits(conn, scope).await? {
        let seats = agenda::seats(limit.capacity, limit.taken, limit.waiting);
        if limit.kind == LimitKind::Forum.code() {
            places.forum = seats;
        } else if limit.kind == LimitKind::Category.code() {
            places.categories.insert(limit.id, seats);
        }
    }
    Ok(places)
}
