//! The agenda: schedules read and taken over.

mod intake;
