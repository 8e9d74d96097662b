mod account;
mod factor;
mod grants;
mod links;
mod passwords;
mod sessions;
mod staff;

pub use account::edit_account;
pub use factor::{forget_factor, prove, remove_factor, renew_recovery, set_factor};
pub use grants::{create_token, grant_owner};
pub use links::{create_admin, request_link, send_link};
pub use passwords::set_password;
pub use sessions::{
    SESSION_HOURS, end_other_sessions, end_session, enter, note_seen, sign_in, sign_out, sweep,
};
pub use staff::{Invite, change_role, end_role, invite, invite_again};
