mod adopt;
mod categories;
mod consents;
mod create;
mod edit;
mod hold;
mod life;
mod places;

pub use adopt::adopt_forum;
pub use categories::{add_category, edit_category, remove_category};
pub use consents::{edit_consent, retire_consent};
pub use create::{Founder, create_forum};
pub use edit::edit_forum;
pub use life::{close_forum, publish_forum};
pub use places::{RoomChange, edit_venue};
