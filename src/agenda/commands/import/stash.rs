use chrono::TimeDelta;

use crate::accounts::Scope;
use crate::db::{self, Conn, Db};
use crate::types::{Clock, ImportId, Zone, optional_line};

use crate::agenda::store::{self, UploadRow};

/// How long a file waits for the word to take it over.
const KEPT: TimeDelta = TimeDelta::hours(24);
/// The longest name of a file, in characters.
const NAME: usize = 120;

/// Keeps a schedule until someone says that it is to be taken over. One file of a forum waits at a
/// time: a newer one takes the place of an older.
///
/// # Errors
/// A broken database.
pub async fn keep_upload(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    name: &str,
    zone: Option<Zone>,
    bytes: Vec<u8>,
) -> db::Result<ImportId> {
    let now = clock.now();
    let name: String = name.chars().take(NAME).collect();
    let row = UploadRow {
        id: ImportId::fresh(),
        name: optional_line(&name, NAME).ok().flatten().unwrap_or_default(),
        zone: zone.map(|zone| zone.name().to_owned()),
        bytes,
    };
    db.tx(async |conn| {
        store::delete_uploads(conn, scope, None).await?;
        store::insert_upload(conn, scope, &row, now).await
    })
    .await?;
    Ok(row.id)
}

/// A file that waits.
///
/// # Errors
/// A broken database; not found, when it was taken over, dropped or has waited too long.
pub async fn import_upload(conn: &mut Conn, scope: &Scope, id: ImportId) -> db::Result<UploadRow> {
    store::find_upload(conn, scope, id).await
}

/// Forgets a file, taken over or not.
///
/// # Errors
/// A broken database.
pub async fn drop_upload(db: &Db, scope: &Scope, id: ImportId) -> db::Result<()> {
    db.tx(async |conn| store::delete_uploads(conn, scope, Some(id)).await).await
}

/// Forgets every file that has waited too long.
///
/// # Errors
/// A broken database.
pub async fn sweep_uploads(db: &Db, clock: &Clock) -> db::Result<()> {
    let before = clock.now() - KEPT;
    db.tx(async |conn| store::delete_old_uploads(conn, before).await).await
}
