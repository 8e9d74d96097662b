use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// Why the embedded cluster is not to be had; each is one sentence that says how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedFault {
    /// No PostgreSQL on this machine.
    #[error(
        "PostgreSQL 15 or newer was not found: install it (`apt install postgresql`, `dnf install \
         postgresql-server` or `brew install postgresql@17`), name the folder of its programs in \
         MADANG_PG_BIN, or name a server in DATABASE_URL"
    )]
    NoPrograms,
    /// The folder that was named holds no PostgreSQL.
    #[error(
        "MADANG_PG_BIN names {}, where postgres, initdb, pg_ctl and createdb are not all found or \
         do not run: name the bin folder of PostgreSQL 15 or newer, or leave MADANG_PG_BIN out", .0.display()
    )]
    NoProgramsThere(PathBuf),
    /// PostgreSQL is there, but of a version we do not know.
    #[error(
        "PostgreSQL {found} in {} is too old: install version 15 or newer, or name its bin folder \
         in MADANG_PG_BIN", folder.display()
    )]
    TooOld {
        /// The newest version that was found.
        found: u32,
        /// Where it was found.
        folder: PathBuf,
    },
    /// The data folder was made by another major version.
    #[error(
        "The database in {} was made by PostgreSQL {made}, but only PostgreSQL {found} is here: \
         install PostgreSQL {made} beside it, or name its bin folder in MADANG_PG_BIN", cluster.display()
    )]
    OtherVersion {
        /// The folder of the cluster.
        cluster: PathBuf,
        /// The version that made it.
        made: u32,
        /// The version that was found.
        found: u32,
    },
    /// We are root and have nobody to become.
    #[error(
        "PostgreSQL does not run as root, and neither the user postgres nor nobody exists: start \
         Madang as an ordinary user, or name a server in DATABASE_URL"
    )]
    NoAccount,
    /// A folder on the way is closed to the user PostgreSQL runs as.
    #[error(
        "The user {user}, as whom PostgreSQL runs, may not enter {}: set MADANG_DATA to a folder \
         outside it, such as /var/lib/madang, or open it with `chmod o+x`", folder.display()
    )]
    Closed {
        /// The first folder that cannot be entered.
        folder: PathBuf,
        /// The unprivileged user.
        user: String,
    },
    /// The cluster belongs to another user.
    #[error(
        "{} belongs to user number {owner}, but PostgreSQL would run as user {user}: give it over \
         with `chown -R`, start Madang as its owner, or set MADANG_DATA to another folder", folder.display()
    )]
    NotOurs {
        /// The folder in question.
        folder: PathBuf,
        /// Who owns it.
        owner: u32,
        /// Whom we run as.
        user: String,
    },
    /// The disk has no room left.
    #[error("The disk that holds {} is full: make room, or set MADANG_DATA to another disk", .0.display())]
    DiskFull(PathBuf),
    /// A file or folder of the cluster cannot be used.
    #[error(
        "{} cannot be used ({source}): mend it, or set MADANG_DATA to a folder Madang may write", path.display()
    )]
    Unusable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: Error,
    },
    /// The short folder for the socket was taken by somebody else.
    #[error(
        "The path of {} is too long for a socket, and {} belongs to somebody else: remove that \
         folder, or set MADANG_DATA to a shorter path", data.display(), taken.display()
    )]
    SocketTaken {
        /// The data folder.
        data: PathBuf,
        /// The folder we would have used.
        taken: PathBuf,
    },
    /// Somebody else has been starting or stopping the cluster for too long.
    #[error(
        "Another Madang has been starting or stopping the database in {} for {seconds} s: look at \
         what it waits for, or end it, and start again", folder.display()
    )]
    Crowded {
        /// The folder of the cluster.
        folder: PathBuf,
        /// How long we waited.
        seconds: u64,
    },
    /// `initdb` failed.
    #[error("PostgreSQL could not make a new database in {} ({line}): mend that and start again", folder.display())]
    Initdb {
        /// The folder it was to make.
        folder: PathBuf,
        /// The last thing it said.
        line: String,
    },
    /// The postmaster ended instead of starting.
    #[error("PostgreSQL did not start ({line}): mend that and start again; the whole story is in {}", log.display())]
    Ended {
        /// The last line of its log.
        line: String,
        /// Its log.
        log: PathBuf,
    },
    /// The postmaster runs, but does not answer.
    #[error(
        "PostgreSQL has not answered for {seconds} s ({line}): look into {}, stop the process \
         named in postmaster.pid beside it, and start again", log.display()
    )]
    Silent {
        /// How long we waited.
        seconds: u64,
        /// The last line of its log.
        line: String,
        /// Its log.
        log: PathBuf,
    },
    /// A program of PostgreSQL failed.
    #[error("PostgreSQL's {program} failed ({line}): mend that and start again")]
    Program {
        /// Its name.
        program: &'static str,
        /// The last thing it said.
        line: String,
    },
}

impl EmbeddedFault {
    /// What a failed file operation means.
    pub(super) fn at(path: &Path, source: Error) -> Self {
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull(path.into()),
            _ => Self::Unusable { path: path.into(), source },
        }
    }

    /// Whether a program's words tell of a full disk, in which case nothing else matters.
    pub(super) fn or_full(self, said: &str, folder: &Path) -> Self {
        let full = ["No space left on device", "Disk quota exceeded"];
        if full.iter().any(|words| said.contains(words)) {
            return Self::DiskFull(folder.into());
        }
        self
    }
}

/// The last line worth showing of what a program said: its last complaint, or its last words.
pub(super) fn last_line(said: &str) -> String {
    const COMPLAINTS: [&str; 4] = ["PANIC: ", "FATAL: ", "ERROR: ", "error: "];
    let complaint = said.lines().rev().find_map(|line| {
        COMPLAINTS.iter().find_map(|mark| line.split_once(mark)).map(|(_, what)| what)
    });
    let words = || said.lines().rev().find(|line| !line.trim().is_empty());
    let line = complaint.or_else(words).unwrap_or("it said nothing").trim();
    line.trim_end_matches('.').chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_complaint_outranks_later_chatter() {
        let log = "2026-01-01 UTC [7] FATAL:  lock file is empty\n[7] LOG:  shutting down\n\n";
        assert_eq!(last_line(log), "lock file is empty");
        assert_eq!(last_line("initdb: error: no room.\ninitdb: removing it"), "no room");
        assert_eq!(last_line("one\ntwo\n"), "two");
        assert_eq!(last_line(""), "it said nothing");
    }
}
