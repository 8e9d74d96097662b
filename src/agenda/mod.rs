//! The agenda of a forum: sessions with their times, rooms, tracks and people; what the public sees
//! of it; and schedules taken over from other systems.
//!
//! A session keeps its number for good, and no number is given twice. Draft and released are different
//! things: the desk works on the draft, and numbered releases copy it to what the public sees, where two
//! sessions are in one room at one time only if someone accepted it. What is not released, and who is
//! hidden, leaves no public query. Seats are counted in `capacity`, live; taking one is
//! `registration`'s, and so is writing to whom a release concerns.

mod api;
mod commands;
mod comparing;
mod facts;
pub mod intake;
mod letters;
mod model;
pub mod outlet;
mod queries;
mod reading;
mod refusal;
mod report;
mod store;
mod wording;

pub use api::{AgendaDocs, Feeds, routes};
pub use commands::{
    Added, Edited, Imported, Made, NewRelease, Rehearsed, Takeover, accept_overlap, add_session,
    answer_session, cancel_session, change_capacity, drop_upload, edit_session, forget_speakers,
    import, import_new, import_upload, invite_speaker, keep_upload, make_release, rehearse_release,
    release_all, release_session, restore_release, retract_session, settle_release, sweep_uploads,
    tell_speakers,
};
pub use comparing::Told;
pub use facts::{CapacityRaised, Released, SpeakersConcerned};
pub use letters::{SpeakerAnswered, SpeakerInvited, SpeakerTold, own_calendar, render};
pub use model::{
    Answer, Appearance, AppearanceRole, Change, ChangeKind, Clash, ClashKind, Difference, Expect,
    Fate, FieldChange, Listed, Neighbour, NewPart, NewSession, NoSuchMove, Part, Placing,
    Programme, ReleasedMark, RoomRef, Seats, SessionChange, SessionDetail, SessionKind,
    SessionMove, SessionState, SessionTimes, SignUp, Span, SpeakerPart, Speaking, Stand, Thing,
    TrackRecord, TrackRef, VenueRef, Weight, overlaps, seats,
};
pub use queries::{
    Clashes, PageFilter, Release, answers, appearances_of, cancelled_sessions, clashes_among,
    desk_session, desk_sessions, draft_clashes, find_release, issue, names, newest_release,
    overlap_reasons, programme, public_parts, released_page, releases, session_detail,
    session_index, session_limits, sessions_by_no, signup_sessions, signup_sessions_among,
    speaker_sessions,
};
pub use reading::{MOST_BYTES, read_schedule};
pub use refusal::{ImportRefusal, MOST_PEOPLE, MOST_SEATS, SessionRefusal};
pub use report::{Counts, ImportNote, ImportReport};
pub use store::{UploadRow, list_tracks, upsert_tracks};
pub use wording::{Names, clash_words};
