//! People who sign in, what they may do, and the walls between forums.
//!
//! Every route of Madang is an [`Route`] and names its [`Access`]; the wall in front of it decides
//! before the handler runs, and only the wall makes a [`Scope`], without which no store function
//! hands out a forum's rows. Attendees have no account: a private link is what they hold.

mod directory;
mod model;
mod permission;
mod queries;
mod route;
mod scope;
mod walls;

pub use directory::{Directory, ForumWall};
pub use model::{Grant, Identity};
pub use permission::Permission;
pub use queries::{forum_by_id, forum_by_slug};
pub use route::{Access, Route, mount};
pub use scope::Scope;
pub use walls::SESSION_COOKIE;
