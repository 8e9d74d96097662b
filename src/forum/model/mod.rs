mod facts;
mod forum;
mod parts;
mod state;
mod window;

pub use facts::{ForumFacts, NewForum};
pub use forum::{Forum, ForumSummary};
pub use parts::{
    Band, Category, CategoryCode, ConsentText, NewCategory, NewConsent, NewRoom, NewVenue, PRIVACY,
    Purpose, Room, Venue,
};
pub use state::{ForumEvent, ForumState, IllegalMove};
pub use window::{Phase, Window, is_past, window};
