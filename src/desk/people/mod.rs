//! Who registered: the list, one person's whole record, and what staff do in a person's name.
//!
//! Every page of people is read through `registration::look_at_…`, which writes down who looked.

mod ask;
mod cancel;
mod list;
mod person;
mod seats;
mod words;

use crate::accounts::{Access, Permission, Route};

pub use words::{masked, state_words};

/// The routes of these pages.
#[must_use]
pub fn routes() -> Vec<Route> {
    let read = Access::Desk(Permission::ReadPeople);
    let edit = Access::Desk(Permission::EditPeople);
    let person = "/desk/{forum}/people/{reference}";
    let cancellation = "/desk/{forum}/people/{reference}/cancellation";
    vec![
        Route::get("/desk/{forum}/people", read, list::show_people),
        Route::get(person, read, person::show_person),
        Route::get(cancellation, edit, cancel::edit_cancellation),
        Route::post(cancellation, edit, cancel::submit_cancellation),
        Route::post("/desk/{forum}/people/{reference}/seats", edit, seats::submit_seat),
        Route::post("/desk/{forum}/people/{reference}/link", edit, seats::submit_link),
    ]
}
