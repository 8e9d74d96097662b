//! What anyone may read of a forum: its home, programme, sessions, people, place, and how it treats
//! what it is told.
//!
//! A page is rendered once for each language, packed once, and served from memory with a strong tag until
//! the database tells of a change (`snapshots`). Nothing here that is not released, no hidden person and no
//! draft forum is ever read: pages are made of an `edition`, and that holds what is public and no more.

mod changes;
mod days;
mod edition;
mod forums;
mod help;
mod home;
mod mine;
mod people;
mod privacy;
mod programme;
mod session;
mod sitemap;
mod snapshots;
mod speaking;
mod stars;
mod venue;
mod visit;
mod words;

use crate::accounts::{Access, Route};

pub use snapshots::Snapshots;

/// The public pages.
#[must_use]
pub fn routes() -> Vec<Route> {
    use Access::{Public, PublicForum};
    let mut routes = speaking::routes();
    routes.extend([
        Route::get("/", Public, forums::show),
        Route::get("/robots.txt", Public, sitemap::show_robots),
        Route::get("/sitemap.xml", Public, sitemap::show_index),
        Route::get("/help", Public, help::show_help),
        Route::get("/accessibility", Public, help::show_accessibility),
        Route::get("/{forum}", PublicForum, home::show),
        Route::get("/{forum}/programme", PublicForum, programme::show),
        Route::get("/{forum}/programme/changes", PublicForum, changes::show),
        Route::get("/{forum}/sessions/{no}", PublicForum, session::show),
        Route::get("/{forum}/speakers", PublicForum, people::show_all),
        Route::get("/{forum}/speakers/{speaker}", PublicForum, people::show_one),
        Route::get("/{forum}/my-agenda", PublicForum, mine::show),
        Route::post("/{forum}/my-agenda", PublicForum, mine::change),
        Route::get("/{forum}/sitemap.xml", PublicForum, sitemap::show_forum),
        Route::get("/{forum}/venue", PublicForum, venue::show),
        Route::get("/{forum}/privacy", PublicForum, privacy::show),
        Route::get("/{forum}/help", PublicForum, help::show_forum_help),
    ]);
    routes
}
