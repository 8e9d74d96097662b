//! The agenda: schedules read and taken over, and handed out.

mod feeds;
mod hall;
mod intake;
