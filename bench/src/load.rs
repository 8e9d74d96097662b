//! Many connections at once, each asking again as soon as it is answered.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::task::LocalSet;

use crate::http::{Answer, Connection};

/// How many connections put load on a server.
pub const CONNECTIONS: usize = 64;

/// What a load found.
#[derive(Default)]
pub struct Found {
    /// How long it went on.
    pub seconds: f64,
    /// How long each answer took.
    pub waits: Vec<Duration>,
    /// Answers that were not as they must be.
    pub wrong: u64,
    /// One of those.
    pub example: Option<String>,
}

impl Found {
    /// Answers a second.
    pub fn rate(&self) -> f64 {
        f64::from(u32::try_from(self.waits.len()).unwrap_or(u32::MAX)) / self.seconds
    }

    /// The wait that this share of answers, in hundredths, did not exceed; in milliseconds.
    pub fn percentile(&mut self, hundredths: usize) -> f64 {
        self.waits.sort_unstable();
        let at = (self.waits.len() * hundredths / 100).min(self.waits.len().saturating_sub(1));
        self.waits.get(at).map_or(0.0, |wait| wait.as_secs_f64() * 1000.0)
    }

    /// Fails when anything was answered as it must not be.
    pub fn clean(&self) -> anyhow::Result<()> {
        anyhow::ensure!(
            self.wrong == 0,
            "{} of {} answers were wrong, for example: {}",
            self.wrong,
            self.waits.len(),
            self.example.as_deref().unwrap_or_default()
        );
        Ok(())
    }
}

/// Asks on `connections` connections, spread over `servers`, until `next` has no more requests; every
/// answer is shown to `check`.
pub async fn ask(
    servers: &[SocketAddr],
    connections: usize,
    next: impl FnMut() -> Option<String> + 'static,
    check: impl FnMut(&Answer) -> bool + 'static,
) -> anyhow::Result<Found> {
    let mut open = Vec::new();
    for at in servers.iter().cycle().take(connections) {
        open.push(Connection::open(*at).await?);
    }
    let next = Rc::new(RefCell::new(next));
    let check = Rc::new(RefCell::new(check));
    let found = Rc::new(RefCell::new(Found::default()));
    let began = Instant::now();
    let tasks = LocalSet::new();
    for mut connection in open {
        let (next, check, found) = (Rc::clone(&next), Rc::clone(&check), Rc::clone(&found));
        tasks.spawn_local(async move {
            loop {
                let Some(request) = (next.borrow_mut())() else { return };
                let asked = Instant::now();
                let answer = connection.send(request.as_bytes()).await;
                let mut found = found.borrow_mut();
                found.waits.push(asked.elapsed());
                match answer {
                    Ok(answer) if (check.borrow_mut())(&answer) => {}
                    Ok(answer) => {
                        found.wrong += 1;
                        let body = String::from_utf8_lossy(&answer.body).into_owned();
                        found.example.get_or_insert(format!("{}{body}", answer.head));
                    }
                    Err(error) => {
                        found.wrong += 1;
                        found.example.get_or_insert(format!("{error:#}"));
                        return;
                    }
                }
            }
        });
    }
    tasks.await;
    let mut found = std::mem::take(&mut *found.borrow_mut());
    found.seconds = began.elapsed().as_secs_f64();
    Ok(found)
}

/// Hands out requests until so much time has passed.
pub fn during(
    time: Duration,
    mut make: impl FnMut() -> String + 'static,
) -> impl FnMut() -> Option<String> + 'static {
    let mut end = None;
    move || {
        let end = *end.get_or_insert_with(|| Instant::now() + time);
        (Instant::now() < end).then(&mut make)
    }
}
