use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::accounts::Scope;
use crate::db::schema::{source_ref, speaker};
use crate::db::{self, Conn};
use crate::types::ForumId;

use super::ROWS;

/// What kind of thing an imported name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A session.
    Session,
    /// A room.
    Room,
    /// A track.
    Track,
    /// A speaker.
    Speaker,
}

impl SourceKind {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Room => "room",
            Self::Track => "track",
            Self::Speaker => "speaker",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Session, Self::Room, Self::Track, Self::Speaker]
            .into_iter()
            .find(|kind| kind.code() == word)
    }
}

/// What a thing of ours is called where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRef {
    /// What it is.
    pub kind: SourceKind,
    /// Its id there.
    pub foreign_id: String,
    /// Its id here.
    pub local_id: Uuid,
}

/// Everything that came from a source before.
///
/// # Errors
/// A broken database.
pub async fn list_refs(conn: &mut Conn, scope: &Scope, source: &str) -> db::Result<Vec<SourceRef>> {
    let rows: Vec<(String, String, Uuid)> = source_ref::table
        .filter(source_ref::forum_id.eq(scope.forum()))
        .filter(source_ref::source.eq(source))
        .select((source_ref::kind, source_ref::foreign_id, source_ref::local_id))
        .load(conn)
        .await?;
    let known = |(kind, foreign_id, local_id): (String, String, Uuid)| {
        Some(SourceRef { kind: SourceKind::parse(&kind)?, foreign_id, local_id })
    };
    Ok(rows.into_iter().filter_map(known).collect())
}

/// Notes what came from a source, many by one statement; what was called so before gives way.
///
/// # Errors
/// A broken database.
pub async fn insert_refs(
    conn: &mut Conn,
    scope: &Scope,
    source: &str,
    refs: &[SourceRef],
) -> db::Result<()> {
    for chunk in refs.chunks(ROWS) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|known| {
                (
                    source_ref::forum_id.eq(scope.forum()),
                    source_ref::source.eq(source),
                    source_ref::kind.eq(known.kind.code()),
                    source_ref::foreign_id.eq(&known.foreign_id),
                    source_ref::local_id.eq(known.local_id),
                )
            })
            .collect();
        diesel::insert_into(source_ref::table)
            .values(rows)
            .on_conflict((
                source_ref::forum_id,
                source_ref::source,
                source_ref::kind,
                source_ref::foreign_id,
            ))
            .do_update()
            .set(source_ref::local_id.eq(excluded(source_ref::local_id)))
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Forgets what hidden speakers were called where they came from: that may be their name.
///
/// # Errors
/// A broken database.
pub async fn forget_hidden_refs(conn: &mut Conn, forum: ForumId) -> db::Result<()> {
    let hidden = speaker::table
        .filter(speaker::forum_id.eq(forum))
        .filter(speaker::hidden.eq(true))
        .select(speaker::id);
    let theirs = source_ref::table
        .filter(source_ref::forum_id.eq(forum))
        .filter(source_ref::kind.eq(SourceKind::Speaker.code()))
        .filter(source_ref::local_id.eq_any(hidden));
    diesel::delete(theirs).execute(conn).await.map(|_| ())
}
