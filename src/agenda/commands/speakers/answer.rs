use serde_json::json;

use crate::accounts::Scope;
use crate::agenda::letters::{SpeakerAnswered, SpeakerEntry};
use crate::agenda::model::Answer;
use crate::agenda::{queries, store};
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Db, Stop};
use crate::forum;
use crate::mail::{self, Post};
use crate::speakers::{self, SpeakerRefusal};
use crate::types::{Clock, SpeakerId};

/// Keeps what a speaker answers for a session, for the hours it has now, with a reason for the organizer
/// where they decline. Answering the same again changes nothing.
///
/// # Errors
/// [`SpeakerRefusal::SessionOver`]; not found when they have no part in it; a broken database.
pub async fn answer_session(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    speaker: SpeakerId,
    no: i32,
    answer: Answer,
    reason: &str,
) -> Result<(), Stop<SpeakerRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        // The contact is locked first, so that two windows answer one after the other.
        let contact = speakers::lock_contact(conn, scope, speaker).await?;
        let parts = queries::appearances_of(conn, scope, speaker).await?;
        let own = parts.into_iter().find(|own| own.session.no == no);
        let own = own.ok_or(db::Error::NotFound)?;
        let forum = forum::find_forum(conn, scope).await?;
        if forum::is_past(&forum, own.session.ends_at, now) || !own.session.state.is_on() {
            return Err(SpeakerRefusal::SessionOver.into());
        }
        if own.answer() == answer && own.speaking.reason == reason {
            return Ok(());
        }
        let (session, is_public) = (own.session, own.is_public);
        let mut speaking = own.speaking;
        speaking.answer = answer;
        reason.clone_into(&mut speaking.reason);
        speaking.answered_at = Some(now);
        speaking.answered_for = Some((session.starts_at, session.ends_at));
        let wanted = answer != Answer::Declined && is_public;
        let carried = wanted != speaking.in_calendar && speaking.enter(wanted);
        store::upsert_speaking(conn, scope, std::slice::from_ref(&speaking), now).await?;
        let letter = SpeakerAnswered {
            speaker,
            link_version: contact.link_version,
            session: session.id,
            confirmed: answer == Answer::Confirmed,
            entries: carried.then(|| SpeakerEntry::of(&speaking)).into_iter().collect(),
        };
        if let Some(to) = &contact.email {
            let post = Post::new(to, contact.lang, &letter, now)?;
            mail::post(conn, &post.about(scope.forum(), None)).await?;
        }
        let subject = Subject::Speaker(speaker);
        let entry =
            Entry::new(now, scope.actor(), Some(scope.forum()), "speakers.answered", subject);
        let detail = json!({ "session": no, "answer": answer.code() });
        audit::record(conn, &entry.detail(detail)).await?;
        Ok(())
    })
    .await
}
