mod categories;
mod consents;
mod forums;
mod places;

pub use categories::{
    delete_category, find_category, insert_categories, list_categories, next_category_position,
    update_category,
};
pub use consents::{
    current_consent, insert_consents, list_consents, next_consent_position, retire_consent,
    version_after,
};
pub(super) use forums::ForumRow;
pub use forums::{
    RetentionOver, find_forum, insert_forum, lock_forum, raise_session_no, retention_over,
    set_state, take_session_numbers, update_forum,
};
pub use places::{
    append_rooms, append_venue, delete_room, insert_rooms, insert_venue, list_rooms, list_venues,
    update_room, update_venue,
};
