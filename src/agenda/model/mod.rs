mod kind;
mod listing;
mod overlap;
mod record;
mod role;
mod seats;
mod state;
mod wanted;

pub use kind::SessionKind;
pub use listing::{
    Listed, Neighbour, Part, Programme, RoomRef, SessionDetail, SessionTimes, SpeakerPart,
    TrackRef, VenueRef,
};
pub use overlap::{Span, overlaps};
pub use record::{SessionRecord, SlotRecord, TrackRecord};
pub use role::AppearanceRole;
pub use seats::{Seats, SignUp, seats};
pub use state::{NoSuchMove, SessionMove, SessionState};
pub use wanted::{Expect, NewPart, NewSession, Placing, SessionChange};
