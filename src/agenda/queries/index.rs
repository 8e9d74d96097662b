use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{AppearanceRole, SessionTimes, SpeakerPart};
use crate::db::schema::{appearance, session, slot, speaker};
use crate::db::{self, Conn};
use crate::types::{LimitId, SessionId, SpeakerId, Words};

use super::rows::PUBLIC;

type TimesRow =
    (SessionId, i32, Option<LimitId>, chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>);

const TIMES: (session::id, session::no, session::limit_id, slot::starts_at, slot::ends_at) =
    (session::id, session::no, session::limit_id, slot::starts_at, slot::ends_at);

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
    let rows: Vec<TimesRow> = session::table
        .inner_join(slot::table)
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::no.eq_any(numbers))
        .filter(session::state.eq("released"))
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
    let rows: Vec<TimesRow> = session::table
        .inner_join(slot::table)
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::state.eq("released"))
        .order(session::no)
        .select(TIMES)
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(times).collect())
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
    let rows: Vec<PartRow> = appearance::table
        .inner_join(speaker::table)
        .inner_join(session::table.inner_join(slot::table))
        .filter(appearance::forum_id.eq(scope.forum()))
        .filter(speaker::hidden.eq(false))
        .filter(session::state.eq_any(PUBLIC))
        .order((slot::starts_at, session::no))
        .select((
            appearance::speaker_id,
            session::no,
            session::title,
            appearance::role,
            appearance::role_words,
            slot::starts_at,
            slot::ends_at,
            slot::illustrative,
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
