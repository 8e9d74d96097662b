//! Registering by forms, page by page, and one's own registration behind its private link. Everything
//! works without scripts; nothing typed is lost; no answer tells whether an address was known.

mod ask;
mod calendar;
mod check;
mod clash;
mod details;
mod draft;
mod faults;
mod fill;
mod leave;
mod lines;
mod link;
mod looks;
mod mine;
mod overlap;
mod receipt;
mod seat;
mod sheet;
mod start;
mod step;
mod ticket;
mod visit;
mod words;

use crate::accounts::{Access, Route};

/// The routes of this room's pages. Fixed words stand before the names of forms.
#[must_use]
pub fn routes() -> Vec<Route> {
    [registering(), mine()].into_iter().flatten().collect()
}

fn registering() -> Vec<Route> {
    let (start, link) = ("/{forum}/register", "/{forum}/register/link");
    let (check, step) = ("/{forum}/register/{draft}/check", "/{forum}/register/{draft}/{step}");
    let public = Access::PublicForum;
    vec![
        Route::get(start, public, start::show_start),
        Route::post(start, public, start::begin),
        Route::get(link, public, link::show_link),
        Route::post(link, public, link::submit_link),
        Route::get("/{forum}/register/link/sent", public, link::show_sent),
        Route::get("/{forum}/register/{draft}", public, fill::show_saved),
        Route::get("/{forum}/register/{draft}/receipt", public, receipt::show_receipt),
        Route::get(check, public, check::show_check),
        Route::post(check, public, check::submit_check),
        Route::get(step, public, fill::show_step),
        Route::post(step, public, fill::submit_step),
    ]
}

fn mine() -> Vec<Route> {
    let (details, seat) = ("/r/{token}/details", "/r/{token}/seats/{no}");
    let (leave, overlap) = ("/r/{token}/cancel", "/r/{token}/overlaps/{overlap}");
    vec![
        Route::get("/r", Access::Public, link::show_forums),
        Route::get("/C/{code}", Access::Public, ticket::show_code),
        Route::get("/r/{token}", Access::Holder, mine::show_mine),
        Route::get("/r/{token}/looks", Access::Holder, looks::show_looks),
        Route::get("/r/{token}/ticket", Access::Holder, ticket::show_ticket),
        Route::get("/r/{token}/calendar.ics", Access::Holder, calendar::download),
        Route::get(details, Access::Holder, details::edit_details),
        Route::post(details, Access::Holder, details::submit_details),
        Route::get(seat, Access::Holder, seat::show_seat),
        Route::post(seat, Access::Holder, seat::submit_seat),
        Route::get(overlap, Access::Holder, overlap::show_overlap),
        Route::post(overlap, Access::Holder, overlap::submit_overlap),
        Route::get(leave, Access::Holder, leave::show_leave),
        Route::post(leave, Access::Holder, leave::submit_leave),
    ]
}
