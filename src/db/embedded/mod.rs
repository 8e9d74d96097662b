//! Madang's own PostgreSQL: a private cluster under the data folder, for everyone who has not
//! named a server in `DATABASE_URL`.
//!
//! Promises: one postmaster per data folder, however many processes start at once; it is reached
//! only through a socket in a folder closed to others; it survives our crash, and the next start
//! joins it; the last process to leave stops it; every failure is one sentence that says how to
//! mend it. Never runs PostgreSQL as root, never listens on the network, never touches a cluster
//! it did not make.

mod account;
mod answer;
mod fault;
mod initdb;
mod keeper;
mod locks;
mod place;
mod postmaster;
mod programs;

use std::ffi::OsString;
use std::path::PathBuf;

pub use fault::EmbeddedFault;
use keeper::{Keeper, Plan};
use locks::Presence;
use place::Place;
use programs::Programs;

/// The one database of the cluster, and the one role that owns it.
const NAME: &str = "madang";

/// What the embedded cluster needs to know; `config` reads it from the environment.
#[derive(Clone, Debug)]
pub struct Options {
    /// The data folder (`MADANG_DATA`); the cluster lives in `pg` below it.
    pub data: PathBuf,
    /// Whether a commit survives a power cut; false only for tests.
    pub durable: bool,
    /// The folder of PostgreSQL's programs (`MADANG_PG_BIN`), when it was named.
    pub bin_override: Option<PathBuf>,
    /// The search path (`PATH`) in which PostgreSQL's programs may be found.
    pub path_var: Option<OsString>,
}

/// A running cluster; hold it as long as its database is used.
#[derive(Debug)]
pub struct Cluster {
    url: String,
    ours: bool,
    plan: Plan,
    presence: Presence,
    keeper: Option<Keeper>,
}

/// Starts the cluster of a data folder, making it first if need be, or joins the one that runs;
/// returns when its database answers.
///
/// # Errors
/// Whatever keeps it from answering, with how to mend it.
pub async fn start(options: &Options) -> Result<Cluster, EmbeddedFault> {
    let place = Place::prepare(options).await?;
    let turn = locks::take_turn(&place).await?;
    let made = initdb::made_by(&place);
    let programs = Programs::find(options, made, &place.account).await?;
    if made.is_none() {
        initdb::create(&place, &programs, options.durable).await?;
    }
    let plan = Plan { place, programs, durable: options.durable };
    let (socket, child) = plan.bring_up().await?;
    let presence = Presence::announce(&plan.place)?;
    drop(turn);
    Ok(Cluster {
        url: socket.url(),
        ours: presence.was_first(),
        keeper: child.map(|child| Keeper::watch(plan.clone(), child)),
        plan,
        presence,
    })
}

impl Cluster {
    /// Where the database answers, for any PostgreSQL client.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether nobody else was using the cluster when we came: we started it, or took it over
    /// from a process that died.
    pub fn is_ours(&self) -> bool {
        self.ours
    }

    /// Leaves the cluster, and stops it unless another process still uses it.
    ///
    /// # Errors
    /// When PostgreSQL does not end, or its files can not be reached.
    pub async fn stop(self) -> Result<(), EmbeddedFault> {
        let Self { plan, presence, keeper, .. } = self;
        if let Some(keeper) = &keeper {
            keeper.stand_down();
        }
        let _turn = locks::take_turn(&plan.place).await?;
        if !presence.leave_as_last()? {
            tracing::info!("another process still uses PostgreSQL: it keeps running");
            return Ok(());
        }
        plan.shut_down().await?;
        if let Some(keeper) = keeper {
            keeper.finish().await;
        }
        Ok(())
    }
}
