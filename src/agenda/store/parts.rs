use std::collections::HashMap;

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{AppearanceRole, NewPart};
use crate::db::schema::appearance;
use crate::db::{self, Conn};
use crate::types::{AppearanceId, SessionId, SpeakerId, Words};

use super::ROWS;

/// Writes who takes part in sessions, in the order given, many by one statement.
///
/// # Errors
/// A broken database; `appearance_once` when someone has the same part twice.
pub async fn insert_parts(
    conn: &mut Conn,
    scope: &Scope,
    parts: &[(SessionId, Vec<NewPart>)],
) -> db::Result<()> {
    let rows: Vec<_> = parts
        .iter()
        .flat_map(|(session, people)| (0..).zip(people).map(move |(at, part)| (session, at, part)))
        .map(|(session, at, part): (&SessionId, i32, &NewPart)| {
            (
                appearance::id.eq(AppearanceId::fresh()),
                appearance::forum_id.eq(scope.forum()),
                appearance::session_id.eq(*session),
                appearance::speaker_id.eq(part.speaker),
                appearance::role.eq(part.role.code()),
                appearance::role_words.eq(&part.role_words),
                appearance::position.eq(at),
            )
        })
        .collect();
    for chunk in rows.chunks(ROWS) {
        diesel::insert_into(appearance::table).values(chunk.to_vec()).execute(conn).await?;
    }
    Ok(())
}

/// Takes everyone out of some sessions.
///
/// # Errors
/// A broken database.
pub async fn remove_parts(
    conn: &mut Conn,
    scope: &Scope,
    sessions: &[SessionId],
) -> db::Result<()> {
    if sessions.is_empty() {
        return Ok(());
    }
    let own = appearance::table
        .filter(appearance::forum_id.eq(scope.forum()))
        .filter(appearance::session_id.eq_any(sessions));
    diesel::delete(own).execute(conn).await.map(|_| ())
}

/// Who takes part in every session of the forum, in order.
///
/// # Errors
/// A broken database.
pub async fn list_parts(
    conn: &mut Conn,
    scope: &Scope,
) -> db::Result<HashMap<SessionId, Vec<NewPart>>> {
    parts(conn, scope, None).await
}

/// Who takes part in some sessions, in order.
///
/// # Errors
/// A broken database.
pub async fn parts_of(
    conn: &mut Conn,
    scope: &Scope,
    sessions: &[SessionId],
) -> db::Result<HashMap<SessionId, Vec<NewPart>>> {
    parts(conn, scope, Some(sessions)).await
}

async fn parts(
    conn: &mut Conn,
    scope: &Scope,
    which: Option<&[SessionId]>,
) -> db::Result<HashMap<SessionId, Vec<NewPart>>> {
    let mut query = appearance::table
        .filter(appearance::forum_id.eq(scope.forum()))
        .order((appearance::session_id, appearance::position))
        .select((
            appearance::session_id,
            appearance::speaker_id,
            appearance::role,
            appearance::role_words,
        ))
        .into_boxed::<Pg>();
    if let Some(ids) = which {
        query = query.filter(appearance::session_id.eq_any(ids));
    }
    let rows: Vec<(SessionId, SpeakerId, String, Words)> = query.load(conn).await?;
    let mut by_session: HashMap<SessionId, Vec<NewPart>> = HashMap::new();
    for (session, speaker, role, role_words) in rows {
        let role = AppearanceRole::parse(&role).unwrap_or(AppearanceRole::Other);
        by_session.entry(session).or_default().push(NewPart { speaker, role, role_words });
    }
    Ok(by_session)
}
