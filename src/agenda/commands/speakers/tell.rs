use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};

use crate::accounts::Scope;
use crate::agenda::letters::{SpeakerEntry, SpeakerTold};
use crate::agenda::model::{Answer, Appearance, Change, ChangeKind, Listed, Speaking};
use crate::agenda::queries::{self, Release};
use crate::agenda::store;
use crate::db::{self, Conn, Db};
use crate::mail::{self, Post};
use crate::speakers;
use crate::types::{Clock, SessionId, SpeakerId};

/// How many speakers are told in one transaction.
const PAGE: usize = 200;

/// Writes to every speaker whom a release concerns and to whom a link was sent: one letter each with all
/// of their changes and what they mean for their calendar. Running again writes to nobody twice.
///
/// # Errors
/// A broken database; not found when there is no such release.
pub async fn tell_speakers(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    number: i32,
) -> db::Result<usize> {
    let now = clock.now();
    let mut conn = db.conn().await?;
    let release = queries::find_release(&mut conn, scope, number).await?;
    let news = News::of(&release);
    let concerned =
        store::speakers_concerned(&mut conn, scope, &news.sessions, &news.named).await?;
    let sessions = queries::shown(&mut conn, scope, &news.sessions).await?;
    drop(conn);
    let mut told = 0;
    for page in concerned.chunks(PAGE) {
        told +=
            db.tx(async |conn| tell_page(conn, scope, &news, &sessions, page, now).await).await?;
    }
    Ok(told)
}

/// What a release means to who speaks.
struct News<'a> {
    release: &'a Release,
    /// Every session that someone must hear of.
    sessions: Vec<SessionId>,
    /// Who joined or left one.
    named: Vec<SpeakerId>,
    /// Those whose hour may not be the one in a calendar: they moved, or are public again after they were
    /// taken out, when every entry was kept.
    moved: BTreeSet<SessionId>,
}

impl<'a> News<'a> {
    fn of(release: &'a Release) -> Self {
        let concerning = || release.changes.iter().filter(|change| change.kind.concerns_speakers());
        let mut sessions: Vec<SessionId> = concerning().map(|change| change.session).collect();
        sessions.dedup();
        let mut named = Vec::new();
        for change in concerning() {
            if let ChangeKind::People { joined, left } = &change.kind {
                named.extend(joined.iter().chain(left));
            }
        }
        let is_moved = |change: &&Change| {
            matches!(change.kind, ChangeKind::Moved { .. } | ChangeKind::Added { .. })
        };
        let moved = concerning().filter(is_moved).map(|change| change.session).collect();
        Self { release, sessions, named, moved }
    }

    /// True when someone left a session.
    fn left(&self, session: SessionId, speaker: SpeakerId) -> bool {
        self.release.changes.iter().any(|change| {
            change.session == session
                && matches!(&change.kind, ChangeKind::People { left, .. } if left.contains(&speaker))
        })
    }
}

async fn tell_page(
    conn: &mut Conn,
    scope: &Scope,
    news: &News<'_>,
    sessions: &[Listed],
    page: &[SpeakerId],
    now: DateTime<Utc>,
) -> db::Result<usize> {
    let fresh = store::note_speakers_told(conn, news.release.id, page, now).await?;
    // Before anything is read: whoever answers now is waited for, or waits.
    let contacts = speakers::lock_contacts(conn, scope, &fresh).await?;
    let mut parts = queries::appearances_of_all(conn, scope, &fresh).await?;
    let mut known: HashMap<SpeakerId, Vec<Speaking>> = HashMap::new();
    for own in store::speaking_of(conn, scope, &fresh).await? {
        known.entry(own.speaker).or_default().push(own);
    }
    let (mut posts, mut written) = (Vec::new(), Vec::new());
    for contact in &contacts {
        let Some(to) = contact.reached() else { continue };
        let own = parts.remove(&contact.speaker).unwrap_or_default();
        let known = known.remove(&contact.speaker).unwrap_or_default();
        let told = told(news, sessions, contact.speaker, own, known);
        if told.sessions.is_empty() {
            continue;
        }
        let letter = SpeakerTold {
            speaker: contact.speaker,
            link_version: contact.link_version,
            release: news.release.number,
            sessions: told.sessions,
            entries: told.changed.iter().map(SpeakerEntry::of).collect(),
        };
        let post = Post::new(to, contact.lang, &letter, now)?;
        posts.push(post.about(scope.forum(), None));
        written.extend(told.changed);
    }
    store::upsert_speaking(conn, scope, &written, now).await?;
    mail::post_all(conn, &posts).await?;
    Ok(posts.len())
}

/// What one speaker hears.
struct Told {
    sessions: Vec<SessionId>,
    /// The parts whose calendar entries move.
    changed: Vec<Speaking>,
}

fn told(
    news: &News<'_>,
    sessions: &[Listed],
    speaker: SpeakerId,
    own: Vec<Appearance>,
    known: Vec<Speaking>,
) -> Told {
    let mut told = Told { sessions: Vec::new(), changed: Vec::new() };
    let mut own: HashMap<SessionId, Appearance> =
        own.into_iter().filter(|own| own.is_public).map(|own| (own.session.id, own)).collect();
    let mut known: HashMap<SessionId, Speaking> =
        known.into_iter().map(|own| (own.session, own)).collect();
    for id in &news.sessions {
        let is_public = sessions.iter().any(|session| session.id == *id);
        if let Some(part) = own.remove(id) {
            told.sessions.push(*id);
            let wanted = part.session.state.is_on() && part.answer() != Answer::Declined;
            let mut speaking = part.speaking;
            let differs = wanted != speaking.in_calendar || wanted && news.moved.contains(id);
            if differs && speaking.enter(wanted) {
                told.changed.push(speaking);
            }
        } else if let Some(mut speaking) = known.remove(id).filter(|own| own.in_calendar) {
            told.sessions.push(*id);
            // What was taken out whole keeps its entry, as every seat in it is kept.
            if is_public && speaking.enter(false) {
                told.changed.push(speaking);
            }
        } else if news.left(*id, speaker) {
            told.sessions.push(*id);
        }
    }
    told
}
