//! The log: what proves it, what takes it out, and who answers for it.

mod heads;
mod looks;
mod review;
mod tamper;
