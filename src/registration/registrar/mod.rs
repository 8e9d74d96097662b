//! The registrar: decides all wishes that are waiting in one transaction. No artificial delay: while
//! one batch commits, the next gathers; idle, a wish waits for nobody.
//!
//! A wish whose caller has gone is still decided. Several processes stay right because the limits are
//! locked in the database. One poisoned wish does not fail its neighbours: a broken batch is tried
//! again one by one.

mod batch;
mod verdict;
mod writing;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

use crate::accounts::Scope;
use crate::db::{self, Acting, Db, Stop};
use crate::types::{Clock, ForumId};

use super::model::{Register, RegisterRefusal, Registered};
use super::rules::Rules;
use batch::{Batch, Crowded};

/// Most wishes decided in one transaction.
const BATCH: usize = 128;
/// Most wishes waiting for one forum; beyond, callers are told to come back.
const QUEUE: usize = 8192;
/// How many batches of a forum are under way at once: side by side where there is room for everybody,
/// else one decides while another commits.
const LANES: usize = 3;
/// How often a batch is tried as it is before its wishes are tried one by one.
const TRIES: usize = 3;
/// More wishes than this unanswered at once are a rush.
const RUSH: usize = 8;
/// How long a forum's rules are believed; limits are read under lock each time and never believed.
const RULES_BELIEVED: Duration = Duration::from_secs(1);

type Answer = Result<Registered, Stop<RegisterRefusal>>;

/// A wish and who waits for the answer.
struct Wish {
    scope: Scope,
    want: Register,
    answer: oneshot::Sender<Answer>,
}

/// Where wishes are handed in.
#[derive(Clone)]
pub struct Registrar {
    db: Db,
    clock: Clock,
    runtime: Handle,
    doors: Arc<Mutex<HashMap<ForumId, mpsc::Sender<Wish>>>>,
    unanswered: Arc<AtomicUsize>,
}

impl Registrar {
    /// A registrar whose lanes live on `runtime`, which outlives the web workers.
    #[must_use]
    pub fn new(db: Db, clock: Clock, runtime: Handle) -> Self {
        Self { db, clock, runtime, doors: Arc::default(), unanswered: Arc::default() }
    }

    /// Hands in a wish and waits for its answer.
    ///
    /// # Errors
    /// The refusal, or a broken database; unavailable when too many wait already.
    pub async fn register(&self, scope: &Scope, want: Register) -> Answer {
        let _counted = Counted::one(&self.unanswered);
        let (answer, heard) = oneshot::channel();
        let wish = Wish { scope: scope.clone(), want, answer };
        if self.door(scope.forum()).try_send(wish).is_err() {
            return Err(Stop::Broken(busy()));
        }
        heard.await.unwrap_or_else(|_| Err(Stop::Broken(busy())))
    }

    /// True while many wait at once: other work steps back, so that nobody waits for it.
    #[must_use]
    pub fn is_rushed(&self) -> bool {
        self.unanswered.load(Ordering::Relaxed) > RUSH
    }

    fn door(&self, forum: ForumId) -> mpsc::Sender<Wish> {
        let mut doors = self.doors.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let open = || {
            let (door, hall) = mpsc::channel(QUEUE);
            let hall = Arc::new(tokio::sync::Mutex::new(hall));
            for _ in 0..LANES {
                let lane = Lane { db: self.db.clone(), clock: self.clock.clone(), believed: None };
                let work = lane.run(Arc::clone(&hall));
                self.runtime.spawn(db::acting(Acting::Forum(forum), work));
            }
            door
        };
        doors.entry(forum).or_insert_with(open).clone()
    }
}

/// One caller who waits, counted for as long as it does.
struct Counted<'a>(&'a AtomicUsize);

