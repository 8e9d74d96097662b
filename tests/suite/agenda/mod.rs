//! The agenda: schedules read and taken over, and handed out.

mod feeds;
mod hall;
mod import;
mod intake;
