/// Where a forum stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ForumState {
    /// Being made; only the desk sees it.
    Draft,
    /// The public sees it.
    Published,
    /// Being held.
    Running,
    /// Over; still to be read, nothing can be asked of it.
    Closed,
    /// Called off.
    Cancelled,
    /// Over, and everyone in it forgotten.
    Purged,
}

/// What can happen to a forum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ForumEvent {
    /// Shown to the public.
    Publish,
    /// The doors open.
    Begin,
    /// It is over.
    Close,
    /// It is called off.
    Cancel,
    /// Everyone in it is forgotten.
    Purge,
}

/// A move that a forum's state does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IllegalMove {
    /// Where it stands.
    pub from: ForumState,
    /// What was asked.
    pub event: ForumEvent,
}

impl ForumState {
    /// Every state, in the order of a forum's life.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Published, Self::Running, Self::Closed, Self::Cancelled, Self::Purged];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Running => "running",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
            Self::Purged => "purged",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == word)
    }

    /// True while the public may see the forum.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Published | Self::Running | Self::Closed)
    }

    /// True while the forum can still be changed.
    #[must_use]
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Published | Self::Running)
    }

    /// The state after an event.
    ///
    /// # Errors
    /// [`IllegalMove`] when the event can not happen here.
    pub const fn after(self, event: ForumEvent) -> Result<Self, IllegalMove> {
        match (self, event) {
            (Self::Draft, ForumEvent::Publish) => Ok(Self::Published),
            (Self::Published, ForumEvent::Begin) => Ok(Self::Running),
            (Self::Published | Self::Running, ForumEvent::Close) => Ok(Self::Closed),
            (Self::Draft | Self::Published | Self::Running | Self::Closed, ForumEvent::Cancel) => {
                Ok(Self::Cancelled)
            }
            (Self::Closed | Self::Cancelled, ForumEvent::Purge) => Ok(Self::Purged),
            (from, event) => Err(IllegalMove { from, event }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENTS: [ForumEvent; 5] = [
        ForumEvent::Publish,
        ForumEvent::Begin,
        ForumEvent::Close,
        ForumEvent::Cancel,
        ForumEvent::Purge,
    ];

    #[test]
    fn a_purged_forum_never_moves_again_and_nothing_returns_to_draft() {
        for event in EVENTS {
            assert!(ForumState::Purged.after(event).is_err());
            for state in ForumState::ALL {
                assert_ne!(state.after(event), Ok(ForumState::Draft));
            }
        }
    }

    #[test]
    fn a_forum_is_published_held_closed_and_purged() {
        let life = [ForumEvent::Publish, ForumEvent::Begin, ForumEvent::Close, ForumEvent::Purge];
        let end = life.into_iter().try_fold(ForumState::Draft, ForumState::after);
        assert_eq!(end, Ok(ForumState::Purged));
    }

    #[test]
    fn every_word_reads_back() {
        for state in ForumState::ALL {
            assert_eq!(ForumState::parse(state.code()), Some(state));
        }
    }
}
