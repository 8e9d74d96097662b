//! Madang, the registration desk of a forum: attendees register and take seats, organizers plan,
//! every promise is confirmed by letter, admins hand over attendance lists.
//!
//! The rooms stand in this order, lowest first; a room imports only rooms before it, and
//! `tests/architecture.rs` keeps it so. Calls go down; facts go up as typed jobs that `app` binds.

pub mod types;

pub mod config;

pub mod db;

pub mod i18n;

pub mod web;

pub mod jobs;

pub mod audit;

pub mod mail;

pub mod accounts;

pub mod capacity;

pub mod forum;

pub mod speakers;

pub mod agenda;

pub mod registration;

pub mod exports;

pub mod site;

pub mod desk;

pub mod app;
