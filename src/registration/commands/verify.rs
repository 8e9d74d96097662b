use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Db};
use crate::registration::store;
use crate::types::{Clock, RegistrationId};

/// Notes that the private link was opened, which proves that the letter reached its address.
///
/// # Errors
/// A broken database.
pub async fn verify(db: &Db, clock: &Clock, scope: &Scope, id: RegistrationId) -> db::Result<()> {
    let now = clock.now();
    db.tx(async |conn| {
        if store::mark_verified(conn, scope, id, now).await? {
            let subject = Subject::Registration(id);
            let entry = Entry::new(
                now,
                scope.actor(),
                Some(scope.forum()),
                "registration.verified",
                subject,
            );
            audit::record(conn, &entry).await?;
        }
        Ok(())
    })
    .await
}
