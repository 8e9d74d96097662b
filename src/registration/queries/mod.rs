//! What lists and pages read.

mod mine;
mod people;

pub use mine::{Mine, MySeat, mine};
pub use people::{
    PeopleFilter, PersonRow, StateCount, find_by_reference, list_people, state_counts,
};
