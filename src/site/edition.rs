use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

use crate::accounts::Scope;
use crate::agenda::{self, Listed, Programme, SignUp};
use crate::capacity::{self, LimitKind};
use crate::db::{self, Conn, Db};
use crate::forum::{self, ConsentText, Forum, Room, Venue};
use crate::speakers::{self, Speaker};
use crate::types::{ForumId, LimitId, SpeakerId, fold};
use crate::web::Fault;

use super::snapshots::{Beat, Pulse, doubtful, old};

/// Everything the public may read of a forum, but for its seats.
pub struct Edition {
    /// The forum.
    pub forum: Forum,
    /// Its released sessions.
    pub programme: Programme,
    /// The number of its newest release, and when that was made.
    pub release: Option<(i32, DateTime<Utc>)>,
    /// Who speaks, in order of precedence.
    pub speakers: Vec<Speaker>,
    /// Where it meets.
    pub venues: Vec<Venue>,
    /// The rooms there.
    pub rooms: Vec<Room>,
    /// What it asks people to agree to.
    pub consents: Vec<ConsentText>,
    /// Titles and names of each session as a search reads them, in the order of the sessions.
    pub searched: Vec<String>,
}

/// How many seats there are, are taken, and are waited for.
pub struct SeatCounts {
    limits: HashMap<LimitId, SignUp>,
    forum: Option<SignUp>,
}

/// What a forum's pages are made of, and how new it is.
#[derive(Clone)]
pub struct Shown {
    /// Words, times, people.
    pub edition: Arc<Edition>,
    /// Seats.
    pub seats: Arc<SeatCounts>,
    /// Since when those seats are known.
    pub counted_at: DateTime<Utc>,
    /// Since when the rest is.
    pub loaded_at: DateTime<Utc>,
    /// Where the forum's pulse stood before anything was read.
    pub beat: Beat,
}

/// The last editions of the forums read most, oldest reading first.
#[derive(Default)]
pub struct Editions(Mutex<Vec<(ForumId, Shown)>>);

/// Most forums whose editions are kept at once.
const KEPT: usize = 24;

impl Editions {
    /// What a forum's pages are made of now. Whoever comes while it is loaded waits for the same.
    ///
    /// # Errors
    /// A broken database.
    pub async fn shown(
        &self,
        pulse: &Pulse,
        db: &Db,
        scope: &Scope,
        now: DateTime<Utc>,
    ) -> Result<Shown, Fault> {
        let good = |shown: &Shown| shown.is_good(pulse.beat(), now);
        if let Some(shown) = self.find(scope.forum()).filter(good) {
            return Ok(shown);
        }
        let _loading = pulse.loading.lock().await;
        let known = self.find(scope.forum());
        if let Some(shown) = known.clone().filter(good) {
            return Ok(shown);
        }
        let beat = pulse.beat();
        let mut conn = db.conn().await?;
        let known = known
            .filter(|shown| shown.beat.agenda == beat.agenda && !doubtful(shown.loaded_at, now));
        let (edition, loaded_at) = match known {
            Some(shown) => (shown.edition, shown.loaded_at),
            None => (Arc::new(Edition::load(&mut conn, scope).await?), now),
        };
        let seats = Arc::new(SeatCounts::load(&mut conn, scope).await?);
        let shown = Shown { edition, seats, counted_at: now, loaded_at, beat };
        self.put(scope.forum(), shown.clone());
        Ok(shown)
    }

    /// Forgets the editions of some forums.
    pub fn forget(&self, gone: impl Fn(ForumId) -> bool) {
        self.held().retain(|(forum, _)| !gone(*forum));
    }

    fn find(&self, forum: ForumId) -> Option<Shown> {
        let mut held = self.held();
        let at = held.iter().position(|(id, _)| *id == forum)?;
        let found = held.remove(at);
        let shown = found.1.clone();
        held.push(found);
        Some(shown)
    }

    fn put(&self, forum: ForumId, shown: Shown) {
        let mut held = self.held();
        held.retain(|(id, _)| *id != forum);
        if held.len() >= KEPT {
            held.remove(0);
        }
        held.push((forum, shown));
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Vec<(ForumId, Shown)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shown {
    fn is_good(&self, beat: Beat, now: DateTime<Utc>) -> bool {
        self.beat.agenda == beat.agenda
            && !doubtful(self.loaded_at, now)
            && (self.beat.seats == beat.seats || !old(self.counted_at, now))
    }
}

impl Edition {
    /// Reads it: ten queries for any size.
    async fn load(conn: &mut Conn, scope: &Scope) -> db::Result<Self> {
        let programme = agenda::programme(conn, scope).await?;
        let mut speakers = speakers::public_speakers(conn, scope).await?;
        // Who speaks is as public as the sessions they speak in: nobody is announced before.
        let named: HashSet<SpeakerId> =
            programme.sessions.iter().flat_map(|s| s.people.iter().map(|p| p.speaker)).collect();
        speakers.retain(|speaker| named.contains(&speaker.id));
        Ok(Self {
            forum: forum::find_forum(conn, scope).await?,
            release: agenda::newest_release(conn, scope).await?,
            searched: programme.sessions.iter().map(searched).collect(),
            programme,
            speakers,
            venues: forum::list_venues(conn, scope).await?,
            rooms: forum::list_rooms(conn, scope).await?,
            consents: forum::list_consents(conn, scope).await?,
        })
    }

    /// The session of a number, if the public may see it.
    #[must_use]
    pub fn session(&self, no: i32) -> Option<&Listed> {
        self.programme.sessions.iter().find(|session| session.no == no)
    }

    /// True when any session counts its seats; otherwise seats are not spoken of.
    #[must_use]
    pub fn counts_seats(&self) -> bool {
        let counts = |session: &Listed| session.sign_up.is_some_and(|s| s.capacity.is_some());
        self.programme.sessions.iter().any(counts)
    }
}

/// Every title and name of a session in every language, with and without its spaces: Korean is searched
/// both ways.
fn searched(session: &Listed) -> String {
    let people = session.people.iter().map(|part| &part.name);
    let texts = [&session.title, &session.subtitle].into_iter().chain(people);
    let mut all = String::new();
    for text in texts.flat_map(|words| words.langs().map(|lang| fold(words.in_lang(lang)))) {
        for way in [text.replace(' ', ""), text] {
            all.push_str(&way);
            all.push('\n');
        }
    }
    all
}

impl SeatCounts {
    /// Reads them: one query.
    async fn load(conn: &mut Conn, scope: &Scope) -> db::Result<Self> {
        let limits = capacity::find_limits(conn, scope).await?;
        let count = |limit: &capacity::Limit| SignUp {
            limit: limit.id,
            capacity: limit.capacity,
            taken: limit.taken,
            waiting: limit.waiting,
        };
        let forum = limits.iter().find(|limit| limit.kind == LimitKind::Forum.code()).map(count);
        Ok(Self { limits: limits.iter().map(|limit| (limit.id, count(limit))).collect(), forum })
    }

    /// How a session's seats stand; absent where they are not counted.
    #[must_use]
    pub fn of(&self, session: &Listed) -> Option<SignUp> {
        let told = session.sign_up?;
        let now = self.limits.get(&told.limit).copied().unwrap_or(told);
        now.capacity.map(|_| now)
    }

    /// How the places at the forum itself stand; absent where they are not counted.
    #[must_use]
    pub fn of_forum(&self) -> Option<SignUp> {
        self.forum.filter(|forum| forum.capacity.is_some())
    }
}
