use std::ops::{Deref, DerefMut};
use std::time::Duration;

use deadpool::managed::{Manager, Metrics, Object, Pool, RecycleResult};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, PoolError, RecyclingMethod,
};
use diesel_async::{
    AnsiTransactionManager, AsyncConnection, AsyncPgConnection, SimpleAsyncConnection,
    TransactionManager,
};
use futures_util::FutureExt;

use super::acting::Acting;
use super::{Error, Result, unavailable};

/// One connection, as stores and queries take it.
pub type Conn = AsyncPgConnection;

/// The database, shared by everything in the process.
#[derive(Clone)]
pub struct Db {
    pool: Pool<Lines>,
    url: String,
    stance: Stance,
}

/// As what the connections of a pool stand before the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// As the owner of everything: for migrations and for looking the installation over.
    Owner,
    /// With what serving takes and no more, and for whom [`super::acting`] says.
    Served,
    /// As the owner's role, for want of another, and for whom [`super::acting`] says.
    Held,
}

/// The role that serves; it owns nothing.
pub const SERVING_ROLE: &str = "madang_app";

/// How many connections a process holds; waiting is done here, not in the database.
const POOL_SIZE: usize = 8;
/// How long a caller waits for a connection before it is told to come back.
const WAIT: Duration = Duration::from_secs(5);

impl Db {
    /// Opens a pool on `url` as the owner of the database; connects only when first used.
    ///
    /// # Errors
    /// When the pool can not be built at all.
    pub fn open(url: &str) -> anyhow::Result<Self> {
        Self::standing(url, Stance::Owner)
    }

    /// Opens a pool on `url` as `stance` says.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn standing(url: &str, stance: Stance) -> anyhow::Result<Self> {
        let mut config = ManagerConfig::default();
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(move |url| connect(url.to_owned(), stance).boxed());
        let lines = Lines(AsyncDieselConnectionManager::new_with_config(url, config));
        let pool = Pool::builder(lines)
            .max_size(POOL_SIZE)
            .wait_timeout(Some(WAIT))
            .create_timeout(Some(WAIT))
            .runtime(deadpool::Runtime::Tokio1)
            .build()?;
        Ok(Self { pool, url: url.to_owned(), stance })
    }

    /// As what this pool stands before the database.
    #[must_use]
    pub const fn stance(&self) -> Stance {
        self.stance
    }

    /// A connection for reading. It sees what whoever the caller acts for may see.
    ///
    /// # Errors
    /// When none is to be had in time; callers answer 503.
    pub async fn conn(&self) -> Result<Lent> {
        let mut lent = self.lend().await?;
        if self.stance != Stance::Owner {
            lent.0.tell(Acting::now()).await?;
        }
        Ok(lent)
    }

    async fn lend(&self) -> Result<Lent> {
        let line = self.pool.get().await;
        line.map(Lent).map_err(|error| unavailable(format!("no connection: {error}")))
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
        let mut conn = self.lend().await?;
        let begin = match self.stance {
            Stance::Owner => "BEGIN".to_owned(),
            // In one breath: whom it is for costs no way to the database of its own.
            _ => format!("BEGIN; SET LOCAL madang.acting = '{}'", Acting::now().words()),
        };
        AnsiTransactionManager::begin_transaction_sql(&mut *conn, &begin).await?;
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
        connect(self.url.clone(), self.stance)
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

/// A connection lent by the pool, until it is dropped.
pub struct Lent(Object<Lines>);

impl Deref for Lent {
    type Target = AsyncPgConnection;

    fn deref(&self) -> &AsyncPgConnection {
        &self.0.conn
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut AsyncPgConnection {
        &mut self.0.conn
    }
}

/// A connection, and for whom it was last told to read.
struct Line {
    conn: AsyncPgConnection,
    told: Option<Acting>,
}

impl Line {
    /// Says for whom the connection reads from now on, unless it was said already.
    async fn tell(&mut self, whom: Acting) -> Result<()> {
        if self.told == Some(whom) {
            return Ok(());
        }
        // Whoever goes away midway leaves a connection of which nothing is known.
        self.told = None;
        self.conn.batch_execute(&format!("SET madang.acting = '{}'", whom.words())).await?;
        self.told = Some(whom);
        Ok(())
    }
}

/// Makes connections and looks at those that come back.
struct Lines(AsyncDieselConnectionManager<AsyncPgConnection>);

impl Manager for Lines {
    type Type = Line;
    type Error = PoolError;

    async fn create(&self) -> std::result::Result<Line, PoolError> {
        Ok(Line { conn: self.0.create().await?, told: None })
    }

    async fn recycle(&self, line: &mut Line, metrics: &Metrics) -> RecycleResult<PoolError> {
        self.0.recycle(&mut line.conn, metrics).await
    }
}

async fn connect(url: String, stance: Stance) -> diesel::ConnectionResult<AsyncPgConnection> {
    let mut conn = AsyncPgConnection::establish(&url).await?;
    let role = match stance {
        Stance::Owner => "SET madang.acting = 'house'".to_owned(),
        Stance::Served => format!("SET ROLE {SERVING_ROLE}"),
        Stance::Held => "SET madang.acting = ''".to_owned(),
    };
    // A stuck client or statement must end by itself; `jit` costs more than it gives on short queries.
    // Every query here has its index. A plan that reads a whole table, made and kept while the table
    // was small (those of foreign keys too), costs more with each row: a rush would run into it.
    conn.batch_execute(&format!(
        "SET statement_timeout = '30s'; SET lock_timeout = '10s'; \
         SET idle_in_transaction_session_timeout = '20s'; SET jit = off; \
         SET enable_seqscan = off; SET timezone = 'UTC'; {role}"
    ))
    .await
    .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}
