use chrono::{DateTime, Utc};
use serde_json::json;

use crate::accounts::Scope;
use crate::audit::{
    self, AuditFilter, AuditKey, AuditRow, ChainFault, Entry, Head, Looked, Proof, Subject,
};
use crate::db::{self, Acting, Db};
use crate::types::{ActorRef, Clock, ForumId, UserId};

use super::review::Month;

/// The act under which a check is noted.
pub const CHECKED: &str = "audit.checked";

/// Who checks the chain, and in whose log that stands.
#[derive(Clone, Copy, Debug)]
pub struct Checking {
    actor: ActorRef,
    forum: Option<ForumId>,
    subject: Subject,
}

impl Checking {
    /// From the log of a forum.
    pub const fn of_forum(scope: &Scope) -> Self {
        let forum = scope.forum();
        Self { actor: scope.actor(), forum: Some(forum), subject: Subject::Forum(forum) }
    }

    /// From the log of the house.
    pub const fn of_house(user: UserId) -> Self {
        Self { actor: ActorRef::Staff(user), forum: None, subject: Subject::User(user) }
    }
}

/// Walks the whole chain, holds it against its signatures, and notes that somebody did and what came of it.
///
/// # Errors
/// A broken database; a broken chain is what it answers with.
pub async fn check_chain(
    db: &Db,
    clock: &Clock,
    key: &AuditKey,
    by: Checking,
) -> db::Result<Result<Proof, ChainFault>> {
    // There is one chain for all forums.
    let found = db::acting(Acting::House, async {
        let mut conn = db.conn().await?;
        audit::verify(&mut conn, key).await
    })
    .await?;
    let detail = match &found {
        Ok(proof) => json!({ "links": proof.links, "outcome": "unbroken" }),
        Err(fault) => json!({ "link": fault.place(), "outcome": fault.code() }),
    };
    let now = clock.now();
    db.tx(async |conn| {
        let entry = Entry::new(now, by.actor, by.forum, CHECKED, by.subject);
        audit::record(conn, &entry.detail(detail)).await
    })
    .await?;
    Ok(found)
}

/// How far the chain reaches, and its last head.
///
/// # Errors
/// A broken database.
pub async fn chain_end(db: &Db) -> db::Result<(Option<(i64, DateTime<Utc>)>, Option<Head>)> {
    db::acting(Acting::House, async {
        let mut conn = db.conn().await?;
        let reached = audit::sealed_until(&mut conn).await?;
        Ok((reached, audit::heads(&mut conn, 1).await?.pop()))
    })
    .await
}

/// What came of a wish for the log as a file.
#[derive(Debug)]
pub enum Taken {
    /// Every entry that was asked for.
    Whole(Vec<AuditRow>),
    /// There are more than one file may hold.
    TooMany,
}

/// How many entries are read at a time.
const PIECE: i64 = 2000;
/// How many a file holds at most: more are asked for day by day.
const MOST: usize = 50_000;

/// Takes a part of a forum's log out, and notes who did, what for and how much it was: there is no file
/// without that.
///
/// # Errors
/// A broken database.
pub async fn take_out(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    filter: &AuditFilter,
    purpose: &str,
) -> db::Result<Taken> {
    let now = clock.now();
    db.tx(async |conn| {
        let (mut rows, mut before) = (Vec::new(), None);
        loop {
            let forum = Some(scope.forum());
            let mut piece = audit::list_where(conn, forum, filter, before, PIECE).await?;
            let more = piece.len() > usize::try_from(PIECE).unwrap_or(usize::MAX);
            if more {
                piece.pop();
            }
            rows.append(&mut piece);
            if rows.len() > MOST {
                return Ok(Taken::TooMany);
            }
            before = rows.last().map(|row: &AuditRow| row.id.0);
            if !more {
                break;
            }
        }
        let subject = Subject::Forum(scope.forum());
        let entry = Entry::new(now, scope.actor(), Some(scope.forum()), "audit.exported", subject);
        let detail = json!({ "entries": rows.len(), "format": "csv" });
        audit::record(conn, &entry.purpose(purpose).detail(detail)).await?;
        Ok(Taken::Whole(rows))
    })
    .await
}

/// Signs that a month was looked over, with what there was to look at; false when it was signed already.
///
/// # Errors
/// A broken database.
pub async fn sign_review(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    who: UserId,
    month: &Month,
    note: &str,
) -> db::Result<bool> {
    let (now, forum) = (clock.now(), scope.forum());
    db.tx(async |conn| {
        let looked = audit::looked(conn, forum, month.since, month.until).await?;
        let figure = |row: &Looked| {
            json!({
                "actor": row.actor_id, "kind": row.actor_kind, "action": row.action,
                "times": row.times, "subjects": row.subjects, "people": row.people,
            })
        };
        let figures = looked.iter().map(figure).collect();
        let first = month.first;
        if !audit::insert_review(conn, forum, first, who, (figures, note), now).await? {
            return Ok(false);
        }
        let subject = Subject::Forum(forum);
        let entry = Entry::new(now, scope.actor(), Some(forum), "audit.reviewed", subject);
        let detail = json!({ "month": first.format("%Y-%m").to_string() });
        audit::record(conn, &entry.detail(detail)).await?;
        Ok(true)
    })
    .await
}
