//! The agenda: schedules read and taken over.

mod import;
mod intake;
