use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use futures_util::StreamExt;

use crate::db::{self, Db};
use crate::jobs::backoff;
use crate::types::{Clock, Lang, MessageId};

use super::letter::{Rendered, Stationery};
use super::store::{self, Stored};
use super::transport::{Delivery, Mailbox, Outgoing, Transport};

/// How many letters a worker takes at a time: all of them are sent side by side, so that each is done
/// long before its lease ends.
const BATCH: i64 = 8;
const SIDE_BY_SIDE: usize = 8;

/// Turns a stored letter into a readable one; `app` binds every kind to the room that wrote it.
pub type Render = Arc<
    dyn Fn(Stored) -> Pin<Box<dyn Future<Output = anyhow::Result<Rendered>> + Send>> + Send + Sync,
>;

/// Everything that delivering needs.
#[derive(Clone)]
pub struct Courier {
    /// Where the outbox is.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// How letters leave.
    pub transport: Arc<Transport>,
    /// What they are written on.
    pub stationery: Arc<Stationery>,
    /// How they are written.
    pub render: Render,
    /// The first pause after a failure.
    pub retry_base: Duration,
}

impl Courier {
    /// Removes what was kept of letters as files.
    ///
    /// # Errors
    /// When a file that is there can not be removed.
    pub async fn discard(&self, letters: &[MessageId]) -> std::io::Result<()> {
        let names: Vec<String> = letters.iter().map(|id| self.message_id(*id)).collect();
        self.transport.discard(&names).await
    }

    /// What a letter is called by mail programs, the same at every attempt.
    fn message_id(&self, id: MessageId) -> String {
        format!("{id}@{}", self.stationery.host())
    }
}

/// Sends what is due, once; says how many letters it tried.
///
/// # Errors
/// A broken database. Trouble with a letter is noted on it, and is no error here.
pub async fn deliver_due(courier: &Courier) -> db::Result<usize> {
    let now = courier.clock.now();
    let letters = courier.db.tx(async |conn| store::claim(conn, now, BATCH).await).await?;
    let count = letters.len();
    let tries =
        futures_util::stream::iter(letters.into_iter().map(|letter| deliver_one(courier, letter)));
    let mut outcomes = tries.buffer_unordered(SIDE_BY_SIDE);
    while let Some(outcome) = outcomes.next().await {
        outcome?;
    }
    Ok(count)
}

async fn deliver_one(courier: &Courier, stored: Stored) -> db::Result<()> {
    let (id, attempts) = (stored.id, stored.attempts);
    let outcome = match render_message(courier, stored).await {
        Ok(letter) => courier.transport.send(&letter).await,
        Err(error) => Delivery::Retry { reason: format!("rendering: {error:#}"), ambiguous: false },
    };
    let now = courier.clock.now();
    let mut conn = courier.db.conn().await?;
    match outcome {
        Delivery::Sent { .. } => {
            store::mark_sent(&mut conn, id, courier.transport.is_folder(), now).await
        }
        Delivery::Refused { reason } => {
            tracing::warn!(message = %id, "a letter was refused");
            store::mark_trouble(&mut conn, id, &reason, false, None).await
        }
        Delivery::Retry { reason, ambiguous } => {
            let pause = backoff(courier.retry_base, attempts, id.0.as_u128());
            let again = pause.and_then(|p| TimeDelta::from_std(p).ok()).map(|p| now + p);
            tracing::warn!(message = %id, attempts, given_up = again.is_none(), "a letter did not leave");
            store::mark_trouble(&mut conn, id, &reason, ambiguous, again).await
        }
    }
}

/// A stored letter as it leaves: also what the desk's mailbox page shows.
///
/// # Errors
/// When what the letter is about is gone, or the database is broken.
pub async fn render_message(courier: &Courier, stored: Stored) -> anyhow::Result<Outgoing> {
    let stationery = &courier.stationery;
    let (id, to, date) = (stored.id, stored.to_email.clone(), stored.created_at);
    let lang = Lang::parse(&stored.lang).unwrap_or_default();
    let thread = stored.registration_id.map(|r| format!("{r}@{}", stationery.host()));
    let rendered = (courier.render)(stored).await?;
    Ok(Outgoing {
        from: Mailbox { name: None, email: stationery.from.clone() },
        to: Mailbox { name: None, email: to },
        subject: rendered.subject,
        text: rendered.text,
        html: rendered.html,
        ics: rendered.calendar,
        message_id: courier.message_id(id),
        thread,
        date,
        lang,
    })
}
