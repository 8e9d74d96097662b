//! Two file locks, which the system releases when their holder dies, however it dies: the turn
//! (one process at a time starts or stops the cluster) and the presence (who uses it now).

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::fault::EmbeddedFault;
use super::place::Place;

/// Longer than a cluster needs to be made and started on a slow disk.
const PATIENCE: Duration = Duration::from_secs(120);

/// Waits until nobody else starts or stops the cluster; the turn ends with the returned file.
pub(super) async fn take_turn(place: &Place) -> Result<File, EmbeddedFault> {
    let path = place.home.join("turn");
    let file = lock_file(&path, place)?;
    let deadline = Instant::now() + PATIENCE;
    while !try_lock(&file, &path)? {
        if Instant::now() > deadline {
            let (folder, seconds) = (place.home.clone(), PATIENCE.as_secs());
            return Err(EmbeddedFault::Crowded { folder, seconds });
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(file)
}

/// Our part in the shared lock of everybody who uses the cluster. Made and left within a turn,
/// so that being the first or the last to hold it is certain.
#[derive(Debug)]
pub(super) struct Presence {
    file: File,
    path: std::path::PathBuf,
    first: bool,
}

impl Presence {
    /// Tells others that we use the cluster, and learns whether anybody else does.
    pub(super) fn announce(place: &Place) -> Result<Self, EmbeddedFault> {
        let path = place.home.join("users");
        let file = lock_file(&path, place)?;
        let first = try_lock(&file, &path)?;
        let fault = |source| EmbeddedFault::at(&path, source);
        if first {
            file.unlock().map_err(fault)?;
        }
        file.lock_shared().map_err(fault)?;
        Ok(Self { file, path, first })
    }

    /// Whether nobody else used the cluster when we came.
    pub(super) fn was_first(&self) -> bool {
        self.first
    }

    /// Leaves; true when nobody else is left.
    pub(super) fn leave_as_last(self) -> Result<bool, EmbeddedFault> {
        self.file.unlock().map_err(|source| EmbeddedFault::at(&self.path, source))?;
        try_lock(&self.file, &self.path)
    }
}

fn try_lock(file: &File, path: &Path) -> Result<bool, EmbeddedFault> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(source)) => Err(EmbeddedFault::at(path, source)),
    }
}

fn lock_file(path: &Path, place: &Place) -> Result<File, EmbeddedFault> {
    let mut options = OpenOptions::new();
    let file = options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(|source| EmbeddedFault::at(path, source))?;
    place.account.give(path)?;
    Ok(file)
}
