use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::Db;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Brings the database to this binary's schema, one process at a time; says how many steps it took.
///
/// # Errors
/// A database that can not be reached or a step that fails; a failed step changes nothing.
pub async fn migrate(db: &Db) -> anyhow::Result<usize> {
    let mut harness = locked(db).await?;
    let done = harness.run_pending_migrations(MIGRATIONS).map_err(anyhow::Error::from_boxed)?;
    Ok(done.len())
}

/// How many steps the database is behind this binary.
///
/// # Errors
/// A database that can not be reached.
pub async fn pending(db: &Db) -> anyhow::Result<usize> {
    let mut harness = AsyncMigrationHarness::new(db.dedicated().await?);
    let steps = harness.pending_migrations(MIGRATIONS).map_err(anyhow::Error::from_boxed)?;
    Ok(steps.len())
}

/// Takes every step back: for the test that proves each `down` right.
///
/// # Errors
/// As [`migrate`].
pub async fn revert_all(db: &Db) -> anyhow::Result<usize> {
    let mut harness = locked(db).await?;
    let done = harness.revert_all_migrations(MIGRATIONS).map_err(anyhow::Error::from_boxed)?;
    Ok(done.len())
}

/// A harness on its own connection, holding the lock that keeps two processes from migrating at
/// once; the lock ends with the connection.
async fn locked(db: &Db) -> anyhow::Result<AsyncMigrationHarness<AsyncPgConnection>> {
    let mut conn = db.dedicated().await?;
    conn.batch_execute("SET lock_timeout = '60s'; SELECT pg_advisory_lock(7214093)").await?;
    Ok(AsyncMigrationHarness::new(conn))
}
