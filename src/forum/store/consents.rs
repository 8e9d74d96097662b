use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::consent_text;
use crate::db::{self, Conn};
use crate::types::{ConsentTextId, ForumId, Words};

use super::super::model::{ConsentText, NewConsent, Purpose};

#[derive(Queryable, Selectable)]
#[diesel(table_name = consent_text)]
struct Row {
    id: ConsentTextId,
    purpose: String,
    version: i32,
    required: bool,
    title: Words,
    body: Words,
    created_at: DateTime<Utc>,
}

impl Row {
    fn read(self) -> db::Result<ConsentText> {
        let purpose = Purpose::parse(&self.purpose).map_err(|fault| {
            let what = format!("consent_text.purpose can not be read: {}", fault.code);
            db::Error::DeserializationError(what.into())
        })?;
        Ok(ConsentText {
            id: self.id,
            purpose,
            version: self.version,
            required: self.required,
            title: self.title,
            body: self.body,
            created_at: self.created_at,
        })
    }
}

/// The consent texts that a forum asks for now, in order.
///
/// # Errors
/// A broken database.
pub async fn list_consents(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<ConsentText>> {
    let rows: Vec<Row> = consent_text::table
        .filter(consent_text::forum_id.eq(scope.forum()))
        .filter(consent_text::retired_at.is_null())
        .order((consent_text::position, consent_text::id))
        .select(Row::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(Row::read).collect()
}

/// The text of a purpose that is asked for now.
///
/// # Errors
/// A broken database.
pub async fn current_consent(
    conn: &mut Conn,
    scope: &Scope,
    purpose: &Purpose,
) -> db::Result<Option<ConsentText>> {
    let row: Option<Row> = consent_text::table
        .filter(consent_text::forum_id.eq(scope.forum()))
        .filter(consent_text::purpose.eq(purpose.as_str()))
        .filter(consent_text::retired_at.is_null())
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    row.map(Row::read).transpose()
}

/// The place after the last text.
///
/// # Errors
/// A broken database.
pub async fn next_consent_position(conn: &mut Conn, scope: &Scope) -> db::Result<i32> {
    let last: Option<i32> = consent_text::table
        .filter(consent_text::forum_id.eq(scope.forum()))
        .select(diesel::dsl::max(consent_text::position))
        .first(conn)
        .await?;
    Ok(last.map_or(0, |at| at + 1))
}

/// The version that a next text of a purpose gets, and the position of the texts before it.
///
/// # Errors
/// A broken database.
pub async fn version_after(
    conn: &mut Conn,
    scope: &Scope,
    purpose: &Purpose,
) -> db::Result<(i32, Option<i32>)> {
    let last: Option<(i32, i32)> = consent_text::table
        .filter(consent_text::forum_id.eq(scope.forum()))
        .filter(consent_text::purpose.eq(purpose.as_str()))
        .order(consent_text::version.desc())
        .select((consent_text::version, consent_text::position))
        .first(conn)
        .await
        .optional()?;
    Ok(last.map_or((1, None), |(version, position)| (version + 1, Some(position))))
}

/// Adds texts, each with its version and position.
///
/// # Errors
/// A broken database; `consent_text_current` while an older text of the purpose is asked for.
pub async fn insert_consents(
    conn: &mut Conn,
    forum: ForumId,
    wanted: &[(&NewConsent, i32, i32)],
    now: DateTime<Utc>,
) -> db::Result<()> {
    let rows: Vec<_> = wanted
        .iter()
        .map(|(want, version, position)| {
            (
                consent_text::id.eq(ConsentTextId::fresh()),
                consent_text::forum_id.eq(forum),
                consent_text::purpose.eq(want.purpose.as_str()),
                consent_text::version.eq(*version),
                consent_text::required.eq(want.required),
                consent_text::title.eq(&want.title),
                consent_text::body.eq(&want.body),
                consent_text::position.eq(*position),
                consent_text::created_at.eq(now),
            )
        })
        .collect();
    diesel::insert_into(consent_text::table).values(rows).execute(conn).await.map(|_| ())
}

/// Stops asking for a text; who agreed to it still did. False when it was not asked for.
///
/// # Errors
/// A broken database.
pub async fn retire_consent(
    conn: &mut Conn,
    scope: &Scope,
    purpose: &Purpose,
    now: DateTime<Utc>,
) -> db::Result<bool> {
    let current = consent_text::table
        .filter(consent_text::forum_id.eq(scope.forum()))
        .filter(consent_text::purpose.eq(purpose.as_str()))
        .filter(consent_text::retired_at.is_null());
    let retired =
        diesel::update(current).set(consent_text::retired_at.eq(now)).execute(conn).await?;
    Ok(retired > 0)
}
