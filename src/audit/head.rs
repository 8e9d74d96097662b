use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::db::{self, Conn, Db};

use super::key::AuditKey;
use super::store::{self, Head, Tip};

/// A day is closed this long after its end: what was recorded in it is linked by then.
const CLOSED_AFTER: TimeDelta = TimeDelta::minutes(5);

impl Head {
    /// What is signed: everything a head says, and the signature of the one before.
    fn message(&self, before: Option<&Self>) -> String {
        let before = before.map(|head| hex(&head.signature)).unwrap_or_default();
        let (day, no, hash, entries) = (self.day, self.no, hex(&self.hash), self.entries);
        format!("madang audit head v1\n{day}\n{no}\n{hash}\n{entries}\n{before}\n")
    }

    /// True when this key signed it, after the head before.
    pub(super) fn holds(&self, key: &AuditKey, before: Option<&Self>) -> bool {
        key.signed(self.message(before).as_bytes(), &self.signature)
    }

    /// One line that says all of it, to be kept elsewhere.
    #[must_use]
    pub fn line(&self) -> String {
        let signature = URL_SAFE_NO_PAD.encode(&self.signature);
        format!("{} {} {} {} {signature}", self.day, self.no, hex(&self.hash), self.entries)
    }

    /// The first signs of its hash, for people to compare.
    #[must_use]
    pub fn short(&self) -> String {
        hex(&self.hash).chars().take(16).collect()
    }
}

impl Tip {
    fn message(&self, head: Option<&Head>) -> String {
        let signature = head.map(|head| hex(&head.signature)).unwrap_or_default();
        let day = self.head.map(|day| day.to_string()).unwrap_or_default();
        format!("madang audit tip v1\n{}\n{}\n{day}\n{signature}\n", self.no, hex(&self.hash))
    }

    /// A tip of this chain, signed.
    pub(super) fn signed(key: &AuditKey, no: i64, hash: &[u8], head: Option<&Head>) -> Self {
        let day = head.map(|head| head.day);
        let tip = Self { no, hash: hash.to_vec(), head: day, signature: Vec::new() };
        let signature = key.sign(tip.message(head).as_bytes());
        Self { signature, ..tip }
    }

    /// True when this key signed it, with this as the last head.
    pub(super) fn holds(&self, key: &AuditKey, head: Option<&Head>) -> bool {
        self.head == head.map(|head| head.day)
            && key.signed(self.message(head).as_bytes(), &self.signature)
    }
}

/// Signs the very first tip of a log, or of one that is older than tips: said once, by whoever brought the
/// database to the schema that has them. A tip that is missing later is a fault, and stays one.
///
/// # Errors
/// A broken database.
pub async fn begin(db: &Db, key: &AuditKey) -> db::Result<()> {
    db.tx(async |conn| {
        if store::tip(conn).await?.is_some() || store::last_head(conn).await?.is_some() {
            return Ok(());
        }
        let (no, hash) = end(conn).await?;
        store::insert_tip(conn, &Tip::signed(key, no, &hash, None)).await
    })
    .await
}

/// Signs the head of yesterday, once the day is over: the last link of an entry made before its end. None when it
/// is signed already, or nothing was recorded yet. Where the chain is not
/// what was signed last it signs nothing: a fault must not be made good.
///
/// # Errors
/// A broken database.
pub async fn sign_day(db: &Db, key: &AuditKey, now: DateTime<Utc>) -> db::Result<Option<Head>> {
    let yesterday = (now - CLOSED_AFTER).date_naive().checked_sub_days(Days::new(1));
    let Some(day) = yesterday else { return Ok(None) };
    db.tx(async |conn| {
        if !store::lock_sealer(conn).await? {
            return Ok(None);
        }
        let before = store::last_head(conn).await?;
        if before.as_ref().is_some_and(|head| head.day >= day) {
            return Ok(None);
        }
        let tip = end(conn).await?;
        if !is_sound(conn, key, tip.0, &tip.1, before.as_ref()).await? {
            return Ok(None);
        }
        let reached = before.as_ref().map_or(0, |head| head.no);
        let over = (day + Days::new(1)).and_time(NaiveTime::MIN).and_utc();
        let Some((no, hash)) = store::last_seal_before(conn, reached, over).await? else {
            return Ok(None);
        };
        let entries = no - reached;
        let head = Head { day, no, hash, entries, signature: Vec::new(), made_at: now };
        let signature = key.sign(head.message(before.as_ref()).as_bytes());
        let head = Head { signature, ..head };
        store::insert_head(conn, &head).await?;
        store::update_tip(conn, &Tip::signed(key, tip.0, &tip.1, Some(&head))).await?;
        Ok(Some(head))
    })
    .await
}

/// The heads of the last days, newest first.
///
/// # Errors
/// A broken database.
pub async fn heads(conn: &mut Conn, limit: i64) -> db::Result<Vec<Head>> {
    store::heads(conn, limit).await
}

/// Whether the chain ends where it was last signed.
pub(super) async fn is_sound(
    conn: &mut Conn,
    key: &AuditKey,
    no: i64,
    hash: &[u8],
    head: Option<&Head>,
) -> db::Result<bool> {
    let tip = store::tip(conn).await?;
    Ok(tip.is_some_and(|tip| tip.no == no && tip.hash == hash && tip.holds(key, head)))
}

/// The last link's number and hash.
async fn end(conn: &mut Conn) -> db::Result<(i64, Vec<u8>)> {
    Ok(store::last_seal(conn).await?.map_or((0, Vec::new()), |(no, _, hash)| (no, hash)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The day of a printed line of [`Head::line`], if it is one.
#[must_use]
pub fn day_of(line: &str) -> Option<NaiveDate> {
    line.split(' ').next()?.parse().ok()
}
