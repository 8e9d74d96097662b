mod parts;
mod refs;
mod released;
mod releases;
mod sessions;
mod slots;
mod speaking;
mod tracks;
mod uploads;

pub use parts::{insert_parts, list_parts, parts_of, remove_parts};
pub use refs::{SourceKind, SourceRef, forget_hidden_refs, insert_refs, list_refs};
pub use released::{Taken, carry_version, list_released, list_taken, replace_released};
pub use releases::{
    NewReleaseRow, contents_until, insert_release, last_number, lock_sessions, set_states,
};
pub use sessions::{insert_sessions, list_sessions, lock_session, upsert_sessions};
pub use slots::{find_slot, insert_slot, list_slots, slots_of, update_slot, upsert_slots};
pub use speaking::{
    forget_reasons, list_speaking, note_speakers_told, reasons_to_forget, speakers_concerned,
    speaking_of, upsert_speaking,
};
pub use tracks::{list_tracks, upsert_tracks};
pub use uploads::{UploadRow, delete_old_uploads, delete_uploads, find_upload, insert_upload};

/// Most rows written by one statement: PostgreSQL takes 65,535 values.
const ROWS: usize = 2000;
