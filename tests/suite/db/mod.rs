//! The database: clusters of our own, the schema and its steps, and what happens without one.

mod catalogue;
mod embedded;
mod migrations;
mod schema;
