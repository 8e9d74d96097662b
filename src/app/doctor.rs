use std::path::Path;

use crate::audit::{self, AuditKey, Proof};
use crate::config::Settings;
use crate::db;
use crate::types::Clock;

use super::database::wall_words;
use super::serve::say;
use super::{Database, Parts};

/// Looks over the installation and says how to mend what is wrong; true when all is well.
///
/// # Errors
/// Only when looking itself breaks.
pub async fn doctor(
    settings: &Settings,
    verify_audit: bool,
    heads: Option<&Path>,
) -> anyhow::Result<bool> {
    let mut well = true;
    let mut check = |name: &str, outcome: Result<String, String>| match outcome {
        Ok(words) => say(&format!("  ok    {name}: {words}")),
        Err(words) => {
            well = false;
            say(&format!("  WRONG {name}: {words}"));
        }
    };
    check("settings", Ok(format!("{} on {}", settings.public_url, settings.bind)));
    check("disk", writable(settings));
    let database = match Database::open(settings).await {
        Ok(database) => database,
        Err(error) => {
            check("database", Err(format!("{error:#}")));
            return Ok(false);
        }
    };
    check("database", schema(&database).await);
    check("second wall", second_wall(&database).await);
    check("clock", clock(&database).await);
    let parts = Parts::wire(settings, database.db.clone(), Clock::System)?;
    let mail = parts.courier.transport.probe().await;
    check("mail", mail.map(|()| mail_words(settings)));
    if verify_audit {
        check("audit log", chain(&database, &parts.audit_key, heads).await);
    }
    database.close().await;
    Ok(well)
}

fn mail_words(settings: &Settings) -> String {
    match settings.mail.smtp_url {
        Some(_) => format!("the mail server answers; letters come from {}", settings.mail.from),
        None => {
            format!("letters are kept in {}/outbox (SMTP_URL is not set)", settings.data.display())
        }
    }
}

fn writable(settings: &Settings) -> Result<String, String> {
    let probe = settings.data.join(".doctor");
    let words = |error: std::io::Error| {
        format!(
            "{} can not be written ({error}): make room, or point MADANG_DATA elsewhere",
            settings.data.display()
        )
    };
    std::fs::create_dir_all(&settings.data).map_err(words)?;
    std::fs::write(&probe, vec![0_u8; 1 << 20]).map_err(words)?;
    std::fs::remove_file(&probe).map_err(words)?;
    Ok(format!("{} can be written", settings.data.display()))
}

async fn schema(database: &Database) -> Result<String, String> {
    match db::pending(&database.db).await {
        Ok(0) => Ok("answers, and has this version's schema".to_owned()),
        Ok(steps) => Err(format!("is {steps} steps behind: run `madang migrate`")),
        Err(error) => Err(format!(
            "does not answer ({error:#}): check that it runs and that DATABASE_URL is right"
        )),
    }
}

async fn second_wall(database: &Database) -> Result<String, String> {
    wall_words(&db::second_wall(&database.db).await.map_err(|error| error.to_string())?)
}

async fn clock(database: &Database) -> Result<String, String> {
    let mut conn = database.db.conn().await.map_err(|error| error.to_string())?;
    let there = db::server_time(&mut conn).await.map_err(|error| error.to_string())?;
    let apart = (there - Clock::System.now()).num_seconds().abs();
    if apart <= 2 {
        Ok("agrees with the database's".to_owned())
    } else {
        Err(format!("is {apart} s apart from the database's: set both by a time service"))
    }
}

async fn chain(
    database: &Database,
    key: &AuditKey,
    heads: Option<&Path>,
) -> Result<String, String> {
    let mut conn = database.db.conn().await.map_err(|error| error.to_string())?;
    match audit::verify(&mut conn, key).await {
        Ok(Ok(proof)) => {
            let (links, days) = (proof.links, proof.heads.len());
            let kept = heads.map(|file| compared(file, &proof)).transpose()?.unwrap_or_default();
            Ok(format!("{links} links and {days} signed heads, none broken{kept}"))
        }
        Ok(Err(fault)) => {
            Err(format!("{fault}: compare with a backup before anything else is changed"))
        }
        Err(error) => Err(error.to_string()),
    }
}

/// Holds the heads against those that were kept elsewhere, as `madang heads` printed them.
fn compared(file: &Path, proof: &Proof) -> Result<String, String> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("{} can not be read ({error})", file.display()))?;
    let mut count = 0_usize;
    for line in text.lines().map(str::trim) {
        let Some(day) = audit::day_of(line) else { continue };
        let ours = proof.heads.iter().find(|head| head.day == day);
        match ours {
            Some(head) if head.line() == line => count += 1,
            Some(_) => {
                return Err(format!("the head of {day} is not the one in {}", file.display()));
            }
            None => return Err(format!("the head of {day} is missing")),
        }
    }
    Ok(format!("; {count} heads are those in {}", file.display()))
}
