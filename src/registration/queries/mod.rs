//! What lists and pages read.

mod asked;
mod consents;
mod counts;
mod letters;
mod looks;
mod mine;
mod overlaps;
mod people;

pub use asked::{Asked, OpenToAll, Places, asked, open_to_all, places};
pub use consents::{HeldConsent, held_consents};
pub use counts::{StateCount, state_counts};
pub use letters::letters_of;
pub use looks::{Look, looks};
pub use mine::{Mine, MySeat, mine};
pub use overlaps::{AskedOverlap, asked_overlaps};
pub use people::{PeopleFilter, PersonRow, find_by_reference, list_people, references_of};
