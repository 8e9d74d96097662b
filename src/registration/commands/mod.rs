//! What people do with a registration, one transaction each.

mod change;
mod drafts;
mod look;
mod seats;
mod sweep;
mod tell;
mod verify;
mod withdraw;

pub use change::change_details;
pub use drafts::{begin_draft, keep_answers, keep_receipt};
pub use look::{look_at_people, look_at_person};
pub use seats::{give_up_seat, promote_waiting, take_seat};
pub use sweep::sweep;
pub use tell::tell_of_release;
pub use verify::verify;
pub use withdraw::{cancel, withdraw};
