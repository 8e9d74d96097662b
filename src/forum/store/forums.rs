use chrono::{DateTime, NaiveTime, Utc};
use diesel::dsl::sql;
use diesel::expression::{AsExpression, SqlLiteral, UncheckedBind};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Timestamptz};
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::forum;
use crate::db::{self, Conn};
use crate::types::{Email, ForumId, Lang, Slug, Words, Zone};

use super::super::model::{Forum, ForumFacts, ForumState};

/// See [`retention_over`].
pub type RetentionOver =
    UncheckedBind<SqlLiteral<Bool>, <DateTime<Utc> as AsExpression<Timestamptz>>::Expression>;

/// True of a forum of which people are to be forgotten by now: its retention counts from the last instant at
/// which anything could still happen to them.
pub fn retention_over(now: DateTime<Utc>) -> RetentionOver {
    sql::<Bool>(
        "greatest(forum.ends_at, forum.registration_closes_at, forum.changes_until) \
         + forum.retention_days * interval '1 day' < ",
    )
    .bind::<Timestamptz, _>(now)
}

/// A forum as its table holds it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = forum)]
pub struct ForumRow {
    id: ForumId,
    slug: String,
    title: Words,
    lead: Words,
    host: Words,
    notice: Words,
    sample: Words,
    zone: String,
    languages: Vec<Option<String>>,
    state: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    day_start: NaiveTime,
    registration_opens_at: Option<DateTime<Utc>>,
    registration_closes_at: Option<DateTime<Utc>>,
    changes_until: Option<DateTime<Utc>>,
    sensitive: bool,
    contact_email: Option<String>,
    retention_days: i32,
    last_session_no: i32,
    version: i32,
    updated_at: DateTime<Utc>,
}

impl ForumRow {
    /// The forum, unless its row holds words this build does not know.
    pub fn read(self) -> db::Result<Forum> {
        let strange = |column: &str| {
            db::Error::DeserializationError(format!("forum.{column} can not be read").into())
        };
        let slug = Slug::parse(&self.slug).map_err(|fault| strange(fault.code))?;
        let state = ForumState::parse(&self.state).ok_or_else(|| strange("state"))?;
        let zone = Zone::parse(&self.zone).ok_or_else(|| strange("zone"))?;
        let languages = self.languages.iter().flatten().filter_map(|tag| Lang::parse(tag));
        Ok(Forum {
            id: self.id,
            slug,
            zone,
            state,
            languages: languages.collect(),
            contact_email: self.contact_email.and_then(|email| Email::parse(&email).ok()),
            title: self.title,
            lead: self.lead,
            host: self.host,
            notice: self.notice,
            sample: self.sample,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            day_start: self.day_start,
            registration_opens_at: self.registration_opens_at,
            registration_closes_at: self.registration_closes_at,
            changes_until: self.changes_until,
            sensitive: self.sensitive,
            retention_days: self.retention_days,
            last_session_no: self.last_session_no,
            version: self.version,
            updated_at: self.updated_at,
        })
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = forum, treat_none_as_null = true)]
struct FactsRow<'a> {
    slug: &'a str,
    title: &'a Words,
    lead: &'a Words,
    host: &'a Words,
    notice: &'a Words,
    sample: &'a Words,
    zone: &'a str,
    languages: Vec<&'a str>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    day_start: NaiveTime,
    registration_opens_at: Option<DateTime<Utc>>,
    registration_closes_at: Option<DateTime<Utc>>,
    changes_until: Option<DateTime<Utc>>,
    sensitive: bool,
    contact_email: Option<&'a str>,
    retention_days: i32,
    updated_at: DateTime<Utc>,
}

impl<'a> FactsRow<'a> {
    fn of(facts: &'a ForumFacts, now: DateTime<Utc>) -> Self {
        Self {
            slug: facts.slug.as_str(),
            title: &facts.title,
            lead: &facts.lead,
            host: &facts.host,
            notice: &facts.notice,
            sample: &facts.sample,
            zone: facts.zone.name(),
            languages: facts.languages.iter().map(|lang| lang.code()).collect(),
            starts_at: facts.starts_at,
            ends_at: facts.ends_at,
            day_start: facts.day_start,
            registration_opens_at: facts.registration_opens_at,
            registration_closes_at: facts.registration_closes_at,
            changes_until: facts.changes_until,
            sensitive: facts.sensitive,
            contact_email: facts.contact_email.as_ref().map(Email::as_str),
            retention_days: facts.retention_days,
            updated_at: now,
        }
    }
}

/// Makes a draft.
///
/// # Errors
/// A broken database; `forum_slug_key` when the address is taken.
pub async fn insert_forum(
    conn: &mut Conn,
    facts: &ForumFacts,
    now: DateTime<Utc>,
) -> db::Result<ForumId> {
    let id = ForumId::fresh();
    let row = (forum::id.eq(id), forum::created_at.eq(now), FactsRow::of(facts, now));
    diesel::insert_into(forum::table).values(row).execute(conn).await?;
    Ok(id)
}

/// The forum of a scope.
///
/// # Errors
/// A broken database.
pub async fn find_forum(conn: &mut Conn, scope: &Scope) -> db::Result<Forum> {
    let row: ForumRow =
        forum::table.find(scope.forum()).select(ForumRow::as_select()).first(conn).await?;
    row.read()
}

/// The forum of a scope, locked until the transaction ends; registering goes on meanwhile.
///
/// # Errors
/// A broken database.
pub async fn lock_forum(conn: &mut Conn, scope: &Scope) -> db::Result<Forum> {
    let row: ForumRow = forum::table
        .find(scope.forum())
        .for_no_key_update()
        .select(ForumRow::as_select())
        .first(conn)
        .await?;
    row.read()
}

/// Writes what is said of a forum and raises its version.
///
/// # Errors
/// A broken database; `forum_slug_key` when the address is taken.
pub async fn update_forum(
    conn: &mut Conn,
    scope: &Scope,
    facts: &ForumFacts,
    now: DateTime<Utc>,
) -> db::Result<()> {
    diesel::update(forum::table.find(scope.forum()))
        .set((FactsRow::of(facts, now), forum::version.eq(forum::version + 1)))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Moves a forum; whether it may was asked of [`ForumState::after`].
///
/// # Errors
/// A broken database.
pub async fn set_state(
    conn: &mut Conn,
    scope: &Scope,
    state: ForumState,
    now: DateTime<Utc>,
) -> db::Result<()> {
    diesel::update(forum::table.find(scope.forum()))
        .set((
            forum::state.eq(state.code()),
            forum::version.eq(forum::version + 1),
            forum::updated_at.eq(now),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Gives out `count` session numbers that were never given before; the first of them.
///
/// # Errors
/// A broken database.
pub async fn take_session_numbers(conn: &mut Conn, scope: &Scope, count: i32) -> db::Result<i32> {
    let last: i32 = diesel::update(forum::table.find(scope.forum()))
        .set(forum::last_session_no.eq(forum::last_session_no + count))
        .returning(forum::last_session_no)
        .get_result(conn)
        .await?;
    Ok(last - count + 1)
}

/// Notes that session numbers up to `no` are in use.
///
/// # Errors
/// A broken database.
pub async fn raise_session_no(conn: &mut Conn, scope: &Scope, no: i32) -> db::Result<()> {
    diesel::update(forum::table.find(scope.forum()).filter(forum::last_session_no.lt(no)))
        .set(forum::last_session_no.eq(no))
        .execute(conn)
        .await
        .map(|_| ())
}
