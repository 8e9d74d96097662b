//! The suite: one binary, mirrored by room.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::as_conversions,
    reason = "a test may fail loudly"
)]

mod app;
mod forum;
mod support;
