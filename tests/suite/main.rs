//! The suite: one binary, mirrored by room.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::as_conversions,
    reason = "a test may fail loudly"
)]

mod accounts;
mod agenda;
mod app;
mod audit;
mod db;
mod desk;
mod forum;
mod mail;
mod registration;
mod site;
mod speakers;
mod support;
