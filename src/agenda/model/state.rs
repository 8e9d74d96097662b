use serde::{Deserialize, Serialize};

/// Where a session stands between an idea and an hour that has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// It has no time: an idea, or taken off the timetable.
    Draft,
    /// It has a time; the public does not see it.
    Scheduled,
    /// The public sees it.
    Released,
    /// It took place.
    Held,
    /// It does not take place.
    Cancelled,
}

/// What can happen to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SessionMove {
    /// It gets a time.
    Schedule,
    /// The public sees it from now on.
    Release,
    /// The public does not see it any more.
    Retract,
    /// It took place.
    Hold,
    /// It is called off.
    Cancel,
    /// It leaves the timetable of the draft until it gets a time again.
    Park,
}

/// A move that the state does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchMove;

impl SessionState {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::Draft, Self::Scheduled, Self::Released, Self::Held, Self::Cancelled];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Released => "released",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "agenda-state-draft",
            Self::Scheduled => "agenda-state-scheduled",
            Self::Released => "agenda-state-released",
            Self::Held => "agenda-state-held",
            Self::Cancelled => "agenda-state-cancelled",
        }
    }

    /// The state of a stable word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == word)
    }

    /// True unless it does not take place.
    #[must_use]
    pub const fn is_on(self) -> bool {
        !matches!(self, Self::Cancelled)
    }

    /// True where the public sees it.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Released | Self::Held)
    }

    /// The state after a move; a move that changes nothing is fine.
    ///
    /// # Errors
    /// When this state does not allow it.
    pub const fn after(self, step: SessionMove) -> Result<Self, NoSuchMove> {
        match (self, step) {
            (Self::Draft | Self::Scheduled, SessionMove::Schedule) => Ok(Self::Scheduled),
            (Self::Scheduled | Self::Released, SessionMove::Release) => Ok(Self::Released),
            (Self::Scheduled | Self::Released, SessionMove::Retract) => Ok(Self::Scheduled),
            (Self::Draft, SessionMove::Retract)
            | (Self::Draft | Self::Scheduled | Self::Released, SessionMove::Park) => {
                Ok(Self::Draft)
            }
            (Self::Released | Self::Held, SessionMove::Hold) => Ok(Self::Held),
            (
                Self::Draft | Self::Scheduled | Self::Released | Self::Cancelled,
                SessionMove::Cancel,
            ) => Ok(Self::Cancelled),
            _ => Err(NoSuchMove),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_held_or_cancelled_stays_so() {
        use SessionMove::{Park, Release, Retract, Schedule};
        for step in [Schedule, Release, Retract, Park] {
            assert_eq!(SessionState::Held.after(step), Err(NoSuchMove));
            assert_eq!(SessionState::Cancelled.after(step), Err(NoSuchMove));
        }
        assert_eq!(SessionState::Held.after(SessionMove::Cancel), Err(NoSuchMove));
        assert_eq!(SessionState::Draft.after(SessionMove::Release), Err(NoSuchMove));
        assert_eq!(SessionState::Scheduled.after(SessionMove::Release), Ok(SessionState::Released));
    }
}
