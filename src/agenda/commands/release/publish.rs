use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::accounts::Scope;
use crate::audit::Subject;
use crate::db::{self, Conn, Stop};
use crate::jobs;
use crate::types::{ReleaseId, SessionId, Words};

use super::super::check;
use crate::agenda::facts::{Released, SpeakersConcerned};
use crate::agenda::model::{
    Change, ChangeKind, ClashKind, Planned, PublicRecord, ReleasedRecord, Weight, changes,
    room_clashes,
};
use crate::agenda::refusal::SessionRefusal;
use crate::agenda::store::{self, NewReleaseRow, Taken};

/// Whoever signs up believes the agenda for a moment: who got a seat in what was just called off is
/// looked for once more, after so long.
const STRAGGLERS: TimeDelta = TimeDelta::minutes(1);

/// A release that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its number at the forum.
    pub number: i32,
    /// How many sessions the public sees otherwise than before.
    pub sessions: usize,
}

/// What became of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// The public copy is what was wanted, to the letter.
    Nothing,
    /// The public sees no difference; what it sees counts as the draft of now.
    Settled,
    /// It was made.
    Made(Made),
}

impl Done {
    /// What was made, if anything was; that there was nothing at all to do is refused.
    pub fn release(self) -> Result<Option<Made>, Stop<SessionRefusal>> {
        match self {
            Self::Nothing => Err(SessionRefusal::NothingToRelease.into()),
            Self::Settled => Ok(None),
            Self::Made(made) => Ok(Some(made)),
        }
    }
}

/// How sessions are to stand in public from now on; none takes one out.
pub type Wanted = BTreeMap<SessionId, Option<ReleasedRecord>>;

/// Makes a numbered release, in the caller's transaction: the public copy, what is kept of it, the log,
/// and the fact for whoever holds a seat. The caller has locked the forum, so that releases of it go
/// one after another. What the public could not see makes no release, and is kept.
///
/// # Errors
/// [`SessionRefusal`] when two sessions would be in one room and nobody accepted it; a broken
/// database.
pub async fn publish(
    conn: &mut Conn,
    scope: &Scope,
    wanted: Wanted,
    note: &Words,
    restores: Option<i32>,
    now: DateTime<Utc>,
) -> Result<Done, Stop<SessionRefusal>> {
    let ids: Vec<SessionId> = wanted.keys().copied().collect();
    let before = store::list_released(conn, scope, Some(&ids)).await?;
    let stood: HashMap<SessionId, &PublicRecord> =
        before.iter().map(|public| (public.session.id, public)).collect();
    let differs = |(id, after): &(SessionId, Option<ReleasedRecord>)| {
        stood.get(id).map(|public| &public.session) != after.as_ref()
    };
    let touched: Vec<(SessionId, Option<ReleasedRecord>)> =
        wanted.into_iter().filter(differs).collect();
    if touched.is_empty() {
        return Ok(Done::Nothing);
    }
    room_free(conn, scope, &touched).await?;
    let old: Vec<ReleasedRecord> = before.iter().map(|public| public.session.clone()).collect();
    let ids: HashSet<SessionId> = touched.iter().map(|(id, _)| *id).collect();
    let same = old.iter().filter(|old| !ids.contains(&old.id)).cloned();
    let new: Vec<ReleasedRecord> =
        touched.iter().filter_map(|(_, after)| after.clone()).chain(same).collect();
    let told = changes(&old, &new);
    let number = store::last_number(conn, scope).await? + i32::from(!told.is_empty());
    let gone: Vec<SessionId> =
        touched.iter().filter(|(_, after)| after.is_none()).map(|(id, _)| *id).collect();
    let rows = rows(&touched, &stood, &told, number);
    store::replace_released(conn, scope, &gone, &rows, now).await.map_err(check::room_free)?;
    if told.is_empty() {
        // Whoever remembers the agenda remembers its versions, too.
        db::notify(conn, "madang_agenda", &scope.forum().to_string()).await?;
        return Ok(Done::Settled);
    }
    keep(conn, scope, number, note, restores, &touched, &told, now).await?;
    Ok(Done::Made(Made { number, sessions: touched.len() }))
}

