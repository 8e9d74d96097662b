use std::path::Path;

use anyhow::Context;
use secrecy::ExposeSecret;

use crate::audit::{self, AuditKey};
use crate::config::{DatabaseAt, Settings};
use crate::db::{self, Breach, Cluster, Db, EmbeddedOptions, SERVING_ROLE, SecondWall};

use super::parts::secret;

/// The database of the settings, and the private cluster that serves it, if that is ours.
pub struct Database {
    /// The pool; as the owner until the database is [`Self::ready`].
    pub db: Db,
    cluster: Option<Cluster>,
}

impl Database {
    /// Finds the database: starts or joins the private cluster of the data directory, or takes the
    /// operator's.
    ///
    /// # Errors
    /// A sentence on what is missing and how to mend it.
    pub async fn open(settings: &Settings) -> anyhow::Result<Self> {
        match &settings.database {
            DatabaseAt::Url(url) => Ok(Self { db: Db::open(url.expose_secret())?, cluster: None }),
            DatabaseAt::Embedded { bin, path, durable } => {
                let options = EmbeddedOptions {
                    data: absolute(&settings.data)?,
                    durable: *durable,
                    bin_override: bin.clone(),
                    path_var: path.clone(),
                };
                // Its sentence holds the system's words already; a chain would say them twice.
                let cluster =
                    db::start_embedded(&options).await.map_err(|f| anyhow::anyhow!("{f}"))?;
                let db = Db::open(cluster.url())?;
                Ok(Self { db, cluster: Some(cluster) })
            }
        }
    }

    /// The same, brought to this binary's schema; and from here on as the role that serves.
    ///
    /// # Errors
    /// As [`Self::open`]; a step that fails.
    pub async fn ready(settings: &Settings) -> anyhow::Result<Self> {
        let mut database = Self::open(settings).await?;
        if let Err(error) = database.db.conn().await {
            database.close().await;
            anyhow::bail!(
                "the database does not answer ({error}): check that it runs and that DATABASE_URL is right"
            );
        }
        let mut begun = false;
        match db::migrate(&database.db)
            .await
            .context("the database could not be brought to this version's schema")
        {
            Ok(0) => {}
            Ok(steps) => {
                tracing::info!(steps, "the database was brought to this version's schema");
                begun = true;
            }
            Err(error) => {
                database.close().await;
                return Err(error);
            }
        }
        match database.step_down(settings, begun).await {
            Ok(()) => Ok(database),
            Err(error) => {
                database.close().await;
                Err(error)
            }
        }
    }

    /// Goes on with no more rights than serving takes, as far as the database lets us.
    async fn step_down(&mut self, settings: &Settings, begun: bool) -> anyhow::Result<()> {
        if begun {
            let key = AuditKey::derive(&secret(settings)?)?;
            audit::begin(&self.db, &key).await?;
        }
        let wall = db::second_wall(&self.db).await?;
        match wall_words(&wall) {
            Ok(words) => tracing::debug!(words, "the second wall"),
            Err(words) => tracing::warn!(words, "the second wall does not stand as it should"),
        }
        self.db = Db::standing(self.db.url(), wall.stance())?;
        Ok(())
    }

    /// Leaves the database; the private cluster stops when nobody else uses it.
    pub async fn close(self) {
        if let Some(cluster) = self.cluster
            && let Err(error) = cluster.stop().await
        {
            tracing::warn!(%error, "the database did not stop");
        }
    }
}

/// How the second wall stands, and how to mend it where it does not.
pub(super) fn wall_words(wall: &SecondWall) -> Result<String, String> {
    let made = format!(
        "CREATE ROLE {SERVING_ROLE} NOLOGIN; GRANT {SERVING_ROLE} TO the role of DATABASE_URL; then `madang migrate`"
    );
    match wall {
        SecondWall::Stands => Ok(format!(
            "the server works as {SERVING_ROLE}: policies hold it to one forum at a time, and it can not change the audit log"
        )),
        SecondWall::Held => Err(format!(
            "policies hold the server to one forum at a time, but it works as the owner of its tables, whom only a \
             trigger keeps from the audit log: as a superuser, {made}"
        )),
        SecondWall::Down(Breach::Above) => Err(format!(
            "the role of DATABASE_URL is above every policy and may make no other: as a superuser, {made}"
        )),
        SecondWall::Down(Breach::Open(tables)) => Err(format!(
            "{} are not behind it: run `madang migrate` as the owner of the tables",
            tables.join(", ")
        )),
        SecondWall::Down(Breach::Shared) => Err(
            "a pooler shares connections between transactions, so that nothing told to one can be relied on: \
             let it pool sessions (pool_mode = session), or connect to PostgreSQL directly"
                .to_owned(),
        ),
    }
}

fn absolute(path: &Path) -> anyhow::Result<std::path::PathBuf> {
    std::path::absolute(path).with_context(|| format!("MADANG_DATA={} is no path", path.display()))
}
