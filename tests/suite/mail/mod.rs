//! Letters: their calendars, their shape, their way out.

mod calendar;
mod transport;
