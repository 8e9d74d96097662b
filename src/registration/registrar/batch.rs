//! One batch: look, decide in order, write everything in a few statements.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::accounts::Scope;
use crate::capacity::{self, LimitKind};
use crate::db::{self, Conn};
use crate::registration::decide::Held;
use crate::registration::line::serve_lines;
use crate::registration::model::{Register, RegisterRefusal, Registered};
use crate::registration::rules::{Admitted, Rules};
use crate::registration::store::{self, KeyRow};
use crate::types::LimitId;

use super::verdict::{Desk, Verdict};
use super::writing::{Written, write};

/// Decides wishes in the order in which they came, and writes what follows from them.
pub async fn decide_all(
    conn: &mut Conn,
    scope: &Scope,
    rules: &Arc<Rules>,
    wants: &[&Register],
    now: DateTime<Utc>,
) -> db::Result<Vec<Result<Registered, RegisterRefusal>>> {
    let admitted: Vec<Result<Admitted, RegisterRefusal>> =
        wants.iter().map(|want| rules.admit(want, now)).collect();
    let limits = capacity::lock(conn, scope, &wanted_limits(&admitted)).await?;
    let forum_limit = limits.iter().find(|limit| limit.kind == LimitKind::Forum.code());
    let forum_limit = forum_limit.map(|limit| limit.id).ok_or(db::Error::NotFound)?;
    let mut held: Held = limits.into_iter().map(|limit| (limit.id, limit)).collect();
    let before = held.clone();
    serve_lines(conn, scope, rules, &mut held, now).await?;

    let mut desk = Desk {
        rules,
        forum_limit,
        held,
        keys: keys(conn, scope, wants).await?,
        known: known(conn, scope, wants).await?,
    };
    let mut verdicts = Vec::with_capacity(wants.len());
    let mut written = Written::default();
    for (want, admitted) in wants.iter().zip(admitted) {
        let verdict = desk.judge(want, admitted);
        let row = key_row(scope, want, &verdict, now);
        desk.remember(want, &verdict, row.as_ref());
        written.keys.extend(row);
        written.add(scope, want, &verdict, now)?;
        verdicts.push(verdict);
    }
    let changed: Vec<_> =
        desk.held.into_values().filter(|limit| before.get(&limit.id) != Some(limit)).collect();
    capacity::write_back(conn, &changed).await?;
    write(conn, scope, written, now).await?;
    if !changed.is_empty() {
        db::notify(conn, "madang_seats", &scope.forum().to_string()).await?;
    }
    Ok(verdicts.into_iter().map(answer).collect())
}

fn answer(verdict: Verdict) -> Result<Registered, RegisterRefusal> {
    match verdict {
        Verdict::Refused(refusal) => Err(refusal),
        Verdict::Repeated(answer) | Verdict::Known(answer, _) => Ok(answer),
        Verdict::New(accepted) => Ok(accepted.answer),
    }
}

fn wanted_limits(admitted: &[Result<Admitted, RegisterRefusal>]) -> Vec<LimitId> {
    let ids: BTreeSet<LimitId> = admitted
        .iter()
        .flatten()
        .flat_map(|a| std::iter::once(a.category.limit).chain(a.sessions.iter().map(|s| s.limit)))
        .collect();
    ids.into_iter().collect()
}

async fn keys(
    conn: &mut Conn,
    scope: &Scope,
    wants: &[&Register],
) -> db::Result<std::collections::BTreeMap<String, KeyRow>> {
    let keys: Vec<&str> = wants.iter().filter_map(|want| want.key.as_deref()).collect();
    let rows = store::find_keys(conn, scope, &keys).await?;
    Ok(rows.into_iter().map(|row| (row.key.clone(), row)).collect())
}

async fn known(
    conn: &mut Conn,
    scope: &Scope,
    wants: &[&Register],
) -> db::Result<std::collections::BTreeMap<String, store::Known>> {
    let addresses: Vec<String> = wants.iter().map(|want| want.email.key()).collect();
    let rows = store::known_addresses(conn, scope, &addresses).await?;
    Ok(rows.into_iter().map(|row| (row.email_key.clone(), row)).collect())
}

/// What is kept of an answer by its key: not refusals, which may be mended and tried again.
fn key_row(
    scope: &Scope,
    want: &Register,
    verdict: &Verdict,
    now: DateTime<Utc>,
) -> Option<KeyRow> {
    let answer = match verdict {
        Verdict::Known(answer, _) => answer,
        Verdict::New(accepted) => &accepted.answer,
        Verdict::Refused(_) | Verdict::Repeated(_) => return None,
    };
    Some(KeyRow {
        forum_id: scope.forum(),
        key: want.key.clone()?,
        body_hash: want.body_hash.clone(),
        answer: serde_json::to_value(answer).ok()?,
        created_at: now,
    })
}
