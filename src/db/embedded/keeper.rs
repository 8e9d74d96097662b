//! Starting, stopping and keeping: the plan of how a postmaster runs, and the keeper who starts
//! it again when it crashes under us.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

use super::NAME;
use super::answer::{self, Answer};
use super::fault::{EmbeddedFault, last_line};
use super::locks::take_turn;
use super::place::Place;
use super::postmaster::{Log, Record, Socket, Standing, last_words};
use super::programs::{Programs, must_run, run};

/// Recovery after a crash reads what was written since the last checkpoint: minutes at worst.
const PATIENCE: Duration = Duration::from_secs(180);
const PAUSE: Duration = Duration::from_millis(15);

/// For everybody: closed to the network, quiet about people, sparing with memory.
const SETTINGS: [&str; 14] = [
    "listen_addresses=",
    "port=5432",
    "unix_socket_permissions=0700",
    "max_connections=100",
    "jit=off",
    "cluster_name=madang",
    "timezone=UTC",
    "log_timezone=UTC",
    "logging_collector=off",
    "log_destination=stderr",
    "log_checkpoints=off",
    // A refused row would stand in the log with the person's address.
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    "log_statement=none",
];
const DURABLE: [&str; 4] =
    ["fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=64MB"];
const FLEETING: [&str; 4] =
    ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB"];

/// All it takes to run the postmaster of one place.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) place: Place,
    pub(super) programs: Programs,
    pub(super) durable: bool,
}

impl Plan {
    /// Joins the postmaster that runs or starts one, and waits until our database answers. The
    /// caller has the turn.
    pub(super) async fn bring_up(&self) -> Result<(Socket, Option<Child>), EmbeddedFault> {
        let mut standing = Standing::of(&self.place).await;
        if let Standing::Live(socket) = &standing {
            tracing::debug!("joining the PostgreSQL that runs");
            if self.settle(socket, None).await? {
                return Ok((socket.clone(), None));
            }
            standing = Standing::of(&self.place).await; // It was just stopping.
        }
        let stale = if let Standing::Stale(pid) = standing { Some(pid) } else { None };
        let log = Log::open(&self.place)?;
        let mut child = self.launch(stale, &log)?;
        let socket = Socket { folder: self.place.socket.clone() };
        match self.settle(&socket, Some((&mut child, &log))).await {
            Ok(_) => Ok((socket, Some(child))),
            Err(fault) => {
                if let Ok(None) = child.try_wait()
                    && let Err(second) = self.shut_down().await
                {
                    tracing::warn!(%second, "PostgreSQL did not stop");
                }
                Err(fault)
            }
        }
    }

    fn launch(&self, stale: Option<u32>, log: &Log) -> Result<Child, EmbeddedFault> {
        let place = &self.place;
        let fault = |source| EmbeddedFault::at(&place.log, source);
        let mut command = self.programs.command("postgres", &place.account);
        let particular = if self.durable { DURABLE } else { FLEETING };
        command.arg("-D").arg(&place.cluster);
        for setting in SETTINGS.iter().chain(&particular) {
            command.args(["-c", setting]);
        }
        let mut folder = std::ffi::OsString::from("unix_socket_directories=");
        folder.push(&place.socket);
        command.arg("-c").arg(folder);
        if let Some(pid) = stale {
            // PostgreSQL trusts a number it meets again only if told that it is an ancestor's
            // (pg_ctl does the same); it still looks for orphans in shared memory itself.
            command.env("PG_GRANDPARENT_PID", pid.to_string());
        }
        command.stdout(Stdio::from(log.file.try_clone().map_err(fault)?));
        command.stderr(Stdio::from(log.file.try_clone().map_err(fault)?));
        // Ctrl-C in the terminal is for us; we stop the database when we are done with it.
        command.process_group(0);
        tracing::info!(folder = %place.cluster.display(), "starting PostgreSQL");
        command.spawn().map_err(|error| EmbeddedFault::Program {
            program: "postgres",
            line: error.to_string(),
        })
    }

    /// Waits for an answer, and makes the database if it is missing; false when a postmaster we
    /// joined went away meanwhile.
    async fn settle(
        &self,
        socket: &Socket,
        mut ours: Option<(&mut Child, &Log)>,
    ) -> Result<bool, EmbeddedFault> {
        let deadline = Instant::now() + PATIENCE;
        let mut news = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline {
            if let Some((child, log)) = &mut ours
                && let Ok(Some(status)) = child.try_wait()
            {
                return Err(self.ended(&log.story(&self.place), &status.to_string()));
            }
            match self.ask_when_ready(socket).await {
                Answer::Ready => return Ok(true),
                Answer::NoDatabase => self.make_database(socket).await?,
                Answer::Later => sleep(PAUSE).await,
                Answer::Silence if ours.is_none() => {
                    if !matches!(Standing::of(&self.place).await, Standing::Live(_)) {
                        return Ok(false);
                    }
                    sleep(PAUSE).await;
                }
                Answer::Silence => sleep(PAUSE).await,
            }
            if Instant::now() > news {
                tracing::info!("PostgreSQL is still starting; after a crash it recovers first");
                news += Duration::from_secs(5);
            }
        }
        let (line, log) = (last_words(&self.place), self.place.log.clone());
        Err(EmbeddedFault::Silent { seconds: PATIENCE.as_secs(), line, log })
    }

