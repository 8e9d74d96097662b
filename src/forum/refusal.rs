use crate::db::{self, Stop};
use crate::types::Refusal;

use super::missing::Missing;
use super::model::IllegalMove;

/// Why a forum is not made, changed or published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForumRefusal {
    /// Another forum has this address.
    SlugTaken(String),
    /// The address was published, so it stays.
    SlugFixed,
    /// It would end before it begins, or last longer than forums do.
    DaysOutOfOrder,
    /// Registering would end before it begins.
    WindowOutOfOrder,
    /// Sessions have hours by now, so the zone stays.
    ZoneFixed,
    /// Someone else changed it meanwhile.
    Stale,
    /// It is over or called off.
    NotEditable,
    /// It can not move like that from where it stands.
    IllegalMove(IllegalMove),
    /// Something is missing without which the public may not see it; never empty.
    NotReady(Vec<Missing>),
    /// Two categories would have one code.
    CategoryCodeTaken,
    /// Someone is registered in the category.
    CategoryInUse,
    /// A session is held in the room.
    RoomInUse,
    /// Two texts would ask for one purpose.
    ConsentTwice,
}

impl Refusal for ForumRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::SlugTaken(_) => "forum.slug_taken",
            Self::SlugFixed => "forum.slug_fixed",
            Self::DaysOutOfOrder => "forum.days_out_of_order",
            Self::WindowOutOfOrder => "forum.window_out_of_order",
            Self::ZoneFixed => "forum.zone_fixed",
            Self::Stale => "forum.stale",
            Self::NotEditable => "forum.not_editable",
            Self::IllegalMove(_) => "forum.illegal_move",
            Self::NotReady(missing) => {
                missing.first().map_or("forum.illegal_move", |missing| missing.code())
            }
            Self::CategoryCodeTaken => "forum.category_code_taken",
            Self::CategoryInUse => "forum.category_in_use",
            Self::RoomInUse => "forum.room_in_use",
            Self::ConsentTwice => "forum.consent_twice",
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::DaysOutOfOrder | Self::WindowOutOfOrder => 422,
            _ => 409,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::SlugTaken(slug) => vec![("slug", slug.clone())],
            _ => Vec::new(),
        }
    }
}

impl From<IllegalMove> for ForumRefusal {
    fn from(illegal: IllegalMove) -> Self {
        Self::IllegalMove(illegal)
    }
}

impl From<IllegalMove> for Stop<ForumRefusal> {
    fn from(illegal: IllegalMove) -> Self {
        Self::Refused(illegal.into())
    }
}

/// What a broken constraint means here; anything else is a broken machine.
pub fn by_constraint(error: db::Error, slug: &str) -> Stop<ForumRefusal> {
    let refusal = match db::violated(&error) {
        Some("forum_slug_key") => ForumRefusal::SlugTaken(slug.to_owned()),
        Some("category_code_key") => ForumRefusal::CategoryCodeTaken,
        Some("registration_category_id_fkey") => ForumRefusal::CategoryInUse,
        Some("slot_room_id_fkey" | "released_session_room_id_fkey") => ForumRefusal::RoomInUse,
        Some("consent_text_version_key" | "consent_text_current") => ForumRefusal::ConsentTwice,
        _ => return Stop::Broken(error),
    };
    Stop::Refused(refusal)
}
