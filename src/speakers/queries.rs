use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::{speaker, speaker_upload};
use crate::db::{self, Conn};
use crate::types::{ForumId, SessionId, SpeakerId, UploadId, Words};

use super::model::Speaker;
use super::store::Row;

/// The speakers the public may know of, in order of precedence.
///
/// # Errors
/// A broken database.
pub async fn public_speakers(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Speaker>> {
    let rows = speaker::table
        .filter(speaker::forum_id.eq(scope.forum()))
        .filter(speaker::hidden.eq(false))
        .order((speaker::position, speaker::id))
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Speaker::from).collect())
}

/// One speaker the public may know of.
///
/// # Errors
/// A broken database.
pub async fn find_public_speaker(
    conn: &mut Conn,
    scope: &Scope,
    id: SpeakerId,
) -> db::Result<Option<Speaker>> {
    let row: Option<Row> = speaker::table
        .filter(speaker::forum_id.eq(scope.forum()))
        .filter(speaker::hidden.eq(false))
        .filter(speaker::id.eq(id))
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(Speaker::from))
}

/// Slides that anyone may take from a session's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedSlides {
    /// By which they are addressed.
    pub digest: String,
    /// What the file was called.
    pub name: String,
    /// How many bytes it has.
    pub size: i32,
    /// Whose they are.
    pub speaker: SpeakerId,
    /// What they are called.
    pub speaker_name: Words,
}

/// Where shared slides may be shown, if their speaker has a public part there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedPlace {
    /// The file.
    pub id: UploadId,
    /// Whose it is.
    pub speaker: SpeakerId,
    /// The session it was sent for.
    pub session: SessionId,
}

/// A file that anyone may fetch.
pub struct PublicFile {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What it was called; empty for photos.
    pub name: String,
}

/// The slides of a session that its speakers agreed to share and the organizer showed; nobody's who is
/// hidden. Whether a speaker has a part in what the public sees of the session is for the caller to say.
///
/// # Errors
/// A broken database.
pub async fn shared_slides(
    conn: &mut Conn,
    scope: &Scope,
    session: SessionId,
) -> db::Result<Vec<SharedSlides>> {
    let rows: Vec<(String, String, i32, SpeakerId, Words)> = shared(scope.forum())
        .filter(speaker_upload::session_id.eq(session))
        .order((speaker::position, speaker_upload::id))
        .select((
            speaker_upload::digest,
            speaker_upload::name,
            speaker_upload::size,
            speaker::id,
            speaker::name,
        ))
        .load(conn)
        .await?;
    let slides = rows.into_iter().map(|(digest, name, size, speaker, speaker_name)| SharedSlides {
        digest,
        name,
        size,
        speaker,
        speaker_name,
    });
    Ok(slides.collect())
}

/// Where the slides of a digest may be shown: one file may have been sent for several sessions.
///
/// # Errors
/// A broken database.
pub async fn shared_places(
    conn: &mut Conn,
    scope: &Scope,
    digest: &str,
) -> db::Result<Vec<SharedPlace>> {
    let rows: Vec<(UploadId, SpeakerId, Option<SessionId>)> = shared(scope.forum())
        .filter(speaker_upload::digest.eq(digest))
        .order(speaker_upload::id)
        .select((speaker_upload::id, speaker::id, speaker_upload::session_id))
        .load(conn)
        .await?;
    let place = |(id, speaker, session): (_, _, Option<SessionId>)| {
        Some(SharedPlace { id, speaker, session: session? })
    };
    Ok(rows.into_iter().filter_map(place).collect())
}

/// One shared file with what is in it.
///
/// # Errors
/// A broken database.
pub async fn find_shared_slides(
    conn: &mut Conn,
    scope: &Scope,
    id: UploadId,
) -> db::Result<Option<PublicFile>> {
    let row: Option<(Vec<u8>, String)> = shared(scope.forum())
        .filter(speaker_upload::id.eq(id))
        .select((speaker_upload::bytes, speaker_upload::name))
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(|(bytes, name)| PublicFile { bytes, name }))
}

/// Slides that both sides agreed to show, of who is not hidden.
#[diesel::dsl::auto_type(no_type_alias)]
fn shared(forum: ForumId) -> _ {
    speaker_upload::table
        .inner_join(speaker::table)
        .filter(speaker_upload::forum_id.eq(forum))
        .filter(speaker_upload::kind.eq("slides"))
        .filter(speaker_upload::shared.eq(true))
        .filter(speaker_upload::published_at.is_not_null())
        .filter(speaker::hidden.eq(false))
}

/// The photo that is shown of someone who is not hidden, whole or as the small square.
///
/// # Errors
/// A broken database.
pub async fn find_shown_photo(
    conn: &mut Conn,
    scope: &Scope,
    digest: &str,
    small: bool,
) -> db::Result<Option<Vec<u8>>> {
    let shown = speaker_upload::table
        .inner_join(speaker::table)
        .filter(speaker_upload::forum_id.eq(scope.forum()))
        .filter(speaker_upload::digest.eq(digest))
        .filter(speaker_upload::kind.eq("photo"))
        .filter(speaker::photo.eq(digest))
        .filter(speaker::hidden.eq(false));
    if small {
        let thumb: Option<Option<Vec<u8>>> =
            shown.select(speaker_upload::thumb).first(conn).await.optional()?;
        return Ok(thumb.flatten());
    }
    shown.select(speaker_upload::bytes).first(conn).await.optional()
}
