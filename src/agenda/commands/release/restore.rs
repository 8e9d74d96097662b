use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::accounts::Scope;
use crate::db::{self, Conn, Db, Stop};
use crate::forum;
use crate::speakers;
use crate::types::{Clock, RoomId, SessionId, SpeakerId, TrackId, Words};

use super::{Made, Wanted, publish};
use crate::agenda::model::{ReleasedRecord, SessionRecord, SessionState};
use crate::agenda::refusal::SessionRefusal;
use crate::agenda::store;

/// Brings the agenda of an older release back, as a new release. Drafts keep their words and times, so
/// that nothing typed since is lost; only where they stand follows what the public sees. Seats that
/// were taken back when a session was called off stay so: their holders were told.
///
/// # Errors
/// [`SessionRefusal`] when the public sees that agenda already; not found when there is no such
/// release; a broken database.
pub async fn restore_release(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    number: i32,
    note: &Words,
) -> Result<Made, Stop<SessionRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        forum::lock_forum(conn, scope).await?;
        let drafts = store::lock_sessions(conn, scope, None).await?;
        let contents = store::contents_until(conn, scope, number).await?;
        if contents.last().map(|(last, _)| *last) != Some(number) {
            return Err(db::Error::NotFound.into());
        }
        let mut then = folded(contents)?;
        let there = There::load(conn, scope, &then).await?;
        then.values_mut().for_each(|session| there.fit(session));
        let public = store::list_released(conn, scope, None).await?;
        let mut wanted: Wanted = public.iter().map(|public| (public.session.id, None)).collect();
        wanted.extend(then.into_iter().map(|(id, session)| (id, Some(session))));
        for public in public {
            // What took place took place, whatever an older release knew.
            if public.session.state == SessionState::Held {
                wanted.insert(public.session.id, Some(public.session));
            }
        }
        follow(conn, scope, &drafts, &wanted, now).await?;
        let done = publish(conn, scope, wanted, note, Some(number), now).await?;
        done.release()?.ok_or_else(|| SessionRefusal::NothingToRelease.into())
    })
    .await
}

/// The agenda after releases, from what each changed.
fn folded(contents: Vec<(i32, Value)>) -> db::Result<BTreeMap<SessionId, ReleasedRecord>> {
    let mut agenda = BTreeMap::new();
    for (_, content) in contents {
        let content: BTreeMap<SessionId, Option<ReleasedRecord>> = serde_json::from_value(content)
            .map_err(|error| db::Error::DeserializationError(error.into()))?;
        for (id, session) in content {
            match session {
                Some(session) => agenda.insert(id, session),
                None => agenda.remove(&id),
            };
        }
    }
    Ok(agenda)
}

/// What an old release can still refer to.
struct There {
    rooms: HashSet<RoomId>,
    tracks: HashSet<TrackId>,
    people: HashSet<SpeakerId>,
}

impl There {
    async fn load(
        conn: &mut Conn,
        scope: &Scope,
        then: &BTreeMap<SessionId, ReleasedRecord>,
    ) -> db::Result<Self> {
        let named: HashSet<SpeakerId> =
            then.values().flat_map(|s| s.people.iter().map(|part| part.speaker)).collect();
        let named: Vec<SpeakerId> = named.into_iter().collect();
        let rooms = forum::list_rooms(conn, scope).await?;
        let tracks = store::list_tracks(conn, scope).await?;
        let people = speakers::known_speakers(conn, scope, &named).await?;
        Ok(Self {
            rooms: rooms.into_iter().map(|room| room.id).collect(),
            tracks: tracks.into_iter().map(|track| track.id).collect(),
            people: people.into_iter().collect(),
        })
    }

    fn fit(&self, session: &mut ReleasedRecord) {
        session.room = session.room.filter(|room| self.rooms.contains(room));
        session.track = session.track.filter(|track| self.tracks.contains(track));
        session.people.retain(|part| self.people.contains(&part.speaker));
    }
}

/// Lets drafts stand where the public sees them.
async fn follow(
    conn: &mut Conn,
    scope: &Scope,
    drafts: &[SessionRecord],
    wanted: &Wanted,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let mut moved: HashMap<SessionState, Vec<SessionId>> = HashMap::new();
    for draft in drafts {
        let Some(shown) = wanted.get(&draft.id) else { continue };
        let next = match shown.as_ref().map(|session| session.state) {
            Some(state) => state,
            None if draft.state == SessionState::Released => SessionState::Scheduled,
            None => draft.state,
        };
        if next != draft.state {
            moved.entry(next).or_default().push(draft.id);
        }
    }
    for (state, ids) in moved {
        store::set_states(conn, scope, &ids, state, now).await?;
    }
    Ok(())
}
