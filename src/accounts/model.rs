use chrono::{DateTime, TimeDelta, Utc};

use crate::types::{ForumId, Lang, Role, Token, UserId};

/// A role someone holds: admin for the installation, others for one forum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The forum it is for; absent for admin.
    pub forum: Option<ForumId>,
}

/// A signed-in member of staff, by session or by token.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Who.
    pub user: UserId,
    /// The name shown in the desk.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// The language they chose.
    pub lang: Lang,
    /// Whether they have set a password yet.
    pub has_password: bool,
    /// What they are.
    pub grants: Vec<Grant>,
}

impl Identity {
    /// The strongest role held for a forum: admin reaches every forum.
    #[must_use]
    pub fn role_at(&self, forum: ForumId) -> Option<Role> {
        self.grants
            .iter()
            .filter(|grant| grant.forum.is_none_or(|own| own == forum))
            .map(|grant| grant.role)
            .min()
    }

    /// True for who runs the installation.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.grants.iter().any(|grant| grant.role == Role::Admin)
    }

    /// The forums the person holds a role for, admin aside.
    pub fn forums(&self) -> impl Iterator<Item = ForumId> + '_ {
        self.grants.iter().filter_map(|grant| grant.forum)
    }
}

/// Somebody who was just let in.
#[derive(Debug)]
pub struct SignedIn {
    /// The token their browser keeps; only its digest is stored.
    pub session: Token,
    /// Who.
    pub user: UserId,
    /// Whether they have set a password yet.
    pub has_password: bool,
}

/// A live session, as setting a password looks at it.
#[derive(Clone, Copy, Debug)]
pub struct OpenSession {
    /// Whose.
    pub user: UserId,
    /// Whether a one-time link opened it.
    pub by_link: bool,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// How long after coming in by a one-time link somebody may set a password without the old one: the
/// way back in for who forgot it.
const FRESH: TimeDelta = TimeDelta::hours(1);

impl OpenSession {
    /// Whether setting a new password takes the current one.
    #[must_use]
    pub fn needs_current(&self, has_password: bool, now: DateTime<Utc>) -> bool {
        has_password && !(self.by_link && now < self.since + FRESH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_came_by_a_link_just_now_may_pass_over_the_old_password() {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let session = |by_link, minutes| OpenSession {
            user: UserId::fresh(),
            by_link,
            since: now - TimeDelta::minutes(minutes),
        };
        assert!(!session(false, 0).needs_current(false, now), "there is none");
        assert!(session(false, 0).needs_current(true, now));
        assert!(!session(true, 59).needs_current(true, now));
        assert!(session(true, 60).needs_current(true, now));
    }
}
