use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::types::{RoomId, SessionId, SpeakerId, Words};

use super::ReleasedRecord;

/// When and where a session is or was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// The room, if it has one.
    pub room: Option<RoomId>,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
}

impl Stand {
    fn of(session: &ReleasedRecord) -> Self {
        Self { room: session.room, starts_at: session.starts_at, ends_at: session.ends_at }
    }
}

/// What a release did to a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ChangeKind {
    /// The public sees it for the first time, or again.
    Added {
        /// When and where.
        at: Stand,
    },
    /// The public does not see it any more.
    TakenOut,
    /// It was called off.
    Cancelled,
    /// It is at another time or in another room.
    Moved {
        /// Where it was.
        from: Stand,
        /// Where it is now.
        to: Stand,
    },
    /// It has another title.
    Retitled {
        /// The old one.
        from: Words,
        /// The new one.
        to: Words,
    },
    /// Others take part.
    People {
        /// Who is new.
        joined: Vec<SpeakerId>,
        /// Who is gone.
        left: Vec<SpeakerId>,
    },
    /// Other languages are spoken or interpreted into.
    Languages {
        /// What is spoken now.
        spoken: Vec<String>,
        /// What is interpreted into now.
        interpreted: Vec<String>,
    },
    /// Something else is said of it: subtitle, abstract, kind, track, parts, whether its time is a fact.
    Described,
}

impl ChangeKind {
    /// The stable word.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Added { .. } => "added",
            Self::TakenOut => "taken_out",
            Self::Cancelled => "cancelled",
            Self::Moved { .. } => "moved",
            Self::Retitled { .. } => "retitled",
            Self::People { .. } => "people",
            Self::Languages { .. } => "languages",
            Self::Described => "described",
        }
    }

    /// True when whoever speaks in it must be written to.
    #[must_use]
    pub const fn concerns_speakers(&self) -> bool {
        self.concerns_holders() || matches!(self, Self::Added { .. } | Self::People { .. })
    }

    /// True when whoever holds a seat must be written to.
    #[must_use]
    pub const fn concerns_holders(&self) -> bool {
        matches!(self, Self::TakenOut | Self::Cancelled | Self::Moved { .. })
    }
}

/// One change that a release made: ids and places, to be worded when it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The session.
    pub session: SessionId,
    /// Its number.
    pub no: i32,
    /// Its title as it was when the release was made.
    pub title: Words,
    /// What happened to it.
    #[serde(flatten)]
    pub kind: ChangeKind,
}

/// What differs between two agendas, by session number. Whatever the order of either.
#[must_use]
pub fn changes(before: &[ReleasedRecord], after: &[ReleasedRecord]) -> Vec<Change> {
    let by_no = |list: &'_ [ReleasedRecord]| -> BTreeMap<i32, usize> {
        list.iter().enumerate().map(|(at, session)| (session.no, at)).collect()
    };
    let (old, new) = (by_no(before), by_no(after));
    let numbers: BTreeSet<i32> = old.keys().chain(new.keys()).copied().collect();
    let mut all = Vec::new();
    for no in numbers {
        let old = old.get(&no).and_then(|at| before.get(*at));
        let new = new.get(&no).and_then(|at| after.get(*at));
        let Some(shown) = new.or(old) else { continue };
        all.extend(between(old, new).into_iter().map(|kind| Change {
            session: shown.id,
            no,
            title: shown.title.clone(),
            kind,
        }));
    }
    all
}

fn between(before: Option<&ReleasedRecord>, after: Option<&ReleasedRecord>) -> Vec<ChangeKind> {
    match (before, after) {
        (None, None) => Vec::new(),
        (Some(_), None) => vec![ChangeKind::TakenOut],
        (None, Some(new)) if new.is_on() => vec![ChangeKind::Added { at: Stand::of(new) }],
        (None, Some(_)) => vec![ChangeKind::Cancelled],
        (Some(old), Some(new)) => match (old.is_on(), new.is_on()) {
            (true, false) => vec![ChangeKind::Cancelled],
            (false, true) => vec![ChangeKind::Added { at: Stand::of(new) }],
            _ => within(old, new),
        },
    }
}

fn within(old: &ReleasedRecord, new: &ReleasedRecord) -> Vec<ChangeKind> {
    let mut kinds = Vec::new();
    let (from, to) = (Stand::of(old), Stand::of(new));
    if from != to {
        kinds.push(ChangeKind::Moved { from, to });
    }
    if old.title != new.title {
        kinds.push(ChangeKind::Retitled { from: old.title.clone(), to: new.title.clone() });
    }
    let who = |session: &ReleasedRecord| -> BTreeSet<SpeakerId> {
        session.people.iter().map(|part| part.speaker).collect()
    };
    let (were, are) = (who(old), who(new));
    if were != are {
        kinds.push(ChangeKind::People {
            joined: are.difference(&were).copied().collect(),
            left: were.difference(&are).copied().collect(),
        });
    }
    if (&old.languages, &old.interpretation) != (&new.languages, &new.interpretation) {
        kinds.push(ChangeKind::Languages {
            spoken: new.languages.clone(),
            interpreted: new.interpretation.clone(),
        });
    }
    let parts_alone = were == are && old.people != new.people;
    if parts_alone || said_otherwise(old, new) {
        kinds.push(ChangeKind::Described);
    }
    kinds
}

