//! Where one registration stands with everything it holds and waits for: what letters carry and the
//! registrant's own page shows.

use crate::accounts::Scope;
use crate::db::{self, Conn};

use super::letters::{LetterSeat, Standing};
use super::model::{Registration, SeatState};
use super::store;

/// The standing of a registration, as it is in the caller's transaction.
///
/// # Errors
/// A broken database.
pub async fn standing(
    conn: &mut Conn,
    scope: &Scope,
    person: &Registration,
) -> db::Result<Standing> {
    let waiting = store::waiting_of(conn, scope, person.id).await?;
    let mut place = None;
    let mut seats = Vec::new();
    for seat in store::seats_of(conn, scope, &[person.id]).await? {
        let entry = waiting.iter().find(|entry| entry.session == Some(seat.session));
        let ahead = match entry {
            Some(entry) if seat.state == SeatState::Waitlisted => {
                Some(store::ahead_of(conn, entry).await?)
            }
            _ => None,
        };
        seats.push(LetterSeat {
            seat: seat.id,
            session: seat.session,
            state: seat.state,
            place: ahead.and_then(|n| i32::try_from(n + 1).ok()),
            sequence: seat.calendar_sequence,
        });
    }
    if let Some(entry) = waiting.iter().find(|entry| entry.session.is_none()) {
        place = i32::try_from(store::ahead_of(conn, entry).await? + 1).ok();
    }
    Ok(Standing {
        registration: person.id,
        link_version: person.link_version,
        reference: person.reference.as_str().to_owned(),
        discreet: person.details.discreet,
        state: person.state,
        place,
        sequence: person.calendar_sequence,
        seats,
    })
}
