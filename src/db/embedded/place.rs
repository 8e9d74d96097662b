//! The folders of the cluster, and who may enter them.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

use super::Options;
use super::account::Account;
use super::fault::EmbeddedFault;

/// The system's folder for short-lived things; its name is short, which `TMPDIR` need not be.
const SHORT: &str = "/tmp";
/// A socket's whole path must fit into 104 bytes on macOS and 108 on Linux.
const LONGEST_SOCKET: usize = 99;
/// How PostgreSQL names the socket, given the port we always give it.
pub(super) const SOCKET_FILE: &str = ".s.PGSQL.5432";

/// Where everything of the cluster lies, and whose it is.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) account: Account,
    /// Everything of ours: `data/pg`.
    pub(super) home: PathBuf,
    /// PostgreSQL's own data folder.
    pub(super) cluster: PathBuf,
    pub(super) log: PathBuf,
    /// The folder of the socket, closed to everybody else.
    pub(super) socket: PathBuf,
}

impl Place {
    /// Makes the folders that are missing and gives them to the right user.
    pub(super) async fn prepare(options: &Options) -> Result<Self, EmbeddedFault> {
        let data = data_folder(&options.data)?;
        let home = data.join("pg");
        let cluster = home.join("cluster");
        let account = Account::choose(fs::metadata(&home).ok()).await?;
        let log = home.join("log");
        let socket = socket_folder(&home);

        open_for_passage(&data, &account)?;
        own_folder(&home, &account)?;
        enter(&home, &account).await?;
        own_folder(&log, &account)?;
        if let Err(fault) = own_folder(&socket, &account) {
            return Err(match fault {
                EmbeddedFault::NotOurs { folder, .. } if !folder.starts_with(&home) => {
                    EmbeddedFault::SocketTaken { data, taken: folder }
                }
                other => other,
            });
        }
        if let Ok(owner) = fs::metadata(&cluster).map(|found| found.uid())
            && owner != account.uid
        {
            return Err(EmbeddedFault::NotOurs { folder: cluster, owner, user: account.name });
        }
        Ok(Self { account, home, cluster, log: log.join("postgres.log"), socket })
    }

    /// Forgets the socket's folder when it lies outside the data folder.
    pub(super) fn tidy(&self) {
        if !self.socket.starts_with(&self.home) {
            // Nothing depends on it: at worst an empty folder stays behind.
            let _ = fs::remove_dir(&self.socket);
        }
    }
}

fn data_folder(named: &Path) -> Result<PathBuf, EmbeddedFault> {
    let fault = |source| EmbeddedFault::at(named, source);
    let path = std::path::absolute(named).map_err(fault)?;
    fs::create_dir_all(&path).map_err(fault)?;
    path.canonicalize().map_err(fault)
}

/// As root, a data folder that only root may enter is opened for passing through, if it is
/// empty: then it is ours from the start, and nobody meant to close it.
fn open_for_passage(data: &Path, account: &Account) -> Result<(), EmbeddedFault> {
    let fault = |source| EmbeddedFault::at(data, source);
    let found = fs::metadata(data).map_err(fault)?;
    let empty = fs::read_dir(data).map_err(fault)?.next().is_none();
    if account.step_down && empty && found.uid() == 0 {
        let mode = found.permissions().mode() | 0o011;
        fs::set_permissions(data, fs::Permissions::from_mode(mode)).map_err(fault)?;
    }
    Ok(())
}

/// A folder closed to everybody but the account.
fn own_folder(path: &Path, account: &Account) -> Result<(), EmbeddedFault> {
    let fault = |source| EmbeddedFault::at(path, source);
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => return account.give(path),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(fault(error)),
    }
    // Not followed if it is a link: the short folder lies where everybody may write.
    let found = fs::symlink_metadata(path).map_err(fault)?;
    if found.is_dir() && found.uid() == 0 && account.step_down {
        account.give(path)?; // Made by root a moment before a crash.
    } else if found.uid() != account.uid || !found.is_dir() {
        let (folder, owner) = (path.to_path_buf(), found.uid());
        return Err(EmbeddedFault::NotOurs { folder, owner, user: account.name.clone() });
    }
    if found.permissions().mode() & 0o077 != 0 {
        fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(fault)?;
    }
    Ok(())
}

/// Asks the system whether the account may enter, since only it knows all the rules.
async fn enter(home: &Path, account: &Account) -> Result<(), EmbeddedFault> {
    if !account.step_down {
        return Ok(());
    }
    let mut trial = Command::new("id");
    trial.current_dir(home).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    account.dress(&mut trial);
    match trial.status().await {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            Err(EmbeddedFault::Closed { folder: closed(home), user: account.name.clone() })
        }
        Err(error) => Err(EmbeddedFault::at(home, error)),
    }
}

/// The outermost folder that strangers may not enter.
fn closed(home: &Path) -> PathBuf {
    let shut = |folder: &&Path| {
        fs::metadata(folder).is_ok_and(|found| found.permissions().mode() & 0o001 == 0)
    };
    let parents: Vec<&Path> = home.ancestors().skip(1).collect();
    parents.into_iter().rev().find(shut).unwrap_or(home).to_path_buf()
}

/// The folder of the socket: in the data folder, unless its path is too long or too odd.
fn socket_folder(home: &Path) -> PathBuf {
    let near = home.join("socket");
    let bytes = near.as_os_str().as_bytes();
    let fits = bytes.len() + 1 + SOCKET_FILE.len() <= LONGEST_SOCKET;
    // PostgreSQL reads the setting as a list with quotes, and we pass it as one line of text.
    let plain = !bytes.iter().any(|byte| matches!(byte, b',' | b'"' | b'\'' | b'\\' | 0..=31));
    if fits && plain {
        return near;
    }
    let mut hasher = DefaultHasher::new();
    home.hash(&mut hasher);
    Path::new(SHORT).join(format!("madang-{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_lies_near_unless_its_path_is_long_or_odd() {
        let near = |path: &str| socket_folder(Path::new(path)).starts_with(path);
        assert!(near("/srv/마당 data/pg"));
        assert!(!near("/srv/a,b/pg"));
        assert!(!near(&format!("/srv/{}/pg", "long".repeat(20))));
    }

    #[test]
    fn two_long_paths_have_two_folders() {
        let folder = |end: &str| socket_folder(Path::new(&format!("{}/{end}", "/long".repeat(30))));
        assert_ne!(folder("a"), folder("b"));
        assert_eq!(folder("a"), folder("a"));
    }
}
