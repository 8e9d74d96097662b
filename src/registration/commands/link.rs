use chrono::TimeDelta;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Db};
use crate::jobs;
use crate::mail::{self, Letter, Post};
use crate::registration::facts::LinkAsked;
use crate::registration::letters::LinkResent;
use crate::registration::standing::standing;
use crate::registration::{queries, store};
use crate::types::{Clock, Email, MessageId, RegistrationId};

/// Most letters with a link to one registration in an hour.
const LETTERS: usize = 3;

/// Takes a wish for one's private link. Whether the address is known decides nothing here: the same row
/// is written for both, and [`send_asked_link`] looks at it later.
///
/// # Errors
/// A broken database.
pub async fn ask_for_link(db: &Db, clock: &Clock, scope: &Scope, email: &Email) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        let known = store::known_addresses(conn, scope, &[email.key()]).await?;
        let registration = known.first().map_or_else(RegistrationId::fresh, |known| known.id);
        let fact = LinkAsked { forum: scope.forum(), registration, letter: MessageId::fresh() };
        jobs::enqueue(conn, &fact, now).await
    })
    .await
}

/// Posts the letter with the link, if the registration lives and was not sent too many; may run twice
/// and posts once.
///
/// # Errors
/// A broken database.
pub async fn send_asked_link(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    fact: &LinkAsked,
) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        let person = match store::lock_person(conn, scope, fact.registration).await {
            Err(db::Error::NotFound) => return Ok(()),
            found => found?,
        };
        let since = now - TimeDelta::hours(1);
        let sent = queries::letters_of(conn, person.id, LinkResent::NAME, since).await?;
        if !person.state.is_live() || sent.contains(&fact.letter) || sent.len() >= LETTERS {
            return Ok(());
        }
        let letter = LinkResent { standing: standing(conn, scope, &person).await? };
        let mut post = Post::new(&person.email, person.details.lang, &letter, now)?;
        post.id = fact.letter;
        mail::post(conn, &post.about(scope.forum(), Some(person.id))).await?;
        let subject = Subject::Registration(person.id);
        let entry =
            Entry::new(now, scope.actor(), Some(scope.forum()), "registration.link_sent", subject);
        audit::record(conn, &entry).await
    })
    .await
}
