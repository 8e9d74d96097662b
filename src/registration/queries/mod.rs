//! What lists and pages read.

mod consents;
mod counts;
mod mine;
mod people;

pub use consents::{HeldConsent, held_consents};
pub use counts::{StateCount, state_counts};
pub use mine::{Mine, MySeat, mine};
pub use people::{PeopleFilter, PersonRow, find_by_reference, list_people, references_of};
