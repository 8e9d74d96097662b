use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{Answer, Appearance, AppearanceRole, Listed, Speaking, Wishes};
use crate::agenda::store;
use crate::db::schema::{appearance, released_appearance, released_session, session, speaker};
use crate::db::{self, Conn};
use crate::speakers;
use crate::types::{SessionId, SpeakerId, Words};

use super::refs::refs;
use super::rows::{
    DraftRow, Drafted, LimitRow, MarkRow, PUBLIC, Parts, PublicRow, Released, SlotRow, drafted,
    drafted_parts, in_order, of_draft, of_released, released, released_parts,
};

type Roles = HashMap<(SessionId, SpeakerId), Vec<(AppearanceRole, Words)>>;
type RoleRow = (SessionId, SpeakerId, String, Words);

/// The parts that a speaker has: in what the public sees as they see it, those called off too; and in
/// what is planned and not shown yet. By time.
///
/// # Errors
/// A broken database.
pub async fn appearances_of(
    conn: &mut Conn,
    scope: &Scope,
    speaker: SpeakerId,
) -> db::Result<Vec<Appearance>> {
    let mut all = appearances_of_all(conn, scope, &[speaker]).await?;
    Ok(all.remove(&speaker).unwrap_or_default())
}

/// The same for several: as many queries for any number.
///
/// # Errors
/// A broken database.
pub async fn appearances_of_all(
    conn: &mut Conn,
    scope: &Scope,
    speakers: &[SpeakerId],
) -> db::Result<HashMap<SpeakerId, Vec<Appearance>>> {
    let public = public_roles(conn, scope, speakers).await?;
    let planned = planned_roles(conn, scope, speakers).await?;
    let shown = shown(conn, scope, &sessions_in(&public)).await?;
    let drafts = planned_sessions(conn, scope, &sessions_in(&planned)).await?;
    let known: HashMap<(SessionId, SpeakerId), Speaking> = {
        let all = store::speaking_of(conn, scope, speakers).await?;
        all.into_iter().map(|own| ((own.session, own.speaker), own)).collect()
    };
    let mut by_speaker: HashMap<SpeakerId, Vec<Appearance>> = HashMap::new();
    for (sessions, mut roles, is_public) in [(shown, public, true), (drafts, planned, false)] {
        for session in sessions {
            for speaker in speakers {
                let key = (session.id, *speaker);
                let Some(roles) = roles.remove(&key) else { continue };
                let speaking = known.get(&key).cloned();
                by_speaker.entry(*speaker).or_default().push(Appearance {
                    session: session.clone(),
                    roles,
                    is_public,
                    speaking: speaking.unwrap_or_else(|| Speaking::fresh(session.id, *speaker)),
                });
            }
        }
    }
    for own in by_speaker.values_mut() {
        own.sort_by_key(|own| (own.session.starts_at, own.session.no));
    }
    Ok(by_speaker)
}

/// What the desk's drafts are held against: who can come when, and who declined what.
///
/// # Errors
/// A broken database.
pub async fn wishes(conn: &mut Conn, scope: &Scope, drafts: &[&Listed]) -> db::Result<Wishes> {
    let hours = speakers::list_contacts(conn, scope).await?;
    let hours = hours.into_iter().filter(|contact| !contact.availability.0.is_empty());
    let times: HashMap<SessionId, &Listed> =
        drafts.iter().map(|session| (session.id, *session)).collect();
    let declined = store::list_speaking(conn, scope).await?.into_iter().filter(|own| {
        let session = times.get(&own.session);
        session.is_some_and(|s| own.holds(s.starts_at, s.ends_at) == Answer::Declined)
    });
    Ok(Wishes {
        hours: hours.map(|contact| (contact.speaker, contact.availability)).collect(),
        declined: declined.map(|own| (own.session, own.speaker)).collect(),
    })
}

/// What became of every part, by session and speaker: for the desk's lists.
///
/// # Errors
/// A broken database.
pub async fn answers(
    conn: &mut Conn,
    scope: &Scope,
) -> db::Result<HashMap<(SessionId, SpeakerId), Speaking>> {
    let all = store::list_speaking(conn, scope).await?;
    Ok(all.into_iter().map(|own| ((own.session, own.speaker), own)).collect())
}

