//! Whom PostgreSQL runs as: us, or, when we are root, somebody with fewer rights.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Stdio;

use tokio::process::Command;

use super::fault::EmbeddedFault;

/// Who may become PostgreSQL's user when Madang is started as root, best first.
const CANDIDATES: [&str; 2] = ["postgres", "nobody"];

/// The user PostgreSQL's processes run as.
#[derive(Clone, Debug)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) uid: u32,
    gid: u32,
    /// Whether we are root, and must step down to it.
    pub(super) step_down: bool,
}

impl Account {
    /// Ourselves; as root the owner of what is there already, or an unprivileged user.
    pub(super) async fn choose(home: Option<Metadata>) -> Result<Self, EmbeddedFault> {
        let us = number(&["-u"]).await.ok_or(EmbeddedFault::NoAccount)?;
        if us != 0 {
            let gid = number(&["-g"]).await.ok_or(EmbeddedFault::NoAccount)?;
            let name = format!("number {us}");
            return Ok(Self { name, uid: us, gid, step_down: false });
        }
        if let Some(owner) = home.filter(|owner| owner.uid() != 0) {
            let name = format!("number {}", owner.uid());
            return Ok(Self { name, uid: owner.uid(), gid: owner.gid(), step_down: true });
        }
        for name in CANDIDATES {
            if let (Some(uid), Some(gid)) =
                (number(&["-u", name]).await, number(&["-g", name]).await)
            {
                return Ok(Self { name: name.into(), uid, gid, step_down: true });
            }
        }
        Err(EmbeddedFault::NoAccount)
    }

    /// Hands a file or folder of ours to this user, where that is needed.
    pub(super) fn give(&self, path: &Path) -> Result<(), EmbeddedFault> {
        if !self.step_down {
            return Ok(());
        }
        std::os::unix::fs::lchown(path, Some(self.uid), Some(self.gid))
            .map_err(|source| EmbeddedFault::at(path, source))
    }

    /// Makes a command run as this user.
    pub(super) fn dress(&self, command: &mut Command) {
        if self.step_down {
            command.uid(self.uid).gid(self.gid);
        }
    }
}

/// What `id` says; it asks every directory the system knows of, not only /etc/passwd.
async fn number(arguments: &[&str]) -> Option<u32> {
    let mut command = Command::new("id");
    command.args(arguments).stdin(Stdio::null());
    let output = command.output().await.ok().filter(|output| output.status.success())?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}
