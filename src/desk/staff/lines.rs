use chrono::{DateTime, Utc};

use crate::accounts::{Identity, StaffRow};
use crate::forum::Category;
use crate::i18n::{self, Tr};
use crate::types::{Role, Zone};

/// What may just have been done, and its sentence.
pub const DONE: [(&str, &str); 4] = [
    ("invited", "staff-done-invited"),
    ("again", "staff-done-again"),
    ("changed", "staff-done-changed"),
    ("removed", "staff-done-removed"),
];

/// Somebody who works here, as a line of the list.
pub struct Member {
    /// Their role's page.
    pub href: String,
    /// Their name.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// Whether it is who looks.
    pub own: bool,
    /// The role.
    pub role: String,
    /// The categories a clerk is kept to; empty: all, or no clerk.
    pub kept_to: String,
    /// Since when, and by whom.
    pub since: String,
    /// Who gave it.
    pub by: String,
    /// Whether they have come in.
    pub came_in: bool,
    /// Whether they have a second factor.
    pub has_factor: bool,
    /// Until when, and who ended it; empty while it holds.
    pub until: String,
}

/// A line of the list; `base` is the address of the list.
pub fn member(
    t: Tr,
    base: &str,
    zone: Zone,
    who: &Identity,
    categories: &[Category],
    row: StaffRow,
    now: DateTime<Utc>,
) -> Member {
    let moment = |at| i18n::moment(t.lang(), zone, at, now);
    let giver = |by: Option<String>| by.unwrap_or_else(|| t.s("staff-by-operator"));
    let name = |id: &crate::types::CategoryId| {
        let known = categories.iter().find(|category| category.id == *id)?;
        Some(known.name.in_lang(t.lang()).to_owned())
    };
    let kept_to: Vec<String> = row.categories.iter().filter_map(name).collect();
    Member {
        href: format!("{base}/{}", row.grant),
        own: row.user == who.user,
        name: row.name,
        email: row.email,
        role: role_words(t, row.role),
        kept_to: match (row.categories.is_empty(), kept_to.is_empty()) {
            (true, _) => String::new(),
            (false, true) => t.s("staff-categories-gone"),
            (false, false) => kept_to.join(", "),
        },
        since: moment(row.since),
        by: giver(row.by),
        came_in: row.came_in,
        has_factor: row.has_factor,
        until: match row.until {
            Some(until) => {
                let by = giver(row.ended_by);
                t.with("staff-until", &[("at", &moment(until)), ("by", &by)])
            }
            None => String::new(),
        },
    }
}

/// What a role is called.
pub fn role_words(t: Tr, role: Role) -> String {
    t.s(&format!("staff-role-{}", role.code()))
}
