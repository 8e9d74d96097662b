//! Who speaks at a forum: names, titles, biographies in several languages, in order of precedence; and
//! what each of them keeps of their own behind a private link.
//!
//! A hidden speaker leaves no public query: not by list, not by id, not through a session. What a speaker
//! sends is shown once the organizer shows it, and who does not agree to be public is hidden at once.
//! Addresses, consents and hours stand in a table of their own that no public query reads.

mod api;
mod commands;
mod model;
mod queries;
mod refusal;
mod store;

pub use api::{SpeakerDocs, routes};
pub use commands::{
    Reach, drop_sent, keep_availability, keep_consents, keep_photo, keep_slides, keep_texts,
    look_at_photo, look_at_slides, look_at_speaker, mark_invited, mark_opened, mark_registered,
    publish_sent, remove_photo, remove_slides, save_speaker, set_answer_by,
};
pub use model::{
    Agreed, Availability, Contact, DayHours, Slides, Speaker, Texts, UploadKind, UploadRecord,
    slides,
};
pub use queries::{
    PublicFile, SharedPlace, SharedSlides, find_public_speaker, find_shared_slides,
    find_shown_photo, public_speakers, shared_places, shared_slides,
};
pub use refusal::{MOST_SLIDES, SpeakerRefusal};
pub use store::{
    find_contact, find_rule, find_speaker, forget_contacts, forum_to_forget, insert_speakers,
    known_speakers, list_contacts, list_speakers, list_uploads, lock_contact, lock_contacts,
    uploads_of, upsert_speakers,
};
