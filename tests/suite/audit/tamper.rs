//! Whatever is done to the log's rows with the rights of their owner, a check finds it.

use diesel_async::SimpleAsyncConnection;
use madang::audit::{self, AuditKey, Entry, Subject, verify};
use madang::db::{Conn, Db, Error};
use madang::types::{ActorRef, Clock, ForumId, UserId, sha256};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use serde_json::json;

use crate::db::catalogue::rows;
use crate::support::{database, now};

/// How many times the log is tampered with.
const TRIES: usize = 1000;
/// How many entries each of four days has.
const A_DAY: usize = 18;
const DAYS: usize = 4;

/// Everything that can be changed in one row, as assignments.
const EDITS: [&str; 22] = [
    "audit_entry SET id = gen_random_uuid()",
    "audit_entry SET at = at + interval '1 microsecond'",
    "audit_entry SET actor_kind = CASE actor_kind WHEN 'staff' THEN 'guest' ELSE 'staff' END",
    "audit_entry SET actor_id = gen_random_uuid()",
    "audit_entry SET actor_id = NULL",
    "audit_entry SET forum_id = gen_random_uuid()",
    "audit_entry SET action = action || 'x'",
    "audit_entry SET subject_kind = 'session'",
    "audit_entry SET subject_id = gen_random_uuid()",
    "audit_entry SET purpose = coalesce(purpose, '') || ' '",
    "audit_entry SET detail = detail || '{\"rows\": -1}'",
    "audit_seal SET hash = sha256(hash)",
    "audit_seal SET hash = substring(hash FROM 2)",
    "audit_seal SET entry_id = gen_random_uuid()",
    "audit_seal SET no = no + 1000",
    "audit_head SET hash = sha256(hash)",
    "audit_head SET no = no - 1",
    "audit_head SET entries = entries + 1",
    "audit_head SET day = day - 100",
    "audit_head SET signature = signature || '\\x00'",
    "audit_tip SET no = no - 1, hash = (SELECT hash FROM audit_seal ORDER BY no DESC OFFSET 1 LIMIT 1)",
    "audit_tip SET head = head - 1",
];

/// What is done to one of several rows at once, `AT` a link's number, `TO` another.
const DEEDS: [(&str, &str); 12] = [
    (
        "an entry deleted",
        "DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_seal WHERE no = AT)",
    ),
    ("a link deleted", "DELETE FROM audit_seal WHERE no = AT"),
    (
        "an entry deleted with its link",
        "DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_seal WHERE no = AT); \
         DELETE FROM audit_seal WHERE no = AT",
    ),
    (
        "an entry deleted with its link, and the rest moved up",
        "DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_seal WHERE no = AT); \
         DELETE FROM audit_seal WHERE no = AT; \
         UPDATE audit_seal SET no = -no WHERE no > AT; UPDATE audit_seal SET no = -no - 1 WHERE no < 0",
    ),
    (
        "two entries swapped",
        "CREATE TEMP TABLE swap AS SELECT * FROM audit_seal WHERE no IN (AT, TO); \
         DELETE FROM audit_seal WHERE no IN (AT, TO); INSERT INTO audit_seal (no, entry_id, hash) \
         SELECT a.no, b.entry_id, a.hash FROM swap a JOIN swap b ON a.no <> b.no",
    ),
    (
        "two hashes swapped",
        "UPDATE audit_seal SET hash = CASE no WHEN AT THEN b.hash ELSE a.hash END \
         FROM (SELECT hash FROM audit_seal WHERE no = AT) a, (SELECT hash FROM audit_seal WHERE no = TO) b \
         WHERE no IN (AT, TO)",
    ),
    ("all links cut off from one on", "DELETE FROM audit_seal WHERE no >= AT"),
    (
        "all links and entries cut off from one on",
        "DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_seal WHERE no >= AT); \
         DELETE FROM audit_seal WHERE no >= AT",
    ),
    (
        "all that tells of the time since a link cut off, heads too",
        "DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_seal WHERE no >= AT); \
         DELETE FROM audit_seal WHERE no >= AT; DELETE FROM audit_head WHERE no >= AT",
    ),
    ("everything cut off", "TRUNCATE audit_entry; TRUNCATE audit_seal; TRUNCATE audit_head"),
    ("the tip deleted", "DELETE FROM audit_tip"),
    (
        "an entry slipped in between",
        "INSERT INTO audit_entry (id, at, actor_kind, action, subject_kind) \
         VALUES ('01900000-0000-7000-8000-000000000abc', now(), 'system', 'x.y', 'forum')",
    ),
];

