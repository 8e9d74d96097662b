//! What tests share: a running Madang on a database of its own, and a cast whose methods are verbs.

mod app;
mod cast;
pub mod database;
pub mod smtp;

pub use app::{Answer, Setup, TestApp, now};
pub use cast::TestForum;
