//! The one truth: the pool, the only place where a transaction opens, and what can stop a command.
//!
//! No room outside the stores and queries sees a table, and none opens a transaction but by
//! [`Db::tx`].

mod acting;
mod constraint;
mod embedded;
mod listen;
mod migrate;
mod pool;
mod rows;
#[expect(missing_docs, reason = "generated; the tables are documented in the database")]
pub mod schema;
mod stop;
mod wall;

pub use acting::{Acting, acting};
pub use constraint::{is_unavailable, unavailable, violated};
pub use embedded::{Cluster, EmbeddedFault, Options as EmbeddedOptions, start as start_embedded};
pub use listen::{Notice, listen, notify, server_time};
pub use migrate::{migrate, pending, revert_all};
pub use pool::{Conn, Db, Lent, SERVING_ROLE, Stance, Work};
pub use rows::Rows;
pub use stop::{Never, Stop};
pub use wall::{Breach, SecondWall, second_wall};

/// What the database layer can fail with.
pub type Error = diesel::result::Error;
/// A result of the database layer.
pub type Result<T> = std::result::Result<T, Error>;
