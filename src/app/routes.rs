use crate::accounts::{Access, Route};

use super::{health, openapi};

/// Every route of Madang, each with who may use it. A test walks it with every role.
#[must_use]
pub fn table() -> Vec<Route> {
    let own = vec![
        Route::get("/healthz", Access::Public, health::healthz),
        Route::get("/readyz", Access::Public, health::readyz),
        Route::get("/api/openapi.json", Access::Public, openapi::document),
        Route::get("/api/docs", Access::Public, openapi::docs_index),
        Route::get("/api/docs/{file}", Access::Public, openapi::docs_file),
    ];
    [
        // First: what most readers open is found first. `mount` tries fixed words before `/{forum}`.
        crate::site::routes(),
        own,
        crate::accounts::routes(),
        crate::forum::routes(),
        crate::speakers::routes(),
        crate::agenda::routes(),
        crate::registration::api::routes(),
        crate::registration::pages::routes(),
        crate::exports::api::routes(),
        crate::desk::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
