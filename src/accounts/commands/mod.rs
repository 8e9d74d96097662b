mod grants;
mod links;
mod passwords;
mod sessions;

pub use grants::{create_token, grant_organizer};
pub use links::{create_admin, request_link, send_link};
pub use passwords::set_password;
pub use sessions::{SESSION_HOURS, enter, sign_in, sign_out, sweep};
