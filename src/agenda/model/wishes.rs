use std::collections::{HashMap, HashSet};

use crate::speakers::Availability;
use crate::types::{SessionId, SpeakerId, Zone};

use super::{Clash, ClashKind, Listed, Weight};

/// What speakers said of when they can come, and of which sessions.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// When they can.
    pub hours: HashMap<SpeakerId, Availability>,
    /// The parts they declined for the hours that the session has.
    pub declined: HashSet<(SessionId, SpeakerId)>,
}

/// Where a draft goes against what its speakers said; a part that was declined is told of once, whatever
/// its hour.
#[must_use]
pub fn unmet(sessions: &[&Listed], wishes: &Wishes, zone: Zone) -> Vec<Clash> {
    let mut found = Vec::new();
    for session in sessions {
        let mut seen = HashSet::new();
        for part in session.people.iter().filter(|part| seen.insert(part.speaker)) {
            let speaker = part.speaker;
            let kind = if wishes.declined.contains(&(session.id, speaker)) {
                Some((Weight::Error, ClashKind::Declined { speaker }))
            } else {
                let hours = wishes.hours.get(&speaker);
                let can = hours.is_none_or(|hours| {
                    hours.allows(zone, session.day, session.starts_at, session.ends_at)
                });
                (!can).then_some((Weight::Warning, ClashKind::Unavailable { speaker }))
            };
            found.extend(kind.map(|(weight, kind)| Clash { weight, no: session.no, kind }));
        }
    }
    found
}
