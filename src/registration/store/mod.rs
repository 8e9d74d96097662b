//! Rows of the tables that this room owns: registration, seat, waitlist, consent given, key, draft.

mod drafts;
mod forget;
mod keys;
mod line;
mod overlaps;
mod people;
mod seats;
mod told;

pub use drafts::{
    DraftRow, SENT, find_draft, insert_draft, merge_answers, replace_answers, sweep_drafts,
};
pub use forget::{forget_people, forum_to_forget, people_to_forget};
pub use keys::{KeyRow, find_keys, insert_keys, sweep_keys};
pub use line::{
    Ahead, LineEntry, NewLine, ahead_of, end_entries, insert_line, line_of, waiting_of,
    waiting_of_all,
};
pub use overlaps::{
    Question, ask, find_policy, open_questions, overdue, settle_question, upsert_policy,
};
pub use people::{
    Known, NewPerson, find_people, find_person, insert_consents, insert_people, known_addresses,
    lock_people, lock_person, mark_state, mark_verified, update_details,
};
pub use seats::{NewSeat, insert_seats, move_entries, seats_of, set_seats};
pub use told::{concerned, note_told};
