use serde_json::json;

use crate::accounts::Scope;
use crate::audit::Subject;
use crate::db::{Db, Stop};
use crate::types::Clock;

use super::super::model::{Expect, SessionState};
use super::super::refusal::SessionRefusal;
use super::super::store;
use super::check;
use super::edit::Edited;

/// Accepts that a session overlaps others in its room, with a reason, or takes that back with none.
/// It holds for the draft, until it is moved, and for releases made of it.
///
/// # Errors
/// [`SessionRefusal`] when it was held or called off or someone else changed it; not found when the
/// forum has no such number or it has no time; a broken database.
pub async fn accept_overlap(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    no: i32,
    expect: &Expect,
    reason: Option<String>,
) -> Result<Edited, Stop<SessionRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let mut session = store::lock_session(conn, scope, no).await?;
        if !expect.allows(session.version) {
            return Err(SessionRefusal::Stale.into());
        }
        if matches!(session.state, SessionState::Held | SessionState::Cancelled) {
            return Err(SessionRefusal::MoveRefused.into());
        }
        let slot = store::find_slot(conn, scope, session.id).await?;
        let mut slot = slot.ok_or(crate::db::Error::NotFound)?;
        let before = (slot.overlap_accepted, slot.overlap_reason.clone());
        (slot.overlap_accepted, slot.overlap_reason) = (reason.is_some(), reason);
        if before == (slot.overlap_accepted, slot.overlap_reason.clone()) {
            return Ok(Edited { no, version: session.version });
        }
        store::update_slot(conn, scope, &slot).await?;
        session.version += 1;
        let after = Edited { no, version: session.version };
        let subject = Subject::Session(session.id);
        store::upsert_sessions(conn, scope, &[session], now).await?;
        let detail = json!({ "no": no, "accepted": slot.overlap_accepted });
        check::note(conn, scope, now, "agenda.overlap_accepted", subject, detail).await?;
        Ok(after)
    })
    .await
}
