use serde_json::json;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Db};
use crate::registration::queries::{Mine, PeopleFilter, PersonRow, list_people, mine};
use crate::types::{Clock, RegistrationId};

/// Reads a page of people, and notes who looked: one row more than `limit` when there is more.
///
/// # Errors
/// A broken database.
pub async fn look_at_people(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    filter: &PeopleFilter,
    before: Option<RegistrationId>,
    limit: usize,
) -> db::Result<Vec<PersonRow>> {
    let now = clock.now();
    let wanted = i64::try_from(limit).unwrap_or(200);
    db.tx(async |conn| {
        let rows = list_people(conn, scope, filter, before, wanted).await?;
        let seen = json!({
            "rows": rows.len().min(limit),
            "searched": !filter.search.is_empty(),
            "state": filter.state.map(super::super::model::RegistrationState::code),
            "session": filter.session,
            "category": filter.category,
        });
        let subject = Subject::People(scope.forum());
        let entry = Entry::new(now, scope.actor(), Some(scope.forum()), "people.listed", subject);
        audit::record(conn, &entry.detail(seen)).await?;
        Ok(rows)
    })
    .await
}

/// Reads one person's whole record, and notes who looked.
///
/// # Errors
/// A broken database; not found when it is another forum's.
pub async fn look_at_person(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: RegistrationId,
) -> db::Result<Mine> {
    let now = clock.now();
    db.tx(async |conn| {
        let found = mine(conn, scope, id, now).await?;
        let subject = Subject::Registration(id);
        let entry =
            Entry::new(now, scope.actor(), Some(scope.forum()), "registration.viewed", subject);
        audit::record(conn, &entry).await?;
        Ok(found)
    })
    .await
}
