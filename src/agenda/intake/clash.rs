//! Where a schedule contradicts itself. Real ones do; it is told, never refused.

use super::note::Notes;
use super::{PersonIn, RoomIn, SessionIn};

/// Notes sessions that share a room at one time, and people who would be in two places.
pub(super) fn find(
    sessions: &[SessionIn],
    rooms: &[RoomIn],
    people: &[PersonIn],
    notes: &mut Notes,
) {
    let by_room = grouped(sessions, rooms.len(), |session| session.room.into_iter().collect());
    for (room, group) in rooms.iter().zip(by_room) {
        overlaps(group, "room-overlap", &room.name, notes);
    }
    let by_person = grouped(sessions, people.len(), |session| {
        session.people.iter().map(|(person, _)| *person).collect()
    });
    for (person, group) in people.iter().zip(by_person) {
        overlaps(group, "person-double-booked", &person.name, notes);
    }
}

fn grouped(
    sessions: &[SessionIn],
    groups: usize,
    places: impl Fn(&SessionIn) -> Vec<usize>,
) -> Vec<Vec<&SessionIn>> {
    let mut grouped: Vec<Vec<&SessionIn>> = vec![Vec::new(); groups];
    for session in sessions {
        for place in places(session) {
            if let Some(group) = grouped.get_mut(place) {
                group.push(session);
            }
        }
    }
    grouped
}

/// One sweep by start: each session is held against the one before it that lasts longest, so that
/// a thousand sessions at one time make a thousand notes and not a million.
fn overlaps(mut group: Vec<&SessionIn>, code: &'static str, who: &str, notes: &mut Notes) {
    group.sort_by_key(|session| (session.starts_at, session.line));
    let mut longest: Option<&SessionIn> = None;
    for session in group {
        if let Some(earlier) = longest.filter(|earlier| earlier.ends_at > session.starts_at) {
            let detail = format!("{who}: {} / {}", earlier.key, session.key);
            notes.add(code, Some(session.line), &detail);
        }
        if longest.is_none_or(|earlier| session.ends_at > earlier.ends_at) {
            longest = Some(session);
        }
    }
}
