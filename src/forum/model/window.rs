use chrono::{DateTime, Utc};

use super::{Forum, ForumState};

/// Whether one may register, now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Not yet: it opens at this instant.
    NotYet {
        /// The first instant at which one may register.
        opens: DateTime<Utc>,
    },
    /// Yes, until this instant.
    Open {
        /// The first instant at which one may not any more.
        closes: DateTime<Utc>,
    },
    /// Not any more.
    Closed,
    /// This forum takes no registrations.
    NotOffered,
}

impl Window {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotYet { .. } => "not_yet",
            Self::Open { .. } => "open",
            Self::Closed => "closed",
            Self::NotOffered => "not_offered",
        }
    }

    /// True when one may register.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open { .. })
    }
}

/// Whether one may register at a forum at an instant. A window that never closes by itself closes
/// when the forum ends; the instant of closing is outside of it.
#[must_use]
pub fn window(forum: &Forum, now: DateTime<Utc>) -> Window {
    let (opens, closes) = (forum.registration_opens_at, forum.registration_closes_at);
    match forum.state {
        ForumState::Draft | ForumState::Cancelled | ForumState::Purged => Window::NotOffered,
        _ if opens.is_none() && closes.is_none() => Window::NotOffered,
        ForumState::Closed => Window::Closed,
        ForumState::Published | ForumState::Running => {
            let closes = closes.unwrap_or(forum.ends_at);
            match opens {
                _ if now >= closes => Window::Closed,
                Some(opens) if now < opens => Window::NotYet { opens },
                _ => Window::Open { closes },
            }
        }
    }
}

/// Where a forum's days lie from an instant, whatever its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Still to come.
    Ahead,
    /// Between its first and last hour.
    On,
    /// Past.
    Over,
}

/// True for what is past. A forum that takes people after its last hour is a sample, and its sessions are
/// treated as if they were to come.
#[must_use]
pub fn is_past(forum: &Forum, ends_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let still = forum.phase(now) == Phase::Over && window(forum, now).is_open();
    ends_at <= now && !still
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;
    use crate::forum::model::NewForum;
    use crate::types::{Slug, Words, Zone};

    fn forum(state: ForumState, opens: Option<i64>, closes: Option<i64>) -> Forum {
        let at = |minutes: i64| DateTime::from_timestamp(1_720_000_000 + minutes * 60, 0).unwrap();
        let mut facts = NewForum::begun(
            Slug::parse("a-forum").unwrap(),
            Words::both("포럼", "Forum"),
            Zone::SEOUL,
            at(1000),
            at(1200),
        )
        .facts;
        facts.registration_opens_at = opens.map(at);
        facts.registration_closes_at = closes.map(at);
        Forum::of(crate::types::ForumId::fresh(), facts, state, at(0))
    }

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_720_000_000 + minutes * 60, 0).unwrap()
    }

    #[test]
    fn the_instant_of_opening_is_inside_and_that_of_closing_is_not() {
        let forum = forum(ForumState::Published, Some(10), Some(20));
        let before = at(10) - TimeDelta::microseconds(1);
        assert_eq!(window(&forum, before), Window::NotYet { opens: at(10) });
        assert_eq!(window(&forum, at(10)), Window::Open { closes: at(20) });
        assert_eq!(window(&forum, at(20) - TimeDelta::microseconds(1)).code(), "open");
        assert_eq!(window(&forum, at(20)), Window::Closed);
    }

    #[test]
    fn without_hours_nothing_is_offered_and_without_an_end_the_forum_s_end_counts() {
        assert_eq!(window(&forum(ForumState::Published, None, None), at(5)), Window::NotOffered);
        let open_end = forum(ForumState::Published, Some(1), None);
        assert_eq!(window(&open_end, at(5)), Window::Open { closes: at(1200) });
        assert_eq!(window(&open_end, at(1200)), Window::Closed);
    }

    proptest! {
        #[test]
        fn nobody_registers_where_the_public_can_not_look(
            opens in proptest::option::of(-50..50_i64), length in 1..50_i64, now in -100..100_i64,
        ) {
            for state in [ForumState::Draft, ForumState::Cancelled, ForumState::Purged, ForumState::Closed] {
                let forum = forum(state, opens, opens.map(|o| o + length));
                prop_assert!(!window(&forum, at(now)).is_open());
            }
        }

        #[test]
        fn an_open_window_closes_later_than_now(
            opens in -50..50_i64, length in 1..50_i64, now in -100..100_i64,
        ) {
            let forum = forum(ForumState::Published, Some(opens), Some(opens + length));
            match window(&forum, at(now)) {
                Window::Open { closes } => prop_assert!(at(opens) <= at(now) && at(now) < closes),
                Window::NotYet { opens: later } => prop_assert!(at(now) < later),
                Window::Closed => prop_assert!(now >= opens + length),
                Window::NotOffered => prop_assert!(false),
            }
        }
    }
}
