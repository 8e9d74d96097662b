//! Where registrations stand with everything they hold and wait for: what letters carry and the
//! registrant's own page shows.

use std::collections::BTreeMap;

use crate::accounts::Scope;
use crate::db::{self, Conn};
use crate::types::RegistrationId;

use super::letters::{LetterSeat, Standing};
use super::model::{Registration, Seat, SeatState};
use super::store::{self, Ahead};

/// The standing of a registration, as it is in the caller's transaction.
///
/// # Errors
/// A broken database.
pub async fn standing(
    conn: &mut Conn,
    scope: &Scope,
    person: &Registration,
) -> db::Result<Standing> {
    let all = standings(conn, scope, std::slice::from_ref(person)).await?;
    all.into_iter().next().ok_or(db::Error::NotFound)
}

/// The standings of registrations in their order: two queries for any number.
///
/// # Errors
/// A broken database.
pub async fn standings(
    conn: &mut Conn,
    scope: &Scope,
    people: &[Registration],
) -> db::Result<Vec<Standing>> {
    let ids: Vec<RegistrationId> = people.iter().map(|person| person.id).collect();
    let mut seats: BTreeMap<RegistrationId, Vec<Seat>> = BTreeMap::new();
    for seat in store::seats_of(conn, scope, &ids).await? {
        seats.entry(seat.registration).or_default().push(seat);
    }
    let mut waits: BTreeMap<RegistrationId, Vec<Ahead>> = BTreeMap::new();
    for entry in store::ahead_of(conn, scope, &ids).await? {
        waits.entry(entry.registration).or_default().push(entry);
    }
    let one = |person: &Registration| {
        let seats = seats.get(&person.id).map(Vec::as_slice).unwrap_or_default();
        let waits = waits.get(&person.id).map(Vec::as_slice).unwrap_or_default();
        of(person, seats, waits)
    };
    Ok(people.iter().map(one).collect())
}

fn of(person: &Registration, seats: &[Seat], waits: &[Ahead]) -> Standing {
    let place = |wanted: Option<crate::types::SessionId>| {
        let entry = waits.iter().find(|entry| entry.session == wanted);
        entry.and_then(|entry| i32::try_from(entry.ahead + 1).ok())
    };
    let letter_seat = |seat: &Seat| LetterSeat {
        seat: seat.id,
        session: seat.session,
        state: seat.state,
        place: match seat.state {
            SeatState::Waitlisted => place(Some(seat.session)),
            _ => None,
        },
        sequence: seat.calendar_sequence,
    };
    Standing {
        registration: person.id,
        link_version: person.link_version,
        reference: person.reference.as_str().to_owned(),
        discreet: person.details.discreet,
        state: person.state,
        place: place(None),
        sequence: person.calendar_sequence,
        seats: seats.iter().map(letter_seat).collect(),
    }
}
