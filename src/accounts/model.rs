use crate::types::{ForumId, Lang, Role, UserId};

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
