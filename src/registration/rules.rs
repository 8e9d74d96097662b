//! What a forum asks of a registration, and whether a wish meets it; pure but for the loading.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::accounts::Scope;
use crate::agenda;
use crate::db::{self, Conn};
use crate::forum::{self, Category, ConsentText, Window};
use crate::types::{ConsentTextId, LimitId, SessionId};

use super::model::{Register, RegisterRefusal};

/// A session that one can sign up for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignupSession {
    /// Its id.
    pub id: SessionId,
    /// Its number.
    pub no: i32,
    /// Where its seats are counted.
    pub limit: LimitId,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
}

impl SignupSession {
    /// True when nobody can be at both: they share a moment (ends are not shared).
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts_at < other.ends_at && other.starts_at < self.ends_at
    }
}

/// The rules of one forum as they stood when they were loaded.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The forum itself.
    pub forum: forum::Forum,
    /// Its categories, in their order.
    pub categories: Vec<Category>,
    /// What it asks people to agree to.
    pub consents: Vec<ConsentText>,
    /// The sessions one can sign up for, by number.
    pub sessions: BTreeMap<i32, SignupSession>,
}

/// A wish that meets the rules, with everything named by id.
#[derive(Clone, Debug)]
pub struct Admitted {
    /// The category.
    pub category: Category,
    /// The sessions, in the order asked.
    pub sessions: Vec<SignupSession>,
    /// The texts agreed to.
    pub consents: Vec<ConsentTextId>,
}

impl Rules {
    /// Loads the rules of a forum, in a fixed number of queries.
    ///
    /// # Errors
    /// A broken database.
    pub async fn load(conn: &mut Conn, scope: &Scope) -> db::Result<Self> {
        let forum = forum::find_forum(conn, scope).await?;
        let categories = forum::list_categories(conn, scope).await?;
        let consents = forum::list_consents(conn, scope).await?;
        let index = agenda::session_index(conn, scope).await?;
        let sessions = index
            .into_iter()
            .filter_map(|s| {
                let (id, no, starts_at, ends_at) = (s.id, s.no, s.starts_at, s.ends_at);
                Some((no, SignupSession { id, no, limit: s.limit?, starts_at, ends_at }))
            })
            .collect();
        Ok(Self { forum, categories, consents, sessions })
    }

    /// Holds a wish against the rules.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn admit(&self, want: &Register, now: DateTime<Utc>) -> Result<Admitted, RegisterRefusal> {
        match forum::window(&self.forum, now) {
            Window::Open { .. } => {}
            Window::NotYet { .. } => return Err(RegisterRefusal::NotYetOpen),
            Window::Closed | Window::NotOffered => {
                return Err(RegisterRefusal::WindowClosed);
            }
        }
        let category = match &want.category {
            None => self.categories.first(),
            Some(code) => self.categories.iter().find(|c| c.code.as_str() == code),
        };
        let unknown =
            || RegisterRefusal::UnknownCategory(want.category.clone().unwrap_or_default());
        let category = category.cloned().ok_or_else(unknown)?;
        let find =
            |no: &i32| self.sessions.get(no).cloned().ok_or(RegisterRefusal::UnknownSession(*no));
        let sessions = want.sessions.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        Ok(Admitted { category, sessions, consents: self.agreed(&want.consents)? })
    }

    fn agreed(&self, purposes: &[String]) -> Result<Vec<ConsentTextId>, RegisterRefusal> {
        let known =
            |purpose: &String| self.consents.iter().any(|text| text.purpose.as_str() == purpose);
        if let Some(odd) = purposes.iter().find(|purpose| !known(purpose)) {
            return Err(RegisterRefusal::UnknownConsent(odd.clone()));
        }
        let given = |text: &&ConsentText| purposes.iter().any(|p| p == text.purpose.as_str());
        if let Some(missing) = self.consents.iter().find(|text| text.required && !given(text)) {
            return Err(RegisterRefusal::ConsentMissing(missing.purpose.as_str().to_owned()));
        }
        Ok(self.consents.iter().filter(given).map(|text| text.id).collect())
    }

    /// The limits that a place in this category counts against.
    #[must_use]
    pub fn place_limits(&self, forum_limit: LimitId, category: &Category) -> Vec<LimitId> {
        vec![forum_limit, category.limit]
    }

    /// The sign-up session of an id.
    #[must_use]
    pub fn session(&self, id: SessionId) -> Option<&SignupSession> {
        self.sessions.values().find(|session| session.id == id)
    }
}
