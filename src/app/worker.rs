use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::accounts::{self, Scope};
use crate::agenda::{self, CapacityRaised, Released, SpeakersConcerned};
use crate::audit::Reach;
use crate::db::{self, Acting};
use crate::jobs::{self, Claimed, Job};
use crate::mail;
use crate::types::{ActorRef, ForumId};
use crate::{audit, registration};

use super::Parts;

/// How often queues are looked at without being woken: retries fall due by themselves.
const TICK: Duration = Duration::from_secs(2);
/// How long letters step back after each handful while people rush to register.
const STEP_BACK: Duration = Duration::from_millis(250);
/// How often the audit chain is linked.
const SEAL: Duration = Duration::from_millis(700);
/// How often entries that committed late are looked for.
const FAR: Duration = Duration::from_secs(20);
/// How often what has had its time is forgotten.
const SWEEP: Duration = Duration::from_secs(600);

/// Everything that goes on without a request: letters, jobs, the audit chain, forgetting, listening.
pub struct Workers {
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Workers {
    /// Starts them on the caller's runtime. `only_listening` is a process that serves pages alone.
    #[must_use]
    pub fn start(parts: &Parts, only_listening: bool) -> Self {
        let stop = CancellationToken::new();
        let tasks = TaskTracker::new();
        let bells = Arc::new(Bells::default());
        let (hearing, ring) = (parts.clone(), Arc::clone(&bells));
        let listen = db::listen(parts.db.clone(), move |notice| {
            hearing.hear(notice.as_ref());
            match notice.as_ref().map(|n| n.channel.as_str()) {
                Some("madang_mail") => ring.mail.notify_one(),
                Some("madang_jobs") => ring.jobs.notify_one(),
                _ => {}
            }
        });
        spawn(&tasks, &stop, listen);
        if !only_listening {
            spawn(&tasks, &stop, letters(parts.clone(), Arc::clone(&bells)));
            spawn(&tasks, &stop, job_loop(parts.clone(), bells));
            spawn(&tasks, &stop, seal_loop(parts.clone()));
            spawn(&tasks, &stop, sweep_loop(parts.clone()));
        }
        tasks.close();
        Self { stop, tasks }
    }

    /// Stops them; a letter under way is left to its lease.
    pub async fn stop(self) {
        self.stop.cancel();
        self.tasks.wait().await;
    }
}

#[derive(Default)]
struct Bells {
    mail: Notify,
    jobs: Notify,
}

fn spawn(
    tasks: &TaskTracker,
    stop: &CancellationToken,
    work: impl Future<Output = ()> + Send + 'static,
) {
    let stop = stop.clone();
    let work = db::acting(Acting::House, work);
    tasks.spawn(async move {
        tokio::select! {
            () = stop.cancelled() => {}
            () = work => {}
        }
    });
}

async fn letters(parts: Parts, bells: Arc<Bells>) {
    loop {
        match mail::deliver_due(&parts.courier).await {
            Ok(0) => wait(&bells.mail).await,
            Ok(_) if parts.registrar.is_rushed() => tokio::time::sleep(STEP_BACK).await,
            Ok(_) => {}
            Err(error) => pause("letters", &error).await,
        }
    }
}

async fn job_loop(parts: Parts, bells: Arc<Bells>) {
    loop {
        match work_jobs(&parts).await {
            Ok(0) => wait(&bells.jobs).await,
            Ok(_) => {}
            Err(error) => pause("jobs", &error).await,
        }
    }
}

async fn seal_loop(parts: Parts) {
    let mut looked_far = Instant::now();
    loop {
        let far = looked_far.elapsed() > FAR;
        let reach = if far { Reach::Far } else { Reach::Near };
        match audit::seal(&parts.db, &parts.audit_key, reach).await {
            Ok(_) => tokio::time::sleep(SEAL).await,
            Err(error) => pause("the audit chain", &error).await,
        }
        if far {
            looked_far = Instant::now();
            let signed = audit::sign_day(&parts.db, &parts.audit_key, parts.clock.now()).await;
            match signed {
                Ok(Some(head)) => tracing::info!(head = head.line(), "the log of a day was signed"),
                Ok(None) => {}
                Err(error) => pause("the audit heads", &error).await,
            }
        }
    }
}

async fn sweep_loop(parts: Parts) {
    loop {
        if let Err(error) = sweep(&parts).await {
            pause("forgetting", &error).await;
        }
        tokio::time::sleep(SWEEP).await;
    }
}

async fn wait(bell: &Notify) {
    let _ = tokio::time::timeout(TICK, bell.notified()).await;
}

async fn pause(what: &str, error: &db::Error) {
    tracing::warn!(what, %error, "work in the background has to wait");
    tokio::time::sleep(Duration::from_secs(1)).await;
}

async fn sweep(parts: &Parts) -> db::Result<()> {
    let now = parts.clock.now();
    parts.limits.sweep();
    registration::sweep(&parts.db, &parts.clock).await?;
    settle_overlaps(parts).await?;
    while let Some(letters) = registration::forget_expired(&parts.db, &parts.clock).await? {
        if let Err(error) = parts.courier.discard(&letters).await {
            tracing::error!(%error, "letters of people who are forgotten can not be removed");
        }
    }
    while let Some(letters) = agenda::forget_speakers(&parts.db, &parts.clock).await? {
        if let Err(error) = parts.courier.discard(&letters).await {
            tracing::error!(%error, "letters of speakers who are forgotten can not be removed");
        }
    }
    accounts::sweep(&parts.db, &parts.clock).await?;
    agenda::sweep_uploads(&parts.db, &parts.clock).await?;
    let mut conn = parts.db.conn().await?;
    jobs::sweep(&mut conn, now - chrono::TimeDelta::days(7)).await.map(|_| ())
}

/// Seats that overlap and of which nobody said which to keep in time.
async fn settle_overlaps(parts: &Parts) -> db::Result<()> {
    loop {
        let due = registration::overlaps_due(&parts.db, &parts.clock).await?;
        if due.is_empty() {
            return Ok(());
        }
        for (forum, person) in due {
            let Some(scope) = scope_of(parts, forum).await? else { continue };
            registration::settle_overlaps(&parts.db, &parts.clock, &scope, person).await?;
        }
    }
}

/// Does everything that is due now: jobs, letters, forgetting, the audit chain. For tests and commands.
///
/// # Errors
/// A broken database.
pub async fn run_once(parts: &Parts) -> db::Result<()> {
    db::acting(Acting::House, all_due(parts)).await
}

async fn all_due(parts: &Parts) -> db::Result<()> {
    while work_jobs(parts).await? > 0 {}
    while mail::deliver_due(&parts.courier).await? > 0 {}
    sweep(parts).await?;
    while audit::seal(&parts.db, &parts.audit_key, Reach::Far).await? > 0 {}
    audit::sign_day(&parts.db, &parts.audit_key, parts.clock.now()).await?;
    Ok(())
}

async fn work_jobs(parts: &Parts) -> db::Result<usize> {
    let now = parts.clock.now();
    let claimed = parts.db.tx(async |conn| jobs::claim(conn, now, 16).await).await?;
    let count = claimed.len();
    for job in claimed {
        let outcome = act(parts, &job).await;
        let now = parts.clock.now();
        let mut conn = parts.db.conn().await?;
        match outcome {
            Ok(()) => jobs::mark_done(&mut conn, job.id, now).await?,
            Err(error) => {
                tracing::warn!(job = %job.id, kind = job.kind, %error, "a job failed");
                jobs::mark_failed(&mut conn, &job, &error.to_string(), now).await?;
            }
        }
    }
    Ok(count)
}

/// Binds each kind of fact to the room above that acts on it.
async fn act(parts: &Parts, job: &Claimed) -> anyhow::Result<()> {
    match job.kind.as_str() {
        CapacityRaised::KIND => {
            let fact: CapacityRaised = serde_json::from_value(job.content.clone())?;
            let Some(scope) = scope_of(parts, fact.forum).await? else { return Ok(()) };
            registration::promote_waiting(&parts.db, &parts.clock, &scope, fact.session).await?;
            Ok(())
        }
        Released::KIND => {
            let fact: Released = serde_json::from_value(job.content.clone())?;
            let Some(scope) = scope_of(parts, fact.forum).await? else { return Ok(()) };
            let (db, clock) = (&parts.db, &parts.clock);
            registration::tell_of_release(db, clock, &scope, fact.release).await?;
            Ok(())
        }
        SpeakersConcerned::KIND => {
            let fact: SpeakersConcerned = serde_json::from_value(job.content.clone())?;
            let Some(scope) = scope_of(parts, fact.forum).await? else { return Ok(()) };
            agenda::tell_speakers(&parts.db, &parts.clock, &scope, fact.release).await?;
            Ok(())
        }
        registration::LinkAsked::KIND => {
            let fact: registration::LinkAsked = serde_json::from_value(job.content.clone())?;
            let Some(scope) = scope_of(parts, fact.forum).await? else { return Ok(()) };
            registration::send_asked_link(&parts.db, &parts.clock, &scope, &fact).await?;
            Ok(())
        }
        accounts::LinkRequested::KIND => {
            let fact: accounts::LinkRequested = serde_json::from_value(job.content.clone())?;
            accounts::send_link(&parts.db, &parts.clock, &parts.link_key, &fact).await?;
            Ok(())
        }
        other => anyhow::bail!("no room acts on {other}"),
    }
}

/// The scope that a fact is acted on in; none when its forum is gone.
async fn scope_of(parts: &Parts, forum: ForumId) -> db::Result<Option<Scope>> {
    let mut conn = parts.db.conn().await?;
    let wall = accounts::forum_by_id(&mut conn, forum).await?;
    Ok(wall.map(|wall| Scope::trusted(wall, ActorRef::System)))
}
