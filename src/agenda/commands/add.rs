use serde_json::json;

use crate::accounts::Scope;
use crate::audit::Subject;
use crate::capacity::{LimitKind, create_limit};
use crate::db::{Conn, Db, Stop};
use crate::forum;
use crate::types::{Clock, LimitId, SessionId};

use super::super::model::{NewSession, SessionRecord, SessionState};
use super::super::refusal::SessionRefusal;
use super::super::store;
use super::check;
use super::release::release_draft;

/// A session that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// Its id.
    pub id: SessionId,
    /// Its number, given for good.
    pub no: i32,
}

/// Adds a session to the draft of the forum's agenda, with its place, people and seats; released at once
/// where that is wanted.
///
/// # Errors
/// [`SessionRefusal`] when it can not be there; a broken database.
pub async fn add_session(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    want: NewSession,
) -> Result<Added, Stop<SessionRefusal>> {
    if want.title.is_empty() {
        return Err(SessionRefusal::TitleMissing.into());
    }
    check::capacity(want.signup_capacity)?;
    let now = clock.now();
    db.tx(async |conn| {
        let forum = forum::lock_forum(conn, scope).await?;
        if !forum.state.is_editable() {
            return Err(SessionRefusal::ForumOver.into());
        }
        check::track(conn, scope, want.track).await?;
        check::people(conn, scope, &want.people).await?;
        let id = SessionId::fresh();
        let slot = check::slot(conn, scope, &forum, id, &want.place).await?;
        let no = forum::take_session_numbers(conn, scope, 1).await?;
        let limit = seats(conn, scope, want.signup_capacity).await?;
        let detail = json!({
            "no": no, "released": want.release, "capacity": want.signup_capacity,
        });
        let people = (id, want.people.clone());
        let release = want.release;
        let session = record(want, id, no, limit);
        store::insert_sessions(conn, scope, std::slice::from_ref(&session), now).await?;
        store::insert_slot(conn, scope, &slot).await?;
        store::insert_parts(conn, scope, &[people]).await?;
        if release {
            release_draft(conn, scope, session, now).await?;
        }
        check::note(conn, scope, now, "agenda.session_added", Subject::Session(id), detail).await?;
        Ok(Added { id, no })
    })
    .await
}

async fn seats(
    conn: &mut Conn,
    scope: &Scope,
    wanted: Option<i32>,
) -> Result<Option<LimitId>, Stop<SessionRefusal>> {
    if wanted.is_none() {
        return Ok(None);
    }
    let limit = create_limit(conn, scope.forum(), LimitKind::Session, wanted).await?;
    Ok(Some(limit))
}

fn record(want: NewSession, id: SessionId, no: i32, limit: Option<LimitId>) -> SessionRecord {
    SessionRecord {
        id,
        no,
        kind: want.kind,
        title: want.title,
        subtitle: want.subtitle,
        abstract_: want.abstract_,
        languages: want.languages,
        interpretation: want.interpretation,
        state: if want.release { SessionState::Released } else { SessionState::Scheduled },
        track: want.track,
        limit,
        version: 1,
    }
}