impl<'a> Counted<'a> {
    fn one(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What a caller is told when nobody can decide its wish now.
fn busy() -> db::Error {
    db::unavailable("the registrar is full")
}

/// One of a forum's lanes.
struct Lane {
    db: Db,
    clock: Clock,
    believed: Option<(Instant, Arc<Rules>)>,
}

impl Lane {
    async fn run(mut self, hall: Arc<tokio::sync::Mutex<mpsc::Receiver<Wish>>>) {
        loop {
            let Some(batch) = gather(&hall).await else { return };
            self.serve(batch).await;
        }
    }

    async fn serve(&mut self, batch: Vec<Wish>) {
        let Some(scope) = batch.first().map(|wish| wish.scope.clone()) else { return };
        let rules = match self.rules(&scope).await {
            Ok(rules) => rules,
            Err(error) => return refuse_all(batch, &error),
        };
        let wants: Vec<&Register> = batch.iter().map(|wish| &wish.want).collect();
        match self.decide(&scope, &rules, &wants).await {
            Ok(answers) => {
                for (wish, answer) in batch.into_iter().zip(answers) {
                    // A caller that has gone does not hear; what was decided stands.
                    let _ = wish.answer.send(answer.map_err(Stop::Refused));
                }
            }
            Err(error) if db::is_unavailable(&error) || batch.len() == 1 => {
                refuse_all(batch, &error)
            }
            Err(error) => {
                tracing::warn!(%error, wishes = batch.len(), "a batch broke; trying one by one");
                self.believed = None;
                for wish in batch {
                    Box::pin(self.serve(vec![wish])).await;
                }
            }
        }
    }

    async fn decide(
        &self,
        scope: &Scope,
        rules: &Rules,
        wants: &[&Register],
    ) -> db::Result<batch::Answers> {
        let batch = Batch { scope, rules, wants, now: self.clock.now() };
        match self.db.tx(async |conn| batch.with_room(conn).await).await {
            Ok(answers) => Ok(answers),
            Err(Crowded::Broken(error)) if db::is_unavailable(&error) => Err(error),
            Err(_) => self.under_lock(&batch).await,
        }
    }

    /// One address in two batches at once can make each wait for the other, until the database ends one
    /// of them: tried again, it finds what the other wrote.
    async fn under_lock(&self, batch: &Batch<'_>) -> db::Result<batch::Answers> {
        let mut tries = 1;
        loop {
            match self.db.tx(async |conn| batch.under_lock(conn).await).await {
                Err(error) if tries < TRIES && !db::is_unavailable(&error) => {
                    tracing::debug!(%error, tries, "a batch is tried again as it is");
                    tries += 1;
                }
                outcome => return outcome,
            }
        }
    }

    async fn rules(&mut self, scope: &Scope) -> db::Result<Arc<Rules>> {
        if let Some((since, rules)) = &self.believed
            && since.elapsed() < RULES_BELIEVED
        {
            return Ok(Arc::clone(rules));
        }
        let mut conn = self.db.conn().await?;
        let rules = Arc::new(Rules::load(&mut conn, scope).await?);
        self.believed = Some((Instant::now(), Arc::clone(&rules)));
        Ok(rules)
    }
}

/// Everything that waits now, once something does.
async fn gather(hall: &tokio::sync::Mutex<mpsc::Receiver<Wish>>) -> Option<Vec<Wish>> {
    let mut hall = hall.lock().await;
    let mut batch = vec![hall.recv().await?];
    while batch.len() < BATCH {
        match hall.try_recv() {
            Ok(wish) => batch.push(wish),
            Err(_) => break,
        }
    }
    Some(batch)
}

fn refuse_all(batch: Vec<Wish>, error: &db::Error) {
    for wish in batch {
        let _ = wish.answer.send(Err(Stop::Broken(echo(error))));
    }
}

/// The same failure for every caller of a batch; database errors can not be cloned.
fn echo(error: &db::Error) -> db::Error {
    if db::is_unavailable(error) {
        return busy();
    }
    db::Error::QueryBuilderError(error.to_string().into())
}
