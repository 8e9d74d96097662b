use serde_json::json;

use crate::accounts::Scope;
use crate::audit::Subject;
use crate::db::{self, Db, Stop};
use crate::types::Clock;

use super::super::model::{Expect, SessionMove};
use super::super::refusal::SessionRefusal;
use super::super::store;
use super::check;
use super::edit::Edited;

/// Shows a scheduled session to the public.
///
/// # Errors
/// [`SessionRefusal`] when its state does not allow it or someone else changed it; a broken database.
pub async fn release_session(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    no: i32,
    expect: &Expect,
) -> Result<Edited, Stop<SessionRefusal>> {
    step(db, clock, scope, no, expect, SessionMove::Release, "agenda.session_released").await
}

/// Takes a released session back from the public; who holds a seat keeps it.
///
/// # Errors
/// As [`release_session`].
pub async fn retract_session(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    no: i32,
    expect: &Expect,
) -> Result<Edited, Stop<SessionRefusal>> {
    step(db, clock, scope, no, expect, SessionMove::Retract, "agenda.session_retracted").await
}

async fn step(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    no: i32,
    expect: &Expect,
    event: SessionMove,
    action: &'static str,
) -> Result<Edited, Stop<SessionRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let mut session = store::lock_session(conn, scope, no).await?;
        if !expect.allows(session.version) {
            return Err(SessionRefusal::Stale.into());
        }
        let next = session.state.after(event).map_err(SessionRefusal::from)?;
        if next == session.state {
            return Ok(Edited { no, version: session.version });
        }
        session.state = next;
        session.version += 1;
        let after = Edited { no, version: session.version };
        let subject = Subject::Session(session.id);
        store::upsert_sessions(conn, scope, &[session], now).await?;
        check::settle(conn, scope, now, action, subject, json!({ "no": no })).await?;
        Ok(after)
    })
    .await
}

/// Shows every scheduled session to the public; how many there were.
///
/// # Errors
/// A broken database.
pub async fn release_all(db: &Db, clock: &Clock, scope: &Scope) -> db::Result<usize> {
    let now = clock.now();
    db.tx(async |conn| {
        let count = store::release_scheduled(conn, scope, now).await?;
        if count > 0 {
            let subject = Subject::Forum(scope.forum());
            let detail = json!({ "sessions": count });
            check::settle(conn, scope, now, "agenda.released", subject, detail).await?;
        }
        Ok::<usize, db::Error>(count)
    })
    .await
}