struct Log {
    db: Db,
    key: AuditKey,
    dice: TestRng,
}

impl Log {
    /// A log of four days, each signed at its end, and a tip.
    async fn grown() -> Self {
        let db = database::fresh().await;
        let key = AuditKey::derive(b"a secret of the tests, long enough to be one").unwrap();
        audit::begin(&db, &key).await.unwrap();
        let clock = Clock::set(now() + chrono::TimeDelta::minutes(10));
        let forum = ForumId::fresh();
        for day in 0..DAYS {
            for at in 0..A_DAY {
                let mut conn = db.conn().await.unwrap();
                let actor = ActorRef::Staff(UserId::fresh());
                let subject = Subject::Forum(forum);
                let entry = Entry::new(clock.now(), actor, Some(forum), "people.listed", subject);
                let entry = entry.detail(json!({ "rows": at })).purpose(format!("day {day}"));
                audit::record(&mut conn, &entry).await.unwrap();
            }
            assert_eq!(audit::seal(&db, &key, audit::Reach::Far).await.unwrap(), A_DAY);
            clock.advance(chrono::TimeDelta::days(1));
            if day + 1 < DAYS {
                let head = audit::sign_day(&db, &key, clock.now()).await.unwrap();
                assert!(head.is_some(), "day {day}");
            }
        }
        let open = "ALTER TABLE audit_entry DISABLE TRIGGER ALL; ALTER TABLE audit_seal DISABLE TRIGGER ALL; \
            ALTER TABLE audit_head DISABLE TRIGGER ALL";
        db.conn().await.unwrap().batch_execute(open).await.unwrap();
        Self { db, key, dice: TestRng::deterministic_rng(RngAlgorithm::ChaCha) }
    }

    fn roll(&mut self, below: usize) -> usize {
        usize::try_from(self.dice.next_u64() % u64::try_from(below).unwrap()).unwrap()
    }

    /// Does it, checks, and takes it back: what was found.
    async fn found(&self, sql: &str) -> Result<String, String> {
        let found = self
            .db
            .tx(async |conn| {
                conn.batch_execute(sql).await?;
                let outcome = verify(conn, &self.key).await?;
                // Never kept.
                Err::<(), _>(Found(match outcome {
                    Ok(_) => Err("nothing".to_owned()),
                    Err(fault) => Ok(fault.code().to_owned()),
                }))
            })
            .await;
        found.unwrap_err().0
    }
}

struct Found(Result<String, String>);

