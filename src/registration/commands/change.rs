use serde_json::json;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{Db, Stop};
use crate::registration::model::{ChangeRefusal, Details};
use crate::registration::rules::Rules;
use crate::registration::store;
use crate::types::{Clock, RegistrationId};

use super::seats::changeable;

/// Changes what a person said of themselves; the address and the category stay as they are.
///
/// # Errors
/// Not live, too late, stale when somebody changed it since `version`; a broken database.
pub async fn change_details(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: RegistrationId,
    version: Option<i32>,
    details: Details,
) -> Result<(), Stop<ChangeRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let rules = Rules::load(conn, scope).await?;
        let person = changeable(conn, scope, &rules, id, now).await?;
        if version.is_some_and(|version| version != person.version) {
            return Err(ChangeRefusal::Stale.into());
        }
        if person.details == details {
            return Ok(());
        }
        if !store::update_details(conn, scope, &person, &details, now).await? {
            return Err(ChangeRefusal::Stale.into());
        }
        let fields = changed_fields(&person.details, &details);
        let subject = Subject::Registration(id);
        let entry =
            Entry::new(now, scope.actor(), Some(scope.forum()), "registration.changed", subject);
        audit::record(conn, &entry.detail(json!({ "fields": fields }))).await?;
        Ok(())
    })
    .await
}

/// The names of what differs, never what it says.
fn changed_fields(old: &Details, new: &Details) -> Vec<&'static str> {
    [
        ("name", old.name != new.name),
        ("name_latin", old.name_latin != new.name_latin),
        ("badge_name", old.badge_name != new.badge_name),
        ("affiliation", old.affiliation != new.affiliation),
        ("language", old.lang != new.lang),
        ("needs", old.needs != new.needs),
        ("discreet", old.discreet != new.discreet),
        ("photo", old.photo != new.photo),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect()
}
