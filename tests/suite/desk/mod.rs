//! The desk: who may do what by form, and what is kept of it.

mod forums;