fn said_otherwise(old: &ReleasedRecord, new: &ReleasedRecord) -> bool {
    (&old.subtitle, &old.abstract_, old.kind, old.track, old.illustrative)
        != (&new.subtitle, &new.abstract_, new.kind, new.track, new.illustrative)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::super::{AppearanceRole, NewPart, SessionKind, SessionState};
    use super::*;
    use crate::types::Lang;

    fn id(n: u8) -> uuid::Uuid {
        uuid::Uuid::from_u128(u128::from(n))
    }

    /// A session out of a few numbers, so that equal and unequal ones come up often.
    fn session(no: u8, hour: u8, room: u8, title: u8, people: &[u8], off: bool) -> ReleasedRecord {
        let starts_at = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(hour.into());
        let part = |n: &u8| NewPart {
            speaker: SpeakerId(id(*n)),
            role: AppearanceRole::Speaker,
            role_words: Words::default(),
        };
        ReleasedRecord {
            id: SessionId(id(no)),
            no: no.into(),
            kind: SessionKind::Session,
            title: Words::one(Lang::En, format!("Title {title}")),
            subtitle: Words::default(),
            abstract_: Words::default(),
            languages: vec!["ko".to_owned()],
            interpretation: Vec::new(),
            state: if off { SessionState::Cancelled } else { SessionState::Released },
            track: None,
            room: (room > 0).then(|| RoomId(id(room))),
            day: starts_at.date_naive(),
            starts_at,
            ends_at: starts_at + TimeDelta::hours(1),
            illustrative: false,
            overlap_accepted: false,
            people: people.iter().map(part).collect(),
            version: 1,
        }
    }

    fn kinds(before: &[ReleasedRecord], after: &[ReleasedRecord]) -> Vec<&'static str> {
        changes(before, after).iter().map(|change| change.kind.code()).collect()
    }

    #[test]
    fn each_thing_that_can_happen_to_a_session_has_its_own_word() {
        let before = session(1, 14, 1, 1, &[1, 2], false);
        assert_eq!(kinds(&[], std::slice::from_ref(&before)), ["added"]);
        assert_eq!(kinds(std::slice::from_ref(&before), &[]), ["taken_out"]);
        let off = session(1, 15, 1, 2, &[], true);
        assert_eq!(kinds(std::slice::from_ref(&before), std::slice::from_ref(&off)), ["cancelled"]);
        assert_eq!(kinds(&[off], std::slice::from_ref(&before)), ["added"]);
        let other = session(1, 15, 2, 2, &[2, 3], false);
        assert_eq!(kinds(std::slice::from_ref(&before), &[other]), ["moved", "retitled", "people"]);
        let mut told = before.clone();
        told.abstract_ = Words::one(Lang::Ko, "새 소개");
        told.languages = vec!["en".to_owned()];
        assert_eq!(kinds(&[before], &[told]), ["languages", "described"]);
    }

    #[test]
    fn a_change_reads_back_as_it_was_kept() {
        let (before, after) =
            (session(1, 14, 1, 1, &[1], false), session(1, 15, 0, 2, &[2], false));
        let all = changes(&[before], &[after]);
        let kept = serde_json::to_value(&all).unwrap();
        assert_eq!(serde_json::from_value::<Vec<Change>>(kept).unwrap(), all);
    }

    fn agenda() -> impl Strategy<Value = Vec<ReleasedRecord>> {
        let one = (0..3_u8, 0..3_u8, 0..3_u8, proptest::collection::vec(1..4_u8, 0..3), 0..6_u8);
        proptest::collection::btree_map(1..8_u8, one, 0..7).prop_map(|all| {
            all.into_iter()
                .map(|(no, (hour, room, title, people, off))| {
                    session(no, hour, room, title, &people, off == 0)
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn nothing_is_told_of_what_is_the_same_and_something_of_all_that_is_not(
            before in agenda(), after in agenda(),
        ) {
            prop_assert_eq!(changes(&before, &before), vec![]);
            let told: BTreeSet<i32> = changes(&before, &after).iter().map(|c| c.no).collect();
            let numbers: BTreeSet<i32> = before.iter().chain(&after).map(|s| s.no).collect();
            for no in numbers {
                let find = |list: &[ReleasedRecord]| list.iter().find(|s| s.no == no).cloned();
                prop_assert_eq!(told.contains(&no), find(&before) != find(&after), "session {}", no);
            }
        }

        #[test]
        fn the_order_of_an_agenda_says_nothing(before in agenda(), mut after in agenda()) {
            let told = changes(&before, &after);
            after.reverse();
            prop_assert_eq!(changes(&before, &after), told);
        }
    }
}
