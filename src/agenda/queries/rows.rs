use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{
    AppearanceRole, Listed, Part, ReleasedMark, SessionKind, SessionState, SignUp,
};
use crate::db::schema::{
    appearance, released_appearance, released_session, seat_limit, session, slot, speaker,
};
use crate::db::{self, Conn};
use crate::types::{LimitId, RoomId, SessionId, SpeakerId, TrackId, Words};

use super::refs::Refs;

/// The states in which the public copy is in the programme; what was called off is not.
pub(super) const PUBLIC: [&str; 2] = ["released", "held"];

/// What lists show of a session, in the draft and in public alike.
#[derive(Queryable, Selectable)]
#[diesel(table_name = released_session)]
pub(super) struct PublicRow {
    session_id: SessionId,
    no: i32,
    version: i32,
    kind: String,
    state: String,
    title: Words,
    subtitle: Words,
    languages: Vec<Option<String>>,
    interpretation: Vec<Option<String>>,
    track_id: Option<TrackId>,
    room_id: Option<RoomId>,
    day: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    illustrative: bool,
    overlap_accepted: bool,
    sequence: i32,
    released_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = session)]
pub(super) struct DraftRow {
    id: SessionId,
    no: i32,
    version: i32,
    kind: String,
    state: String,
    title: Words,
    subtitle: Words,
    languages: Vec<Option<String>>,
    interpretation: Vec<Option<String>>,
    track_id: Option<TrackId>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = slot)]
pub(super) struct SlotRow {
    room_id: Option<RoomId>,
    day: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    illustrative: bool,
    overlap_accepted: bool,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = seat_limit)]
pub(super) struct LimitRow {
    id: LimitId,
    capacity: Option<i32>,
    taken: i32,
    waiting: i32,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = released_session)]
pub(super) struct MarkRow {
    version: i32,
    sequence: i32,
    released_at: DateTime<Utc>,
}

/// A session of the released agenda, with how its seats stand now.
pub(super) type Released = (PublicRow, Option<LimitRow>);
/// A session of the draft, with how its seats stand and what the public sees.
pub(super) type Drafted = (DraftRow, SlotRow, Option<LimitRow>, Option<MarkRow>);

/// The released agenda. Where seats are counted is the draft's to say, and holds at once.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn released() -> _ {
    released_session::table.inner_join(session::table.left_join(seat_limit::table))
}

/// The draft.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn drafted() -> _ {
    session::table
        .inner_join(slot::table)
        .left_join(seat_limit::table)
        .left_join(released_session::table)
}

fn sign_up(limit: Option<LimitRow>) -> Option<SignUp> {
    limit.map(|limit| SignUp {
        limit: limit.id,
        capacity: limit.capacity,
        taken: limit.taken,
        waiting: limit.waiting,
    })
}

/// A released session as lists show it, people still to be put in.
pub(super) fn of_released((row, limit): Released, refs: &Refs) -> Listed {
    Listed {
        id: row.session_id,
        no: row.no,
        version: row.version,
        kind: SessionKind::parse(&row.kind).unwrap_or(SessionKind::Other),
        state: SessionState::parse(&row.state).unwrap_or(SessionState::Cancelled),
        title: row.title,
        subtitle: row.subtitle,
        languages: row.languages.into_iter().flatten().collect(),
        interpretation: row.interpretation.into_iter().flatten().collect(),
        day: row.day,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        illustrative: row.illustrative,
        overlap_accepted: row.overlap_accepted,
        room: row.room_id.and_then(|id| refs.rooms.get(&id).cloned()),
        track: row.track_id.and_then(|id| refs.tracks.get(&id).cloned()),
        people: Vec::new(),
        sign_up: sign_up(limit),
        released: Some(ReleasedMark {
            version: row.version,
            sequence: row.sequence,
            at: row.released_at,
        }),
    }
}