/// What the table is to hold, with the number of the release where there is something to tell.
fn rows(
    touched: &[(SessionId, Option<ReleasedRecord>)],
    stood: &HashMap<SessionId, &PublicRecord>,
    told: &[Change],
    number: i32,
) -> Vec<PublicRecord> {
    let changed: HashSet<SessionId> = told.iter().map(|change| change.session).collect();
    let row = |session: &ReleasedRecord| {
        let still = stood.get(&session.id).filter(|_| !changed.contains(&session.id));
        PublicRecord {
            session: session.clone(),
            sequence: still.map_or(number, |public| public.sequence),
        }
    };
    touched.iter().filter_map(|(_, after)| after.as_ref()).map(row).collect()
}

/// Refuses a release in which two sessions are in one room and nobody accepted it.
async fn room_free(
    conn: &mut Conn,
    scope: &Scope,
    touched: &[(SessionId, Option<ReleasedRecord>)],
) -> Result<(), Stop<SessionRefusal>> {
    let new: Vec<Planned> = touched
        .iter()
        .filter_map(|(_, after)| after.as_ref())
        .filter(|session| session.is_on() && session.room.is_some())
        .map(|session| Planned {
            no: session.no,
            day: session.day,
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            room: session.room,
            room_size: None,
            seats: None,
            overlap_accepted: session.overlap_accepted,
            people: Vec::new(),
        })
        .collect();
    if new.is_empty() {
        return Ok(());
    }
    let there = store::list_taken(conn, scope).await?;
    let ids: HashSet<SessionId> = touched.iter().map(|(id, _)| *id).collect();
    let stays = |taken: &Taken| !ids.contains(&taken.session);
    let all: Vec<Planned> =
        there.into_iter().filter(stays).map(Taken::planned).chain(new.iter().cloned()).collect();
    let mut pairs: Vec<(i32, i32)> = room_clashes(&all)
        .into_iter()
        .filter(|clash| clash.weight == Weight::Error)
        .filter_map(|clash| match clash.kind {
            ClashKind::Room { other, .. } => Some((clash.no, other)),
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    match (pairs.as_slice(), new.as_slice()) {
        ([], _) => Ok(()),
        // Of one session alone the other is what its organizer must hear of.
        ([(a, b)], [one]) => {
            Err(SessionRefusal::RoomTaken { by: Some(if *a == one.no { *b } else { *a }) }.into())
        }
        _ => Err(SessionRefusal::Clashes { pairs }.into()),
    }
}

#[expect(clippy::too_many_arguments, reason = "one release is all of this")]
async fn keep(
    conn: &mut Conn,
    scope: &Scope,
    number: i32,
    note: &Words,
    restores: Option<i32>,
    touched: &[(SessionId, Option<ReleasedRecord>)],
    told: &[Change],
    now: DateTime<Utc>,
) -> db::Result<()> {
    let json = |kept: Result<Value, serde_json::Error>| {
        kept.map_err(|error| db::Error::SerializationError(error.into()))
    };
    let content: BTreeMap<&SessionId, &Option<ReleasedRecord>> =
        touched.iter().map(|(id, after)| (id, after)).collect();
    let release = NewReleaseRow {
        id: ReleaseId::fresh(),
        number,
        note,
        restores,
        changes: json(serde_json::to_value(told))?,
        content: json(serde_json::to_value(content))?,
    };
    store::insert_release(conn, scope, release, now).await?;
    if told.iter().any(|change| change.kind.concerns_holders()) {
        let fact = Released { forum: scope.forum(), release: number };
        jobs::enqueue(conn, &fact, now).await?;
        if told.iter().any(|change| change.kind == ChangeKind::Cancelled) {
            jobs::enqueue_for(conn, &fact, now + STRAGGLERS, now).await?;
        }
    }
    if told.iter().any(|change| change.kind.concerns_speakers()) {
        let fact = SpeakersConcerned { forum: scope.forum(), release: number };
        jobs::enqueue(conn, &fact, now).await?;
    }
    let mut numbers: Vec<i32> = told.iter().map(|change| change.no).collect();
    numbers.dedup();
    let detail = json!({ "number": number, "restores": restores, "sessions": numbers });
    let subject = Subject::Forum(scope.forum());
    check::settle(conn, scope, now, "agenda.released", subject, detail).await
}
