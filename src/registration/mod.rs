//! Who comes: registering, seats, lines, changes, giving back.
//!
//! A promise is one transaction: the registration, its seats, its audit entry, its letter and its key
//! commit together or not at all. No limit is ever exceeded, nobody is passed in line who could have
//! had the seat, and no answer tells whether an address was known.

pub mod api;
mod commands;
mod conflict;
mod decide;
mod facts;
mod letters;
mod line;
mod model;
pub mod pages;
mod queries;
mod registrar;
mod rules;
mod standing;
mod store;
mod wish;

pub use commands::{
    Keep, ask_for_link, begin_draft, cancel, change_details, choose_seat, forget_expired,
    give_up_seat, keep_answers, keep_receipt, look_at_people, look_at_person, overlaps_due,
    promote_waiting, send_asked_link, send_link_again, set_overlap_policy, settle_overlaps, sweep,
    take_seat, tell_of_release, verify, withdraw,
};
pub use conflict::{OverlapPolicy, OverlapRule};
pub use facts::LinkAsked;
pub use letters::{LetterSeat, Standing, render};
pub use model::{
    ChangeRefusal, Details, Needs, Photo, Register, RegisterRefusal, Registered, Registration,
    RegistrationState, Seat, SeatAnswer, SeatState,
};
pub use queries::{
    HeldConsent, Mine, MySeat, PeopleFilter, PersonRow, StateCount, find_by_reference,
    held_consents, list_people, mine, references_of, state_counts,
};
pub use registrar::Registrar;
pub use rules::{Rules, SignupSession};
pub use store::{DraftRow, find_draft, find_policy};
pub use wish::{DetailsSent, NeedsSent, RegisterSent};
