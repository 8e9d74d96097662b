//! What is decided of one wish, before anything is written.

use std::collections::BTreeMap;

use crate::registration::decide::{Ask, Got, Held, Outcome, decide, pretend};
use crate::registration::model::{
    Register, RegisterRefusal, Registered, RegistrationState, SeatAnswer, SeatState,
};
use crate::registration::rules::{Admitted, Rules};
use crate::registration::store::{KeyRow, Known};
use crate::types::{LimitId, Reference, RegistrationId};

/// What becomes of one wish.
pub enum Verdict {
    /// Refused; nothing is written.
    Refused(RegisterRefusal),
    /// Answered before, by its key; nothing is written.
    Repeated(Registered),
    /// The address is registered already: answered like any other, and told by letter.
    Known(Registered, Known),
    /// Registered.
    New(Box<Accepted>),
}

/// A wish that became a registration.
pub struct Accepted {
    pub id: RegistrationId,
    pub reference: Reference,
    pub admitted: Admitted,
    pub outcome: Outcome,
    pub answer: Registered,
}

/// What is known of a batch before its first wish is decided.
pub struct Desk<'a> {
    pub rules: &'a Rules,
    pub forum_limit: LimitId,
    pub held: Held,
    pub keys: BTreeMap<String, KeyRow>,
    pub known: BTreeMap<String, Known>,
}

impl Desk<'_> {
    /// Decides one wish; what it takes is taken for those after it.
    pub fn judge(
        &mut self,
        want: &Register,
        admitted: Result<Admitted, RegisterRefusal>,
    ) -> Verdict {
        if let Some(row) = want.key.as_ref().and_then(|key| self.keys.get(key)) {
            return repeated(row, &want.body_hash);
        }
        let admitted = match admitted {
            Ok(admitted) => admitted,
            Err(refusal) => return Verdict::Refused(refusal),
        };
        let ask = Ask {
            place: self.rules.place_limits(self.forum_limit, &admitted.category),
            seats: admitted.sessions.iter().map(|session| session.limit).collect(),
        };
        let reference = Reference::fresh();
        if let Some(known) = self.known.get(&want.email.key()) {
            let outcome = pretend(&self.held, &ask);
            return Verdict::Known(answer(&reference, &admitted, &outcome), known.clone());
        }
        let outcome = decide(&mut self.held, &ask);
        let answer = answer(&reference, &admitted, &outcome);
        let id = RegistrationId::fresh();
        Verdict::New(Box::new(Accepted { id, reference, admitted, outcome, answer }))
    }

    /// Remembers what a verdict means for the wishes after it in the same batch.
    pub fn remember(&mut self, want: &Register, verdict: &Verdict, row: Option<&KeyRow>) {
        if let Some(row) = row {
            self.keys.insert(row.key.clone(), row.clone());
        }
        if let Verdict::New(accepted) = verdict {
            let known = Known {
                email_key: want.email.key(),
                id: accepted.id,
                link_version: 1,
                lang: want.details.lang.code().to_owned(),
            };
            self.known.insert(known.email_key.clone(), known);
        }
    }
}

fn repeated(row: &KeyRow, body_hash: &[u8]) -> Verdict {
    if row.body_hash != body_hash {
        return Verdict::Refused(RegisterRefusal::KeyReused);
    }
    match serde_json::from_value(row.answer.clone()) {
        Ok(answer) => Verdict::Repeated(answer),
        Err(_) => Verdict::Refused(RegisterRefusal::KeyReused),
    }
}

/// The answer to a wish, in the words of the wire.
fn answer(reference: &Reference, admitted: &Admitted, outcome: &Outcome) -> Registered {
    let place = |got: &Got| match got {
        Got::Waiting { ahead, .. } => Some(ahead + 1),
        _ => None,
    };
    let seats = admitted.sessions.iter().zip(&outcome.seats).map(|(session, got)| SeatAnswer {
        session: session.no,
        state: seat_state(*got).code().to_owned(),
        place: place(got),
        reason: None,
    });
    Registered {
        reference: reference.as_str().to_owned(),
        state: place_state(outcome.place.0),
        place: place(&outcome.place.0),
        seats: seats.collect(),
    }
}

/// The state of a registration that got this.
pub fn place_state(got: Got) -> RegistrationState {
    match got {
        Got::Confirmed => RegistrationState::Confirmed,
        Got::Waiting { .. } | Got::Requested => RegistrationState::Waitlisted,
    }
}

/// The state of a seat that got this.
pub fn seat_state(got: Got) -> SeatState {
    match got {
        Got::Confirmed => SeatState::Confirmed,
        Got::Waiting { .. } => SeatState::Waitlisted,
        Got::Requested => SeatState::Requested,
    }
}
