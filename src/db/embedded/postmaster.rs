//! What a postmaster leaves on the disk: who runs, where it answers, what it wrote last.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use tokio::process::Command;

use super::NAME;
use super::answer::{self, Answer};
use super::fault::{EmbeddedFault, last_line};
use super::place::{Place, SOCKET_FILE};

/// A log that has grown beyond this is put aside at the next start.
const LONGEST_LOG: u64 = 5_000_000;

/// What `postmaster.pid` tells of the cluster.
pub(super) enum Standing {
    /// Nobody runs, and nobody crashed.
    Absent,
    /// The process it names is gone, or is something else by now.
    Stale(u32),
    /// It runs, and answers (or will) at this socket.
    Live(Socket),
}

impl Standing {
    /// Looks, and asks: an answer at the socket is worth more than a process number.
    pub(super) async fn of(place: &Place) -> Self {
        let Some(record) = Record::read(place) else { return Self::Absent };
        let live = answer::ask(&record.socket.file()).await != Answer::Silence
            || is_postmaster(record.pid, &place.cluster).await;
        if live { Self::Live(record.socket) } else { Self::Stale(record.pid) }
    }
}

/// The lines of `postmaster.pid` that matter to us.
pub(super) struct Record {
    pid: u32,
    socket: Socket,
    /// Whether it has finished starting.
    pub(super) ready: bool,
}

impl Record {
    pub(super) fn read(place: &Place) -> Option<Self> {
        let text = fs::read_to_string(place.cluster.join("postmaster.pid")).ok()?;
        let mut lines = text.lines().map(str::trim);
        let pid = lines.next()?.parse().ok()?;
        let folder = lines.nth(3).filter(|folder| !folder.is_empty());
        let folder = folder.map_or_else(|| place.socket.clone(), PathBuf::from);
        let ready = lines.nth(2) == Some("ready");
        Some(Self { pid, socket: Socket { folder }, ready })
    }
}

/// Where a postmaster answers.
#[derive(Clone, Debug)]
pub(super) struct Socket {
    pub(super) folder: PathBuf,
}

impl Socket {
    pub(super) fn file(&self) -> PathBuf {
        self.folder.join(SOCKET_FILE)
    }

    /// Everything that is not plain is escaped, the slashes too: that makes it a host.
    pub(super) fn url(&self) -> String {
        let escape = |byte: &u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(*byte).to_string()
            }
            other => format!("%{other:02X}"),
        };
        let host: String = self.folder.as_os_str().as_bytes().iter().map(escape).collect();
        format!("postgres://{NAME}@{host}/{NAME}")
    }
}

/// Whether a process is the postmaster of this cluster. Numbers are used again, and quickly so
/// in containers; but a postmaster's working folder is its cluster.
async fn is_postmaster(pid: u32, cluster: &Path) -> bool {
    if !Path::new("/proc/self/cwd").exists() {
        let mut ps = Command::new("ps");
        let said = ps.args(["-o", "comm=", "-p", &pid.to_string()]).output().await;
        return said.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).contains("postgres"));
    }
    let process = Path::new("/proc").join(pid.to_string());
    match fs::read_link(process.join("cwd")) {
        Ok(folder) => cluster.canonicalize().is_ok_and(|cluster| cluster == folder),
        // Root in a container may not look; the name of the program is open to all.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            fs::read_to_string(process.join("comm")).is_ok_and(|name| name.trim() == "postgres")
        }
        Err(_) => false,
    }
}

/// The postmaster's log: opened for one more run, remembering where the run begins.
pub(super) struct Log {
    pub(super) file: File,
    start: u64,
}

impl Log {
    pub(super) fn open(place: &Place) -> Result<Self, EmbeddedFault> {
        let path = &place.log;
        let fault = |source| EmbeddedFault::at(path, source);
        if fs::metadata(path).is_ok_and(|log| log.len() > LONGEST_LOG) {
            fs::rename(path, path.with_extension("log.1")).map_err(fault)?;
        }
        let mut options = OpenOptions::new();
        let file = options.append(true).create(true).mode(0o600).open(path).map_err(fault)?;
        place.account.give(path)?;
        let start = file.metadata().map_err(fault)?.len();
        Ok(Self { file, start })
    }

    /// What was written since the run began.
    pub(super) fn story(&self, place: &Place) -> String {
        read_from(&place.log, self.start).unwrap_or_default()
    }
}

/// The last line of the log, whoever's run it tells of.
pub(super) fn last_words(place: &Place) -> String {
    let start = fs::metadata(&place.log).map_or(0, |log| log.len().saturating_sub(8_192));
    last_line(&read_from(&place.log, start).unwrap_or_default())
}

fn read_from(path: &Path, start: u64) -> std::io::Result<String> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(65_536).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_folder_becomes_a_host() {
        let socket = Socket { folder: "/srv/마 a/pg".into() };
        let url = "postgres://madang@%2Fsrv%2F%EB%A7%88%20a%2Fpg/madang";
        assert_eq!(socket.url(), url);
    }
}
