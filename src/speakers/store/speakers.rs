use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::speaker;
use crate::db::{self, Conn};
use crate::speakers::model::Speaker;
use crate::types::{ForumId, SpeakerId, Words};

/// Most rows written by one statement: PostgreSQL takes 65,535 values.
const ROWS: usize = 2000;

#[derive(Queryable, Selectable)]
#[diesel(table_name = speaker)]
pub struct Row {
    id: SpeakerId,
    name: Words,
    title: Words,
    biography: Words,
    hidden: bool,
    position: i32,
    photo: Option<String>,
}

#[derive(Insertable)]
#[diesel(table_name = speaker)]
struct NewRow<'a> {
    id: SpeakerId,
    forum_id: ForumId,
    name: &'a Words,
    title: &'a Words,
    biography: &'a Words,
    hidden: bool,
    position: i32,
}

impl From<Row> for Speaker {
    fn from(row: Row) -> Self {
        let Row { id, name, title, biography, hidden, position, photo } = row;
        Self { id, name, title, biography, hidden, position, photo }
    }
}

/// Writes new speakers, many by one statement.
///
/// # Errors
/// A broken database.
pub async fn insert_speakers(
    conn: &mut Conn,
    scope: &Scope,
    speakers: &[Speaker],
) -> db::Result<()> {
    for chunk in speakers.chunks(ROWS) {
        let rows = new_rows(scope, chunk);
        diesel::insert_into(speaker::table).values(&rows).execute(conn).await?;
    }
    Ok(())
}

/// Writes speakers, new ones and known ones, many by one statement. A speaker of another forum is
/// left alone, and whether a known one is hidden too: that is changed by `set_hidden` alone, so that
/// nobody who writes a text or brings in a schedule makes public who must not be.
///
/// # Errors
/// A broken database.
pub async fn upsert_speakers(
    conn: &mut Conn,
    scope: &Scope,
    speakers: &[Speaker],
) -> db::Result<()> {
    use diesel::query_dsl::methods::FilterDsl;

    for chunk in speakers.chunks(ROWS) {
        diesel::insert_into(speaker::table)
            .values(&new_rows(scope, chunk))
            .on_conflict(speaker::id)
            .do_update()
            .set((
                speaker::name.eq(excluded(speaker::name)),
                speaker::title.eq(excluded(speaker::title)),
                speaker::biography.eq(excluded(speaker::biography)),
                speaker::position.eq(excluded(speaker::position)),
            ))
            .filter(speaker::forum_id.eq(scope.forum()))
            .execute(conn)
            .await?;
    }
    Ok(())
}

fn new_rows<'a>(scope: &Scope, speakers: &'a [Speaker]) -> Vec<NewRow<'a>> {
    speakers
        .iter()
        .map(|speaker| NewRow {
            id: speaker.id,
            forum_id: scope.forum(),
            name: &speaker.name,
            title: &speaker.title,
            biography: &speaker.biography,
            hidden: speaker.hidden,
            position: speaker.position,
        })
        .collect()
}

/// Every speaker of the forum in order of precedence, hidden ones too: for the desk.
///
/// # Errors
/// A broken database.
pub async fn list_speakers(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Speaker>> {
    let rows = speaker::table
        .filter(speaker::forum_id.eq(scope.forum()))
        .order((speaker::position, speaker::id))
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Speaker::from).collect())
}

/// A page of them, after one of them.
///
/// # Errors
/// A broken database; not found when that one is none of the forum's.
pub async fn speakers_after(
    conn: &mut Conn,
    scope: &Scope,
    after: Option<SpeakerId>,
    limit: i64,
) -> db::Result<Vec<Speaker>> {
    let mut page = speaker::table
        .filter(speaker::forum_id.eq(scope.forum()))
        .order((speaker::position, speaker::id))
        .limit(limit)
        .select(Row::as_select())
        .into_boxed();
    if let Some(id) = after {
        let place = find_speaker(conn, scope, id).await?.position;
        let beside = speaker::position.eq(place).and(speaker::id.gt(id));
        page = page.filter(speaker::position.gt(place).or(beside));
    }
    let rows = page.load(conn).await?;
    Ok(rows.into_iter().map(Speaker::from).collect())
}

/// The last place that a speaker of the forum has in the order.
///
/// # Errors
/// A broken database.
pub async fn last_position(conn: &mut Conn, scope: &Scope) -> db::Result<Option<i32>> {
    speaker::table
        .filter(speaker::forum_id.eq(scope.forum()))
        .order(speaker::position.desc())
        .select(speaker::position)
        .first(conn)
        .await
        .optional()
}

/// One speaker of the forum, hidden or not: for the desk.
///
/// # Errors
/// A broken database; not found when it is another forum's.
pub async fn find_speaker(conn: &mut Conn, scope: &Scope, id: SpeakerId) -> db::Result<Speaker> {
    let row: Row = speaker::table
        .filter(speaker::forum_id.eq(scope.forum()))
        .filter(speaker::id.eq(id))
        .select(Row::as_select())
        .first(conn)
        .await?;
    Ok(row.into())
}

/// Those of some ids that are speakers of the forum.
///
/// # Errors
/// A broken database.
pub async fn known_speakers(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[SpeakerId],
) -> db::Result<Vec<SpeakerId>> {
    speaker::table
        .filter(speaker::forum_id.eq(scope.forum()))
        .filter(speaker::id.eq_any(ids))
        .select(speaker::id)
        .load(conn)
        .await
}

/// Says whether a speaker is never named in public.
///
/// # Errors
/// A broken database.
pub async fn set_hidden(
    conn: &mut Conn,
    scope: &Scope,
    id: SpeakerId,
    hidden: bool,
) -> db::Result<()> {
    let own = speaker::table.find(id).filter(speaker::forum_id.eq(scope.forum()));
    diesel::update(own).set(speaker::hidden.eq(hidden)).execute(conn).await.map(|_| ())
}

/// Sets which photo of a speaker is shown.
///
/// # Errors
/// A broken database.
pub async fn set_photo(
    conn: &mut Conn,
    scope: &Scope,
    id: SpeakerId,
    digest: Option<&str>,
) -> db::Result<()> {
    let own = speaker::table.find(id).filter(speaker::forum_id.eq(scope.forum()));
    diesel::update(own).set(speaker::photo.eq(digest)).execute(conn).await.map(|_| ())
}
