//! Letters: their calendars, their shape, their way out.

mod calendar;
mod letters;
mod transport;
