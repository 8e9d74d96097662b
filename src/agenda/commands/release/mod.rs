mod publish;
mod rehearse;
mod restore;
mod single;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};

use crate::accounts::Scope;
use crate::db::{self, Conn, Db, Stop};
use crate::forum;
use crate::types::{Clock, SessionId, Words};

use crate::agenda::model::{ReleasedRecord, SessionMove, SessionRecord, SessionState};
use crate::agenda::refusal::SessionRefusal;
use crate::agenda::store;

pub use publish::{Made, Wanted, publish};
pub use rehearse::{Rehearsed, rehearse_release};
pub use restore::restore_release;
pub use single::{cancel_session, release_draft, release_session, retract_session};

/// A release to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRelease {
    /// What is said of it in public.
    pub note: Words,
    /// The numbers of the sessions to release; none releases everything that has a time.
    pub sessions: Option<Vec<i32>>,
}

/// Releases the draft, or some sessions of it: the public sees it from now on, and whoever holds a seat
/// in what moved is written to.
///
/// # Errors
/// [`SessionRefusal`] when nothing differs, a session is not the forum's or not ready, or two would
/// be in one room; a broken database.
pub async fn make_release(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    want: &NewRelease,
) -> Result<Made, Stop<SessionRefusal>> {
    let made = settle_release(db, clock, scope, want).await?;
    made.ok_or_else(|| SessionRefusal::NothingToRelease.into())
}

/// The same; none when the public sees all of it so already, and drafts that were changed and changed
/// back count as released from then on.
///
/// # Errors
/// As [`make_release`].
pub async fn settle_release(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    want: &NewRelease,
) -> Result<Option<Made>, Stop<SessionRefusal>> {
    let now = clock.now();
    db.tx(async |conn| make(conn, scope, want, now).await).await
}

/// The same in the caller's transaction.
async fn make(
    conn: &mut Conn,
    scope: &Scope,
    want: &NewRelease,
    now: DateTime<Utc>,
) -> Result<Option<Made>, Stop<SessionRefusal>> {
    forum::lock_forum(conn, scope).await?;
    let drafts = store::lock_sessions(conn, scope, want.sessions.as_deref()).await?;
    if let Some(numbers) = &want.sessions {
        let known = |no: &&i32| drafts.iter().all(|draft| draft.no != **no);
        if let Some(no) = numbers.iter().find(known) {
            return Err(SessionRefusal::SessionUnknown { no: *no }.into());
        }
    }
    let wanted = wanted(conn, scope, drafts, want.sessions.is_some(), now).await?;
    publish(conn, scope, wanted, &want.note, None, now).await?.release()
}

/// Releases everything that has a time; how many sessions the public sees otherwise than before.
///
/// # Errors
/// As [`make_release`]; that nothing differs is none.
pub async fn release_all(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
) -> Result<usize, Stop<SessionRefusal>> {
    match make_release(db, clock, scope, &NewRelease::default()).await {
        Ok(made) => Ok(made.sessions),
        Err(Stop::Refused(SessionRefusal::NothingToRelease)) => Ok(0),
        Err(stop) => Err(stop),
    }
}

/// Drafts as the public is to see them. Scheduled ones become released; what was called off stays as
/// the public knew it, called off. Of those named each must be ready; of all, what is not is left.
async fn wanted(
    conn: &mut Conn,
    scope: &Scope,
    drafts: Vec<SessionRecord>,
    named: bool,
    now: DateTime<Utc>,
) -> Result<Wanted, Stop<SessionRefusal>> {
    let public: HashMap<SessionId, ReleasedRecord> = {
        let ids: Vec<SessionId> = drafts.iter().map(|draft| draft.id).collect();
        let public = store::list_released(conn, scope, Some(&ids)).await?;
        public.into_iter().map(|public| (public.session.id, public.session)).collect()
    };
    let (mut ready, mut wanted) = (Vec::new(), BTreeMap::new());
    for draft in drafts {
        match (draft.state, public.get(&draft.id)) {
            (SessionState::Cancelled, Some(known)) => {
                let off = SessionState::Cancelled;
                let known = ReleasedRecord { state: off, version: draft.version, ..known.clone() };
                wanted.insert(draft.id, Some(known));
            }
            (SessionState::Held, Some(_)) => ready.push(draft),
            (state, _) => match state.after(SessionMove::Release) {
                Ok(_) => ready.push(draft),
                Err(no) if named => return Err(SessionRefusal::from(no).into()),
                Err(_) => {}
            },
        }
    }
    wanted.extend(released(conn, scope, ready, now).await?);
    Ok(wanted)
}

/// Moves scheduled drafts to released and gives what the public is to see of all of them.
pub(super) async fn released(
    conn: &mut Conn,
    scope: &Scope,
    mut drafts: Vec<SessionRecord>,
    now: DateTime<Utc>,
) -> db::Result<Wanted> {
    let mut moved = Vec::new();
    for draft in &mut drafts {
        if draft.state == SessionState::Scheduled {
            draft.state = SessionState::Released;
            draft.version += 1;
            moved.push(draft.id);
        }
    }
    store::set_states(conn, scope, &moved, SessionState::Released, now).await?;
    let ids: Vec<SessionId> = drafts.iter().map(|draft| draft.id).collect();
    let slots = store::slots_of(conn, scope, &ids).await?;
    let slots: HashMap<SessionId, _> = slots.into_iter().map(|slot| (slot.session, slot)).collect();
    let mut people = store::parts_of(conn, scope, &ids).await?;
    let record = |draft: &SessionRecord| {
        let slot = slots.get(&draft.id)?;
        let people = people.remove(&draft.id).unwrap_or_default();
        Some((draft.id, Some(ReleasedRecord::of(draft, slot, people))))
    };
    Ok(drafts.iter().filter_map(record).collect())
}
