use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{AppearanceRole, Listed, Part, SessionKind, SessionState, SignUp};
use crate::db::schema::{appearance, seat_limit, session, slot, speaker};
use crate::db::{self, Conn};
use crate::types::{LimitId, RoomId, SessionId, SpeakerId, TrackId, Words};

use super::refs::Refs;

/// The states in which the public sees a session.
pub(super) const PUBLIC: [&str; 2] = ["released", "held"];

#[derive(Queryable, Selectable)]
#[diesel(table_name = session)]
pub(super) struct SessionRow {
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

impl SessionRow {
    pub(super) const fn id(&self) -> SessionId {
        self.id
    }
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

pub(super) type Row = (SessionRow, SlotRow, Option<LimitRow>);

/// Sessions with their slots and limits.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn placed() -> _ {
    session::table.inner_join(slot::table).left_join(seat_limit::table)
}

/// A session as lists show it, people still to be put in.
pub(super) fn listed(row: Row, refs: &Refs) -> Listed {
    let (session, slot, limit) = row;
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
        sign_up: limit.map(|limit| SignUp {
            limit: limit.id,
            capacity: limit.capacity,
            taken: limit.taken,
            waiting: limit.waiting,
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

/// Who takes part, by session, in the order of roles; hidden speakers only for the desk.
pub(super) async fn parts(
    conn: &mut Conn,
    scope: &Scope,
    which: Parts<'_>,
    with_hidden: bool,
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
    if !with_hidden {
        query = query.filter(speaker::hidden.eq(false));
    }
    let rows: Vec<PartRow> = query.load(conn).await?;
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
    Ok(by_session)
}
