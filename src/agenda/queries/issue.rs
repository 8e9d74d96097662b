use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::outlet::{Issue, SessionText};
use crate::db::schema::released_session;
use crate::db::{self, Conn};
use crate::forum::{find_forum, list_venues};
use crate::speakers::public_speakers;
use crate::types::{SessionId, Words};

use super::programme::{cancelled_sessions, programme};
use super::rows::PUBLIC;

/// What the public may know of a forum, for its feeds: eleven queries for any size.
///
/// # Errors
/// A broken database.
pub async fn issue(conn: &mut Conn, scope: &Scope) -> db::Result<Issue> {
    let forum = find_forum(conn, scope).await?;
    let venue = list_venues(conn, scope).await?.into_iter().next();
    let mut programme = programme(conn, scope).await?;
    let mut cancelled = cancelled_sessions(conn, scope).await?;
    for session in programme.sessions.iter_mut().chain(&mut cancelled) {
        session.sign_up = None;
    }
    let texts = texts(conn, scope).await?;
    let speakers = public_speakers(conn, scope).await?;
    let biographies = speakers.into_iter().map(|speaker| (speaker.id, speaker.biography));
    Ok(Issue { forum, venue, programme, cancelled, texts, biographies: biographies.collect() })
}

async fn texts(conn: &mut Conn, scope: &Scope) -> db::Result<HashMap<SessionId, SessionText>> {
    let rows: Vec<(SessionId, Words, DateTime<Utc>)> = released_session::table
        .filter(released_session::forum_id.eq(scope.forum()))
        .filter(released_session::state.eq_any(PUBLIC))
        .select((
            released_session::session_id,
            released_session::abstract_,
            released_session::released_at,
        ))
        .load(conn)
        .await?;
    let text = |(id, abstract_, updated_at)| (id, SessionText { abstract_, updated_at });
    Ok(rows.into_iter().map(text).collect())
}
