//! Who did or saw what, whose, and why: append-only, never a name, linked into a hash chain by a
//! sealer a moment after each commit.
//!
//! An entry is written plain in the transaction that it tells of; the chain is made in one place, so
//! that recording never becomes the row everybody waits for.

mod model;
mod queries;
mod seal;
mod store;

pub use model::{Entry, Subject};
pub use queries::{
    AuditFilter, AuditRow, did_since, list, list_about, list_staff_acts, list_where, sealed_until,
};
pub use seal::{ChainFault, Reach, seal, verify};
pub use store::{record, record_all};
