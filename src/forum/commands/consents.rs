use serde_json::json;

use crate::accounts::Scope;
use crate::audit::Subject;
use crate::db::{self, Db, Stop};
use crate::types::Clock;

use super::super::model::{NewConsent, Purpose};
use super::super::refusal::{ForumRefusal, by_constraint};
use super::super::store;
use super::hold::{editable, settle};

/// Asks for a consent in new words: a new version, or the first of its purpose. Who agreed to older
/// words still did. Saying the same again changes nothing. The version now asked for.
///
/// # Errors
/// [`ForumRefusal`] when the public would see a text without its translation or registering without
/// the required privacy consent, or when the forum is over; a broken database.
pub async fn edit_consent(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    want: NewConsent,
) -> Result<i32, Stop<ForumRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let forum = editable(conn, scope).await?;
        let current = store::current_consent(conn, scope, &want.purpose).await?;
        if let Some(same) = current.filter(|text| text.says(&want)) {
            return Ok(same.version);
        }
        let (version, place) = store::version_after(conn, scope, &want.purpose).await?;
        let place = match place {
            Some(place) => place,
            None => store::next_consent_position(conn, scope).await?,
        };
        store::retire_consent(conn, scope, &want.purpose, now).await?;
        store::insert_consents(conn, forum.id, &[(&want, version, place)], now)
            .await
            .map_err(|error| by_constraint(error, ""))?;
        let detail = json!({
            "purpose": want.purpose.as_str(), "version": version, "required": want.required,
        });
        let subject = Subject::Forum(forum.id);
        settle(conn, scope, now, "forum.consent_worded", subject, detail).await?;
        Ok(version)
    })
    .await
}

/// Stops asking for a consent; who agreed to it still did.
///
/// # Errors
/// [`ForumRefusal`] when it is the privacy consent of a forum that the public sees, or the forum is
/// over; not found when it was not asked for; a broken database.
pub async fn retire_consent(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    purpose: &Purpose,
) -> Result<(), Stop<ForumRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let forum = editable(conn, scope).await?;
        if !store::retire_consent(conn, scope, purpose, now).await? {
            return Err(db::Error::NotFound.into());
        }
        let detail = json!({ "purpose": purpose.as_str() });
        let subject = Subject::Forum(forum.id);
        settle(conn, scope, now, "forum.consent_retired", subject, detail).await
    })
    .await
}
