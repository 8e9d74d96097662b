use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::import_upload;
use crate::db::{self, Conn};
use crate::types::ImportId;

/// A schedule that was sent and not taken over yet.
#[derive(Queryable, Clone, Debug)]
pub struct UploadRow {
    /// Its id.
    pub id: ImportId,
    /// What the file was called.
    pub name: String,
    /// The zone that was named for it.
    pub zone: Option<String>,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Keeps a file.
///
/// # Errors
/// A broken database.
pub async fn insert_upload(
    conn: &mut Conn,
    scope: &Scope,
    row: &UploadRow,
    now: DateTime<Utc>,
) -> db::Result<()> {
    diesel::insert_into(import_upload::table)
        .values((
            import_upload::id.eq(row.id),
            import_upload::forum_id.eq(scope.forum()),
            import_upload::name.eq(&row.name),
            import_upload::zone.eq(&row.zone),
            import_upload::bytes.eq(&row.bytes),
            import_upload::created_at.eq(now),
        ))
        .execute(conn)
        .await
        .map(|_| ())
}

/// A file of the forum.
///
/// # Errors
/// A broken database; not found.
pub async fn find_upload(conn: &mut Conn, scope: &Scope, id: ImportId) -> db::Result<UploadRow> {
    import_upload::table
        .filter(import_upload::id.eq(id))
        .filter(import_upload::forum_id.eq(scope.forum()))
        .select((import_upload::id, import_upload::name, import_upload::zone, import_upload::bytes))
        .first(conn)
        .await
}

/// Forgets one file of the forum, or all of them.
///
/// # Errors
/// A broken database.
pub async fn delete_uploads(
    conn: &mut Conn,
    scope: &Scope,
    only: Option<ImportId>,
) -> db::Result<()> {
    let own = import_upload::table.filter(import_upload::forum_id.eq(scope.forum()));
    let gone = match only {
        Some(id) => diesel::delete(own.filter(import_upload::id.eq(id))).execute(conn).await,
        None => diesel::delete(own).execute(conn).await,
    };
    gone.map(|_| ())
}

/// Forgets every file that was sent before an instant.
///
/// # Errors
/// A broken database.
pub async fn delete_old_uploads(conn: &mut Conn, before: DateTime<Utc>) -> db::Result<()> {
    let old = import_upload::table.filter(import_upload::created_at.lt(before));
    diesel::delete(old).execute(conn).await.map(|_| ())
}
