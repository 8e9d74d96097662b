mod contacts;
mod forget;
mod rules;
mod speakers;
mod uploads;

pub use contacts::{find_contact, list_contacts, lock_contact, lock_contacts, upsert_contact};
pub use forget::{forget_contacts, forum_to_forget};
pub use rules::{find_rule, upsert_rule};
pub use speakers::{
    Row, find_speaker, insert_speakers, known_speakers, last_position, list_speakers, set_hidden,
    set_photo, speakers_after, upsert_speakers,
};
pub use uploads::{
    delete_upload, delete_uploads, find_file, insert_upload, list_uploads, photo_of,
    publish_uploads, uploads_of,
};
