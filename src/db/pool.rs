use std::time::Duration;

use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use diesel_async::{
    AnsiTransactionManager, AsyncConnection, AsyncPgConnection, SimpleAsyncConnection,
    TransactionManager,
};
use futures_util::FutureExt;

use super::{Error, Result, unavailable};

/// One connection, as stores and queries take it.
pub type Conn = AsyncPgConnection;

/// The database, shared by everything in the process.
#[derive(Clone)]
pub struct Db {
    pool: Pool<AsyncPgConnection>,
    url: String,
}

/// How many connections a process holds; waiting is done here, not in the database.
const POOL_SIZE: usize = 8;
/// How long a caller waits for a connection before it is told to come back.
const WAIT: Duration = Duration::from_secs(5);

impl Db {
    /// Opens a pool on `url`; connects only when first used.
    ///
    /// # Errors
    /// When the pool can not be built at all.
    pub fn open(url: &str) -> anyhow::Result<Self> {
        let mut config = ManagerConfig::default();
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(|url| connect(url.to_owned()).boxed());
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .max_size(POOL_SIZE)
            .wait_timeout(Some(WAIT))
            .create_timeout(Some(WAIT))
            .runtime(deadpool::Runtime::Tokio1)
            .build()?;
        Ok(Self { pool, url: url.to_owned() })
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// When none is to be had in time; callers answer 503.
    pub async fn conn(&self) -> Result<Object<AsyncPgConnection>> {
        self.pool.get().await.map_err(|error| unavailable(format!("no connection: {error}")))
    }

    /// Runs `work` in one transaction: all of it is kept, or nothing. The only place where a
    /// transaction opens; `work` must do no network I/O. A caller that goes away midway leaves
    /// nothing behind: the pool drops a connection with an open transaction.
    ///
    /// # Errors
    /// What `work` stops with, or a broken database.
    pub async fn tx<T, E, F>(&self, work: F) -> std::result::Result<T, E>
    where
        F: for<'r> Work<&'r mut Conn, std::result::Result<T, E>, Done: Send>,
        E: From<Error>,
    {
        let mut conn = self.conn().await?;
        AnsiTransactionManager::begin_transaction(&mut *conn).await?;
        match work(&mut conn).await {
            Ok(value) => {
                AnsiTransactionManager::commit_transaction(&mut *conn).await?;
                Ok(value)
            }
            Err(stop) => {
                // What stopped the work is what the caller must hear; a connection that can not even
                // roll back is dropped by the pool.
                let _ = AnsiTransactionManager::rollback_transaction(&mut *conn).await;
                Err(stop)
            }
        }
    }

    /// A connection of its own, outside the pool: for listening and for migrations.
    ///
    /// # Errors
    /// When the database can not be reached.
    pub async fn dedicated(&self) -> Result<AsyncPgConnection> {
        connect(self.url.clone())
            .await
            .map_err(|error| unavailable(format!("no connection: {error}")))
    }

    /// Where the database is.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// An async closure whose future can cross threads; what `async |conn| { … }` is.
pub trait Work<T, R>: AsyncFnOnce(T) -> R + FnOnce(T) -> <Self as Work<T, R>>::Done {
    /// The future of its work.
    type Done: Future<Output = R>;
}

impl<F, T, R, Done> Work<T, R> for F
where
    F: AsyncFnOnce(T) -> R + FnOnce(T) -> Done,
    Done: Future<Output = R>,
{
    type Done = Done;
}

async fn connect(url: String) -> diesel::ConnectionResult<AsyncPgConnection> {
    let mut conn = AsyncPgConnection::establish(&url).await?;
    // A stuck client or statement must end by itself; `jit` costs more than it gives on short queries.
    // Every query here has its index. A plan that reads a whole table, made and kept while the table
    // was small (those of foreign keys too), costs more with each row: a rush would run into it.
    conn.batch_execute(
        "SET statement_timeout = '30s'; SET lock_timeout = '10s'; \
         SET idle_in_transaction_session_timeout = '20s'; SET jit = off; \
         SET enable_seqscan = off; SET timezone = 'UTC'",
    )
    .await
    .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}
