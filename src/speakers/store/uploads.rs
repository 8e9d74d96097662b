use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::speaker_upload;
use crate::db::{self, Conn};
use crate::speakers::model::{NewUpload, UploadKind, UploadRecord};
use crate::types::{SessionId, SpeakerId, UploadId, sha256};

#[derive(Queryable, Selectable)]
#[diesel(table_name = speaker_upload)]
struct Row {
    id: UploadId,
    speaker_id: SpeakerId,
    session_id: Option<SessionId>,
    kind: String,
    digest: String,
    name: String,
    size: i32,
    shared: bool,
    published_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl From<Row> for UploadRecord {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            speaker: row.speaker_id,
            session: row.session_id,
            kind: UploadKind::parse(&row.kind),
            digest: row.digest,
            name: row.name,
            size: row.size,
            shared: row.shared,
            published_at: row.published_at,
            created_at: row.created_at,
        }
    }
}

/// Keeps a file of a speaker; says its digest.
///
/// # Errors
/// A broken database.
pub async fn insert_upload(
    conn: &mut Conn,
    scope: &Scope,
    speaker: SpeakerId,
    upload: &NewUpload,
    now: DateTime<Utc>,
) -> db::Result<String> {
    let digest: String = sha256(&upload.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    diesel::insert_into(speaker_upload::table)
        .values((
            speaker_upload::id.eq(UploadId::fresh()),
            speaker_upload::forum_id.eq(scope.forum()),
            speaker_upload::speaker_id.eq(speaker),
            speaker_upload::session_id.eq(upload.session),
            speaker_upload::kind.eq(upload.kind.code()),
            speaker_upload::digest.eq(&digest),
            speaker_upload::name.eq(&upload.name),
            speaker_upload::size.eq(i32::try_from(upload.bytes.len()).unwrap_or(i32::MAX)),
            speaker_upload::bytes.eq(&upload.bytes),
            speaker_upload::thumb.eq(upload.thumb.as_deref()),
            speaker_upload::shared.eq(upload.shared),
            speaker_upload::created_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(digest)
}

/// The files of a speaker, oldest first, without what is in them.
///
/// # Errors
/// A broken database.
pub async fn uploads_of(
    conn: &mut Conn,
    scope: &Scope,
    speaker: SpeakerId,
) -> db::Result<Vec<UploadRecord>> {
    let rows: Vec<Row> = speaker_upload::table
        .filter(speaker_upload::forum_id.eq(scope.forum()))
        .filter(speaker_upload::speaker_id.eq(speaker))
        .order(speaker_upload::id)
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(UploadRecord::from).collect())
}

/// Files that wait for the organizer, as [`UploadRecord::waits`] says it: slides that are for the organizer
/// alone wait for nothing.
#[diesel::dsl::auto_type(no_type_alias)]
fn waiting() -> _ {
    let is_photo = speaker_upload::kind.eq("photo");
    speaker_upload::published_at.is_null().and(is_photo.or(speaker_upload::shared.eq(true)))
}

/// The files of all speakers that wait for the organizer.
///
/// # Errors
/// A broken database.
pub async fn list_uploads(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<UploadRecord>> {
    let rows: Vec<Row> = speaker_upload::table
        .filter(speaker_upload::forum_id.eq(scope.forum()))
        .filter(waiting())
        .order(speaker_upload::id)
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(UploadRecord::from).collect())
}

/// One file of a speaker with what is in it.
///
/// # Errors
/// A broken database.
pub async fn find_file(
    conn: &mut Conn,
    scope: &Scope,
    speaker: SpeakerId,
    id: UploadId,
) -> db::Result<Option<(UploadRecord, Vec<u8>)>> {
    let row: Option<(Row, Vec<u8>)> = speaker_upload::table
        .find(id)
        .filter(speaker_upload::forum_id.eq(scope.forum()))
        .filter(speaker_upload::speaker_id.eq(speaker))
        .select((Row::as_select(), speaker_upload::bytes))
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(|(row, bytes)| (row.into(), bytes)))
}

/// The newest photo of a speaker as a small square, shown or not.
///
/// # Errors
/// A broken database.
pub async fn photo_of(
    conn: &mut Conn,
    scope: &Scope,
    speaker: SpeakerId,
) -> db::Result<Option<Vec<u8>>> {
    let found: Option<Option<Vec<u8>>> = speaker_upload::table
        .filter(speaker_upload::forum_id.eq(scope.forum()))
        .filter(speaker_upload::speaker_id.eq(speaker))
        .filter(speaker_upload::kind.eq(UploadKind::Photo.code()))
        .order(speaker_upload::id.desc())
        .select(speaker_upload::thumb)
        .first(conn)
        .await
        .optional()?;
    Ok(found.flatten())
}

/// Removes one file; true when it was there.
///
/// # Errors
/// A broken database.
pub async fn delete_upload(
    conn: &mut Conn,
    scope: &Scope,
    speaker: SpeakerId,
    id: UploadId,
) -> db::Result<bool> {
    let own = speaker_upload::table
        .find(id)
        .filter(speaker_upload::forum_id.eq(scope.forum()))
        .filter(speaker_upload::speaker_id.eq(speaker));
    Ok(diesel::delete(own).execute(conn).await? == 1)
}

/// Removes the files of a kind; only those that wait, or all.
///
/// # Errors
/// A broken database.
pub async fn delete_uploads(
    conn: &mut Conn,
    scope: &Scope,
    speaker: SpeakerId,
    kind: UploadKind,
    only_waiting: bool,
) -> db::Result<()> {
    let own = speaker_upload::table
        .filter(speaker_upload::forum_id.eq(scope.forum()))
        .filter(speaker_upload::speaker_id.eq(speaker))
        .filter(speaker_upload::kind.eq(kind.code()));
    if only_waiting {
        return diesel::delete(own.filter(waiting())).execute(conn).await.map(|_| ());
    }
    diesel::delete(own).execute(conn).await.map(|_| ())
}

/// Shows every file of a speaker that waits; says their digests by kind.
///
/// # Errors
/// A broken database.
pub async fn publish_uploads(
    conn: &mut Conn,
    scope: &Scope,
    speaker: SpeakerId,
    now: DateTime<Utc>,
) -> db::Result<Vec<(UploadKind, UploadId, String)>> {
    let own = speaker_upload::table
        .filter(speaker_upload::forum_id.eq(scope.forum()))
        .filter(speaker_upload::speaker_id.eq(speaker))
        .filter(waiting());
    let rows: Vec<(String, UploadId, String)> = diesel::update(own)
        .set(speaker_upload::published_at.eq(now))
        .returning((speaker_upload::kind, speaker_upload::id, speaker_upload::digest))
        .get_results(conn)
        .await?;
    let kinds = rows.into_iter().map(|(kind, id, digest)| (UploadKind::parse(&kind), id, digest));
    Ok(kinds.collect())
}
