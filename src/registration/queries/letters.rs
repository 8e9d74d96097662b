use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::db::schema::message;
use crate::db::{self, Conn};
use crate::types::{MessageId, RegistrationId};

/// The letters of a kind that a registration was posted since `since`.
///
/// # Errors
/// A broken database.
pub async fn letters_of(
    conn: &mut Conn,
    registration: RegistrationId,
    letter: &str,
    since: DateTime<Utc>,
) -> db::Result<Vec<MessageId>> {
    message::table
        .filter(message::registration_id.eq(registration))
        .filter(message::letter.eq(letter))
        .filter(message::created_at.gt(since))
        .select(message::id)
        .load(conn)
        .await
}
