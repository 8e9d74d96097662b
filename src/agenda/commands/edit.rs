use chrono::{DateTime, Utc};
use serde_json::json;

use crate::accounts::Scope;
use crate::audit::Subject;
use crate::capacity::{self, LimitKind};
use crate::db::{self, Conn, Db, Stop};
use crate::forum;
use crate::jobs;
use crate::types::Clock;

use super::super::facts::CapacityRaised;
use super::super::model::{
    Expect, Placing, SessionChange, SessionMove, SessionRecord, SessionState,
};
use super::super::refusal::SessionRefusal;
use super::super::store;
use super::check;
use super::release::release_draft;

/// A session that was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edited {
    /// Its number.
    pub no: i32,
    /// The version it has now.
    pub version: i32,
}

/// Changes the draft of a session, unless someone else did since the version expected; the public sees
/// it with the next release, or at once where the change asks for one. How many seats there are holds at
/// once: who holds a seat keeps it, more seats go to those who wait.
///
/// # Errors
/// [`SessionRefusal`] when it can not be so; not found when the forum has no such number; a broken
/// database.
pub async fn edit_session(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    no: i32,
    expect: &Expect,
    change: SessionChange,
) -> Result<Edited, Stop<SessionRefusal>> {
    check::capacity(change.signup_capacity.flatten())?;
    let now = clock.now();
    db.tx(async |conn| {
        if change.release {
            // Releases lock the forum before its sessions, everywhere.
            forum::lock_forum(conn, scope).await?;
        }
        let mut session = store::lock_session(conn, scope, no).await?;
        if !expect.allows(session.version) {
            return Err(SessionRefusal::Stale.into());
        }
        if matches!(session.state, SessionState::Held | SessionState::Cancelled) {
            return Err(SessionRefusal::MoveRefused.into());
        }
        let release = change.release;
        let changed = apply(conn, scope, &mut session, change, now).await?;
        let mut after = Edited { no, version: session.version };
        if !changed.is_empty() {
            keep(conn, scope, &mut session, &changed, now).await?;
            after.version = session.version;
        }
        if release {
            session.state.after(SessionMove::Release).map_err(SessionRefusal::from)?;
            after = release_draft(conn, scope, session, now).await?;
        }
        Ok(after)
    })
    .await
}

/// Makes every part of a change that is asked for; says what differs.
async fn apply(
    conn: &mut Conn,
    scope: &Scope,
    session: &mut SessionRecord,
    change: SessionChange,
    now: DateTime<Utc>,
) -> Result<Vec<&'static str>, Stop<SessionRefusal>> {
    let mut changed = Vec::new();
    if let Some(seats) = change.signup_capacity {
        let resized = resize(conn, scope, session, seats).await?;
        changed.extend(resized.map(|_| SEATS));
        if resized == Some(Resized::Up) {
            let fact = CapacityRaised { forum: scope.forum(), session: session.id };
            jobs::enqueue(conn, &fact, now).await?;
        }
    }
    if let Some(place) = placing(conn, scope, session, &change).await? {
        changed.extend(put_elsewhere(conn, scope, session, &place).await?);
    }
    let placed = changed.contains(&PLACE).then_some(true);
    changed.extend(on_or_off(conn, scope, session, change.scheduled.or(placed)).await?);
    changed.extend(rename(conn, scope, session, &change).await?);
    reword(session, change, &mut changed)?;
    Ok(changed)
}

/// Writes a changed draft. Where seats alone changed there is nothing to release, so that the public
/// copy goes along; and what is remembered of seats is to be forgotten.
async fn keep(
    conn: &mut Conn,
    scope: &Scope,
    session: &mut SessionRecord,
    changed: &[&'static str],
    now: DateTime<Utc>,
) -> db::Result<()> {
    let before = session.version;
    session.version += 1;
    store::upsert_sessions(conn, scope, std::slice::from_ref(session), now).await?;
    if changed == [SEATS] {
        store::carry_version(conn, scope, session.id, before, session.version).await?;
    }
    let detail = json!({ "no": session.no, "changed": changed, "version": session.version });
    let (action, subject) = ("agenda.session_edited", Subject::Session(session.id));
    if changed.contains(&SEATS) {
        check::settle(conn, scope, now, action, subject, detail).await
    } else {
        check::note(conn, scope, now, action, subject, detail).await
    }
}

/// Puts a session on the timetable or takes it off; where it stood stays known, for its length. What the
/// public saw all the while is released, as it was before.
async fn on_or_off(
    conn: &mut Conn,
    scope: &Scope,
    session: &mut SessionRecord,
    wanted: Option<bool>,
) -> Result<Option<&'static str>, Stop<SessionRefusal>> {
    let step = match (wanted, session.state) {
        (Some(false), _) => SessionMove::Park,
        (Some(true), SessionState::Draft) => SessionMove::Schedule,
        _ => return Ok(None),
    };
    let mut next = session.state.after(step).map_err(SessionRefusal::from)?;
    if step == SessionMove::Schedule {
        let public = store::list_released(conn, scope, Some(&[session.id])).await?;
        if public.iter().any(|public| public.session.state == SessionState::Released) {
            next = SessionState::Released;
        }
    }
    let differs = next != session.state;
    session.state = next;
    Ok(differs.then_some("state"))
}

/// When and where a session is.
const PLACE: &str = "place";

/// The one thing of a session that no release carries.
const SEATS: &str = "signup_capacity";

