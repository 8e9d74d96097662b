use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use crate::db::{self, Db};
use crate::types::{ForumId, Slug, Zone};

use super::queries;

/// What the wall needs to know of a forum.
#[derive(Clone, Debug)]
pub struct ForumWall {
    /// Its id.
    pub id: ForumId,
    /// Its name in addresses.
    pub slug: Slug,
    /// Its zone.
    pub zone: Zone,
    /// Whether the public may see it.
    pub public: bool,
}

/// Public forums by address, remembered for a moment so that a public page costs no query.
#[derive(Clone, Default)]
pub struct Directory(Arc<RwLock<HashMap<String, (Instant, ForumWall)>>>);

/// How long a forum is remembered; a notice from the database forgets it sooner.
const REMEMBERED: Duration = Duration::from_secs(10);

impl Directory {
    /// The forum of an address, public or not.
    ///
    /// # Errors
    /// A broken database.
    pub async fn find(&self, db: &Db, slug: &str) -> db::Result<Option<ForumWall>> {
        if let Some(wall) = self.remembered(slug) {
            return Ok(Some(wall));
        }
        let mut conn = db.conn().await?;
        let found = queries::forum_by_slug(&mut conn, slug).await?;
        if let Some(wall) = found.as_ref().filter(|wall| wall.public)
            && let Ok(mut known) = self.0.write()
        {
            known.insert(slug.to_owned(), (Instant::now(), wall.clone()));
        }
        Ok(found)
    }

    /// Forgets everything; called when the database tells of a change.
    pub fn forget(&self) {
        if let Ok(mut known) = self.0.write() {
            known.clear();
        }
    }

    fn remembered(&self, slug: &str) -> Option<ForumWall> {
        let known = self.0.read().ok()?;
        let (since, wall) = known.get(slug)?;
        (since.elapsed() < REMEMBERED).then(|| wall.clone())
    }
}
