/// Something without which a forum can not be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// Its title, in one of its languages.
    Title,
    /// A venue.
    Venue,
    /// When registering begins and ends.
    Window,
    /// A category of attendees.
    Category,
    /// The name of a category, in one of the forum's languages.
    CategoryName,
    /// A required consent to the use of personal information.
    Privacy,
    /// A consent text, in one of the forum's languages.
    ConsentText,
}

impl Missing {
    /// Everything that can be missing.
    pub const ALL: [Self; 7] = [
        Self::Title,
        Self::Venue,
        Self::Window,
        Self::Category,
        Self::CategoryName,
        Self::Privacy,
        Self::ConsentText,
    ];

    /// The dotted code; its sentence says how to mend it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Title => "forum.missing_title",
            Self::Venue => "forum.missing_venue",
            Self::Window => "forum.missing_window",
            Self::Category => "forum.missing_category",
            Self::CategoryName => "forum.missing_category_name",
            Self::Privacy => "forum.missing_privacy",
            Self::ConsentText => "forum.missing_consent_text",
        }
    }
}
