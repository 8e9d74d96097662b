//! The pages around signing in. Where they lead is fixed, so that no address can send anyone astray.

mod account;
mod code;
mod enter;
mod entrance;
mod mend;
mod onward;
mod password;
mod second_factor;
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
        Route::get("/desk/password", Access::Entering, password::edit_password),
        Route::post("/desk/password", Access::Entering, password::submit_password),
        Route::get("/desk/code", Access::Entering, code::show_code),
        Route::post("/desk/code", Access::Entering, code::submit_code),
        Route::get("/desk/second-factor", Access::Entering, second_factor::show_set),
        Route::post("/desk/second-factor", Access::Entering, second_factor::submit_set),
        Route::post("/desk/sign-out", Access::Entering, sign_in::submit_sign_out),
        Route::get("/desk/account", Access::Staff, account::show_account),
        Route::post("/desk/account", Access::Staff, account::submit_account),
        Route::post("/desk/account/factor/remove", Access::Staff, account::submit_remove_factor),
        Route::post("/desk/account/recovery", Access::Staff, second_factor::submit_recovery),
        Route::post("/desk/account/sessions/end", Access::Staff, account::submit_end_others),
        Route::post("/desk/account/sessions/{session}/end", Access::Staff, account::submit_end),
    ]
}
