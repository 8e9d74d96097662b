use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{
    AppearanceRole, NewPart, Planned, PublicRecord, ReleasedRecord, SessionKind, SessionState,
};
use crate::db::schema::{released_appearance, released_session};
use crate::db::{self, Conn};
use crate::types::{ForumId, RoomId, SessionId, SpeakerId, TrackId, Words};

use super::ROWS;

#[derive(Queryable, Selectable)]
#[diesel(table_name = released_session)]
struct Row {
    session_id: SessionId,
    no: i32,
    kind: String,
    title: Words,
    subtitle: Words,
    abstract_: Words,
    languages: Vec<Option<String>>,
    interpretation: Vec<Option<String>>,
    state: String,
    track_id: Option<TrackId>,
    room_id: Option<RoomId>,
    day: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    illustrative: bool,
    overlap_accepted: bool,
    version: i32,
    sequence: i32,
}

#[derive(Insertable)]
#[diesel(table_name = released_session)]
struct NewRow<'a> {
    session_id: SessionId,
    forum_id: ForumId,
    no: i32,
    kind: &'static str,
    title: &'a Words,
    subtitle: &'a Words,
    abstract_: &'a Words,
    languages: &'a [String],
    interpretation: &'a [String],
    state: &'static str,
    track_id: Option<TrackId>,
    room_id: Option<RoomId>,
    day: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    illustrative: bool,
    overlap_accepted: bool,
    version: i32,
    sequence: i32,
    released_at: DateTime<Utc>,
}

impl Row {
    fn read(self, people: Vec<NewPart>) -> PublicRecord {
        PublicRecord {
            sequence: self.sequence,
            session: ReleasedRecord {
                id: self.session_id,
                no: self.no,
                kind: SessionKind::parse(&self.kind).unwrap_or(SessionKind::Other),
                title: self.title,
                subtitle: self.subtitle,
                abstract_: self.abstract_,
                languages: self.languages.into_iter().flatten().collect(),
                interpretation: self.interpretation.into_iter().flatten().collect(),
                state: SessionState::parse(&self.state).unwrap_or(SessionState::Cancelled),
                track: self.track_id,
                room: self.room_id,
                day: self.day,
                starts_at: self.starts_at,
                ends_at: self.ends_at,
                illustrative: self.illustrative,
                overlap_accepted: self.overlap_accepted,
                people,
                version: self.version,
            },
        }
    }
}

fn new_row<'a>(scope: &Scope, public: &'a PublicRecord, now: DateTime<Utc>) -> NewRow<'a> {
    let session = &public.session;
    NewRow {
        session_id: session.id,
        forum_id: scope.forum(),
        no: session.no,
        kind: session.kind.code(),
        title: &session.title,
        subtitle: &session.subtitle,
        abstract_: &session.abstract_,
        languages: &session.languages,
        interpretation: &session.interpretation,
        state: session.state.code(),
        track_id: session.track,
        room_id: session.room,
        day: session.day,
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        illustrative: session.illustrative,
        overlap_accepted: session.overlap_accepted,
        version: session.version,
        sequence: public.sequence,
        released_at: now,
    }
}

/// The released agenda with its people, hidden ones too: whole, or some sessions of it. Two queries.
///
/// # Errors
/// A broken database.
pub async fn list_released(
    conn: &mut Conn,
    scope: &Scope,
    which: Option<&[SessionId]>,
) -> db::Result<Vec<PublicRecord>> {
    let mut query = released_session::table
        .filter(released_session::forum_id.eq(scope.forum()))
        .select(Row::as_select())
        .into_boxed::<Pg>();
    if let Some(ids) = which {
        query = query.filter(released_session::session_id.eq_any(ids));
    }
    let rows: Vec<Row> = query.load(conn).await?;
    let mut people = list_people(conn, scope, which).await?;
    let read = |row: Row| {
        let people = people.remove(&row.session_id).unwrap_or_default();
        row.read(people)
    };
    Ok(rows.into_iter().map(read).collect())
}

