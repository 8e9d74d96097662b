//! Letters: what left, what did not and why, and each one as its reader sees it.
//!
//! A letter carries the private link of a registration, which acts in the person's name. Where letters
//! really leave, the link is blacked out here: staff have their own pages for everything it does. Where
//! none leave (no mail server is set), this mailbox is the only place to read them, and says so. The link
//! of an invitation is blacked out always: it lets in whoever follows it, as whatever the invited is. Either
//! way every look at a letter is in the audit log, under the person it concerns.

mod commands;
mod lines;
mod list;
mod mask;
mod part;
mod show;

use crate::accounts::{Access, Permission, Route};

use commands::{look_at_letter, send_again};
pub use lines::{LetterLine, letter_lines};

/// The routes of these pages.
#[must_use]
pub fn routes() -> Vec<Route> {
    let read = Access::Desk(Permission::ReadMail);
    let letter = "/desk/{forum}/letters/{message}";
    vec![
        Route::get("/desk/{forum}/letters", read, list::show_letters),
        Route::get(letter, read, show::show_letter),
        Route::get("/desk/{forum}/letters/{message}/html", read, part::show_html),
        Route::get("/desk/{forum}/letters/{message}/invite.ics", read, part::show_calendar),
        Route::post("/desk/{forum}/letters/{message}/again", read, show::submit_again),
    ]
}
