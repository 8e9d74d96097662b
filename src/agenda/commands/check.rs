use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Conn, Stop};
use crate::forum::{self, Forum};
use crate::speakers;
use crate::types::{SessionId, SlotId, TrackId};

use super::super::model::{NewPart, Placing, SlotRecord};
use super::super::refusal::{MOST_PEOPLE, MOST_SEATS, SessionRefusal};
use super::super::store;

/// Refuses a number of seats that no session can have.
pub fn capacity(wanted: Option<i32>) -> Result<(), SessionRefusal> {
    match wanted {
        Some(seats) if !(0..=MOST_SEATS).contains(&seats) => Err(SessionRefusal::CapacityInvalid),
        _ => Ok(()),
    }
}

/// Refuses a track of another forum.
pub async fn track(
    conn: &mut Conn,
    scope: &Scope,
    wanted: Option<TrackId>,
) -> Result<(), Stop<SessionRefusal>> {
    let Some(wanted) = wanted else { return Ok(()) };
    let known = store::list_tracks(conn, scope).await?;
    if known.iter().any(|track| track.id == wanted) {
        Ok(())
    } else {
        Err(SessionRefusal::TrackUnknown.into())
    }
}

/// Refuses speakers of another forum, one part twice, and more people than a session can name.
pub async fn people(
    conn: &mut Conn,
    scope: &Scope,
    wanted: &[NewPart],
) -> Result<(), Stop<SessionRefusal>> {
    if wanted.is_empty() {
        return Ok(());
    }
    if wanted.len() > MOST_PEOPLE {
        return Err(SessionRefusal::TooManyPeople.into());
    }
    let parts: HashSet<_> = wanted.iter().map(|part| (part.speaker, part.role)).collect();
    if parts.len() < wanted.len() {
        return Err(SessionRefusal::SpeakerTwice.into());
    }
    let ids: Vec<_> = wanted.iter().map(|part| part.speaker).collect();
    let known: HashSet<_> =
        speakers::known_speakers(conn, scope, &ids).await?.into_iter().collect();
    if ids.iter().all(|id| known.contains(id)) {
        Ok(())
    } else {
        Err(SessionRefusal::SpeakerUnknown.into())
    }
}

/// The slot that a place makes, unless it is on no day of the forum or in no room of it. A room that is
/// taken is a clash of the draft, to be shown; only a release refuses it.
pub async fn slot(
    conn: &mut Conn,
    scope: &Scope,
    forum: &Forum,
    session: SessionId,
    wanted: &Placing,
) -> Result<SlotRecord, Stop<SessionRefusal>> {
    if wanted.ends_at <= wanted.starts_at {
        return Err(SessionRefusal::EndsBeforeStart.into());
    }
    let (first, last) = forum.agenda_days();
    let day = forum.day_of(wanted.starts_at);
    if day < first || day > last {
        return Err(SessionRefusal::OutsideDays { first, last }.into());
    }
    if let Some(room) = wanted.room {
        let known = forum::list_rooms(conn, scope).await?;
        if !known.iter().any(|own| own.id == room) {
            return Err(SessionRefusal::RoomUnknown.into());
        }
    }
    Ok(SlotRecord {
        id: SlotId::fresh(),
        session,
        room: wanted.room,
        day,
        starts_at: wanted.starts_at,
        ends_at: wanted.ends_at,
        illustrative: wanted.illustrative,
        overlap_accepted: false,
        overlap_reason: None,
    })
}

/// What the room constraint of the released agenda means, should it ever be the one to say no.
pub fn room_free(error: db::Error) -> Stop<SessionRefusal> {
    match db::violated(&error) {
        Some("released_session_room_free") => SessionRefusal::RoomTaken { by: None }.into(),
        _ => Stop::Broken(error),
    }
}

/// Ends a change that the public sees: the log must know, processes must hear.
pub async fn settle(
    conn: &mut Conn,
    scope: &Scope,
    now: DateTime<Utc>,
    action: &'static str,
    subject: Subject,
    detail: Value,
) -> db::Result<()> {
    note(conn, scope, now, action, subject, detail).await?;
    db::notify(conn, "madang_agenda", &scope.forum().to_string()).await
}

/// Ends a change of the draft alone: the log must know, nobody else need hear.
pub async fn note(
    conn: &mut Conn,
    scope: &Scope,
    now: DateTime<Utc>,
    action: &'static str,
    subject: Subject,
    detail: Value,
) -> db::Result<()> {
    let entry = Entry::new(now, scope.actor(), Some(scope.forum()), action, subject);
    audit::record(conn, &entry.detail(detail)).await
}
