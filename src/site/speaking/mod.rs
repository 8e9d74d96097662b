//! A speaker's own page, behind their private link: their sessions and answers, what is said of them,
//! their files, hours and consents. Everything works without scripts, and nothing typed is lost.

mod about;
mod answer;
mod consents;
mod files;
mod home;
mod hours;
mod photo;
mod register;
mod slides;
mod visit;

use crate::accounts::{Access, Route};

const OWN: Access = Access::Speaker;

/// The routes of these pages, and of the files they make public.
pub fn routes() -> Vec<Route> {
    let (about, hours) = ("/s/{token}/about", "/s/{token}/hours");
    let (consents, photo) = ("/s/{token}/consents", "/s/{token}/photo");
    let (register, answer) = ("/s/{token}/register", "/s/{token}/sessions/{no}");
    let slides = "/s/{token}/sessions/{no}/slides";
    vec![
        Route::get("/s/{token}", OWN, home::show_home),
        Route::get("/s/{token}/calendar.ics", OWN, home::download_calendar),
        Route::get(about, OWN, about::edit_about),
        Route::post(about, OWN, about::submit_about),
        Route::get(hours, OWN, hours::edit_hours),
        Route::post(hours, OWN, hours::submit_hours),
        Route::get(consents, OWN, consents::edit_consents),
        Route::post(consents, OWN, consents::submit_consents),
        Route::get(photo, OWN, photo::edit_photo),
        Route::post(photo, OWN, photo::submit_photo),
        Route::post("/s/{token}/photo/removal", OWN, photo::remove_photo),
        Route::get("/s/{token}/photo.jpg", OWN, photo::show_own_photo),
        Route::get(register, OWN, register::ask_register),
        Route::post(register, OWN, register::submit_register),
        Route::get(answer, OWN, answer::ask_answer),
        Route::post(answer, OWN, answer::submit_answer),
        Route::get(slides, OWN, slides::edit_slides),
        Route::post(slides, OWN, slides::submit_slides),
        Route::get("/s/{token}/slides/{upload}", OWN, slides::download_own),
        Route::post("/s/{token}/slides/{upload}/removal", OWN, slides::remove_slides),
        Route::get("/{forum}/photos/{file}", Access::PublicForum, files::show_photo),
        Route::get("/{forum}/slides/{file}", Access::PublicForum, files::download_slides),
    ]
}