/// Where the session is to be, whole, when the change says anything of it.
async fn placing(
    conn: &mut Conn,
    scope: &Scope,
    session: &SessionRecord,
    change: &SessionChange,
) -> db::Result<Option<Placing>> {
    if change.place.is_some() {
        return Ok(change.place.clone());
    }
    if change.room.is_none() && change.starts_at.is_none() && change.ends_at.is_none() {
        return Ok(None);
    }
    let Some(now) = store::find_slot(conn, scope, session.id).await? else { return Ok(None) };
    let starts_at = change.starts_at.unwrap_or(now.starts_at);
    // Who says only when it starts moves it; how long it takes stays.
    let ends_at = change.ends_at.unwrap_or(starts_at + (now.ends_at - now.starts_at));
    let room = change.room.unwrap_or(now.room);
    Ok(Some(Placing { room, starts_at, ends_at, illustrative: now.illustrative }))
}

/// Sets how many seats a session has; none lets as many in as come.
///
/// # Errors
/// As [`edit_session`].
pub async fn change_capacity(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    no: i32,
    expect: &Expect,
    seats: Option<i32>,
) -> Result<Edited, Stop<SessionRefusal>> {
    let change = SessionChange { signup_capacity: Some(seats), ..SessionChange::default() };
    edit_session(db, clock, scope, no, expect, change).await
}

/// What became of the number of seats.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Resized {
    /// There are more than before.
    Up,
    /// There are fewer, or they are counted for the first time.
    Otherwise,
}

/// Sets the number of seats; nothing when it is that already.
async fn resize(
    conn: &mut Conn,
    scope: &Scope,
    session: &mut SessionRecord,
    seats: Option<i32>,
) -> db::Result<Option<Resized>> {
    let Some(id) = session.limit else {
        if seats.is_none() {
            return Ok(None);
        }
        let made = capacity::create_limit(conn, scope.forum(), LimitKind::Session, seats);
        session.limit = Some(made.await?);
        return Ok(Some(Resized::Otherwise));
    };
    let locked = capacity::lock(conn, scope, &[id]).await?;
    let before = locked.iter().find(|limit| limit.id == id).and_then(|limit| limit.capacity);
    if before == seats {
        return Ok(None);
    }
    capacity::set_capacity(conn, scope, id, seats).await?;
    Ok(Some(match (before, seats) {
        (Some(before), Some(after)) if after > before => Resized::Up,
        (Some(_), None) => Resized::Up,
        _ => Resized::Otherwise,
    }))
}

/// Who takes part and in which track, once they are known to be the forum's; says what changes.
async fn rename(
    conn: &mut Conn,
    scope: &Scope,
    session: &SessionRecord,
    change: &SessionChange,
) -> Result<Option<&'static str>, Stop<SessionRefusal>> {
    check::track(conn, scope, change.track.flatten()).await?;
    let Some(people) = &change.people else { return Ok(None) };
    check::people(conn, scope, people).await?;
    store::remove_parts(conn, scope, &[session.id]).await?;
    store::insert_parts(conn, scope, &[(session.id, people.clone())]).await?;
    Ok(Some("people"))
}

/// When and where; says what changes.
async fn put_elsewhere(
    conn: &mut Conn,
    scope: &Scope,
    session: &SessionRecord,
    place: &Placing,
) -> Result<Option<&'static str>, Stop<SessionRefusal>> {
    let before = store::find_slot(conn, scope, session.id).await?;
    if let Some(mut slot) = before.clone()
        && (slot.room, slot.starts_at, slot.ends_at) == (place.room, place.starts_at, place.ends_at)
    {
        // What stays where it is may go on overlapping what someone accepted.
        if slot.illustrative == place.illustrative {
            return Ok(None);
        }
        slot.illustrative = place.illustrative;
        store::update_slot(conn, scope, &slot).await?;
        return Ok(Some("illustrative"));
    }
    let forum = forum::find_forum(conn, scope).await?;
    let mut slot = check::slot(conn, scope, &forum, session.id, place).await?;
    match before {
        Some(known) => {
            slot.id = known.id;
            store::update_slot(conn, scope, &slot).await?;
        }
        None => store::insert_slot(conn, scope, &slot).await?,
    }
    Ok(Some(PLACE))
}

fn reword(
    session: &mut SessionRecord,
    change: SessionChange,
    changed: &mut Vec<&'static str>,
) -> Result<(), SessionRefusal> {
    let mut title = change.title.unwrap_or_else(|| session.title.clone());
    for (lang, text) in change.title_in {
        title.set(lang, text);
    }
    if title.is_empty() {
        return Err(SessionRefusal::TitleMissing);
    }
    let said = [
        ("title", set(&mut session.title, Some(title))),
        ("kind", set(&mut session.kind, change.kind)),
        ("subtitle", set(&mut session.subtitle, change.subtitle)),
        ("abstract", set(&mut session.abstract_, change.abstract_)),
        ("languages", set(&mut session.languages, change.languages)),
        ("interpretation", set(&mut session.interpretation, change.interpretation)),
        ("track", set(&mut session.track, change.track)),
    ];
    changed.extend(said.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name));
    Ok(())
}

/// Sets what is given; true when that is new.
fn set<T: PartialEq>(place: &mut T, wanted: Option<T>) -> bool {
    match wanted {
        Some(value) if value != *place => {
            *place = value;
            true
        }
        _ => false,
    }
}