impl From<Error> for Found {
    fn from(error: Error) -> Self {
        Self(Err(error.to_string()))
    }
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
async fn a_thousand_ways_to_tamper_with_the_log_are_all_found() {
    let mut log = Log::grown().await;
    let links = A_DAY * DAYS;
    {
        let mut conn = log.db.conn().await.unwrap();
        let proof = verify(&mut conn, &log.key).await.unwrap().unwrap();
        assert_eq!((proof.links, proof.heads.len()), (links.try_into().unwrap(), DAYS - 1));
    }
    let mut by_fault = std::collections::BTreeMap::<String, usize>::new();
    let mut missed = Vec::new();
    for _ in 0..TRIES {
        let sql = if log.roll(2) == 0 {
            let edit = EDITS[log.roll(EDITS.len())];
            let (table, at) = (edit.split(' ').next().unwrap(), log.roll(links) + 1);
            let head = log.roll(DAYS - 1);
            let row = match table {
                "audit_entry" => {
                    format!("WHERE id = (SELECT entry_id FROM audit_seal WHERE no = {at})")
                }
                "audit_seal" => format!("WHERE no = {at}"),
                "audit_head" => format!(
                    "WHERE day = (SELECT day FROM audit_head ORDER BY day OFFSET {head} LIMIT 1)"
                ),
                _ => String::new(),
            };
            format!("UPDATE {edit} {row}")
        } else {
            let (_, deed) = DEEDS[log.roll(DEEDS.len())];
            let at = log.roll(links) + 1;
            let to = (at + log.roll(links - 1)) % links + 1;
            deed.replace("AT)", &format!("{at})"))
                .replace("= AT", &format!("= {at}"))
                .replace("> AT", &format!("> {at}"))
                .replace("(AT, TO)", &format!("({at}, {to})"))
                .replace("WHEN AT ", &format!("WHEN {at} "))
                .replace("= TO", &format!("= {to}"))
        };
        match log.found(&sql).await {
            Ok(fault) => *by_fault.entry(fault).or_default() += 1,
            Err(why) => missed.push(format!("{why}: {sql}")),
        }
    }
    let found: usize = by_fault.values().sum();
    println!("{}", json!({ "tried": TRIES, "found": found, "by": by_fault }));
    assert!(missed.is_empty(), "{} missed: {missed:#?}", missed.len());
    assert_eq!(found, TRIES);
    let mut conn = log.db.conn().await.unwrap();
    assert!(verify(&mut conn, &log.key).await.unwrap().is_ok(), "all was taken back");
}

/// The chain's hash as its format says, for whoever wants to forge it.
const FIELDS: &str = "SELECT s.no::text, e.id::text, (extract(epoch FROM e.at) * 1000000)::bigint::text, e.actor_kind, \
    coalesce(e.actor_id::text, ''), coalesce(e.forum_id::text, ''), e.action, e.subject_kind, \
    coalesce(e.subject_id::text, ''), coalesce(e.purpose, ''), e.detail ->> 'rows' \
    FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id ORDER BY s.no";

/// Makes every link anew, so that the chain holds in itself.
async fn remake(conn: &mut Conn) {
    let mut hash = Vec::new();
    for [no, fields @ ..] in rows::<11>(conn, FIELDS).await {
        let mut text = hash;
        for (at, field) in fields.iter().enumerate() {
            let field = if at == 9 { format!("{{\"rows\":{field}}}") } else { field.clone() };
            text.extend(format!("{}:{field}", field.len()).into_bytes());
        }
        hash = sha256(&text);
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let sql = format!("UPDATE audit_seal SET hash = '\\x{hex}' WHERE no = {no}");
        conn.batch_execute(&sql).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_knows_how_the_chain_is_made_but_not_the_key_is_found_too() {
    let log = Log::grown().await;
    let mut conn = log.db.conn().await.unwrap();
    remake(&mut conn).await;
    assert!(verify(&mut conn, &log.key).await.unwrap().is_ok(), "the format is as it is told here");
    // One word of the last entry, which no head covers yet; then one that three do.
    let last = A_DAY * DAYS;
    for at in [last, 3] {
        let sql = format!(
            "UPDATE audit_entry SET purpose = 'seating' WHERE id = (SELECT entry_id FROM audit_seal WHERE no = {at})"
        );
        conn.batch_execute(&sql).await.unwrap();
        assert_eq!(verify(&mut conn, &log.key).await.unwrap().unwrap_err().code(), "changed");
        remake(&mut conn).await;
        assert_eq!(
            verify(&mut conn, &log.key).await.unwrap().unwrap_err().code(),
            "remade",
            "{at}"
        );
    }
    // A sealer that goes on links what comes, and does not sign over it.
    let entry = Entry::new(now(), ActorRef::System, None, "x.y", Subject::Forum(ForumId::fresh()));
    audit::record(&mut conn, &entry).await.unwrap();
    assert_eq!(audit::seal(&log.db, &log.key, audit::Reach::Far).await.unwrap(), 1);
    let later = now() + chrono::TimeDelta::days(30);
    assert!(audit::sign_day(&log.db, &log.key, later).await.unwrap().is_none());
    assert!(verify(&mut conn, &log.key).await.unwrap().is_err());
    let other = AuditKey::derive(b"another secret, as long as the first one is").unwrap();
    assert_ne!(other.public(), log.key.public());
    assert!(verify(&mut conn, &other).await.unwrap().is_err());
}
