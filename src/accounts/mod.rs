//! People who sign in, what they may do, and the walls between forums.
//!
//! Every route of Madang is an [`Route`] and names its [`Access`]; the wall in front of it decides
//! before the handler runs, and only the wall makes a [`Scope`], without which no store function
//! hands out a forum's rows. Attendees have no account: a private link is what they hold.

mod commands;
mod cookie;
mod directory;
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
    create_admin, create_token, enter, grant_organizer, request_link, send_link, set_password,
    sign_in, sign_out, sweep,
};
pub use directory::{Directory, ForumWall};
pub use facts::LinkRequested;
pub use letters::{SignInLink, render_sign_in_link};
pub use model::{Grant, Identity, OpenSession, SignedIn};
pub use new_password::NewPassword;
pub use pages::routes;
pub use password::{Full, Passwords, Verdict};
pub use permission::Permission;
pub use queries::{forum_by_id, forum_by_slug, staff_of};
pub use refusal::{PasswordRefusal, SignInRefusal, TokenRefusal};
pub use route::{Access, Route, mount};
pub use scope::Scope;
pub use walls::SESSION_COOKIE;