async fn list_people(
    conn: &mut Conn,
    scope: &Scope,
    which: Option<&[SessionId]>,
) -> db::Result<HashMap<SessionId, Vec<NewPart>>> {
    let mut query = released_appearance::table
        .filter(released_appearance::forum_id.eq(scope.forum()))
        .order((released_appearance::session_id, released_appearance::position))
        .select((
            released_appearance::session_id,
            released_appearance::speaker_id,
            released_appearance::role,
            released_appearance::role_words,
        ))
        .into_boxed::<Pg>();
    if let Some(ids) = which {
        query = query.filter(released_appearance::session_id.eq_any(ids));
    }
    let rows: Vec<(SessionId, SpeakerId, String, Words)> = query.load(conn).await?;
    let mut by_session: HashMap<SessionId, Vec<NewPart>> = HashMap::new();
    for (session, speaker, role, role_words) in rows {
        let role = AppearanceRole::parse(&role).unwrap_or(AppearanceRole::Other);
        by_session.entry(session).or_default().push(NewPart { speaker, role, role_words });
    }
    Ok(by_session)
}

/// Puts sessions of the released agenda in the place of what stood there. All of the old rows go
/// first, so that sessions which change places never meet in a room.
///
/// # Errors
/// A broken database; `released_session_room_free` when two would be in one room.
pub async fn replace_released(
    conn: &mut Conn,
    scope: &Scope,
    gone: &[SessionId],
    rows: &[PublicRecord],
    now: DateTime<Utc>,
) -> db::Result<()> {
    let mut old: Vec<SessionId> = rows.iter().map(|row| row.session.id).collect();
    old.extend(gone);
    let own = released_session::table
        .filter(released_session::forum_id.eq(scope.forum()))
        .filter(released_session::session_id.eq_any(old));
    diesel::delete(own).execute(conn).await?;
    for chunk in rows.chunks(ROWS) {
        let new: Vec<NewRow<'_>> = chunk.iter().map(|row| new_row(scope, row, now)).collect();
        diesel::insert_into(released_session::table).values(&new).execute(conn).await?;
    }
    let people: Vec<_> = rows
        .iter()
        .flat_map(|row| (0..).zip(&row.session.people).map(|(at, part)| (row.session.id, at, part)))
        .map(|(session, at, part): (SessionId, i32, &NewPart)| {
            (
                released_appearance::session_id.eq(session),
                released_appearance::speaker_id.eq(part.speaker),
                released_appearance::role.eq(part.role.code()),
                released_appearance::forum_id.eq(scope.forum()),
                released_appearance::role_words.eq(&part.role_words),
                released_appearance::position.eq(at),
            )
        })
        .collect();
    for chunk in people.chunks(ROWS) {
        diesel::insert_into(released_appearance::table)
            .values(chunk.to_vec())
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Where a released session takes a room.
#[derive(Clone, Debug, Queryable)]
pub struct Taken {
    /// The session.
    pub session: SessionId,
    /// Its number.
    pub no: i32,
    /// The conference day.
    pub day: NaiveDate,
    /// The room.
    pub room: Option<RoomId>,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Someone accepted that it overlaps another.
    pub overlap_accepted: bool,
}

impl Taken {
    /// As far as it can clash: over its room alone.
    #[must_use]
    pub fn planned(self) -> Planned {
        Planned {
            no: self.no,
            day: self.day,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            room: self.room,
            room_size: None,
            seats: None,
            overlap_accepted: self.overlap_accepted,
            people: Vec::new(),
        }
    }
}

/// The rooms that the released agenda takes.
///
/// # Errors
/// A broken database.
pub async fn list_taken(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Taken>> {
    released_session::table
        .filter(released_session::forum_id.eq(scope.forum()))
        .filter(released_session::room_id.is_not_null())
        .filter(released_session::state.ne(SessionState::Cancelled.code()))
        .select((
            released_session::session_id,
            released_session::no,
            released_session::day,
            released_session::room_id,
            released_session::starts_at,
            released_session::ends_at,
            released_session::overlap_accepted,
        ))
        .load(conn)
        .await
}

/// Carries the public copy over to a version of the draft that differs in nothing a release shows: it
/// stays as it is where it was behind already.
///
/// # Errors
/// A broken database.
pub async fn carry_version(
    conn: &mut Conn,
    scope: &Scope,
    session: SessionId,
    from: i32,
    to: i32,
) -> db::Result<()> {
    let own = released_session::table
        .find(session)
        .filter(released_session::forum_id.eq(scope.forum()))
        .filter(released_session::version.eq(from));
    diesel::update(own).set(released_session::version.eq(to)).execute(conn).await.map(|_| ())
}
