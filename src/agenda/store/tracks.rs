use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::agenda::model::TrackRecord;
use crate::db::schema::track;
use crate::db::{self, Conn};
use crate::types::{TrackId, Words};

/// The tracks of the forum in order.
///
/// # Errors
/// A broken database.
pub async fn list_tracks(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<TrackRecord>> {
    let rows: Vec<(TrackId, String, Words, Option<String>, i32)> = track::table
        .filter(track::forum_id.eq(scope.forum()))
        .order((track::position, track::id))
        .select((track::id, track::slug, track::name, track::colour, track::position))
        .load(conn)
        .await?;
    let record =
        |(id, slug, name, colour, position)| TrackRecord { id, slug, name, colour, position };
    Ok(rows.into_iter().map(record).collect())
}

/// Writes tracks, new ones and known ones, by one statement.
///
/// # Errors
/// A broken database; `track_slug_key` when an address is taken.
pub async fn upsert_tracks(
    conn: &mut Conn,
    scope: &Scope,
    tracks: &[TrackRecord],
) -> db::Result<()> {
    use diesel::query_dsl::methods::FilterDsl;

    if tracks.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = tracks
        .iter()
        .map(|track| {
            (
                track::id.eq(track.id),
                track::forum_id.eq(scope.forum()),
                track::slug.eq(&track.slug),
                track::name.eq(&track.name),
                track::colour.eq(track.colour.as_deref()),
                track::position.eq(track.position),
            )
        })
        .collect();
    diesel::insert_into(track::table)
        .values(rows)
        .on_conflict(track::id)
        .do_update()
        .set((
            track::slug.eq(excluded(track::slug)),
            track::name.eq(excluded(track::name)),
            track::colour.eq(excluded(track::colour)),
            track::position.eq(excluded(track::position)),
        ))
        .filter(track::forum_id.eq(scope.forum()))
        .execute(conn)
        .await
        .map(|_| ())
}
