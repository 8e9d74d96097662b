//! The house as a running thing: settings, database, routes, workers, commands.
//!
//! Rooms know nothing of each other beyond what they import; here they are wired, and here alone a
//! fact of a lower room meets the room above that acts on it.

mod answers;
mod cli;
mod database;
pub mod demo;
mod doctor;
mod export;
mod health;
mod import;
mod openapi;
mod parts;
mod routes;
mod serve;
mod server;
mod telemetry;
mod worker;

pub use cli::run;
pub use database::Database;
pub use openapi::text as openapi_text;
pub use parts::Parts;
pub use routes::table;
pub use server::{Running, listen};
pub use worker::{Workers, run_once};
