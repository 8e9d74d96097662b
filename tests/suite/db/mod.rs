//! The database: clusters of our own.

mod embedded;
