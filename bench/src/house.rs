//! The Madang under test: its program, its data folder, its private cluster, its process.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use tokio::process::{Child, Command};
use tokio::time::sleep;

use crate::http::Connection;

/// Longest that a start may take before we give up.
const PATIENCE: Duration = Duration::from_secs(60);

/// What all rows share: the program, and a data folder that goes when the bench ends.
pub struct Bench {
    program: PathBuf,
    folder: tempfile::TempDir,
}

/// A running server.
pub struct House {
    /// Where it listens.
    pub at: SocketAddr,
    /// How long it took from its start to the first good answer.
    pub started_in: Duration,
    data: PathBuf,
    program: PathBuf,
    child: Child,
}

impl Bench {
    /// Finds the program and makes the folder. `BENCH_DATA` names another place for it than the
    /// system's temporary one.
    pub fn open() -> anyhow::Result<Self> {
        let program = match std::env::var_os("MADANG_PROGRAM") {
            Some(named) => PathBuf::from(named),
            None => std::env::current_exe()?.with_file_name("madang"),
        };
        ensure!(program.exists(), "{} is not built: run bin/bench", program.display());
        let root = std::env::var_os("BENCH_DATA").map_or_else(std::env::temp_dir, PathBuf::from);
        let folder = tempfile::Builder::new().prefix("madang-bench.").tempdir_in(root)?;
        Ok(Self { program, folder })
    }

    /// The folder for anything a row makes.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Starts Madang on the data folder of this name: the first start makes its cluster, another one
    /// while it runs is a second process on the same database.
    pub async fn start(&self, name: &str) -> anyhow::Result<House> {
        let data = self.folder.path().join(name);
        open_to_all(self.folder.path())?;
        let at = free_port()?;
        let mut log = std::fs::OpenOptions::new();
        log.create(true).append(true);
        let log = log.open(self.folder.path().join(format!("{name}.log")))?;
        let mut command = madang(&self.program, &data);
        command.args(["serve"]).env("BIND", at.to_string()).env("RATE_LIMITS", "off");
        command.env("PUBLIC_URL", format!("http://{at}"));
        let began = Instant::now();
        let child = command.stdout(Stdio::null()).stderr(log).spawn()?;
        let program = self.program.clone();
        let mut house = House { at, started_in: Duration::ZERO, data, program, child };
        loop {
            if house.answers().await {
                house.started_in = began.elapsed();
                return Ok(house);
            }
            if let Some(status) = house.child.try_wait()? {
                bail!("madang serve ended ({status}); see {name}.log in the bench's folder");
            }
            ensure!(began.elapsed() < PATIENCE, "madang serve does not answer");
            sleep(Duration::from_millis(2)).await;
        }
    }
}

impl House {
    async fn answers(&self) -> bool {
        let Ok(mut connection) = Connection::open(self.at).await else { return false };
        connection.get("/readyz", "").await.is_ok_and(|answer| answer.status == 200)
    }

    /// A connection to it.
    pub async fn connect(&self) -> anyhow::Result<Connection> {
        Connection::open(self.at).await
    }

    /// The header by which an admin's program is let in.
    pub async fn admin(&self) -> anyhow::Result<String> {
        let token = self.command(&["token", "create", "--role", "admin"]).await?;
        Ok(format!("Authorization: Bearer {}\r\n", token.trim()))
    }

    /// Runs another command of Madang beside it, and gives what it said.
    pub async fn command(&self, words: &[&str]) -> anyhow::Result<String> {
        let mut command = madang(&self.program, &self.data);
        output(command.args(words)).await
    }

