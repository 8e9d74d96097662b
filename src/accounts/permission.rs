use crate::types::Role;

/// What a member of staff may do, as a named verb. The table of who may is [`Permission::roles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Make new forums.
    CreateForum,
    /// Say who runs the installation.
    ManageAdmins,
    /// Say who works on a forum, and as what.
    ManageStaff,
    /// See how a forum stands: figures, what it lacks, what it will look like.
    SeeForum,
    /// Change a forum: names, days, window, venue, categories, consents; publish it.
    EditForum,
    /// Change the agenda and import schedules.
    EditAgenda,
    /// See who registered.
    ReadPeople,
    /// Change or cancel a registration in a person's name.
    EditPeople,
    /// Take attendance lists out.
    ExportPeople,
    /// See letters and their trouble, and send them again.
    ReadMail,
    /// Read the audit log, and check its chain.
    ReadAudit,
    /// Take the audit log out as a file.
    ExportAudit,
    /// Sign that a month's readings of people were looked over.
    ReviewAudit,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 13] = [
        Self::CreateForum,
        Self::ManageAdmins,
        Self::ManageStaff,
        Self::SeeForum,
        Self::EditForum,
        Self::EditAgenda,
        Self::ReadPeople,
        Self::EditPeople,
        Self::ExportPeople,
        Self::ReadMail,
        Self::ReadAudit,
        Self::ExportAudit,
        Self::ReviewAudit,
    ];

    /// Who may: the one table, printed for people in `docs/permissions.md`.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        use Role::{Admin, Agenda, Clerk, Organizer, Owner, Protection, Reader};
        match self {
            Self::CreateForum | Self::ManageAdmins => &[Admin],
            Self::ManageStaff => &[Admin, Owner],
            Self::SeeForum => &[Admin, Owner, Organizer, Protection, Clerk, Agenda, Reader],
            Self::EditForum | Self::ExportPeople | Self::ReadMail => &[Admin, Owner, Organizer],
            Self::EditAgenda => &[Admin, Owner, Organizer, Agenda],
            Self::ReadPeople => &[Admin, Owner, Organizer, Protection, Clerk],
            Self::EditPeople => &[Admin, Owner, Organizer, Clerk],
            Self::ReadAudit => &[Admin, Owner, Organizer, Protection],
            Self::ExportAudit | Self::ReviewAudit => &[Admin, Owner, Protection],
        }
    }

    /// True when this role may.
    #[must_use]
    pub fn allows(self, role: Role) -> bool {
        self.roles().contains(&role)
    }

    /// True for what takes people's data out or gives power away: whoever may, proves with a second
    /// factor, and again when the last proof is old.
    #[must_use]
    pub const fn is_grave(self) -> bool {
        matches!(
            self,
            Self::ManageAdmins | Self::ManageStaff | Self::ExportPeople | Self::ExportAudit
        )
    }

    /// True for what gives power away for good: that takes a person, who can be asked for a proof.
    #[must_use]
    pub const fn gives_power(self) -> bool {
        matches!(self, Self::ManageAdmins | Self::ManageStaff)
    }

    /// True when this role may do anything grave, or read everybody and all that was done.
    #[must_use]
    pub fn is_weighty(role: Role) -> bool {
        let weighty = |permission: &&Self| {
            permission.is_grave() || matches!(permission, Self::CreateForum | Self::ReadAudit)
        };
        Self::ALL.iter().filter(weighty).any(|permission| permission.allows(role))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/permissions.md");

    /// The table as `docs/permissions.md` has it.
    fn table() -> String {
        let roles = Role::ALL.map(Role::code).join(" | ");
        let mut text = format!("| permission | {roles} | what it is |\n|---|");
        text.push_str(&"---|".repeat(Role::ALL.len() + 1));
        for permission in Permission::ALL {
            let cells = Role::ALL.map(|role| if permission.allows(role) { "yes" } else { "–" });
            let name = format!("{permission:?}");
            text.push_str(&format!("\n| {name} | {} | {} |", cells.join(" | "), meaning(&name)));
        }
        let needs = Role::ALL.map(|role| if Permission::is_weighty(role) { "yes" } else { "–" });
        text.push_str(&format!(
            "\n| *second factor* | {} | must prove with an authenticator app |\n",
            needs.join(" | ")
        ));
        text
    }

    /// What stands above a permission in this very file.
    fn meaning(name: &str) -> String {
        let mut above = "";
        for line in include_str!("permission.rs").lines().map(str::trim) {
            if line == format!("{name},") {
                return above.trim_start_matches("/// ").trim_end_matches('.').to_owned();
            }
            above = line;
        }
        panic!("{name} is not described")
    }

    /// Writes the table anew when `MADANG_WRITE_PERMISSIONS` is set.
    #[test]
    fn the_documented_table_is_the_real_one() {
        let text = std::fs::read_to_string(FILE).unwrap();
        let (before, rest) = text.split_once("| permission |").unwrap();
        let (written, after) = rest.split_once("\n\n").unwrap();
        if std::env::var_os("MADANG_WRITE_PERMISSIONS").is_some() {
            std::fs::write(FILE, format!("{before}{}\n{after}", table())).unwrap();
            return;
        }
        let written = format!("| permission |{written}\n");
        assert_eq!(written, table(), "MADANG_WRITE_PERMISSIONS=1 writes it anew");
    }

    #[test]
    fn an_admin_may_everything_and_an_owner_everything_of_a_forum() {
        for permission in Permission::ALL {
            assert!(permission.allows(Role::Admin), "{permission:?}");
            let of_house = matches!(permission, Permission::CreateForum | Permission::ManageAdmins);
            assert_eq!(permission.allows(Role::Owner), !of_house, "{permission:?}");
        }
        for role in [Role::Clerk, Role::Agenda, Role::Reader, Role::Door] {
            assert!(!Permission::is_weighty(role), "{role:?}");
        }
    }
}
