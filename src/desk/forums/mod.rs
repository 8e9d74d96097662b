//! Making a forum from nothing, and looking after what is said of it.

mod index;

use crate::accounts::{Access, Route};

/// The routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/desk", Access::Staff, index::show_index)]
}
