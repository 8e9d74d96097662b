//! What lists and pages read.

mod consents;
mod mine;
mod people;

pub use consents::{HeldConsent, held_consents};
pub use mine::{Mine, MySeat, mine};
pub use people::{
    PeopleFilter, PersonRow, StateCount, find_by_reference, list_people, references_of, state_counts,
};
