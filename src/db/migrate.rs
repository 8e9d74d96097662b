use diesel::QueryDsl;
use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Db, wall};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Brings the database to this binary's schema and raises the second wall, one process at a time; says how
/// many steps it took.
///
/// # Errors
/// A database that can not be reached or a step that fails; a failed step changes nothing.
pub async fn migrate(db: &Db) -> anyhow::Result<usize> {
    let mut harness = locked(db).await?;
    let done = harness.run_pending_migrations(MIGRATIONS).map_err(anyhow::Error::from_boxed)?.len();
    wall::raise(&mut harness.into_inner()).await?;
    Ok(done)
}

/// How many steps the database is behind this binary. Asked by web threads too, so nothing here
/// blocks.
///
/// # Errors
/// A database that can not be reached or was never migrated.
pub async fn pending(db: &Db) -> anyhow::Result<usize> {
    let mut conn = db.conn().await?;
    let done: Vec<String> =
        schema_migrations::table.select(schema_migrations::version).load(&mut conn).await?;
    let steps =
        MigrationSource::<Pg>::migrations(&MIGRATIONS).map_err(anyhow::Error::from_boxed)?;
    let versions = steps.iter().map(|step| step.name().version().as_owned().to_string());
    Ok(versions.filter(|version| !done.contains(version)).count())
}

diesel::table! {
    /// What diesel keeps of the steps taken.
    #[sql_name = "__diesel_schema_migrations"]
    schema_migrations (version) {
        /// The step's version.
        version -> Text,
    }
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
