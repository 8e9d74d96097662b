//! Where PostgreSQL's programs are, which version they have, and how we run them.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

use super::Options;
use super::account::Account;
use super::fault::{EmbeddedFault, last_line};

const OLDEST: u32 = 15;
const NEEDED: [&str; 4] = ["postgres", "initdb", "pg_ctl", "createdb"];
/// Where packages put their versions side by side: `<folder>/<prefix><version>/<below>`.
const ROOTS: [(&str, &str, &str); 5] = [
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr", "pgsql-", "bin"),
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
    ("/usr/libexec", "postgresql", ""),
];

/// A folder with all the programs we need, of a version we know.
#[derive(Clone, Debug)]
pub(super) struct Programs {
    folder: PathBuf,
    path_var: std::ffi::OsString,
}

impl Programs {
    /// The first folder that fits: of the version that made the cluster, or new enough.
    pub(super) async fn find(
        options: &Options,
        made: Option<u32>,
        account: &Account,
    ) -> Result<Self, EmbeddedFault> {
        let folders = match &options.bin_override {
            Some(folder) => complete(folder).into_iter().collect(),
            None => candidates(options.path_var.as_deref(), &ROOTS),
        };
        let mut seen: Option<(u32, PathBuf)> = None;
        for folder in folders {
            let path_var = options.path_var.clone().unwrap_or_default();
            let programs = Self { folder, path_var };
            let Some(version) = programs.version(account).await else { continue };
            if version >= OLDEST && made.is_none_or(|made| made == version) {
                tracing::debug!(folder = %programs.folder.display(), version, "PostgreSQL found");
                return Ok(programs);
            }
            if seen.as_ref().is_none_or(|(best, _)| *best < version) {
                seen = Some((version, programs.folder));
            }
        }
        Err(match (seen, made, &options.bin_override) {
            (Some((found, _)), Some(made), _) => {
                let cluster = options.data.join("pg").join("cluster");
                EmbeddedFault::OtherVersion { cluster, made, found }
            }
            (Some((found, folder)), None, _) => EmbeddedFault::TooOld { found, folder },
            (None, _, Some(folder)) => EmbeddedFault::NoProgramsThere(folder.clone()),
            (None, _, None) => EmbeddedFault::NoPrograms,
        })
    }

    /// A program, to be run as the account, in an environment that no setting of ours or of the
    /// user's leaks into.
    pub(super) fn command(&self, program: &str, account: &Account) -> Command {
        let mut command = Command::new(self.folder.join(program));
        command
            .env_clear()
            .env("PATH", &self.path_var)
            .env("LC_ALL", "C")
            .current_dir("/")
            .stdin(Stdio::null());
        account.dress(&mut command);
        command
    }

    async fn version(&self, account: &Account) -> Option<u32> {
        let output = self.command("postgres", account).arg("--version").output().await.ok()?;
        major(&String::from_utf8_lossy(&output.stdout))
    }
}

/// Runs a program to its end; what it complained of when it failed.
pub(super) async fn run(command: &mut Command) -> Result<(), String> {
    match command.output().await {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            Err(if said.trim().is_empty() { output.status.to_string() } else { said })
        }
        Err(error) => Err(error.to_string()),
    }
}

/// Runs a program whose failure needs no other explanation than its last words.
pub(super) async fn must_run(
    program: &'static str,
    command: &mut Command,
    folder: &Path,
) -> Result<(), EmbeddedFault> {
    run(command).await.map_err(|said| {
        EmbeddedFault::Program { program, line: last_line(&said) }.or_full(&said, folder)
    })
}

/// Complete folders on the search path, then those of the packages, highest version first.
fn candidates(path_var: Option<&OsStr>, roots: &[(&str, &str, &str)]) -> Vec<PathBuf> {
    let listed = path_var.map(split_path).unwrap_or_default();
    let packaged = roots.iter().flat_map(|(root, prefix, below)| versions(root, prefix, below));
    let mut found = Vec::new();
    for folder in listed.into_iter().chain(packaged).filter_map(|folder| complete(&folder)) {
        if !found.contains(&folder) {
            found.push(folder);
        }
    }
    found
}

fn split_path(path_var: &OsStr) -> Vec<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    let parts = path_var.as_bytes().split(|byte| *byte == b':');
    parts.filter(|part| !part.is_empty()).map(|part| OsStr::from_bytes(part).into()).collect()
}

fn versions(root: &str, prefix: &str, below: &str) -> Vec<PathBuf> {
    let numbered = |entry: fs::DirEntry| {
        let name = entry.file_name();
        let number: u32 = name.to_str()?.strip_prefix(prefix)?.parse().ok()?;
        Some((number, entry.path().join(below)))
    };
    let entries = fs::read_dir(root).into_iter().flatten();
    let mut found: Vec<_> = entries.filter_map(|entry| numbered(entry.ok()?)).collect();
    found.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    found.into_iter().map(|(_, folder)| folder).collect()
}

/// The real folder of the programs: what is on the search path may be links to some of them.
fn complete(folder: &Path) -> Option<PathBuf> {
    let real = folder.join("postgres").canonicalize().ok()?;
    let real = real.parent()?;
    NEEDED.iter().all(|name| real.join(name).is_file()).then(|| real.to_path_buf())
}

/// `postgres (PostgreSQL) 15.18 (Debian …)` is 15, `… 18beta1` is 18.
fn major(said: &str) -> Option<u32> {
    let number = said.split_whitespace().nth(2)?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_packagers_write_them() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major("postgres: command not found\n"), None);
    }

    #[test]
    fn a_machine_without_postgresql_has_no_candidates() {
        let roots = [("/nowhere/postgresql", "", "bin")];
        assert!(candidates(None, &roots).is_empty());
        assert!(candidates(Some(OsStr::new("/nowhere::/proc")), &roots).is_empty());
    }
}
