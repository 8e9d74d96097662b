use chrono::NaiveDate;
use uuid::Uuid;

use crate::db::{self, Conn};

use super::key::AuditKey;
use super::seal::{BATCH, Reach, link, window_start};
use super::store::{self, Head, Tip};

/// What is wrong with the log, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// A link number is missing.
    #[error("link {0} of the audit chain is missing")]
    Gap(i64),
    /// A link's entry was deleted.
    #[error("the entry of link {0} was deleted")]
    Deleted(i64),
    /// An entry or its link was changed.
    #[error("link {0} does not match its entry: one of them was changed")]
    Changed(i64),
    /// The chain holds in itself, but is not the one that was signed.
    #[error("link {0} is not the one that was signed: the chain was made anew")]
    Remade(i64),
    /// The chain ends before what was signed.
    #[error("the chain ends at link {0}, before what was signed: its end was cut off")]
    Cut(i64),
    /// The signed tip is missing, or is not ours.
    #[error("how far the chain reaches is not signed with this installation's key")]
    Tip,
    /// The head of a day is missing, or is not ours.
    #[error("the signed head of {0} is missing or was changed")]
    Head(NaiveDate),
    /// An entry that was slipped in later, before entries that are linked.
    #[error("entry {0} was slipped in: it is older than its neighbours and linked to none")]
    Stray(Uuid),
}

impl ChainFault {
    /// The stable word for the kind.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Gap(_) => "gap",
            Self::Deleted(_) => "deleted",
            Self::Changed(_) => "changed",
            Self::Remade(_) => "remade",
            Self::Cut(_) => "cut",
            Self::Tip => "tip",
            Self::Head(_) => "head",
            Self::Stray(_) => "stray",
        }
    }

    /// Where: a link's number, a day, an entry.
    #[must_use]
    pub fn place(&self) -> String {
        match self {
            Self::Gap(no)
            | Self::Deleted(no)
            | Self::Changed(no)
            | Self::Remade(no)
            | Self::Cut(no) => no.to_string(),
            Self::Head(day) => day.to_string(),
            Self::Stray(id) => id.to_string(),
            Self::Tip => String::new(),
        }
    }
}

/// A log that holds: how long its chain is, and the heads that were signed of it.
#[derive(Debug, Clone)]
pub struct Proof {
    /// How many links.
    pub links: i64,
    /// The heads, oldest first.
    pub heads: Vec<Head>,
}

/// Walks the whole chain and holds it against every head and the tip that were signed with `key`.
///
/// # Errors
/// The first fault found, inside; a broken database, outside.
pub async fn verify(conn: &mut Conn, key: &AuditKey) -> db::Result<Result<Proof, ChainFault>> {
    let mut heads = store::heads(conn, i64::MAX).await?;
    heads.reverse();
    let tip = match signed(conn, key, &heads).await? {
        Ok(tip) => tip,
        Err(fault) => return Ok(Err(fault)),
    };
    let (links, last) = match walk(conn, &heads, &tip).await? {
        Ok(walked) => walked,
        Err(fault) => return Ok(Err(fault)),
    };
    // The sealer may have gone on meanwhile; what it links it signs with the same commit.
    let reached = store::tip(conn).await?.map_or(0, |tip| tip.no);
    if links < tip.no {
        return Ok(Err(ChainFault::Cut(links)));
    }
    if links > reached {
        return Ok(Err(ChainFault::Remade(reached + 1)));
    }
    let before = last.map_or(Uuid::nil(), |id| window_start(id, Reach::Far));
    let stray = store::unsealed_before(conn, before).await?;
    Ok(match stray {
        Some(id) => Err(ChainFault::Stray(id.0)),
        None => Ok(Proof { links, heads }),
    })
}

/// The tip, if it and every head are signed with this key, each after the one before.
async fn signed(
    conn: &mut Conn,
    key: &AuditKey,
    heads: &[Head],
) -> db::Result<Result<Tip, ChainFault>> {
    let mut before: Option<&Head> = None;
    for head in heads {
        let follows = before.is_none_or(|before| before.no <= head.no);
        if !follows || !head.holds(key, before) {
            return Ok(Err(ChainFault::Head(head.day)));
        }
        before = Some(head);
    }
    Ok(match store::tip(conn).await? {
        Some(tip) if tip.holds(key, before) => Ok(tip),
        // It names a head that is gone, or another than the last.
        Some(tip) if tip.head != before.map(|head| head.day) => {
            tip.head.map_or(Err(ChainFault::Tip), |day| Err(ChainFault::Head(day)))
        }
        _ => Err(ChainFault::Tip),
    })
}

type Walked = (i64, Option<crate::types::AuditId>);

/// Links the chain anew from its entries: how many there are, and the last one's entry.
async fn walk(
    conn: &mut Conn,
    heads: &[Head],
    tip: &Tip,
) -> db::Result<Result<Walked, ChainFault>> {
    let (mut hash, mut next, mut last) = (Vec::new(), 1, None);
    loop {
        let links = store::chain(conn, next, BATCH).await?;
        if links.is_empty() {
            return Ok(Ok((next - 1, last)));
        }
        for (no, stored, entry) in links {
            if no != next {
                return Ok(Err(ChainFault::Gap(next)));
            }
            let Some(entry) = entry else { return Ok(Err(ChainFault::Deleted(no))) };
            hash = link(&hash, &entry);
            if hash != stored {
                return Ok(Err(ChainFault::Changed(no)));
            }
            let signed = heads.iter().filter(|head| head.no == no).map(|head| &head.hash);
            if signed.chain((tip.no == no).then_some(&tip.hash)).any(|signed| *signed != hash) {
                return Ok(Err(ChainFault::Remade(no)));
            }
            (next, last) = (next + 1, Some(entry.id));
        }
    }
}
