use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{SessionKind, SessionRecord, SessionState};
use crate::db::schema::session;
use crate::db::{self, Conn};
use crate::types::{ForumId, LimitId, SessionId, TrackId, Words};

use super::ROWS;

#[derive(Queryable, Selectable)]
#[diesel(table_name = session)]
pub(super) struct Row {
    id: SessionId,
    no: i32,
    kind: String,
    title: Words,
    subtitle: Words,
    abstract_: Words,
    languages: Vec<Option<String>>,
    interpretation: Vec<Option<String>>,
    state: String,
    track_id: Option<TrackId>,
    limit_id: Option<LimitId>,
    version: i32,
}

#[derive(Insertable)]
#[diesel(table_name = session)]
struct NewRow<'a> {
    id: SessionId,
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
    limit_id: Option<LimitId>,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Row> for SessionRecord {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            no: row.no,
            kind: SessionKind::parse(&row.kind).unwrap_or(SessionKind::Other),
            title: row.title,
            subtitle: row.subtitle,
            abstract_: row.abstract_,
            languages: row.languages.into_iter().flatten().collect(),
            interpretation: row.interpretation.into_iter().flatten().collect(),
            state: SessionState::parse(&row.state).unwrap_or(SessionState::Draft),
            track: row.track_id,
            limit: row.limit_id,
            version: row.version,
        }
    }
}

fn new_rows<'a>(
    scope: &Scope,
    sessions: &'a [SessionRecord],
    now: DateTime<Utc>,
) -> Vec<NewRow<'a>> {
    let row = |session: &'a SessionRecord| NewRow {
        id: session.id,
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
        limit_id: session.limit,
        version: session.version,
        created_at: now,
        updated_at: now,
    };
    sessions.iter().map(row).collect()
}

/// Writes new sessions, many by one statement.
///
/// # Errors
/// A broken database; `session_no_key` when a number was given before.
pub async fn insert_sessions(
    conn: &mut Conn,
    scope: &Scope,
    sessions: &[SessionRecord],
    now: DateTime<Utc>,
) -> db::Result<()> {
    for chunk in sessions.chunks(ROWS) {
        let rows = new_rows(scope, chunk, now);
        diesel::insert_into(session::table).values(&rows).execute(conn).await?;
    }
    Ok(())
}

/// Writes sessions, new ones and known ones, many by one statement, with the versions they carry. A
/// session of another forum is left alone.
///
/// # Errors
/// As [`insert_sessions`].
pub async fn upsert_sessions(
    conn: &mut Conn,
    scope: &Scope,
    sessions: &[SessionRecord],
    now: DateTime<Utc>,
) -> db::Result<()> {
    use diesel::query_dsl::methods::FilterDsl;

    for chunk in sessions.chunks(ROWS) {
        diesel::insert_into(session::table)
            .values(&new_rows(scope, chunk, now))
            .on_conflict(session::id)
            .do_update()
            .set((
                session::kind.eq(excluded(session::kind)),
                session::title.eq(excluded(session::title)),
                session::subtitle.eq(excluded(session::subtitle)),
                session::abstract_.eq(excluded(session::abstract_)),
                session::languages.eq(excluded(session::languages)),
                session::interpretation.eq(excluded(session::interpretation)),
                session::state.eq(excluded(session::state)),
                session::track_id.eq(excluded(session::track_id)),
                session::limit_id.eq(excluded(session::limit_id)),
                session::version.eq(excluded(session::version)),
                session::updated_at.eq(excluded(session::updated_at)),
            ))
            .filter(session::forum_id.eq(scope.forum()))
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// A session, locked until the transaction ends; taking seats in it goes on meanwhile.
///
/// # Errors
/// A broken database; not found when the forum has no such number.
pub async fn lock_session(conn: &mut Conn, scope: &Scope, no: i32) -> db::Result<SessionRecord> {
    let row: Row = session::table
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::no.eq(no))
        .for_no_key_update()
        .select(Row::as_select())
        .first(conn)
        .await?;
    Ok(row.into())
}

/// Every session of the forum by number, in any state.
///
/// # Errors
/// A broken database.
pub async fn list_sessions(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<SessionRecord>> {
    let rows: Vec<Row> = session::table
        .filter(session::forum_id.eq(scope.forum()))
        .order(session::no)
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(SessionRecord::from).collect())
}
