use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::capacity::{self, LimitKind};
use crate::db::schema::registration;
use crate::db::{self, Conn};
use crate::registration::model::RegistrationState;
use crate::types::RegistrationId;

/// Beyond this, those who have gone are not counted.
const MOST: i64 = 1000;

/// How many are in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateCount {
    /// The state.
    pub state: RegistrationState,
    /// How many.
    pub count: i64,
    /// Whether there are more than that.
    pub more: bool,
}

/// How many people are in each state, at a cost that does not grow with the forum: who holds a place and
/// who waits for one is read where places are counted, the others are counted up to a bound.
///
/// # Errors
/// A broken database.
pub async fn state_counts(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<StateCount>> {
    if scope.kept_to().is_some() {
        return in_reach(conn, scope).await;
    }
    let limits = capacity::find_limits(conn, scope).await?;
    let of = |kind: LimitKind| limits.iter().filter(move |limit| limit.kind == kind.code());
    let taken = of(LimitKind::Forum).map(|limit| i64::from(limit.taken)).sum();
    // Nobody waits for a place in two lines.
    let lines = of(LimitKind::Forum).chain(of(LimitKind::Category));
    let waiting = lines.map(|limit| i64::from(limit.waiting)).sum();
    let exactly = |state, count| StateCount { state, count, more: false };
    Ok(vec![
        exactly(RegistrationState::Confirmed, taken),
        exactly(RegistrationState::Waitlisted, waiting),
        bounded(conn, scope, RegistrationState::Withdrawn).await?,
        bounded(conn, scope, RegistrationState::Cancelled).await?,
    ])
}

/// The same for who sees some categories only: what is counted for all would tell of the others.
async fn in_reach(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<StateCount>> {
    let mut counts = Vec::new();
    for state in [
        RegistrationState::Confirmed,
        RegistrationState::Waitlisted,
        RegistrationState::Withdrawn,
        RegistrationState::Cancelled,
    ] {
        counts.push(bounded(conn, scope, state).await?);
    }
    Ok(counts)
}

async fn bounded(
    conn: &mut Conn,
    scope: &Scope,
    state: RegistrationState,
) -> db::Result<StateCount> {
    let mut rows = registration::table
        .filter(registration::forum_id.eq(scope.forum()))
        .filter(registration::state.eq(state.code()))
        .limit(MOST + 1)
        .select(registration::id)
        .into_boxed();
    if let Some(kept_to) = scope.kept_to() {
        rows = rows.filter(registration::category_id.eq_any(kept_to.to_vec()));
    }
    let ids: Vec<RegistrationId> = rows.load(conn).await?;
    let found = i64::try_from(ids.len()).unwrap_or(MOST);
    Ok(StateCount { state, count: found.min(MOST), more: found > MOST })
}
