//! People who sign in, what they may do, and the walls between forums.
//!
//! Every route of Madang is an [`Route`] and names its [`Access`]; the wall in front of it decides
//! before the handler runs, and only the wall makes a [`Scope`], without which no store function
//! hands out a forum's rows. Attendees have no account: a private link is what they hold.

mod argon;
mod commands;
mod cookie;
mod device;
mod directory;
mod factor;
mod facts;
mod letters;
mod model;
mod new_password;
mod pages;
mod password;
mod permission;
mod queries;
mod refusal;
mod route;
mod scope;
mod store;
mod walls;

pub use commands::{
    Invite, change_role, create_admin, create_token, end_role, enter, forget_factor, grant_owner,
    invite, invite_again, request_link, send_link, set_password, sign_in, sign_out, sweep,
};
pub use directory::{Directory, ForumWall};
pub use factor::Seed;
pub use facts::LinkRequested;
pub use letters::{Invitation, SignInLink, render_invitation, render_sign_in_link};
pub use model::{Grant, Identity, OpenSession, Proof, Reach, SignedIn, Whence};
pub use new_password::NewPassword;
pub use pages::routes;
pub use password::{Full, Passwords, Verdict};
pub use permission::Permission;
pub use queries::{
    StaffRow, find_staff, former_staff, forum_by_id, forum_by_slug, list_staff, staff_of,
};
pub use refusal::{FactorRefusal, PasswordRefusal, SignInRefusal, StaffRefusal, TokenRefusal};
pub use route::{Access, Route, mount};
pub use scope::Scope;
pub use walls::SESSION_COOKIE;

/// Whether roles that export, reveal or administer take a second factor (`SECOND_FACTOR`).
#[derive(Clone, Copy, Debug)]
pub struct FactorRule(pub bool);
