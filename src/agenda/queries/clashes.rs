use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{
    Bounds, Clash, ClashKind, Listed, MOST_CLASHES, Planned, SessionState, clashes, room_clashes,
    unmet,
};
use crate::agenda::store::{self, Taken};
use crate::db::schema::{session, slot};
use crate::db::{self, Conn};
use crate::forum::{self, Forum};
use crate::types::{RoomId, SessionId, SpeakerId, Words};

use super::appearances::wishes;
use super::programme::desk_sessions;

/// How the draft contradicts itself, and what its clashes are about.
#[derive(Clone, Debug)]
pub struct Clashes {
    /// The clashes, the worst first.
    pub all: Vec<Clash>,
    /// True when there are more than are told.
    pub more: bool,
    /// The names of the rooms they are about.
    pub rooms: HashMap<RoomId, Words>,
    /// The names of the people they are about, hidden ones too.
    pub people: HashMap<SpeakerId, Words>,
    /// What is in it although it is off the timetable: the public still sees it in its room.
    pub parked: HashSet<i32>,
}

/// The clashes of the draft, for a speaker who needs so long between rooms: ten queries for any size.
///
/// # Errors
/// A broken database.
pub async fn draft_clashes(conn: &mut Conn, scope: &Scope, walk: TimeDelta) -> db::Result<Clashes> {
    let forum = forum::find_forum(conn, scope).await?;
    let sessions = desk_sessions(conn, scope).await?;
    clashes_among(conn, scope, &forum, &sessions, walk).await
}

/// The same of drafts that are there already. What is off the timetable clashes with nothing, unless the
/// public still sees it: then its room is taken until that is taken back, and no release forgets it.
///
/// # Errors
/// A broken database.
pub async fn clashes_among(
    conn: &mut Conn,
    scope: &Scope,
    forum: &Forum,
    sessions: &[Listed],
    walk: TimeDelta,
) -> db::Result<Clashes> {
    let bounds = Bounds { first_day: forum.first_day(), last_day: forum.last_day(), walk };
    let off = [SessionState::Cancelled, SessionState::Draft];
    let on: Vec<&Listed> =
        sessions.iter().filter(|session| !off.contains(&session.state)).collect();
    let planned: Vec<Planned> = on.iter().map(|session| planned(session)).collect();
    let wishes = wishes(conn, scope, &on).await?;
    let mut all = clashes(&planned, &bounds);
    let still = still_public(conn, scope, sessions).await?;
    let parked: HashSet<i32> = still.iter().map(|session| session.no).collect();
    if !parked.is_empty() {
        let both = [planned, still].concat();
        all.retain(|clash| !matches!(clash.kind, ClashKind::Room { .. }));
        // Two that are both off the timetable are nobody's concern here.
        all.extend(room_clashes(&both).into_iter().filter(|clash| {
            let other = clash.kind.other();
            !parked.contains(&clash.no) || other.is_none_or(|no| !parked.contains(&no))
        }));
    }
    all.extend(unmet(&on, &wishes, scope.zone()));
    all.sort_unstable();
    all.truncate(MOST_CLASHES);
    let people = on.iter().flat_map(|session| &session.people);
    Ok(Clashes {
        more: all.len() == MOST_CLASHES,
        all,
        rooms: on
            .iter()
            .filter_map(|session| session.room.as_ref())
            .map(|room| (room.id, room.name.clone()))
            .collect(),
        people: people.map(|part| (part.speaker, part.name.clone())).collect(),
        parked,
    })
}

/// Why overlaps in a room were accepted, by the number of the session they were accepted for.
///
/// # Errors
/// A broken database.
pub async fn overlap_reasons(conn: &mut Conn, scope: &Scope) -> db::Result<HashMap<i32, String>> {
    let rows: Vec<(i32, Option<String>)> = slot::table
        .inner_join(session::table)
        .filter(slot::forum_id.eq(scope.forum()))
        .filter(slot::overlap_accepted)
        .select((session::no, slot::overlap_reason))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|(no, reason)| (no, reason.unwrap_or_default())).collect())
}

/// What is off the timetable and public, where the public sees it: its room alone.
async fn still_public(
    conn: &mut Conn,
    scope: &Scope,
    sessions: &[Listed],
) -> db::Result<Vec<Planned>> {
    let parked =
        |session: &&Listed| session.state == SessionState::Draft && session.released.is_some();
    let parked: HashSet<SessionId> = sessions.iter().filter(parked).map(|row| row.id).collect();
    if parked.is_empty() {
        return Ok(Vec::new());
    }
    let taken = store::list_taken(conn, scope).await?;
    let still = taken.into_iter().filter(|taken| parked.contains(&taken.session));
    Ok(still.map(Taken::planned).collect())
}

fn planned(session: &Listed) -> Planned {
    let mut people: Vec<SpeakerId> = session.people.iter().map(|part| part.speaker).collect();
    people.sort_unstable();
    people.dedup();
    Planned {
        no: session.no,
        day: session.day,
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        room: session.room.as_ref().map(|room| room.id),
        room_size: session.room.as_ref().and_then(|room| room.size),
        seats: session.sign_up.and_then(|sign_up| sign_up.capacity),
        overlap_accepted: session.overlap_accepted,
        people,
    }
}
