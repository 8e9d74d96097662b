use chrono::{DateTime, Utc};
use serde_json::json;

use crate::accounts::Scope;
use crate::db::{self, Conn, Db, Stop};
use crate::speakers::model::{Agreed, Availability, Texts};
use crate::speakers::refusal::SpeakerRefusal;
use crate::speakers::store;
use crate::types::{Clock, SpeakerId};

use super::{editable, note, tell};

/// Notes that the private link was opened: the letter reached its address.
///
/// # Errors
/// A broken database.
pub async fn mark_opened(db: &Db, clock: &Clock, scope: &Scope, id: SpeakerId) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        let mut contact = store::lock_contact(conn, scope, id).await?;
        if contact.opened_at.is_some() {
            return Ok(());
        }
        contact.opened_at = Some(now);
        store::upsert_contact(conn, scope, &contact, now).await
    })
    .await
}

/// Notes that the private link is sent, in the caller's transaction; gives the speaker's contact.
///
/// # Errors
/// [`SpeakerRefusal::NoEmail`] when there is nowhere to send it; a broken database.
pub async fn mark_invited(
    conn: &mut Conn,
    scope: &Scope,
    id: SpeakerId,
    now: DateTime<Utc>,
) -> Result<crate::speakers::Contact, Stop<SpeakerRefusal>> {
    let mut contact = store::lock_contact(conn, scope, id).await?;
    if contact.email.is_none() {
        return Err(SpeakerRefusal::NoEmail.into());
    }
    contact.invited_at = Some(now);
    store::upsert_contact(conn, scope, &contact, now).await?;
    note(conn, scope, now, "speakers.invited", id, json!({})).await?;
    Ok(contact)
}

/// Notes that they registered as attendee from their own page.
///
/// # Errors
/// A broken database.
pub async fn mark_registered(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: SpeakerId,
) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        let mut contact = store::lock_contact(conn, scope, id).await?;
        contact.registered_at = Some(now);
        store::upsert_contact(conn, scope, &contact, now).await?;
        note(conn, scope, now, "speakers.registered", id, json!({})).await
    })
    .await
}

/// Keeps what a speaker wrote of themselves until the organizer shows it. What reads as it is shown is
/// nothing new.
///
/// # Errors
/// [`SpeakerRefusal`] when the forum is over, or they wrote in two windows; a broken database.
pub async fn keep_texts(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: SpeakerId,
    version: i32,
    texts: Texts,
) -> Result<(), Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        editable(conn, scope).await?;
        let speaker = store::find_speaker(conn, scope, id).await?;
        let mut contact = store::lock_contact(conn, scope, id).await?;
        if contact.version != version {
            return Err(SpeakerRefusal::Stale.into());
        }
        let same = (&texts.title, &texts.biography) == (&speaker.title, &speaker.biography);
        contact.draft = Some(texts).filter(|_| !same);
        contact.draft_at = contact.draft.as_ref().map(|_| now);
        store::upsert_contact(conn, scope, &contact, now).await?;
        Ok(note(conn, scope, now, "speakers.texts_sent", id, json!({})).await?)
    })
    .await
}

/// Keeps when a speaker can come; the desk's clashes tell of it at once.
///
/// # Errors
/// [`SpeakerRefusal::NotEditable`] when the forum is over; a broken database.
pub async fn keep_availability(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: SpeakerId,
    availability: Availability,
) -> Result<(), Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        editable(conn, scope).await?;
        let mut contact = store::lock_contact(conn, scope, id).await?;
        contact.availability = availability;
        store::upsert_contact(conn, scope, &contact, now).await?;
        Ok(note(conn, scope, now, "speakers.availability_sent", id, json!({})).await?)
    })
    .await
}

/// Keeps what a speaker agrees to. Who does not agree to be public is public no more from this moment;
/// who agrees again is shown by the organizer, not by this.
///
/// # Errors
/// A broken database.
pub async fn keep_consents(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: SpeakerId,
    publish: Agreed,
    record: Agreed,
) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        let mut contact = store::lock_contact(conn, scope, id).await?;
        (contact.publish, contact.record) = (publish, record);
        contact.consented_at = Some(now);
        store::upsert_contact(conn, scope, &contact, now).await?;
        if publish == Agreed::No {
            store::set_hidden(conn, scope, id, true).await?;
            tell(conn, scope).await?;
        }
        let detail = json!({ "publish": publish.code(), "record": record.code() });
        note(conn, scope, now, "speakers.consented", id, detail).await
    })
    .await
}