/// Those of some parts that the public sees: by session and speaker.
///
/// # Errors
/// A broken database.
pub async fn public_parts(
    conn: &mut Conn,
    scope: &Scope,
    parts: &[(SessionId, SpeakerId)],
) -> db::Result<Vec<(SessionId, SpeakerId)>> {
    let (sessions, people): (Vec<SessionId>, Vec<SpeakerId>) = parts.iter().copied().unzip();
    let mut found: Vec<(SessionId, SpeakerId)> = released_appearance::table
        .inner_join(released_session::table)
        .inner_join(speaker::table)
        .filter(released_appearance::forum_id.eq(scope.forum()))
        .filter(released_appearance::session_id.eq_any(sessions))
        .filter(released_appearance::speaker_id.eq_any(people))
        .filter(released_session::state.eq_any(PUBLIC))
        .filter(speaker::hidden.eq(false))
        .select((released_appearance::session_id, released_appearance::speaker_id))
        .load(conn)
        .await?;
    found.retain(|part| parts.contains(part));
    Ok(found)
}

fn sessions_in(roles: &Roles) -> Vec<SessionId> {
    let mut ids: Vec<SessionId> = roles.keys().map(|(session, _)| *session).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What the public knows of some sessions, those called off too, in order.
///
/// # Errors
/// A broken database.
pub async fn shown(conn: &mut Conn, scope: &Scope, ids: &[SessionId]) -> db::Result<Vec<Listed>> {
    let rows: Vec<Released> = released()
        .filter(released_session::session_id.eq_any(ids))
        .filter(released_session::forum_id.eq(scope.forum()))
        .select((PublicRow::as_select(), Option::<LimitRow>::as_select()))
        .load(conn)
        .await?;
    let refs = refs(conn, scope).await?;
    let mut people = released_parts(conn, scope, Parts::Of(ids)).await?;
    let mut sessions: Vec<Listed> = rows.into_iter().map(|row| of_released(row, &refs)).collect();
    for session in &mut sessions {
        session.people = people.remove(&session.id).unwrap_or_default();
    }
    in_order(&mut sessions);
    Ok(sessions)
}

/// Sessions that have a time and that the public does not see. Who is hidden is named to nobody else.
async fn planned_sessions(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[SessionId],
) -> db::Result<Vec<Listed>> {
    let rows: Vec<Drafted> = drafted()
        .filter(session::id.eq_any(ids))
        .filter(session::forum_id.eq(scope.forum()))
        .filter(session::state.eq("scheduled"))
        .filter(released_session::session_id.nullable().is_null())
        .select((
            DraftRow::as_select(),
            SlotRow::as_select(),
            Option::<LimitRow>::as_select(),
            Option::<MarkRow>::as_select(),
        ))
        .load(conn)
        .await?;
    let refs = refs(conn, scope).await?;
    let mut people = drafted_parts(conn, scope, Parts::Of(ids)).await?;
    let mut sessions: Vec<Listed> = rows.into_iter().map(|row| of_draft(row, &refs)).collect();
    for session in &mut sessions {
        session.people = people.remove(&session.id).unwrap_or_default();
        session.people.retain(|part| !part.hidden);
    }
    in_order(&mut sessions);
    Ok(sessions)
}

async fn public_roles(conn: &mut Conn, scope: &Scope, speakers: &[SpeakerId]) -> db::Result<Roles> {
    let rows: Vec<RoleRow> = released_appearance::table
        .filter(released_appearance::forum_id.eq(scope.forum()))
        .filter(released_appearance::speaker_id.eq_any(speakers))
        .order(released_appearance::position)
        .select((
            released_appearance::session_id,
            released_appearance::speaker_id,
            released_appearance::role,
            released_appearance::role_words,
        ))
        .load(conn)
        .await?;
    Ok(roles(rows))
}

async fn planned_roles(
    conn: &mut Conn,
    scope: &Scope,
    speakers: &[SpeakerId],
) -> db::Result<Roles> {
    let rows: Vec<RoleRow> = appearance::table
        .filter(appearance::forum_id.eq(scope.forum()))
        .filter(appearance::speaker_id.eq_any(speakers))
        .order(appearance::position)
        .select((
            appearance::session_id,
            appearance::speaker_id,
            appearance::role,
            appearance::role_words,
        ))
        .load(conn)
        .await?;
    Ok(roles(rows))
}

fn roles(rows: Vec<RoleRow>) -> Roles {
    let mut roles = Roles::new();
    for (session, speaker, role, words) in rows {
        let role = AppearanceRole::parse(&role).unwrap_or(AppearanceRole::Other);
        roles.entry((session, speaker)).or_default().push((role, words));
    }
    roles
}
