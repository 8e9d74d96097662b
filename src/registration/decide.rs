//! The rules, without I/O: who gets a place, who waits, and who is next. Everything here is decided
//! on limits that the caller holds locked, in the order in which people asked.

use std::collections::BTreeMap;

use crate::capacity::Limit;
use crate::types::LimitId;

/// The limits a decision is made on, by id.
pub type Held = BTreeMap<LimitId, Limit>;

/// What one person asks for: a place at the forum, and seats.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The limits that a place at the forum counts against: the forum's and the category's.
    pub place: Vec<LimitId>,
    /// The limit of each session wanted, in the order asked.
    pub seats: Vec<LimitId>,
}

/// What becomes of one seat or place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Got {
    /// It is theirs.
    Confirmed,
    /// They wait. `line` orders the queue for ever; `ahead` is how many stand before them.
    Waiting {
        /// The place in line, never given twice.
        line: i64,
        /// How many were waiting already.
        ahead: i32,
    },
    /// It is kept in mind until there is a place at the forum.
    Requested,
}

/// The outcome for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The place at the forum, and for which limit they wait if they wait.
    pub place: (Got, Option<LimitId>),
    /// Each seat, in the order asked.
    pub seats: Vec<Got>,
}

/// Decides one person's wish and takes what they get. A place is all or nothing over the forum's and
/// the category's limit. The caller has served the lines first: whoever still waits could not take
/// what is free now, so nobody is passed who could.
pub fn decide(held: &mut Held, ask: &Ask) -> Outcome {
    if let Some(full) = ask.place.iter().find(|id| held.get(id).is_some_and(|l| !l.has_room())) {
        let got = wait_for(held, *full);
        return Outcome {
            place: (got, Some(*full)),
            seats: ask.seats.iter().map(|_| Got::Requested).collect(),
        };
    }
    for id in &ask.place {
        take(held, *id);
    }
    let seats = ask.seats.iter().map(|id| seat(held, *id)).collect();
    Outcome { place: (Got::Confirmed, None), seats }
}

/// Decides one seat for someone who has a place.
pub fn seat(held: &mut Held, id: LimitId) -> Got {
    if held.get(&id).is_none_or(Limit::has_room) {
        take(held, id);
        Got::Confirmed
    } else {
        wait_for(held, id)
    }
}

fn take(held: &mut Held, id: LimitId) {
    if let Some(limit) = held.get_mut(&id) {
        limit.take();
    }
}

fn wait_for(held: &mut Held, id: LimitId) -> Got {
    held.get_mut(&id).map_or(Got::Requested, |limit| {
        let ahead = limit.waiting;
        Got::Waiting { line: limit.queue(), ahead }
    })
}

/// The same decision without taking anything: the answer for an address that is known already, which
/// must look like any other.
#[must_use]
pub fn pretend(held: &Held, ask: &Ask) -> Outcome {
    decide(&mut held.clone(), ask)
}

/// Someone in line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting<T> {
    /// Who or what waits.
    pub who: T,
    /// The place in line; the lowest is first.
    pub line: i64,
    /// Whether they can take it now: not when it clashes with what they hold, nor while they have no
    /// place at the forum.
    pub eligible: bool,
    /// What else they need room in: a place counts against forum and category alike.
    pub also: Vec<LimitId>,
}

/// Who gets the free seats of a limit: the first in line who can take one, as many as there is room
/// for; those passed over keep their place. Takes the seats and shortens the line.
pub fn promote<T: Clone>(held: &mut Held, limit: LimitId, line: &[Waiting<T>]) -> Vec<T> {
    let mut ordered: Vec<&Waiting<T>> = line.iter().filter(|entry| entry.eligible).collect();
    ordered.sort_by_key(|entry| entry.line);
    let has_room = |held: &Held, id: &LimitId| held.get(id).is_some_and(Limit::has_room);
    let mut promoted = Vec::new();
    for entry in ordered {
        if !has_room(held, &limit) {
            break;
        }
        if entry.also.iter().all(|id| has_room(held, id)) {
            take(held, limit);
            entry.also.iter().for_each(|id| take(held, *id));
            if let Some(limit) = held.get_mut(&limit) {
                limit.unqueue();
            }
            promoted.push(entry.who.clone());
        }
    }
    promoted
}

/// Gives a seat or place back.
pub fn give_back(held: &mut Held, id: LimitId) {
    if let Some(limit) = held.get_mut(&id) {
        limit.give_back();
    }
}

/// Leaves a line.
pub fn leave_line(held: &mut Held, id: LimitId) {
    if let Some(limit) = held.get_mut(&id) {
        limit.unqueue();
    }
}

#[cfg(test)]
mod tests;
