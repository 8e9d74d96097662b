//! Who speaks at a forum: names, titles, biographies in several languages, in order of precedence.
//!
//! A hidden speaker leaves no public query: not by list, not by id, not through a session.

mod commands;
mod model;
mod queries;
mod store;

pub use commands::save_speaker;
pub use model::Speaker;
pub use queries::{find_public_speaker, public_speakers};
pub use store::{find_speaker, insert_speakers, known_speakers, list_speakers, upsert_speakers};
