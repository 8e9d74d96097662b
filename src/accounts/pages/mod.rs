//! The pages around signing in. Where they lead is fixed, so that no address can send anyone astray.

mod enter;
mod entrance;
mod mend;
mod password;
mod sign_in;

use super::route::{Access, Route};

/// The routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/desk/sign-in", Access::Public, sign_in::show_sign_in),
        Route::post("/desk/sign-in", Access::Public, sign_in::submit_sign_in),
        Route::get("/desk/sign-in/sent", Access::Public, sign_in::show_sent),
        Route::get("/desk/enter/{token}", Access::Public, enter::show_enter),
        Route::post("/desk/enter/{token}", Access::Public, enter::submit_enter),
        Route::get("/desk/password", Access::Staff, password::edit_password),
        Route::post("/desk/password", Access::Staff, password::submit_password),
        Route::post("/desk/sign-out", Access::Staff, sign_in::submit_sign_out),
    ]
}
