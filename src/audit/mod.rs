//! Who did or saw what, whose, and why: append-only, never a name, linked into a hash chain by a
//! sealer a moment after each commit, and signed: how far it reaches with each link, and a head for each day
//! that can be kept elsewhere.
//!
//! An entry is written plain in the transaction that it tells of; the chain is made in one place, so
//! that recording never becomes the row everybody waits for.

mod head;
mod key;
mod model;
mod proof;
mod queries;
mod seal;
mod store;

pub use head::{begin, day_of, heads, sign_day};
pub use key::AuditKey;
pub use model::{Entry, LOOKS, Subject};
pub use proof::{ChainFault, Proof, verify};
pub use queries::{
    AuditFilter, AuditRow, Looked, Review, did_since, is_review_due, list, list_about,
    list_staff_acts, list_where, looked, months, reviews, sealed_until, taken_in,
};
pub use seal::{Reach, seal};
pub use store::{Head, insert_review, record, record_all};