    /// Asks only once it says it is ready: earlier questions would fill the log with refusals.
    async fn ask_when_ready(&self, socket: &Socket) -> Answer {
        match Record::read(&self.place) {
            Some(record) if record.ready => answer::ask(&socket.file()).await,
            _ => Answer::Silence,
        }
    }

    async fn make_database(&self, socket: &Socket) -> Result<(), EmbeddedFault> {
        let mut command = self.programs.command("createdb", &self.place.account);
        command.args(["-U", NAME, "-p", "5432", "--maintenance-db=postgres", "-h"]);
        command.arg(&socket.folder).arg(NAME);
        match run(&mut command).await {
            Err(said) if !said.contains("already exists") => {
                let fault = EmbeddedFault::Program { program: "createdb", line: last_line(&said) };
                Err(fault.or_full(&said, &self.place.home))
            }
            _ => Ok(()),
        }
    }

    fn ended(&self, story: &str, status: &str) -> EmbeddedFault {
        let words = if story.trim().is_empty() { status } else { story };
        let fault = EmbeddedFault::Ended { line: last_line(words), log: self.place.log.clone() };
        fault.or_full(story, &self.place.home)
    }

    /// Stops whatever postmaster runs here, cleanly. The caller has the turn.
    pub(super) async fn shut_down(&self) -> Result<(), EmbeddedFault> {
        if matches!(Standing::of(&self.place).await, Standing::Live(_)) {
            let mut command: Command = self.programs.command("pg_ctl", &self.place.account);
            command.args(["stop", "-s", "-w", "-m", "fast", "-t", "60", "-D"]);
            command.arg(&self.place.cluster);
            must_run("pg_ctl", &mut command, &self.place.home).await?;
            tracing::info!("PostgreSQL stopped");
        }
        self.place.tidy();
        Ok(())
    }
}

/// Looks after the postmaster we started, for as long as we use it.
#[derive(Debug)]
pub(super) struct Keeper {
    resting: Arc<AtomicBool>,
    task: JoinHandle<()>,
}

impl Keeper {
    pub(super) fn watch(plan: Plan, child: Child) -> Self {
        let resting = Arc::new(AtomicBool::new(false));
        let task = tokio::spawn(keep(plan, child, Arc::clone(&resting)));
        Self { resting, task }
    }

    /// From now on an end of the postmaster is what we want.
    pub(super) fn stand_down(&self) {
        self.resting.store(true, Ordering::SeqCst);
    }

    /// Waits until the postmaster's end was noticed, so that no dead process is left behind.
    pub(super) async fn finish(mut self) {
        if timeout(Duration::from_secs(5), &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.stand_down();
    }
}

async fn keep(plan: Plan, mut child: Child, resting: Arc<AtomicBool>) {
    loop {
        // Waiting also takes the dead process off the system's table, which a restart needs.
        let ended = child.wait().await;
        if resting.load(Ordering::SeqCst) {
            return;
        }
        if ended.as_ref().is_ok_and(std::process::ExitStatus::success) {
            tracing::warn!("PostgreSQL was stopped by somebody else");
            return;
        }
        tracing::error!(?ended, log = %plan.place.log.display(), "PostgreSQL crashed");
        match revive(&plan, &resting).await {
            Some(next) => child = next,
            None => return,
        }
    }
}

/// Starts it again, however long that takes; none when somebody else did, or nobody wants it.
async fn revive(plan: &Plan, resting: &AtomicBool) -> Option<Child> {
    let mut pause = Duration::from_millis(200);
    loop {
        let again = async {
            let _turn = take_turn(&plan.place).await?;
            if resting.load(Ordering::SeqCst) {
                return Ok(None);
            }
            plan.bring_up().await.map(|(_, child)| child)
        };
        match again.await {
            Ok(child) => return child,
            Err(fault) => tracing::error!(%fault, "PostgreSQL could not be started again"),
        }
        if resting.load(Ordering::SeqCst) {
            return None;
        }
        sleep(pause).await;
        pause = (pause * 2).min(Duration::from_secs(30));
    }
}
