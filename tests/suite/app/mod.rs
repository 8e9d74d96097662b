//! The house as a whole.

mod demo;
