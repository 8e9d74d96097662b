//! The database: clusters of our own, the schema and its steps, and what happens without one.

mod away;
pub mod catalogue;
mod embedded;
mod migrations;
mod schema;
mod walls;
