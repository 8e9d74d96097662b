mod add;
mod check;
mod edit;
mod import;
mod overlap;
mod release;
mod speakers;

pub use add::{Added, add_session};
pub use edit::{Edited, change_capacity, edit_session};
pub use import::{
    Imported, Takeover, drop_upload, import, import_new, import_upload, keep_upload, sweep_uploads,
};
pub use overlap::accept_overlap;
pub use release::{
    Made, NewRelease, Rehearsed, cancel_session, make_release, rehearse_release, release_all,
    release_session, restore_release, retract_session, settle_release,
};
pub use speakers::{answer_session, forget_speakers, invite_speaker, tell_speakers};
