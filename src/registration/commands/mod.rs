//! What people do with a registration, one transaction each.

mod change;
mod drafts;
mod forget;
mod link;
mod look;
mod overlaps;
mod seats;
mod sweep;
mod tell;
mod verify;
mod withdraw;

pub use change::change_details;
pub use drafts::{begin_draft, keep_answers, keep_receipt};
pub use forget::forget_expired;
pub use link::{ask_for_link, send_asked_link, send_link_again};
pub use look::{look_at_people, look_at_person};
pub use overlaps::{Keep, choose_seat, overlaps_due, set_overlap_policy, settle_overlaps};
pub use seats::{give_up_seat, is_over, promote_waiting, take_seat};
pub use sweep::sweep;
pub use tell::tell_of_release;
pub use verify::verify;
pub use withdraw::{cancel, withdraw};
