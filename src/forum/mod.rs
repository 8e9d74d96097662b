//! The forum itself: its names, days, zone and registration window, where it is held, who it takes
//! and what it asks them to agree to.
//!
//! A forum is made, changed and published here and nowhere else. It knows no agenda and no person who
//! comes; seats are counted by `capacity`. A consent text is never edited: a change is a new version,
//! so that what someone agreed to can always be read again.

pub mod api;
mod commands;
mod head;
mod missing;
mod model;
mod offers;
mod queries;
mod refusal;
mod store;

pub use api::routes;
pub use commands::{
    Founder, RoomChange, add_category, adopt_forum, close_forum, create_forum, edit_category,
    edit_consent, edit_forum, edit_venue, publish_forum, remove_category, retire_consent,
};
pub use head::head;
pub use missing::Missing;
pub use model::{
    Band, Category, CategoryCode, ConsentText, Forum, ForumEvent, ForumFacts, ForumState,
    ForumSummary, IllegalMove, NewCategory, NewConsent, NewForum, NewRoom, NewVenue, PRIVACY,
    Phase, Purpose, Room, Venue, Window, is_past, window,
};
pub use offers::{offered_categories, offered_consents};
pub use queries::{list_for_desk, list_public, missing};
pub use refusal::ForumRefusal;
pub use store::{
    RetentionOver, append_rooms, append_venue, current_consent, find_category, find_forum,
    list_categories, list_consents, list_rooms, list_venues, lock_forum, raise_session_no,
    retention_over, take_session_numbers, update_room,
};
