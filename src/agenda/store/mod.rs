mod parts;
mod refs;
mod sessions;
mod slots;
mod tracks;

pub use parts::{insert_parts, list_parts, remove_parts};
pub use refs::{SourceKind, SourceRef, insert_refs, list_refs};
pub use sessions::{
    insert_sessions, list_sessions, lock_session, release_scheduled, upsert_sessions,
};
pub use slots::{
    accept_overlaps, find_slot, insert_slot, list_slots, room_taken_by, update_slot, upsert_slots,
};
pub use tracks::{list_tracks, upsert_tracks};

/// Most rows written by one statement: PostgreSQL takes 65,535 values.
const ROWS: usize = 2000;
