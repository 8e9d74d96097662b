//! What tests share: a running Madang on a database of its own, and a cast whose methods are verbs.

mod app;
mod cast;
pub mod contract;
pub mod database;
pub mod foreign;
pub mod smtp;
mod sources;
mod staff;

pub use app::{Answer, Setup, TestApp, now};
pub use cast::{TestForum, stored_letters};
pub use sources::sources;
pub use staff::PASSWORD;
