//! Rows of the tables that this room owns: registration, seat, waitlist, consent given, key, draft.

mod line;
mod keys;
mod people;
mod drafts;
mod seats;

pub use drafts::{delete_draft, find_draft, insert_draft, sweep_drafts, update_draft};
pub use keys::{KeyRow, find_keys, insert_keys, sweep_keys};
pub use line::{LineEntry, NewLine, end_entries, ahead_of, insert_line, line_of, waiting_of};
pub use people::{
    NewPerson, find_people, find_person, insert_consents, insert_people, known_addresses, lock_person, mark_state,
    mark_verified, update_details, Known,
};
pub use seats::{NewSeat, insert_seats, seats_of, set_seats};
