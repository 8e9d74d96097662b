//! How much a foreign schedule may hold; the largest real ones reach a fifth of it.

/// Bytes of a file.
pub(super) const BYTES: usize = 20 * 1024 * 1024;
/// Megabytes of a file, for the sentence.
pub(super) const MEGABYTES: u64 = 20;
/// Sessions.
pub(super) const SESSIONS: usize = 5_000;
/// Rooms.
pub(super) const ROOMS: usize = 500;
/// Tracks.
pub(super) const TRACKS: usize = 500;
/// People in the whole file.
pub(super) const PEOPLE: usize = 20_000;
/// People of one session.
pub(super) const SESSION_PEOPLE: usize = 50;
/// Links and attachments of one session.
pub(super) const SESSION_LINKS: usize = 100;
/// Conference days.
pub(super) const DAYS: usize = 366;
/// Elements of XML or values of JSON.
pub(super) const NODES: usize = 600_000;
/// Elements or values inside each other.
pub(super) const DEPTH: usize = 32;

/// Characters of a title or subtitle.
pub(super) const TITLE: usize = 300;
/// Characters of a name of a track, room, kind, id, place.
pub(super) const NAME: usize = 200;
/// Characters of an abstract, description or biography.
pub(super) const TEXT: usize = 20_000;
/// Characters of an address.
pub(super) const URL: usize = 2_000;
