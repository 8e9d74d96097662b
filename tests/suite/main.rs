//! The suite: one binary, mirrored by room.