/// A draft as the desk's lists show it, people still to be put in.
pub(super) fn of_draft((session, slot, limit, mark): Drafted, refs: &Refs) -> Listed {
    Listed {
        id: session.id,
        no: session.no,
        version: session.version,
        kind: SessionKind::parse(&session.kind).unwrap_or(SessionKind::Other),
        state: SessionState::parse(&session.state).unwrap_or(SessionState::Draft),
        title: session.title,
        subtitle: session.subtitle,
        languages: session.languages.into_iter().flatten().collect(),
        interpretation: session.interpretation.into_iter().flatten().collect(),
        day: slot.day,
        starts_at: slot.starts_at,
        ends_at: slot.ends_at,
        illustrative: slot.illustrative,
        overlap_accepted: slot.overlap_accepted,
        room: slot.room_id.and_then(|id| refs.rooms.get(&id).cloned()),
        track: session.track_id.and_then(|id| refs.tracks.get(&id).cloned()),
        people: Vec::new(),
        sign_up: sign_up(limit),
        released: mark.map(|mark| ReleasedMark {
            version: mark.version,
            sequence: mark.sequence,
            at: mark.released_at,
        }),
    }
}

/// Sorts sessions by time, those of one time by room.
pub(super) fn in_order(sessions: &mut [Listed]) {
    sessions.sort_by_key(|s| {
        (s.starts_at, s.room.as_ref().map_or(i32::MAX, |room| room.position), s.no)
    });
}

/// Whose parts to load.
#[derive(Clone, Copy)]
pub(super) enum Parts<'a> {
    /// Those of every session of the forum.
    All,
    /// Those of some sessions.
    Of(&'a [SessionId]),
}

type PartRow = (SessionId, SpeakerId, Words, Words, String, Words, bool);

/// Who takes part in released sessions, by session, in the order of roles; nobody who is hidden.
pub(super) async fn released_parts(
    conn: &mut Conn,
    scope: &Scope,
    which: Parts<'_>,
) -> db::Result<HashMap<SessionId, Vec<Part>>> {
    let mut query = released_appearance::table
        .inner_join(speaker::table)
        .filter(released_appearance::forum_id.eq(scope.forum()))
        .filter(speaker::hidden.eq(false))
        .order((released_appearance::session_id, released_appearance::position))
        .select((
            released_appearance::session_id,
            released_appearance::speaker_id,
            speaker::name,
            speaker::title,
            released_appearance::role,
            released_appearance::role_words,
            speaker::hidden,
        ))
        .into_boxed::<Pg>();
    if let Parts::Of(ids) = which {
        query = query.filter(released_appearance::session_id.eq_any(ids));
    }
    Ok(by_session(query.load(conn).await?))
}

/// Who takes part in drafts, hidden speakers too: for the desk.
pub(super) async fn drafted_parts(
    conn: &mut Conn,
    scope: &Scope,
    which: Parts<'_>,
) -> db::Result<HashMap<SessionId, Vec<Part>>> {
    let mut query = appearance::table
        .inner_join(speaker::table)
        .filter(appearance::forum_id.eq(scope.forum()))
        .order((appearance::session_id, appearance::position))
        .select((
            appearance::session_id,
            appearance::speaker_id,
            speaker::name,
            speaker::title,
            appearance::role,
            appearance::role_words,
            speaker::hidden,
        ))
        .into_boxed::<Pg>();
    if let Parts::Of(ids) = which {
        query = query.filter(appearance::session_id.eq_any(ids));
    }
    Ok(by_session(query.load(conn).await?))
}

fn by_session(rows: Vec<PartRow>) -> HashMap<SessionId, Vec<Part>> {
    let mut by_session: HashMap<SessionId, Vec<Part>> = HashMap::new();
    for (session, speaker, name, title, role, role_words, hidden) in rows {
        let role = AppearanceRole::parse(&role).unwrap_or(AppearanceRole::Other);
        by_session.entry(session).or_default().push(Part {
            speaker,
            name,
            title,
            role,
            role_words,
            hidden,
        });
    }
    for parts in by_session.values_mut() {
        parts.sort_by_key(|part| part.role);
    }
    by_session
}
