use chrono::{DateTime, Utc};
use serde_json::json;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Conn, Db, Stop};
use crate::speakers::model::{Agreed, Speaker};
use crate::speakers::refusal::SpeakerRefusal;
use crate::speakers::store;
use crate::types::{Clock, Email, Lang};

use super::{editable, note, tell};

/// How a speaker is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Where letters go.
    pub email: Option<Email>,
    /// The language of letters.
    pub lang: Lang,
}

/// Writes a speaker of a forum: a new one, or what is said of one that is there, and how they are
/// reached. Another address makes the links void that went to the old one.
///
/// # Errors
/// [`SpeakerRefusal`] when the forum is over, or they must not be public; a broken database.
pub async fn save_speaker(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    speaker: &Speaker,
    reach: &Reach,
) -> Result<(), Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        editable(conn, scope).await?;
        write(conn, scope, now, speaker, reach).await
    })
    .await
}

/// The same in the caller's transaction, in which the forum is locked.
pub(super) async fn write(
    conn: &mut Conn,
    scope: &Scope,
    now: DateTime<Utc>,
    speaker: &Speaker,
    reach: &Reach,
) -> Result<(), Stop<SpeakerRefusal>> {
    let mut contact = store::lock_contact(conn, scope, speaker.id).await?;
    if contact.publish == Agreed::No && !speaker.hidden {
        return Err(SpeakerRefusal::PublishRefused.into());
    }
    store::upsert_speakers(conn, scope, std::slice::from_ref(speaker)).await?;
    store::set_hidden(conn, scope, speaker.id, speaker.hidden).await?;
    if (&contact.email, contact.lang) != (&reach.email, reach.lang) {
        contact.move_to(reach.email.clone());
        contact.lang = reach.lang;
        store::upsert_contact(conn, scope, &contact, now).await?;
    }
    let detail = json!({ "hidden": speaker.hidden, "reached": reach.email.is_some() });
    note(conn, scope, now, "speakers.saved", speaker.id, detail).await?;
    Ok(tell(conn, scope).await?)
}

/// Says until when speakers are asked to answer.
///
/// # Errors
/// [`SpeakerRefusal::NotEditable`] when the forum is over; a broken database.
pub async fn set_answer_by(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    answer_by: Option<DateTime<Utc>>,
) -> Result<(), Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        editable(conn, scope).await?;
        store::upsert_rule(conn, scope, answer_by, now).await?;
        let subject = Subject::Forum(scope.forum());
        let entry =
            Entry::new(now, scope.actor(), Some(scope.forum()), "speakers.asked_until", subject);
        let written: db::Result<()> = audit::record(conn, &entry).await;
        Ok(written?)
    })
    .await
}
