use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Uuid};
use diesel_async::RunQueryDsl;
use serde_json::Value;

use crate::accounts::Scope;
use crate::db::schema::{consent_given, registration};
use crate::db::{self, Conn, Rows};
use crate::registration::model::{
    Details, Needs, Photo, Register, Registration, RegistrationState,
};
use crate::types::{
    CategoryId, ConsentTextId, Email, ForumId, Lang, PersonName, Reference, RegistrationId, fold,
};

/// A registration about to be written.
pub struct NewPerson {
    pub id: RegistrationId,
    pub forum_id: ForumId,
    pub category_id: CategoryId,
    pub reference: String,
    pub email: String,
    pub email_key: String,
    pub name: String,
    pub name_latin: Option<String>,
    pub badge_name: Option<String>,
    pub affiliation: Option<String>,
    pub lang: &'static str,
    pub state: &'static str,
    pub needs: Value,
    pub discreet: bool,
    pub photo: &'static str,
    pub search: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What search finds a person by.
pub fn search_text(details: &Details, email: &Email, reference: &str) -> String {
    let latin = details.name_latin.as_ref().map(PersonName::as_str).unwrap_or_default();
    let badge = details.badge_name.as_ref().map(PersonName::as_str).unwrap_or_default();
    let affiliation = details.affiliation.as_deref().unwrap_or_default();
    let words = fold(&format!("{} {latin} {badge} {affiliation}", details.name.as_str()));
    let joined: String = fold(&format!("{}{latin}", details.name.as_str())).replace(' ', "");
    let reference: String = reference.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{words} {joined} {} {}", email.key(), reference.to_lowercase())
}

impl NewPerson {
    /// A row for a person with this wish.
    pub fn new(
        id: RegistrationId,
        scope: &Scope,
        category: CategoryId,
        reference: &Reference,
        want: &Register,
        state: RegistrationState,
        now: DateTime<Utc>,
    ) -> Self {
        let (email, details) = (&want.email, &want.details);
        let text = |name: &Option<PersonName>| name.as_ref().map(|n| n.as_str().to_owned());
        Self {
            id,
            forum_id: scope.forum(),
            category_id: category,
            reference: reference.as_str().to_owned(),
            email: email.as_str().to_owned(),
            email_key: email.key(),
            name: details.name.as_str().to_owned(),
            name_latin: text(&details.name_latin),
            badge_name: text(&details.badge_name),
            affiliation: details.affiliation.clone(),
            lang: details.lang.code(),
            state: state.code(),
            needs: serde_json::to_value(&details.needs).unwrap_or_default(),
            discreet: details.discreet,
            photo: details.photo.code(),
            search: search_text(details, email, reference.as_str()),
            created_at: now,
            updated_at: now,
        }
    }
}

/// Writes registrations in one statement.
pub async fn insert_people(conn: &mut Conn, people: &[NewPerson]) -> db::Result<()> {
    Rows::of(registration::table, people)
        .put(registration::id, |row| row.id)
        .put(registration::forum_id, |row| row.forum_id)
        .put(registration::category_id, |row| row.category_id)
        .put(registration::reference, |row| row.reference.as_str())
        .put(registration::email, |row| row.email.as_str())
        .put(registration::email_key, |row| row.email_key.as_str())
        .put(registration::name, |row| row.name.as_str())
        .put(registration::name_latin, |row| row.name_latin.as_deref())
        .put(registration::badge_name, |row| row.badge_name.as_deref())
        .put(registration::affiliation, |row| row.affiliation.as_deref())
        .put(registration::lang, |row| row.lang)
        .put(registration::state, |row| row.state)
        .put(registration::needs, |row| &row.needs)
        .put(registration::discreet, |row| row.discreet)
        .put(registration::photo, |row| row.photo)
        .put(registration::search, |row| row.search.as_str())
        .put(registration::created_at, |row| row.created_at)
        .put(registration::updated_at, |row| row.updated_at)
        .insert(conn)
        .await
}

/// Writes what was agreed to.
pub async fn insert_consents(
    conn: &mut Conn,
    given: &[(RegistrationId, ConsentTextId)],
    now: DateTime<Utc>,
) -> db::Result<()> {
    Rows::of(consent_given::table, given)
        .put(consent_given::registration_id, |(registration, _)| *registration)
        .put(consent_given::consent_text_id, |(_, text)| *text)
        .put(consent_given::given_at, |_| now)
        .on_conflict("ON CONFLICT DO NOTHING")
        .insert(conn)
        .await
}

/// A live registration that an address has already.
#[derive(QueryableByName, Clone, Debug)]
#[diesel(table_name = registration)]
pub struct Known {
    pub email_key: String,
    pub id: RegistrationId,
    pub link_version: i32,
    pub lang: String,
}

/// Live, in the words of the index on one live registration per address: with states as parameters
/// the planner could not know that the index fits, and would read the whole table.
const LIVE: &str =
    "registration.state NOT IN ('rejected', 'withdrawn', 'cancelled', 'lapsed', 'anonymised')";

/// Address by address. Asked for all at once, a planner that last saw the forum empty finds it cheaper to
/// read all its people than to look up each, and goes on thinking so for a minute of a rush.
const FIND_KNOWN: &str = "SELECT found.* FROM unnest($1) AS asked (email_key) CROSS JOIN LATERAL ( \
    SELECT email_key, id, link_version, lang FROM registration \
    WHERE forum_id = $2 AND email_key = asked.email_key AND ";

/// The live registrations of these addresses at this forum.
pub async fn known_addresses(
    conn: &mut Conn,
    scope: &Scope,
    keys: &[String],
) -> db::Result<Vec<Known>> {
    diesel::sql_query(format!("{FIND_KNOWN} {LIVE} LIMIT 1) AS found"))
        .bind::<Array<Text>, _>(keys)
        .bind::<Uuid, _>(scope.forum())
        .load(conn)
        .await
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = registration)]
struct Row {
    id: RegistrationId,
    category_id: CategoryId,
    reference: String,
    email: String,
    name: String,
    name_latin: Option<String>,
    badge_name: Option<String>,
    affiliation: Option<String>,
    lang: String,
    state: String,
    needs: Value,
    discreet: bool,
    photo: String,
    link_version: i32,
    calendar_sequence: i32,
    version: i32,
    verified_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

/// A stored value that no longer parses is a broken row, not a reader's fault.
fn broken<E: std::fmt::Debug>(fault: E) -> db::Error {
    db::Error::DeserializationError(
        format!("a stored registration does not parse: {fault:?}").into(),
    )
}

fn person(row: Row) -> db::Result<Registration> {
    let name = |text: String| PersonName::parse(&text).map_err(broken);
    Ok(Registration {
        id: row.id,
        reference: Reference::parse(&row.reference).map_err(broken)?,
        state: RegistrationState::parse(&row.state),
        email: Email::parse(&row.email).map_err(broken)?,
        details: Details {
            name: name(row.name)?,
            name_latin: row.name_latin.map(name).transpose()?,
            badge_name: row.badge_name.map(name).transpose()?,
            affiliation: row.affiliation,
            lang: Lang::parse(&row.lang).unwrap_or_default(),
            needs: serde_json::from_value::<Needs>(row.needs).unwrap_or_default(),
            discreet: row.discreet,
            photo: Photo::parse(&row.photo),
        },
        category: row.category_id,
        link_version: row.link_version,
        calendar_sequence: row.calendar_sequence,
        version: row.version,
        verified_at: row.verified_at,
        created_at: row.created_at,
    })
}

/// One registration of this forum.
pub async fn find_person(
    conn: &mut Conn,
    scope: &Scope,
    id: RegistrationId,
) -> db::Result<Registration> {
    let row = registration::table
        .find(id)
        .filter(registration::forum_id.eq(scope.forum()))
        .select(Row::as_select())
        .first(conn)
        .await?;
    person(row)
}

/// Several registrations of this forum.
pub async fn find_people(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[RegistrationId],
) -> db::Result<Vec<Registration>> {
    let rows = registration::table
        .filter(registration::id.eq_any(ids))
        .filter(registration::forum_id.eq(scope.forum()))
        .select(Row::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(person).collect()
}

/// The same, locked until the transaction ends. Limits are locked before it, never after.
pub async fn lock_person(
    conn: &mut Conn,
    scope: &Scope,
    id: RegistrationId,
) -> db::Result<Registration> {
    let row = registration::table
        .find(id)
        .filter(registration::forum_id.eq(scope.forum()))
        .for_no_key_update()
        .select(Row::as_select())
        .first(conn)
        .await?;
    let found = person(row)?;
    // Staff who are kept to some categories change nobody else.
    if scope.reaches(found.category) { Ok(found) } else { Err(db::Error::NotFound) }
}

/// Several registrations, locked in the order of their ids until the transaction ends.
pub async fn lock_people(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[RegistrationId],
) -> db::Result<Vec<Registration>> {
    let rows: Vec<Row> = registration::table
        .filter(registration::id.eq_any(ids))
        .filter(registration::forum_id.eq(scope.forum()))
        .order(registration::id)
        .for_no_key_update()
        .select(Row::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(person).collect()
}

/// Moves registrations to a state; their calendar entries and versions move with them.
pub async fn mark_state(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[RegistrationId],
    state: RegistrationState,
    now: DateTime<Utc>,
) -> db::Result<()> {
    let target = registration::table
        .filter(registration::id.eq_any(ids))
        .filter(registration::forum_id.eq(scope.forum()));
    diesel::update(target)
        .set((
            registration::state.eq(state.code()),
            registration::calendar_sequence.eq(registration::calendar_sequence + 1),
            registration::version.eq(registration::version + 1),
            registration::updated_at.eq(now),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}

/// Notes that the private link was opened; only the first time counts.
pub async fn mark_verified(
    conn: &mut Conn,
    scope: &Scope,
    id: RegistrationId,
    now: DateTime<Utc>,
) -> db::Result<bool> {
    let target = registration::table
        .find(id)
        .filter(registration::forum_id.eq(scope.forum()))
        .filter(registration::verified_at.is_null());
    let changed =
        diesel::update(target).set(registration::verified_at.eq(now)).execute(conn).await?;
    Ok(changed == 1)
}

/// Writes changed details over those of `version`; false when somebody was faster.
pub async fn update_details(
    conn: &mut Conn,
    scope: &Scope,
    person: &Registration,
    details: &Details,
    now: DateTime<Utc>,
) -> db::Result<bool> {
    let text = |name: &Option<PersonName>| name.as_ref().map(|n| n.as_str().to_owned());
    let target = registration::table
        .find(person.id)
        .filter(registration::forum_id.eq(scope.forum()))
        .filter(registration::version.eq(person.version));
    let changed = diesel::update(target)
        .set((
            registration::name.eq(details.name.as_str()),
            registration::name_latin.eq(text(&details.name_latin)),
            registration::badge_name.eq(text(&details.badge_name)),
            registration::affiliation.eq(details.affiliation.as_deref()),
            registration::lang.eq(details.lang.code()),
            registration::needs.eq(serde_json::to_value(&details.needs).unwrap_or_default()),
            registration::discreet.eq(details.discreet),
            registration::photo.eq(details.photo.code()),
            registration::search.eq(search_text(details, &person.email, person.reference.as_str())),
            registration::version.eq(registration::version + 1),
            registration::updated_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(changed == 1)
}
