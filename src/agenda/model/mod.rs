mod change;
mod clash;
mod difference;
mod kind;
mod listing;
mod overlap;
mod record;
mod released;
mod role;
mod seats;
mod speaking;
mod state;
mod wanted;
mod wishes;

pub use change::{Change, ChangeKind, Stand, changes};
pub use clash::{Bounds, Clash, ClashKind, MOST_CLASHES, Planned, Weight, clashes, room_clashes};
pub use difference::{Difference, Fate, FieldChange, Thing};
pub use kind::SessionKind;
pub use listing::{
    Listed, Neighbour, Part, Programme, RoomRef, SessionDetail, SessionTimes, SpeakerPart,
    TrackRef, VenueRef,
};
pub use overlap::{Span, overlaps};
pub use record::{SessionRecord, SlotRecord, TrackRecord};
pub use released::{PublicRecord, ReleasedMark, ReleasedRecord};
pub use role::AppearanceRole;
pub use seats::{Seats, SignUp, seats};
pub use speaking::{Answer, Appearance, Speaking};
pub use state::{NoSuchMove, SessionMove, SessionState};
pub use wanted::{Expect, NewPart, NewSession, Placing, SessionChange};
pub use wishes::{Wishes, unmet};
