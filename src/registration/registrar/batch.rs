//! One batch: look, decide in order, write everything in a few statements.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::accounts::Scope;
use crate::capacity::{self, Limit, LimitKind};
use crate::db::{self, Conn};
use crate::registration::decide::Held;
use crate::registration::line::serve_lines;
use crate::registration::model::{Register, RegisterRefusal, Registered};
use crate::registration::rules::{Admitted, Rules};
use crate::registration::store::{self, KeyRow};
use crate::types::LimitId;

use super::verdict::{Desk, Verdict};
use super::writing::{Written, write};

/// There is ample room where a batch fits this many times: other lanes and processes decide too.
const AMPLE: i32 = 4;

/// What became of each wish of a batch, in the order in which they came.
pub type Answers = Vec<Result<Registered, RegisterRefusal>>;

/// Why a batch must be decided under the lock from the start.
pub enum Crowded {
    /// There may not be room for everybody.
    NoRoom,
    /// The database refused, perhaps because an address came in twice at once.
    Broken(db::Error),
}

impl From<db::Error> for Crowded {
    fn from(error: db::Error) -> Self {
        Self::Broken(error)
    }
}

/// A batch on its way.
pub struct Batch<'a> {
    /// The forum.
    pub scope: &'a Scope,
    /// Its rules.
    pub rules: &'a Rules,
    /// The wishes, in the order in which they came.
    pub wants: &'a [&'a Register],
    /// The moment of it.
    pub now: DateTime<Utc>,
}

impl Batch<'_> {
    /// Decides under the lock: limits first, then everything that follows. Batches that do so go one
    /// after another.
    pub async fn under_lock(&self, conn: &mut Conn) -> db::Result<Answers> {
        let admitted = self.admit();
        let mut held = by_id(capacity::lock(conn, self.scope, &wanted_limits(&admitted)).await?);
        let before = held.clone();
        serve_lines(conn, self.scope, self.rules, &mut held, self.now).await?;
        let done = self.judge(conn, admitted, held).await?;
        let changed: Vec<Limit> =
            done.held.into_values().filter(|limit| before.get(&limit.id) != Some(limit)).collect();
        self.count(conn, &changed).await?;
        write(conn, self.scope, done.written, self.now).await?;
        Ok(done.verdicts.into_iter().map(answer).collect())
    }

    /// Decides where there is room for everybody by far: rows first, and limits locked only to count
    /// what was taken, so that batches go side by side. Under the lock it is looked at again: nothing
    /// is kept unless everybody still fits and nobody waits.
    pub async fn with_room(&self, conn: &mut Conn) -> Result<Answers, Crowded> {
        let admitted = self.admit();
        let wanted = wanted_limits(&admitted);
        let seen = by_id(capacity::look(conn, self.scope, &wanted).await?);
        let ample = i32::try_from(self.wants.len()).unwrap_or(i32::MAX).saturating_mul(AMPLE);
        if !seen.values().all(|limit| limit.fits(ample)) {
            return Err(Crowded::NoRoom);
        }
        let done = self.judge(conn, admitted, seen.clone()).await?;
        write(conn, self.scope, done.written, self.now).await?;
        let mut changed = Vec::new();
        for mut limit in capacity::lock(conn, self.scope, &wanted).await? {
            let taken = |held: &Held| held.get(&limit.id).map_or(0, |limit| limit.taken);
            let count = taken(&done.held) - taken(&seen);
            if count > 0 {
                if !limit.fits(count) {
                    return Err(Crowded::NoRoom);
                }
                limit.taken += count;
                changed.push(limit);
            }
        }
        self.count(conn, &changed).await?;
        Ok(done.verdicts.into_iter().map(answer).collect())
    }

    fn admit(&self) -> Vec<Result<Admitted, RegisterRefusal>> {
        self.wants.iter().map(|want| self.rules.admit(want, self.now)).collect()
    }

    async fn judge(
        &self,
        conn: &mut Conn,
        admitted: Vec<Result<Admitted, RegisterRefusal>>,
        held: Held,
    ) -> db::Result<Done> {
        let forum_limit = held.values().find(|limit| limit.kind == LimitKind::Forum.code());
        let mut desk = Desk {
            rules: self.rules,
            forum_limit: forum_limit.map(|limit| limit.id).ok_or(db::Error::NotFound)?,
            held,
            keys: keys(conn, self.scope, self.wants).await?,
            known: known(conn, self.scope, self.wants).await?,
        };
        let mut verdicts = Vec::with_capacity(self.wants.len());
        let mut written = Written::default();
        for (want, admitted) in self.wants.iter().zip(admitted) {
            let verdict = desk.judge(want, admitted);
            let row = key_row(self.scope, want, &verdict, self.now);
            desk.remember(want, &verdict, row.as_ref());
            written.keys.extend(row);
            written.add(self.scope, want, &verdict, self.now)?;
            verdicts.push(verdict);
        }
        Ok(Done { verdicts, written, held: desk.held })
    }

    /// Writes locked limits back, and tells that seats went.
    async fn count(&self, conn: &mut Conn, changed: &[Limit]) -> db::Result<()> {
        if changed.is_empty() {
            return Ok(());
        }
        capacity::write_back(conn, changed).await?;
        db::notify(conn, "madang_seats", &self.scope.forum().to_string()).await
    }
}

/// What a batch comes to: verdicts, the rows that follow from them, the limits as they are then.
struct Done {
    verdicts: Vec<Verdict>,
    written: Written,
    held: Held,
}

fn by_id(limits: Vec<Limit>) -> Held {
    limits.into_iter().map(|limit| (limit.id, limit)).collect()
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
