use chrono::{DateTime, Utc};

use crate::accounts::Scope;
use crate::agenda::Listed;
use crate::db::{self, Conn};
use crate::registration::conflict::OverlapRule;
use crate::registration::model::SeatState;
use crate::registration::store;
use crate::types::OverlapId;

use super::Mine;

/// Two sessions whose seats someone is asked to choose between.
#[derive(Clone, Debug)]
pub struct AskedOverlap {
    /// The question.
    pub question: OverlapId,
    /// The one that starts first.
    pub first: Listed,
    /// The other.
    pub second: Listed,
    /// Until when they may say.
    pub answer_by: DateTime<Utc>,
    /// What holds when they do not, as they were told.
    pub rule: OverlapRule,
}

/// What the holder of a registration is still asked: both seats held, both at the same time, and the
/// deadline not past.
///
/// # Errors
/// A broken database.
pub async fn asked_overlaps(
    conn: &mut Conn,
    scope: &Scope,
    own: &Mine,
    now: DateTime<Utc>,
) -> db::Result<Vec<AskedOverlap>> {
    let open = store::open_questions(conn, scope, &[own.person.id]).await?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let held = |id| {
        let mut seats = own.sessions.iter();
        let seat = seats.find(|seat| seat.session.id == id)?;
        (seat.state == Some(SeatState::Confirmed)).then_some(&seat.session)
    };
    let mut asked = Vec::new();
    for question in open.iter().filter(|question| now < question.answer_by) {
        let Some((a, b)) = held(question.first).zip(held(question.second)) else { continue };
        if a.starts_at >= b.ends_at || b.starts_at >= a.ends_at {
            continue;
        }
        let in_order = (a.starts_at, a.no) <= (b.starts_at, b.no);
        let (first, second) = if in_order { (a, b) } else { (b, a) };
        asked.push(AskedOverlap {
            question: question.id,
            first: first.clone(),
            second: second.clone(),
            answer_by: question.answer_by,
            rule: question.rule,
        });
    }
    Ok(asked)
}
