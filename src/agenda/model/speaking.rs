use chrono::{DateTime, Utc};

use crate::types::{SessionId, SpeakerId, SpeakingId, Words};

use super::{AppearanceRole, Listed};

/// What a speaker says of a part in a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    /// Nothing yet.
    #[default]
    Open,
    /// They come.
    Confirmed,
    /// They do not.
    Declined,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Open, Self::Confirmed, Self::Declined];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Confirmed => "confirmed",
            Self::Declined => "declined",
        }
    }

    /// The answer of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == word)
    }
}

/// What became of a speaker's part in a session, as its table holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaking {
    /// Its id, which is its calendar entry's for life.
    pub id: SpeakingId,
    /// The session.
    pub session: SessionId,
    /// Who.
    pub speaker: SpeakerId,
    /// What they said last.
    pub answer: Answer,
    /// Why they declined; for the organizer alone.
    pub reason: String,
    /// When they said it.
    pub answered_at: Option<DateTime<Utc>>,
    /// From when until when the session was to last as they said it.
    pub answered_for: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Raised with each change that calendars must see.
    pub sequence: i32,
    /// A letter put it into their calendar, and none took it out since.
    pub in_calendar: bool,
}

impl Speaking {
    /// A part of which nothing is known.
    #[must_use]
    pub fn fresh(session: SessionId, speaker: SpeakerId) -> Self {
        Self {
            id: SpeakingId::fresh(),
            session,
            speaker,
            answer: Answer::Open,
            reason: String::new(),
            answered_at: None,
            answered_for: None,
            sequence: 0,
            in_calendar: false,
        }
    }

    /// The answer as it holds for a session that lasts from one instant to another: what was said of other
    /// hours is asked anew.
    #[must_use]
    pub fn holds(&self, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Answer {
        if self.answered_for == Some((starts_at, ends_at)) { self.answer } else { Answer::Open }
    }

    /// Lets the calendar entry follow: in or out. True when a letter has to carry it.
    pub fn enter(&mut self, is_in: bool) -> bool {
        if !is_in && !self.in_calendar {
            return false;
        }
        // The first entry is sequence 0; whatever comes after it is newer.
        let was_ever_in = self.in_calendar || self.sequence > 0;
        self.sequence += i32::from(was_ever_in);
        self.in_calendar = is_in;
        true
    }
}

/// A part a speaker has, with the session, as they and the desk see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// The session: as the public sees it, or as it is planned where they do not yet.
    pub session: Listed,
    /// Their parts in it.
    pub roles: Vec<(AppearanceRole, Words)>,
    /// Whether the public sees the session.
    pub is_public: bool,
    /// What became of it.
    pub speaking: Speaking,
}

impl Appearance {
    /// The answer as it holds for the session's hours.
    #[must_use]
    pub fn answer(&self) -> Answer {
        self.speaking.holds(self.session.starts_at, self.session.ends_at)
    }

    /// True when they answered for other hours than the session has now.
    #[must_use]
    pub fn is_asked_again(&self) -> bool {
        self.speaking.answer != Answer::Open && self.answer() == Answer::Open
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(hour)
    }

    #[test]
    fn an_answer_holds_for_the_hours_it_was_given_for() {
        let mut own = Speaking::fresh(SessionId::fresh(), SpeakerId::fresh());
        assert_eq!(own.holds(at(1), at(2)), Answer::Open);
        own.answer = Answer::Confirmed;
        own.answered_for = Some((at(1), at(2)));
        assert_eq!(own.holds(at(1), at(2)), Answer::Confirmed);
        assert_eq!(own.holds(at(2), at(3)), Answer::Open);
    }

    proptest! {
        #[test]
        fn sequences_only_rise_and_nothing_is_taken_out_that_was_not_in(
            moves in proptest::collection::vec(any::<bool>(), 1..20),
        ) {
            let mut own = Speaking::fresh(SessionId::fresh(), SpeakerId::fresh());
            let (mut last, mut is_in) = (None, false);
            for step in moves {
                let carried = own.enter(step);
                prop_assert_eq!(carried, step || is_in);
                if carried {
                    prop_assert!(last.is_none_or(|last| own.sequence > last), "{:?}", own);
                    last = Some(own.sequence);
                    is_in = step;
                }
                prop_assert_eq!(own.in_calendar, is_in);
            }
        }
    }
}
