//! One file for each row of the table.

pub mod door;
pub mod export;
pub mod import;
pub mod people;
pub mod programme;
pub mod registering;
pub mod rush;
pub mod start;
pub mod storm;
pub mod timing;

/// How often a figure is taken; the middle one counts.
pub const ROUNDS: usize = 3;