    /// Runs SQL, and gives the rows without ornaments.
    pub async fn sql(&self, sql: &str) -> anyhow::Result<String> {
        let mut command = self.postgres("psql")?;
        command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql]);
        output(&mut command).await
    }

    /// Runs SQL from a text with psql's own commands and variables in it.
    pub async fn script(&self, text: &str, variables: &[(&str, &str)]) -> anyhow::Result<()> {
        let file = self.data.with_extension("sql");
        std::fs::write(&file, text)?;
        let mut command = self.postgres("psql")?;
        command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1"]);
        for (name, value) in variables {
            command.arg("-v").arg(format!("{name}={value}"));
        }
        output(command.arg("-f").arg(&file)).await.map(|_| ())
    }

    /// A number that SQL gives.
    pub async fn count(&self, sql: &str) -> anyhow::Result<i64> {
        let text = self.sql(sql).await?;
        text.trim().parse().with_context(|| format!("{sql} gave {text}"))
    }

    /// One of PostgreSQL's programs, told where the cluster is.
    pub fn postgres(&self, name: &str) -> anyhow::Result<Command> {
        let record = std::fs::read_to_string(self.data.join("pg/cluster/postmaster.pid"))?;
        let mut lines = record.lines();
        let pid = lines.next().context("postmaster.pid is empty")?;
        let socket = lines.nth(3).context("postmaster.pid names no socket")?;
        let programs = std::fs::read_link(format!("/proc/{pid}/exe"))?;
        let mut command = Command::new(programs.with_file_name(name));
        command.env("PGHOST", socket).env("PGUSER", "madang").env("PGDATABASE", "madang");
        Ok(command)
    }

    /// Waits until it has nothing left to do of its own, and the database has written everything.
    pub async fn settle(&self) -> anyhow::Result<()> {
        self.sql("UPDATE message SET state = 'held' WHERE state IN ('queued', 'retry')").await?;
        let began = Instant::now();
        let unsealed =
            "SELECT (SELECT count(*) FROM audit_entry) - (SELECT count(*) FROM audit_seal)";
        while began.elapsed() < Duration::from_secs(20) && self.count(unsealed).await? > 0 {
            sleep(Duration::from_millis(300)).await;
        }
        self.sql("CHECKPOINT").await.map(|_| ())
    }

    /// Its resident memory in MB, and the most it ever had since [`Self::forget_peak`].
    pub fn memory(&self) -> anyhow::Result<(f64, f64)> {
        let pid = self.child.id().context("it has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
        let field = |name: &str| -> anyhow::Result<f64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kilobytes: f64 =
                line.context("no such field")?.trim().trim_end_matches(" kB").parse()?;
            Ok(kilobytes / 1024.0)
        };
        Ok((field("VmRSS:")?, field("VmHWM:")?))
    }

    /// From here on the peak of memory is counted anew.
    pub fn forget_peak(&self) -> anyhow::Result<()> {
        let pid = self.child.id().context("it has ended")?;
        Ok(std::fs::write(format!("/proc/{pid}/clear_refs"), "5")?)
    }

    /// Tells it to stop, and waits until it has; says how long that took.
    pub async fn stop(mut self) -> anyhow::Result<Duration> {
        let began = Instant::now();
        self.signal("-TERM").await?;
        let status = self.child.wait().await?;
        ensure!(status.success(), "madang serve ended with {status}");
        Ok(began.elapsed())
    }

    /// Kills it, and its cluster with it, as a power cut would.
    pub async fn kill(mut self) -> anyhow::Result<()> {
        let record = std::fs::read_to_string(self.data.join("pg/cluster/postmaster.pid"))?;
        let postmaster = record.lines().next().context("postmaster.pid is empty")?;
        self.signal("-KILL").await?;
        output(Command::new("kill").args(["-KILL", postmaster])).await?;
        self.child.wait().await?;
        Ok(())
    }

    async fn signal(&self, signal: &str) -> anyhow::Result<()> {
        let pid = self.child.id().context("it has ended")?;
        output(Command::new("kill").args([signal, &pid.to_string()])).await.map(|_| ())
    }
}

impl Drop for House {
    /// However a row ends, neither server nor cluster is left behind.
    fn drop(&mut self) {
        let Some(pid) = self.child.id() else { return };
        let told = std::process::Command::new("kill").args(["-TERM", &pid.to_string()]).status();
        let began = Instant::now();
        while told.is_ok()
            && began.elapsed() < PATIENCE
            && matches!(self.child.try_wait(), Ok(None))
        {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Madang with the settings that every command of a bench has, and none of the caller's own.
fn madang(program: &Path, data: &Path) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if !["PATH", "HOME", "TMPDIR", "MADANG_PG_BIN"].iter().any(|kept| name == *kept) {
            command.env_remove(name);
        }
    }
    command.env("MADANG_DATA", data).env("LOG", "warn");
    command
}

/// Runs a command to its end; what it complained of is the error.
pub async fn output(command: &mut Command) -> anyhow::Result<String> {
    let done = command.stdin(Stdio::null()).output().await;
    let done =
        done.with_context(|| format!("{:?} does not run", command.as_std().get_program()))?;
    ensure!(
        done.status.success(),
        "{:?}: {}{}",
        command.as_std().get_program(),
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
    Ok(String::from_utf8(done.stdout)?)
}

/// A port that nobody listens on.
pub fn free_port() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// PostgreSQL does not run as root, and whom it runs as must be able to come in.
fn open_to_all(folder: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))?)
}
