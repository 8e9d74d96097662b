use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::upsert::{DecoratableTarget, excluded};
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::{overlap_question, overlap_rule};
use crate::db::{self, Conn};
use crate::registration::conflict::{OverlapPolicy, OverlapRule};
use crate::types::{ForumId, OverlapId, RegistrationId, SessionId};

/// Two held seats of one person that overlap, and until when they may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: OverlapId,
    /// Whose seats.
    pub registration: RegistrationId,
    /// The session of the two with the smaller id.
    pub first: SessionId,
    /// The other.
    pub second: SessionId,
    /// Until when they may say.
    pub answer_by: DateTime<Utc>,
    /// What holds when they do not, as they were told.
    pub rule: OverlapRule,
}

impl Question {
    /// The two sessions.
    #[must_use]
    pub const fn pair(&self) -> (SessionId, SessionId) {
        (self.first, self.second)
    }
}

type Row = (OverlapId, RegistrationId, SessionId, SessionId, DateTime<Utc>, String);

fn question((id, registration, first, second, answer_by, rule): Row) -> Question {
    let rule = OverlapRule::parse(&rule).unwrap_or_default();
    Question { id, registration, first, second, answer_by, rule }
}

type Columns = (
    overlap_question::id,
    overlap_question::registration_id,
    overlap_question::first_session_id,
    overlap_question::second_session_id,
    overlap_question::answer_by,
    overlap_question::rule,
);
const COLUMNS: Columns = (
    overlap_question::id,
    overlap_question::registration_id,
    overlap_question::first_session_id,
    overlap_question::second_session_id,
    overlap_question::answer_by,
    overlap_question::rule,
);

/// How the forum handles seats that overlap.
pub async fn find_policy(conn: &mut Conn, scope: &Scope) -> db::Result<OverlapPolicy> {
    let row: Option<(String, i32)> = overlap_rule::table
        .find(scope.forum())
        .select((overlap_rule::rule, overlap_rule::hours))
        .first(conn)
        .await
        .optional()?;
    let policy = row.map(|(rule, hours)| OverlapPolicy {
        rule: OverlapRule::parse(&rule).unwrap_or_default(),
        hours,
    });
    Ok(policy.unwrap_or_default())
}

/// Says how.
pub async fn upsert_policy(
    conn: &mut Conn,
    scope: &Scope,
    policy: OverlapPolicy,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let said = (
        overlap_rule::rule.eq(policy.rule.code()),
        overlap_rule::hours.eq(policy.hours),
        overlap_rule::updated_at.eq(now),
    );
    diesel::insert_into(overlap_rule::table)
        .values((overlap_rule::forum_id.eq(scope.forum()), said))
        .on_conflict(overlap_rule::forum_id)
        .do_update()
        .set(said)
        .execute(conn)
        .await
        .map(|_| ())
}

/// Asks, in one statement; gives what is asked as it is kept. A pair that is asked about already is asked
/// anew, until the new deadline, by today's rule and by the link that was sent before.
pub async fn ask(
    conn: &mut Conn,
    scope: &Scope,
    questions: &[Question],
    now: DateTime<Utc>,
) -> db::Result<Vec<Question>> {
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<_> = questions
        .iter()
        .map(|question| {
            (
                overlap_question::id.eq(question.id),
                overlap_question::forum_id.eq(scope.forum()),
                overlap_question::registration_id.eq(question.registration),
                overlap_question::first_session_id.eq(question.first),
                overlap_question::second_session_id.eq(question.second),
                overlap_question::asked_at.eq(now),
                overlap_question::answer_by.eq(question.answer_by),
                overlap_question::rule.eq(question.rule.code()),
            )
        })
        .collect();
    let pair = (
        overlap_question::registration_id,
        overlap_question::first_session_id,
        overlap_question::second_session_id,
    );
    let kept: Vec<Row> = diesel::insert_into(overlap_question::table)
        .values(rows)
        .on_conflict(pair)
        .filter_target(overlap_question::settled_at.is_null())
        .do_update()
        .set((
            overlap_question::asked_at.eq(excluded(overlap_question::asked_at)),
            overlap_question::answer_by.eq(excluded(overlap_question::answer_by)),
            overlap_question::rule.eq(excluded(overlap_question::rule)),
        ))
        .returning(COLUMNS)
        .get_results(conn)
        .await?;
    Ok(kept.into_iter().map(question).collect())
}

/// What some people are asked, in the order it was asked.
pub async fn open_questions(
    conn: &mut Conn,
    scope: &Scope,
    people: &[RegistrationId],
) -> db::Result<Vec<Question>> {
    let open: Vec<Row> = overlap_question::table
        .filter(overlap_question::forum_id.eq(scope.forum()))
        .filter(overlap_question::registration_id.eq_any(people))
        .filter(overlap_question::settled_at.is_null())
        .order(overlap_question::id)
        .select(COLUMNS)
        .load(conn)
        .await?;
    Ok(open.into_iter().map(question).collect())
}

/// Settles a question, once.
pub async fn settle_question(
    conn: &mut Conn,
    id: OverlapId,
    outcome: &str,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let open = overlap_question::table.find(id).filter(overlap_question::settled_at.is_null());
    diesel::update(open)
        .set((overlap_question::settled_at.eq(now), overlap_question::outcome.eq(outcome)))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Whose time to choose is over, in whatever forum: up to a number of people.
pub async fn overdue(
    conn: &mut Conn,
    now: DateTime<Utc>,
    most: i64,
) -> db::Result<Vec<(ForumId, RegistrationId)>> {
    overlap_question::table
        .filter(overlap_question::settled_at.is_null())
        .filter(overlap_question::answer_by.le(now))
        .select((overlap_question::forum_id, overlap_question::registration_id))
        .distinct()
        .limit(most)
        .load(conn)
        .await
}
