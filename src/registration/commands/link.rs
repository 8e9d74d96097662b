use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{Db, Stop};
use crate::mail::{self, Post};
use crate::registration::letters::LinkResent;
use crate::registration::model::ChangeRefusal;
use crate::registration::standing::standing;
use crate::registration::store;
use crate::types::{Clock, RegistrationId};

/// Sends the private link again, to the address the registration was made with and to no other.
///
/// # Errors
/// Not live; a broken database.
pub async fn send_link_again(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: RegistrationId,
) -> Result<(), Stop<ChangeRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let person = store::lock_person(conn, scope, id).await?;
        if !person.state.is_live() {
            return Err(ChangeRefusal::NotLive.into());
        }
        let letter = LinkResent { standing: standing(conn, scope, &person).await? };
        let post = Post::new(&person.email, person.details.lang, &letter, now)?;
        mail::post(conn, &post.about(scope.forum(), Some(id))).await?;
        let subject = Subject::Registration(id);
        let action = "registration.link_resent";
        let entry = Entry::new(now, scope.actor(), Some(scope.forum()), action, subject);
        audit::record(conn, &entry).await?;
        Ok(())
    })
    .await
}
