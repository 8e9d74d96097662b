//! Who comes: registering, seats, lines, changes, giving back.
//!
//! A promise is one transaction: the registration, its seats, its audit entry, its letter and its key
//! commit together or not at all. No limit is ever exceeded, nobody is passed in line who could have
//! had the seat, and no answer tells whether an address was known.

pub mod api;
mod commands;
mod decide;
mod letters;
mod line;
mod model;
mod queries;
mod registrar;
mod rules;
mod standing;
mod store;
mod wish;

pub use commands::{
    begin_draft, cancel, change_details, give_up_seat, keep_answers, keep_receipt, look_at_people,
    look_at_person, promote_waiting, sweep, take_seat, tell_of_release, verify, withdraw,
};
pub use letters::{LetterSeat, Standing, render};
pub use model::{
    ChangeRefusal, Details, Needs, Photo, Register, RegisterRefusal, Registered, Registration,
    RegistrationState, Seat, SeatAnswer, SeatState,
};
pub use queries::{
    Mine, MySeat, PeopleFilter, PersonRow, StateCount, find_by_reference, list_people, mine,
    state_counts,
};
pub use registrar::Registrar;
pub use rules::{Rules, SignupSession};
pub use store::{DraftRow, find_draft};
pub use wish::{DetailsSent, NeedsSent, RegisterSent};
