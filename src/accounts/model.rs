use chrono::{DateTime, TimeDelta, Utc};

use crate::types::{CategoryId, ForumId, Lang, Role, Token, TokenId, UserId};

use super::permission::Permission;

/// A role someone holds: admin for the installation, others for one forum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The forum it is for; absent for admin.
    pub forum: Option<ForumId>,
    /// The categories a clerk is kept to; empty: all.
    pub categories: Vec<CategoryId>,
}

/// Whom a permission reaches among the people of a forum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Everybody.
    #[default]
    Everyone,
    /// Those of these categories.
    Categories(Vec<CategoryId>),
}

/// How somebody has shown who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// A program, with a token.
    Token,
    /// A signed-in browser.
    Session {
        /// Whether its owner has set up a second factor.
        has_factor: bool,
        /// When they last proved with it in this session.
        proved_at: Option<DateTime<Utc>>,
    },
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
    /// How they have shown who they are.
    pub proof: Proof,
    /// What they are.
    pub grants: Vec<Grant>,
}

impl Identity {
    /// The grants that count at a forum: admin reaches every forum.
    fn at(&self, forum: ForumId) -> impl Iterator<Item = &Grant> {
        self.grants.iter().filter(move |grant| grant.forum.is_none_or(|own| own == forum))
    }

    /// True for whoever works on a forum.
    #[must_use]
    pub fn works_on(&self, forum: ForumId) -> bool {
        self.at(forum).next().is_some()
    }

    /// Whom of a forum a permission reaches; nothing when it is not held.
    #[must_use]
    pub fn reach(&self, permission: Permission, forum: ForumId) -> Option<Reach> {
        let mut kept_to: Option<Vec<CategoryId>> = None;
        for grant in self.at(forum).filter(|grant| permission.allows(grant.role)) {
            if grant.categories.is_empty() {
                return Some(Reach::Everyone);
            }
            kept_to.get_or_insert_default().extend(&grant.categories);
        }
        kept_to.map(Reach::Categories)
    }

    /// True when they may do this at a forum.
    #[must_use]
    pub fn may(&self, permission: Permission, forum: ForumId) -> bool {
        self.at(forum).any(|grant| permission.allows(grant.role))
    }

    /// True for who runs the installation.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.grants.iter().any(|grant| grant.role == Role::Admin)
    }

    /// True when a role they hold takes a second factor.
    #[must_use]
    pub fn is_weighty(&self) -> bool {
        self.grants.iter().any(|grant| Permission::is_weighty(grant.role))
    }

    /// True for a browser whose owner has a second factor and has not shown it here yet.
    #[must_use]
    pub const fn is_half_way(&self) -> bool {
        matches!(self.proof, Proof::Session { has_factor: true, proved_at: None })
    }

    /// True when their last proof by second factor is older than `age`; never for programs, nor for who
    /// has none.
    #[must_use]
    pub fn proved_before(&self, age: TimeDelta, now: DateTime<Utc>) -> bool {
        match self.proof {
            Proof::Session { has_factor: true, proved_at } => {
                proved_at.is_none_or(|at| at + age < now)
            }
            Proof::Session { has_factor: false, .. } | Proof::Token => false,
        }
    }

    /// The forums the person holds a role for, admin aside.
    pub fn forums(&self) -> impl Iterator<Item = ForumId> + '_ {
        self.grants.iter().filter_map(|grant| grant.forum)
    }
}

/// A browser at the door: what it says of itself, and from where. No whole address is kept.
#[derive(Clone, Debug, Default)]
pub struct Whence {
    /// Which browser on which system.
    pub device: String,
    /// Which network.
    pub network: String,
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

/// A session as its owner sees it.
#[derive(Clone, Debug)]
pub struct SeenSession {
    /// Its id.
    pub id: TokenId,
    /// Whether it is the one that looks.
    pub own: bool,
    /// Which browser on which system.
    pub device: String,
    /// Which network.
    pub network: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it was last used.
    pub seen_at: Option<DateTime<Utc>>,
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

    fn somebody(grants: Vec<Grant>, proof: Proof) -> Identity {
        Identity {
            user: UserId::fresh(),
            name: String::new(),
            email: String::new(),
            lang: Lang::Ko,
            has_password: true,
            proof,
            grants,
        }
    }

    #[test]
    fn roles_add_up_and_one_without_bounds_lifts_those_of_the_others() {
        let (forum, other) = (ForumId::fresh(), ForumId::fresh());
        let (press, vip) = (CategoryId::fresh(), CategoryId::fresh());
        let grant = |role, categories| Grant { role, forum: Some(forum), categories };
        let mut grants = vec![grant(Role::Clerk, vec![press]), grant(Role::Clerk, vec![vip])];
        let who = somebody(grants.clone(), Proof::Token);
        let both = Some(Reach::Categories(vec![press, vip]));
        assert_eq!(who.reach(Permission::EditPeople, forum), both);
        assert_eq!(who.reach(Permission::EditPeople, other), None);
        assert_eq!(who.reach(Permission::EditAgenda, forum), None);
        assert!(!who.works_on(other) && !who.is_weighty());
        grants.push(grant(Role::Protection, Vec::new()));
        let who = somebody(grants, Proof::Token);
        assert_eq!(who.reach(Permission::ReadPeople, forum), Some(Reach::Everyone));
        assert_eq!(who.reach(Permission::EditPeople, forum), both, "only what the role may");
    }

    #[test]
    fn a_proof_grows_old_for_people_and_never_for_programs() {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let age = TimeDelta::minutes(15);
        let session = |has_factor, proved_at| Proof::Session { has_factor, proved_at };
        for (proof, old, half_way) in [
            (Proof::Token, false, false),
            (session(false, None), false, false),
            (session(true, None), true, true),
            (session(true, Some(now - age)), false, false),
            (session(true, Some(now - age - TimeDelta::seconds(1))), true, false),
        ] {
            let who = somebody(Vec::new(), proof);
            assert_eq!((who.proved_before(age, now), who.is_half_way()), (old, half_way));
        }
    }

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
