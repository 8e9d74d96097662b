use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::{Answer, Speaking};
use crate::db::schema::{forum, released_appearance, speaker_contact, speaker_notice, speaking};
use crate::db::{self, Conn};
use crate::forum::retention_over;
use crate::types::{ForumId, ReleaseId, SessionId, SpeakerId, SpeakingId};

use super::ROWS;

#[derive(Queryable, Selectable)]
#[diesel(table_name = speaking)]
struct Row {
    id: SpeakingId,
    session_id: SessionId,
    speaker_id: SpeakerId,
    answer: String,
    reason: String,
    answered_at: Option<DateTime<Utc>>,
    for_starts_at: Option<DateTime<Utc>>,
    for_ends_at: Option<DateTime<Utc>>,
    calendar_sequence: i32,
    in_calendar: bool,
}

#[derive(Insertable)]
#[diesel(table_name = speaking)]
struct NewRow<'a> {
    id: SpeakingId,
    forum_id: ForumId,
    session_id: SessionId,
    speaker_id: SpeakerId,
    answer: &'static str,
    reason: &'a str,
    answered_at: Option<DateTime<Utc>>,
    for_starts_at: Option<DateTime<Utc>>,
    for_ends_at: Option<DateTime<Utc>>,
    calendar_sequence: i32,
    in_calendar: bool,
    created_at: DateTime<Utc>,
}

impl From<Row> for Speaking {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            session: row.session_id,
            speaker: row.speaker_id,
            answer: Answer::parse(&row.answer).unwrap_or_default(),
            reason: row.reason,
            answered_at: row.answered_at,
            answered_for: row.for_starts_at.zip(row.for_ends_at),
            sequence: row.calendar_sequence,
            in_calendar: row.in_calendar,
        }
    }
}

/// What became of the parts of some speakers.
///
/// # Errors
/// A broken database.
pub async fn speaking_of(
    conn: &mut Conn,
    scope: &Scope,
    speakers: &[SpeakerId],
) -> db::Result<Vec<Speaking>> {
    let rows: Vec<Row> = speaking::table
        .filter(speaking::forum_id.eq(scope.forum()))
        .filter(speaking::speaker_id.eq_any(speakers))
        .order((speaking::speaker_id, speaking::session_id))
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Speaking::from).collect())
}

/// What became of every part of which anything did.
///
/// # Errors
/// A broken database.
pub async fn list_speaking(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Speaking>> {
    let rows: Vec<Row> = speaking::table
        .filter(speaking::forum_id.eq(scope.forum()))
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Speaking::from).collect())
}

/// Writes what became of parts, new ones and known ones.
///
/// # Errors
/// A broken database.
pub async fn upsert_speaking(
    conn: &mut Conn,
    scope: &Scope,
    all: &[Speaking],
    now: DateTime<Utc>,
) -> db::Result<()> {
    for chunk in all.chunks(ROWS) {
        let rows: Vec<NewRow<'_>> = chunk
            .iter()
            .map(|own| NewRow {
                id: own.id,
                forum_id: scope.forum(),
                session_id: own.session,
                speaker_id: own.speaker,
                answer: own.answer.code(),
                reason: &own.reason,
                answered_at: own.answered_at,
                for_starts_at: own.answered_for.map(|(starts, _)| starts),
                for_ends_at: own.answered_for.map(|(_, ends)| ends),
                calendar_sequence: own.sequence,
                in_calendar: own.in_calendar,
                created_at: now,
            })
            .collect();
        diesel::insert_into(speaking::table)
            .values(&rows)
            .on_conflict((speaking::session_id, speaking::speaker_id))
            .do_update()
            .set((
                speaking::answer.eq(excluded(speaking::answer)),
                speaking::reason.eq(excluded(speaking::reason)),
                speaking::answered_at.eq(excluded(speaking::answered_at)),
                speaking::for_starts_at.eq(excluded(speaking::for_starts_at)),
                speaking::for_ends_at.eq(excluded(speaking::for_ends_at)),
                speaking::calendar_sequence.eq(excluded(speaking::calendar_sequence)),
                speaking::in_calendar.eq(excluded(speaking::in_calendar)),
            ))
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Who is to hear of what a release did to these sessions: who takes part in public, and whose calendar
/// holds one; of them and of those named, those to whom a link was sent.
///
/// # Errors
/// A broken database.
pub async fn speakers_concerned(
    conn: &mut Conn,
    scope: &Scope,
    sessions: &[SessionId],
    named: &[SpeakerId],
) -> db::Result<Vec<SpeakerId>> {
    let mut ids: Vec<SpeakerId> = released_appearance::table
        .filter(released_appearance::forum_id.eq(scope.forum()))
        .filter(released_appearance::session_id.eq_any(sessions))
        .select(released_appearance::speaker_id)
        .distinct()
        .load(conn)
        .await?;
    let held: Vec<SpeakerId> = speaking::table
        .filter(speaking::forum_id.eq(scope.forum()))
        .filter(speaking::session_id.eq_any(sessions))
        .filter(speaking::in_calendar.eq(true))
        .select(speaking::speaker_id)
        .distinct()
        .load(conn)
        .await?;
    ids.extend(held);
    ids.extend(named);
    speaker_contact::table
        .filter(speaker_contact::forum_id.eq(scope.forum()))
        .filter(speaker_contact::speaker_id.eq_any(ids))
        .filter(speaker_contact::email.is_not_null())
        .filter(speaker_contact::invited_at.is_not_null())
        .order(speaker_contact::speaker_id)
        .select(speaker_contact::speaker_id)
        .load(conn)
        .await
}

/// Notes that these speakers are told of a release; gives back those who were not yet.
///
/// # Errors
/// A broken database.
pub async fn note_speakers_told(
    conn: &mut Conn,
    release: ReleaseId,
    speakers: &[SpeakerId],
    now: DateTime<Utc>,
) -> db::Result<Vec<SpeakerId>> {
    let rows: Vec<_> = speakers
        .iter()
        .map(|speaker| {
            (
                speaker_notice::release_id.eq(release),
                speaker_notice::speaker_id.eq(*speaker),
                speaker_notice::created_at.eq(now),
            )
        })
        .collect();
    let mut fresh: Vec<SpeakerId> = diesel::insert_into(speaker_notice::table)
        .values(rows)
        .on_conflict_do_nothing()
        .returning(speaker_notice::speaker_id)
        .get_results(conn)
        .await?;
    fresh.sort_unstable();
    Ok(fresh)
}

/// A forum at which reasons are kept that were to be forgotten by now.
///
/// # Errors
/// A broken database.
pub async fn reasons_to_forget(conn: &mut Conn, now: DateTime<Utc>) -> db::Result<Option<ForumId>> {
    let given =
        speaking::table.filter(speaking::forum_id.eq(forum::id)).filter(speaking::reason.ne(""));
    forum::table
        .filter(retention_over(now))
        .filter(exists(given))
        .select(forum::id)
        .first(conn)
        .await
        .optional()
}

/// Forgets why anyone declined at a forum.
///
/// # Errors
/// A broken database.
pub async fn forget_reasons(conn: &mut Conn, forum: ForumId) -> db::Result<()> {
    let own = speaking::table.filter(speaking::forum_id.eq(forum)).filter(speaking::reason.ne(""));
    diesel::update(own).set(speaking::reason.eq("")).execute(conn).await.map(|_| ())
}
