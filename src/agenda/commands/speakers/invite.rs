use crate::accounts::Scope;
use crate::agenda::letters::{SpeakerEntry, SpeakerInvited};
use crate::agenda::model::{Answer, Speaking};
use crate::agenda::{queries, store};
use crate::db::{Db, Stop};
use crate::mail::{self, Post};
use crate::speakers::{self, SpeakerRefusal};
use crate::types::{Clock, SpeakerId};

/// Sends a speaker their private link, for the first time or again, with what they have in public as
/// calendar entries.
///
/// # Errors
/// [`SpeakerRefusal::NoEmail`]; a broken database; not found when it is another forum's.
pub async fn invite_speaker(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: SpeakerId,
) -> Result<(), Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        speakers::find_speaker(conn, scope, id).await?;
        let contact = speakers::mark_invited(conn, scope, id, now).await?;
        let parts = queries::appearances_of(conn, scope, id).await?;
        let theirs = parts.into_iter().filter(|own| {
            own.is_public && own.session.state.is_on() && own.answer() != Answer::Declined
        });
        let mut speaking: Vec<Speaking> = theirs.map(|own| own.speaking).collect();
        for own in speaking.iter_mut().filter(|own| !own.in_calendar) {
            own.enter(true);
        }
        store::upsert_speaking(conn, scope, &speaking, now).await?;
        let entries = speaking.iter().map(SpeakerEntry::of).collect();
        let letter = SpeakerInvited { speaker: id, link_version: contact.link_version, entries };
        let to = contact.email.as_ref().ok_or(SpeakerRefusal::NoEmail)?;
        let post = Post::new(to, contact.lang, &letter, now)?;
        mail::post(conn, &post.about(scope.forum(), None)).await?;
        Ok(())
    })
    .await
}
