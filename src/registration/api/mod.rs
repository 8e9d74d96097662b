//! Registrations for programs: the same commands as the pages.

mod mine;
mod register;
mod staff;

use crate::accounts::{Access, Permission, Route};
use actix_web::http::Method;

pub use mine::{MyRegistration, MySeatBody};
pub use register::RegisterBody;
pub use staff::{PeopleBody, PersonBody};

pub use mine::{
    __path_cancel_my_registration, __path_change_my_registration, __path_get_my_registration,
    __path_give_up_my_seat, __path_take_my_seat,
};
pub use register::__path_create_registration;
pub use staff::__path_list_registrations;

/// The routes of this room's api.
#[must_use]
pub fn routes() -> Vec<Route> {
    let me = "/api/v1/registrations/me";
    let seat = "/api/v1/registrations/me/seats/{no}";
    let forum = "/api/v1/forums/{forum}/registrations";
    vec![
        Route::post(forum, Access::PublicForum, register::create_registration),
        // Whole addresses, page after page: what it gives is an attendance list, whatever it is called.
        Route::get(forum, Access::Desk(Permission::ExportPeople), staff::list_registrations),
        Route::get(me, Access::Holder, mine::get_my_registration),
        Route::on(Method::PATCH, me, Access::Holder, mine::change_my_registration),
        Route::on(Method::PUT, seat, Access::Holder, mine::take_my_seat),
        Route::on(Method::DELETE, seat, Access::Holder, mine::give_up_my_seat),
        Route::post(
            "/api/v1/registrations/me/cancellation",
            Access::Holder,
            mine::cancel_my_registration,
        ),
    ]
}
