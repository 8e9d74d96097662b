use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;

use crate::accounts::Scope;
use crate::db::schema::speaker_contact;
use crate::db::{self, Conn};
use crate::speakers::model::{Agreed, Contact};
use crate::types::{Email, ForumId, Lang, SpeakerId};

#[derive(Queryable, Selectable)]
#[diesel(table_name = speaker_contact)]
struct Row {
    speaker_id: SpeakerId,
    email: Option<String>,
    lang: String,
    link_version: i32,
    invited_at: Option<DateTime<Utc>>,
    opened_at: Option<DateTime<Utc>>,
    publish: String,
    record: String,
    consented_at: Option<DateTime<Utc>>,
    availability: Value,
    draft: Option<Value>,
    draft_at: Option<DateTime<Utc>>,
    registered_at: Option<DateTime<Utc>>,
    version: i32,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = speaker_contact, treat_none_as_null = true)]
struct NewRow<'a> {
    speaker_id: SpeakerId,
    forum_id: ForumId,
    email: Option<&'a str>,
    lang: &'static str,
    link_version: i32,
    invited_at: Option<DateTime<Utc>>,
    opened_at: Option<DateTime<Utc>>,
    publish: &'static str,
    record: &'static str,
    consented_at: Option<DateTime<Utc>>,
    availability: Value,
    draft: Option<Value>,
    draft_at: Option<DateTime<Utc>>,
    registered_at: Option<DateTime<Utc>>,
    version: i32,
    updated_at: DateTime<Utc>,
}

impl From<Row> for Contact {
    fn from(row: Row) -> Self {
        Self {
            speaker: row.speaker_id,
            email: row.email.and_then(|email| Email::parse(&email).ok()),
            lang: Lang::parse(&row.lang).unwrap_or_default(),
            link_version: row.link_version,
            invited_at: row.invited_at,
            opened_at: row.opened_at,
            publish: Agreed::parse(&row.publish),
            record: Agreed::parse(&row.record),
            consented_at: row.consented_at,
            availability: serde_json::from_value(row.availability).unwrap_or_default(),
            draft: row.draft.and_then(|draft| serde_json::from_value(draft).ok()),
            draft_at: row.draft_at,
            registered_at: row.registered_at,
            version: row.version,
        }
    }
}

/// What is known of a speaker beyond what is public.
///
/// # Errors
/// A broken database.
pub async fn find_contact(conn: &mut Conn, scope: &Scope, id: SpeakerId) -> db::Result<Contact> {
    let row: Option<Row> = speaker_contact::table
        .find(id)
        .filter(speaker_contact::forum_id.eq(scope.forum()))
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    Ok(row.map_or_else(|| Contact::unknown(id), Contact::from))
}

/// The same, locked until the transaction ends.
///
/// # Errors
/// A broken database.
pub async fn lock_contact(conn: &mut Conn, scope: &Scope, id: SpeakerId) -> db::Result<Contact> {
    let row: Option<Row> = speaker_contact::table
        .find(id)
        .filter(speaker_contact::forum_id.eq(scope.forum()))
        .for_update()
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    Ok(row.map_or_else(|| Contact::unknown(id), Contact::from))
}

/// What is known of some speakers, locked in the order of their ids until the transaction ends: whoever
/// writes what became of their parts holds this lock first.
///
/// # Errors
/// A broken database.
pub async fn lock_contacts(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[SpeakerId],
) -> db::Result<Vec<Contact>> {
    let rows: Vec<Row> = speaker_contact::table
        .filter(speaker_contact::forum_id.eq(scope.forum()))
        .filter(speaker_contact::speaker_id.eq_any(ids))
        .order(speaker_contact::speaker_id)
        .for_update()
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Contact::from).collect())
}

/// What is known of every speaker of the forum of whom anything is.
///
/// # Errors
/// A broken database.
pub async fn list_contacts(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Contact>> {
    let rows: Vec<Row> = speaker_contact::table
        .filter(speaker_contact::forum_id.eq(scope.forum()))
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Contact::from).collect())
}

/// Writes what is known of a speaker; its version goes up.
///
/// # Errors
/// A broken database.
pub async fn upsert_contact(
    conn: &mut Conn,
    scope: &Scope,
    contact: &Contact,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let json = |kept: Result<Value, serde_json::Error>| {
        kept.map_err(|error| db::Error::SerializationError(error.into()))
    };
    let row = NewRow {
        speaker_id: contact.speaker,
        forum_id: scope.forum(),
        email: contact.email.as_ref().map(Email::as_str),
        lang: contact.lang.code(),
        link_version: contact.link_version,
        invited_at: contact.invited_at,
        opened_at: contact.opened_at,
        publish: contact.publish.code(),
        record: contact.record.code(),
        consented_at: contact.consented_at,
        availability: json(serde_json::to_value(&contact.availability))?,
        draft: json(
            contact
                .draft
                .as_ref()
                .map(serde_json::to_value)
                .transpose()
                .map(|draft| draft.unwrap_or(Value::Null)),
        )
        .map(|draft| Some(draft).filter(|draft| !draft.is_null()))?,
        draft_at: contact.draft_at,
        registered_at: contact.registered_at,
        version: contact.version + 1,
        updated_at: now,
    };
    diesel::insert_into(speaker_contact::table)
        .values(&row)
        .on_conflict(speaker_contact::speaker_id)
        .do_update()
        .set(&row)
        .execute(conn)
        .await
        .map(|_| ())
}
