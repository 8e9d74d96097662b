use crate::types::Refusal;

/// Why something about a speaker was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeakerRefusal {
    /// The forum is over.
    NotEditable,
    /// They have no name in any language.
    NameMissing,
    /// Their place in the order is none.
    PositionInvalid,
    /// They said that they must not be public.
    PublishRefused,
    /// There is no address to write to.
    NoEmail,
    /// Somebody changed it in the meantime.
    Stale,
    /// The session is over, or called off.
    SessionOver,
    /// They have sent as many files as are kept.
    TooManyFiles,
}

/// The last place in the order of speakers.
pub const LAST_POSITION: i32 = 10_000;

/// Most slides of one speaker.
pub const MOST_SLIDES: usize = 12;

impl Refusal for SpeakerRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotEditable => "speakers.not_editable",
            Self::NameMissing => "speakers.name_missing",
            Self::PositionInvalid => "speakers.position_invalid",
            Self::PublishRefused => "speakers.publish_refused",
            Self::NoEmail => "speakers.no_email",
            Self::Stale => "speakers.stale",
            Self::SessionOver => "speakers.session_over",
            Self::TooManyFiles => "speakers.too_many_files",
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::Stale => 412,
            Self::NameMissing | Self::PositionInvalid => 422,
            _ => 409,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooManyFiles => vec![("max", MOST_SLIDES.to_string())],
            Self::PositionInvalid => vec![("max", LAST_POSITION.to_string())],
            _ => Vec::new(),
        }
    }
}
