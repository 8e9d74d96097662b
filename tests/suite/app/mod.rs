//! The house as a whole.

mod demo;
mod walls;
