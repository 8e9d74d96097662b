//! The agenda of a forum: sessions with their times, rooms, tracks and people; what the public sees
//! of it; and schedules taken over from other systems.
//!
//! A session keeps its number for good, and no number is given twice. Two sessions are in one room at
//! one time only where someone accepted it. What is not released, and who is hidden, leaves no public
//! query. Seats are counted in `capacity`; taking one is `registration`'s.

mod api;
mod commands;
mod facts;
pub mod intake;
mod model;
pub mod outlet;
mod queries;
mod reading;
mod refusal;
mod report;
mod store;

pub use api::{AgendaDocs, Feeds, routes};
pub use commands::{
    Added, Edited, Imported, add_session, change_capacity, edit_session, import, import_new,
    release_all, release_session, retract_session,
};
pub use facts::CapacityRaised;
pub use model::{
    AppearanceRole, Expect, Listed, Neighbour, NewPart, NewSession, NoSuchMove, Part, Placing,
    Programme, RoomRef, Seats, SessionChange, SessionDetail, SessionKind, SessionMove,
    SessionState, SessionTimes, SignUp, Span, SpeakerPart, TrackRecord, TrackRef, VenueRef,
    overlaps, seats,
};
pub use queries::{
    PageFilter, desk_session, desk_sessions, issue, programme, released_page, session_detail,
    session_index, sessions_by_no, signup_sessions, signup_sessions_among, speaker_sessions,
};
pub use reading::read_schedule;
pub use refusal::{ImportRefusal, MOST_PEOPLE, MOST_SEATS, SessionRefusal};
pub use report::{Counts, ImportNote, ImportReport};
pub use store::{list_tracks, upsert_tracks};
