use std::path::Path;

use anyhow::Context;
use secrecy::ExposeSecret;

use crate::config::{DatabaseAt, Settings};
use crate::db::{self, Cluster, Db, EmbeddedOptions};

/// The database of the settings, and the private cluster that serves it, if that is ours.
pub struct Database {
    /// The pool.
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

    /// The same, brought to this binary's schema.
    ///
    /// # Errors
    /// As [`Self::open`]; a step that fails.
    pub async fn ready(settings: &Settings) -> anyhow::Result<Self> {
        let database = Self::open(settings).await?;
        if let Err(error) = database.db.conn().await {
            database.close().await;
            anyhow::bail!(
                "the database does not answer ({error}): check that it runs and that DATABASE_URL is right"
            );
        }
        match db::migrate(&database.db)
            .await
            .context("the database could not be brought to this version's schema")
        {
            Ok(0) => {}
            Ok(steps) => tracing::info!(steps, "the database was brought to this version's schema"),
            Err(error) => {
                database.close().await;
                return Err(error);
            }
        }
        Ok(database)
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

fn absolute(path: &Path) -> anyhow::Result<std::path::PathBuf> {
    std::path::absolute(path).with_context(|| format!("MADANG_DATA={} is no path", path.display()))
}
