use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{AppearanceRole, SessionTimes, SpeakerPart};
use crate::db::schema::{released_appearance, released_session, session, speaker};
use crate::db::{self, Conn};
use crate::types::{LimitId, SessionId, SpeakerId, Words};

use super::rows::PUBLIC;

type TimesRow =
    (SessionId, i32, Option<LimitId>, chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>);

type Times = (
    released_session::session_id,
    released_session::no,
    session::limit_id,
    released_session::starts_at,
    released_session::ends_at,
);

const TIMES: Times = (
    released_session::session_id,
    released_session::no,
    session::limit_id,
    released_session::starts_at,
    released_session::ends_at,
);

fn times((id, no, limit, starts_at, ends_at): TimesRow) -> SessionTimes {
    SessionTimes { id, no, limit, starts_at, ends_at }
}

/// Released sessions by their numbers; a number that names none is left out. One query.
///
/// # Errors
/// A broken database.
pub async fn sessions_by_no(
    conn: &mut Conn,
    scope: &Scope,
    numbers: &[i32],
) -> db::Result<Vec<SessionTimes>> {
    let rows: Vec<TimesRow> = released_session::table
        .inner_join(session::table)
        .filter(released_session::forum_id.eq(scope.forum()))
        .filter(released_session::no.eq_any(numbers))
        .filter(released_session::state.eq("released"))
        .select(TIMES)
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(times).collect())
}

/// Every released session, to be remembered until `madang_agenda` tells of a change. One query.
///
/// # Errors
/// A broken database.
pub async fn session_index(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<SessionTimes>> {
    let rows: Vec<TimesRow> = released_session::table
        .inner_join(session::table)
        .filter(released_session::forum_id.eq(scope.forum()))
        .filter(released_session::state.eq("released"))
        .order(released_session::no)
        .select(TIMES)
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(times).collect())
}

/// Where seats in some sessions are counted, whatever the public sees of them.
///
/// # Errors
/// A broken database.
pub async fn session_limits(
    conn: &mut Conn,
    scope: &Scope,
    sessions: &[SessionId],
) -> db::Result<HashMap<SessionId, LimitId>> {
    let rows: Vec<(SessionId, Option<LimitId>)> = session::table
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::id.eq_any(sessions))
        .select((session::id, session::limit_id))
        .load(conn)
        .await?;
    Ok(rows.into_iter().filter_map(|(id, limit)| Some((id, limit?))).collect())
}

type PartRow = (
    SpeakerId,
    i32,
    Words,
    String,
    Words,
    chrono::DateTime<chrono::Utc>,
    chrono::DateTime<chrono::Utc>,
    bool,
);

/// The parts that public speakers have in released sessions, by speaker and time. One query.
///
/// # Errors
/// A broken database.
pub async fn speaker_sessions(
    conn: &mut Conn,
    scope: &Scope,
) -> db::Result<HashMap<SpeakerId, Vec<SpeakerPart>>> {
    let rows: Vec<PartRow> = released_appearance::table
        .inner_join(speaker::table)
        .inner_join(released_session::table)
        .filter(released_appearance::forum_id.eq(scope.forum()))
        .filter(speaker::hidden.eq(false))
        .filter(released_session::state.eq_any(PUBLIC))
        .order((released_session::starts_at, released_session::no))
        .select((
            released_appearance::speaker_id,
            released_session::no,
            released_session::title,
            released_appearance::role,
            released_appearance::role_words,
            released_session::starts_at,
            released_session::ends_at,
            released_session::illustrative,
        ))
        .load(conn)
        .await?;
    let mut by_speaker: HashMap<SpeakerId, Vec<SpeakerPart>> = HashMap::new();
    for (speaker, no, title, role, role_words, starts_at, ends_at, illustrative) in rows {
        let role = AppearanceRole::parse(&role).unwrap_or(AppearanceRole::Other);
        by_speaker.entry(speaker).or_default().push(SpeakerPart {
            no,
            title,
            role,
            role_words,
            starts_at,
            ends_at,
            illustrative,
        });
    }
    Ok(by_speaker)
}
