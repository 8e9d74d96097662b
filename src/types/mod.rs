//! The words every room speaks: addresses, names, ids, languages, time.
//!
//! Each type is made by parsing, so that holding one is proof that it is well formed. This room knows
//! nobody: no database connection, no request, no settings.

mod actor;
mod base32;
mod cell;
mod clock;
mod email;
mod ids;
mod lang;
mod refusal;
mod seal;
mod slug;
mod text;
mod ticket;
mod tokens;
mod words;
mod zone;

pub use actor::{ActorRef, Role};
pub use base32::encode as base32_text;
pub use cell::{guarded, unguarded};
pub use clock::Clock;
pub use email::Email;
pub use ids::{
    AppearanceId, AuditId, CategoryId, ConsentTextId, DraftId, ForumId, ImportId, JobId, LimitId,
    MessageId, OverlapId, RegistrationId, ReleaseId, RoomId, SeatId, SessionId, SlotId, SpeakerId,
    SpeakingId, TokenId, TrackId, UploadId, UserId, VenueId, WaitlistId,
};
pub use lang::Lang;
pub use refusal::{FieldFault, FieldFaults, Refusal};
pub use seal::SealKey;
pub use slug::Slug;
pub use text::{PersonName, block, fold, line, mask_resident_numbers, optional_line};
pub use ticket::{TicketCode, TicketKey};
pub use tokens::{LinkKey, ManageKey, ManageToken, Reference, Token, sha256};
pub use words::Words;
pub use zone::Zone;
