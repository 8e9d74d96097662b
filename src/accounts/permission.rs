use crate::types::Role;

/// What a member of staff may do, as a named verb. The table of who may is [`Permission::roles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Make new forums.
    CreateForum,
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
    /// Read the audit log.
    ReadAudit,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 8] = [
        Self::CreateForum,
        Self::EditForum,
        Self::EditAgenda,
        Self::ReadPeople,
        Self::EditPeople,
        Self::ExportPeople,
        Self::ReadMail,
        Self::ReadAudit,
    ];

    /// Who may: the one table, repeated for people in `docs/permissions.md`.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::CreateForum => &[Role::Admin],
            Self::EditForum
            | Self::EditAgenda
            | Self::ReadPeople
            | Self::EditPeople
            | Self::ExportPeople
            | Self::ReadMail
            | Self::ReadAudit => &[Role::Admin, Role::Organizer],
        }
    }

    /// True when this role may.
    #[must_use]
    pub fn allows(self, role: Role) -> bool {
        self.roles().contains(&role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of the table in the documentation, as permission and what each role may.
    fn written() -> Vec<(String, Vec<bool>)> {
        let text = include_str!("../../docs/permissions.md");
        let cells = |row: &str| row.split('|').map(|c| c.trim().to_owned()).collect::<Vec<_>>();
        let mut rows = text.lines().filter(|line| line.starts_with('|')).map(cells);
        let head = rows.next().unwrap();
        assert_eq!(head[2..5], Role::ALL.map(|role| role.code().to_owned()));
        rows.skip(1)
            .map(|row| (row[1].clone(), row[2..5].iter().map(|cell| cell == "yes").collect()))
            .collect()
    }

    #[test]
    fn the_documented_table_is_the_real_one() {
        let real: Vec<(String, Vec<bool>)> = Permission::ALL
            .into_iter()
            .map(|p| (format!("{p:?}"), Role::ALL.map(|role| p.allows(role)).to_vec()))
            .collect();
        assert_eq!(written(), real);
    }
}
