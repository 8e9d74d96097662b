//! What is done with speakers: by the desk, and by themselves on their own page.

mod change;
mod files;
mod look;
mod own;
mod publish;
mod save;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{self, Conn, Stop};
use crate::forum::{self, Forum};
use crate::types::SpeakerId;

use super::refusal::SpeakerRefusal;

pub use change::{add_speaker, change_speaker, hide_speaker};
pub use files::{keep_photo, keep_slides, remove_photo, remove_slides};
pub use look::{look_at_photo, look_at_slides, look_at_speaker};
pub use own::{
    keep_availability, keep_consents, keep_texts, mark_invited, mark_opened, mark_registered,
};
pub use publish::{drop_sent, publish_sent};
pub use save::{Reach, save_speaker, set_answer_by};

/// The forum, locked, while it may be changed.
async fn editable(conn: &mut Conn, scope: &Scope) -> Result<Forum, Stop<SpeakerRefusal>> {
    let forum = forum::lock_forum(conn, scope).await?;
    if !forum.state.is_editable() {
        return Err(SpeakerRefusal::NotEditable.into());
    }
    Ok(forum)
}

async fn note(
    conn: &mut Conn,
    scope: &Scope,
    now: DateTime<Utc>,
    action: &'static str,
    id: SpeakerId,
    detail: Value,
) -> db::Result<()> {
    let subject = Subject::Speaker(id);
    let entry = Entry::new(now, scope.actor(), Some(scope.forum()), action, subject);
    audit::record(conn, &entry.detail(detail)).await
}

/// Tells every process that what is public has changed.
async fn tell(conn: &mut Conn, scope: &Scope) -> db::Result<()> {
    db::notify(conn, "madang_agenda", &scope.forum().to_string()).await
}
