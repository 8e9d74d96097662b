use crate::accounts::Scope;
use crate::agenda::model::Change;
use crate::agenda::queries;
use crate::agenda::refusal::SessionRefusal;
use crate::agenda::wording::Names;
use crate::db::{self, Db, Stop};
use crate::types::Clock;

use super::{NewRelease, make};

/// What a release would do.
#[derive(Clone, Debug)]
pub struct Rehearsed {
    /// What it would change for the public: nothing, where drafts were changed and changed back.
    pub changes: Vec<Change>,
    /// What its changes are about is called so.
    pub names: Names,
}

/// Does all that [`super::make_release`] does and keeps nothing of it: to be looked at before.
///
/// # Errors
/// As [`super::make_release`].
pub async fn rehearse_release(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    want: &NewRelease,
) -> Result<Rehearsed, Stop<SessionRefusal>> {
    let now = clock.now();
    let done: Result<(), Halt> = db
        .tx(async |conn| {
            let made = make(conn, scope, want, now).await?;
            let changes = match made {
                Some(made) => queries::find_release(conn, scope, made.number).await?.changes,
                None => Vec::new(),
            };
            let names = queries::names(conn, scope).await?;
            Err(Halt::Rehearsed(Box::new(Rehearsed { changes, names })))
        })
        .await;
    match done {
        Err(Halt::Rehearsed(rehearsed)) => Ok(*rehearsed),
        Err(Halt::Stopped(stop)) => Err(stop),
        Ok(()) => Err(SessionRefusal::NothingToRelease.into()),
    }
}

/// What ends the transaction, always without a trace.
enum Halt {
    Rehearsed(Box<Rehearsed>),
    Stopped(Stop<SessionRefusal>),
}

impl From<db::Error> for Halt {
    fn from(error: db::Error) -> Self {
        Self::Stopped(error.into())
    }
}

impl From<Stop<SessionRefusal>> for Halt {
    fn from(stop: Stop<SessionRefusal>) -> Self {
        Self::Stopped(stop)
    }
}
