use serde_json::json;

use crate::accounts::Scope;
use crate::db::{self, Db, Stop};
use crate::speakers::model::{Contact, Speaker, SpeakerChange};
use crate::speakers::refusal::{LAST_POSITION, SpeakerRefusal};
use crate::speakers::store;
use crate::types::{Clock, SpeakerId, Words};

use super::save::{Reach, write};
use super::{editable, note, tell};

/// Adds a speaker, last in the order unless the change says where.
///
/// # Errors
/// [`SpeakerRefusal`] when the forum is over, or they have no name; a broken database.
pub async fn add_speaker(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    change: &SpeakerChange,
) -> Result<SpeakerId, Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        editable(conn, scope).await?;
        let next = store::last_position(conn, scope).await?.map_or(1, |last| last + 1);
        let fresh = Speaker::named(Words::default(), next.min(LAST_POSITION));
        let contact = Contact::unknown(fresh.id);
        let (speaker, email, lang) = change.apply(&fresh, &contact);
        fits(&speaker)?;
        write(conn, scope, now, &speaker, &Reach { email, lang }).await?;
        Ok(speaker.id)
    })
    .await
}

/// Changes a speaker, if `is_seen` says that this is how whoever changes it has seen it.
///
/// # Errors
/// [`SpeakerRefusal`] when the forum is over, they would have no name or must not be public, or it was
/// changed meanwhile; a broken database; not found when it is another forum's.
pub async fn change_speaker(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: SpeakerId,
    is_seen: &(dyn Fn(&Speaker, &Contact) -> bool + Sync),
    change: &SpeakerChange,
) -> Result<(), Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        editable(conn, scope).await?;
        let contact = store::lock_contact(conn, scope, id).await?;
        let speaker = store::find_speaker(conn, scope, id).await?;
        if !is_seen(&speaker, &contact) {
            return Err(SpeakerRefusal::Stale.into());
        }
        let (speaker, email, lang) = change.apply(&speaker, &contact);
        fits(&speaker)?;
        write(conn, scope, now, &speaker, &Reach { email, lang }).await
    })
    .await
}

/// Hides a speaker from everything public at once: whatever else was changed meanwhile, and when the
/// forum is over, too.
///
/// # Errors
/// A broken database; not found when it is another forum's.
pub async fn hide_speaker(db: &Db, clock: &Clock, scope: &Scope, id: SpeakerId) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        let speaker = store::find_speaker(conn, scope, id).await?;
        if speaker.hidden {
            return Ok(());
        }
        store::set_hidden(conn, scope, id, true).await?;
        note(conn, scope, now, "speakers.hidden", id, json!({})).await?;
        tell(conn, scope).await
    })
    .await
}

fn fits(speaker: &Speaker) -> Result<(), SpeakerRefusal> {
    if speaker.name.is_empty() {
        return Err(SpeakerRefusal::NameMissing);
    }
    if !(0..=LAST_POSITION).contains(&speaker.position) {
        return Err(SpeakerRefusal::PositionInvalid);
    }
    Ok(())
}
