//! One table of limits on seats: how many there are, how many are taken, who is next in line.
//!
//! Limits are locked in id order, so that two who want the same rows never wait for each other in a
//! ring. A limit is never exceeded: the database's own check is the last word. Lowering a capacity
//! drops nobody: what is held stays, and nothing is given out until it fits again.

mod model;
mod store;

pub use model::{Limit, LimitKind};
pub use store::{create_limit, create_limits, find_limits, lock, look, set_capacity, write_back};
