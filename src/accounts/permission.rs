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
