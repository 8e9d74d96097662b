use chrono::{DateTime, Utc};
use serde_json::json;

use crate::accounts::Scope;
use crate::audit::Subject;
use crate::db::{Conn, Db, Stop};
use crate::forum;
use crate::types::{Clock, Words};

use super::super::check;
use super::super::edit::Edited;
use super::{Wanted, publish, released};
use crate::agenda::model::{Expect, ReleasedRecord, SessionMove, SessionRecord, SessionState};
use crate::agenda::refusal::SessionRefusal;
use crate::agenda::store;

/// Shows a session to the public as its draft stands, in a release of its own.
///
/// # Errors
/// [`SessionRefusal`] when its state does not allow it, someone else changed it, or another session
/// is in its room; a broken database.
pub async fn release_session(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    no: i32,
    expect: &Expect,
) -> Result<Edited, Stop<SessionRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let draft = locked(conn, scope, no, expect).await?;
        draft.state.after(SessionMove::Release).map_err(SessionRefusal::from)?;
        release_draft(conn, scope, draft, now).await
    })
    .await
}

/// Releases one draft in the caller's transaction, which holds the forum.
pub async fn release_draft(
    conn: &mut Conn,
    scope: &Scope,
    draft: SessionRecord,
    now: DateTime<Utc>,
) -> Result<Edited, Stop<SessionRefusal>> {
    let (no, version) = (draft.no, draft.version);
    let raised = i32::from(draft.state == SessionState::Scheduled);
    let wanted = released(conn, scope, vec![draft], now).await?;
    publish(conn, scope, wanted, &Words::default(), None, now).await?;
    Ok(Edited { no, version: version + raised })
}

/// Takes a released session back from the public, in a release of its own; who holds a seat keeps it.
///
/// # Errors
/// [`SessionRefusal`] when its state does not allow it or someone else changed it; a broken database.
pub async fn retract_session(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    no: i32,
    expect: &Expect,
) -> Result<Edited, Stop<SessionRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let mut draft = locked(conn, scope, no, expect).await?;
        let next = draft.state.after(SessionMove::Retract).map_err(SessionRefusal::from)?;
        let public = store::list_released(conn, scope, Some(&[draft.id])).await?;
        if next == draft.state && public.is_empty() {
            return Ok(Edited { no, version: draft.version });
        }
        store::set_states(conn, scope, &[draft.id], next, now).await?;
        draft.version += 1;
        let wanted = Wanted::from([(draft.id, None)]);
        publish(conn, scope, wanted, &Words::default(), None, now).await?;
        let subject = Subject::Session(draft.id);
        let detail = json!({ "no": no });
        check::settle(conn, scope, now, "agenda.session_retracted", subject, detail).await?;
        Ok(Edited { no, version: draft.version })
    })
    .await
}

/// Calls a session off. Where the public knows of it this is a release of its own: it is shown as
/// called off, and whoever holds a seat or waits for one is written to.
///
/// # Errors
/// As [`retract_session`].
pub async fn cancel_session(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    no: i32,
    expect: &Expect,
    note: &Words,
) -> Result<Edited, Stop<SessionRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let mut draft = locked(conn, scope, no, expect).await?;
        let next = draft.state.after(SessionMove::Cancel).map_err(SessionRefusal::from)?;
        if next == draft.state {
            return Ok(Edited { no, version: draft.version });
        }
        store::set_states(conn, scope, &[draft.id], next, now).await?;
        draft.version += 1;
        let public = store::list_released(conn, scope, Some(&[draft.id])).await?;
        if let Some(known) = public.into_iter().next() {
            let off = ReleasedRecord { state: next, version: draft.version, ..known.session };
            let wanted = Wanted::from([(draft.id, Some(off))]);
            publish(conn, scope, wanted, note, None, now).await?;
        }
        let subject = Subject::Session(draft.id);
        let detail = json!({ "no": no });
        check::settle(conn, scope, now, "agenda.session_cancelled", subject, detail).await?;
        Ok(Edited { no, version: draft.version })
    })
    .await
}

/// The draft of a session, with the forum locked before it as for every release.
async fn locked(
    conn: &mut Conn,
    scope: &Scope,
    no: i32,
    expect: &Expect,
) -> Result<SessionRecord, Stop<SessionRefusal>> {
    forum::lock_forum(conn, scope).await?;
    let draft = store::lock_session(conn, scope, no).await?;
    if expect.allows(draft.version) { Ok(draft) } else { Err(SessionRefusal::Stale.into()) }
}
