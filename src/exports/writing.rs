use std::fs::File;
use std::path::PathBuf;

use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinHandle;

use super::csv::CsvSheet;
use super::layout::Layout;
use super::model::{ExportRefusal, Format};
use super::queries::Attendee;
use super::sheet::{Result, Sheet};
use super::xlsx::{About, XlsxSheet};

/// How many pieces may wait for the disk: while one is written the next is read, and no more than that
/// is ever in memory.
const AHEAD: usize = 1;

enum Piece {
    People(Vec<Attendee>),
    End(u64),
}

/// A list being written on a thread of its own, which may wait for the disk.
pub struct Writing {
    pieces: Sender<Piece>,
    done: JoinHandle<Result<File>>,
}

impl Writing {
    /// Begins a list in a file without a name below `folder`: it is gone when nobody holds it.
    pub fn begin(format: Format, folder: PathBuf, layout: Layout, about: About) -> Self {
        let (pieces, incoming) = channel(AHEAD);
        let done = tokio::task::spawn_blocking(move || {
            std::fs::create_dir_all(&folder)?;
            let sheet: Box<dyn Sheet> = match format {
                Format::Csv => Box::new(CsvSheet::begin(tempfile::tempfile_in(&folder)?, layout)?),
                Format::Xlsx => Box::new(XlsxSheet::begin(&folder, layout, about)?),
            };
            write(sheet, incoming)
        });
        Self { pieces, done }
    }

    /// Appends people; false when the writing has failed, which [`Self::end`] then tells.
    pub async fn append(&self, people: Vec<Attendee>) -> bool {
        self.pieces.send(Piece::People(people)).await.is_ok()
    }

    /// Ends the list after this many people and hands out its file.
    pub async fn end(self, rows: u64) -> Result<File> {
        // A writer that is gone already has its reason in `done`.
        let _ = self.pieces.send(Piece::End(rows)).await;
        drop(self.pieces);
        self.done.await.unwrap_or_else(|error| {
            tracing::error!(%error, "the writing of a list broke");
            Err(ExportRefusal::Disk)
        })
    }
}

fn write(mut sheet: Box<dyn Sheet>, mut pieces: Receiver<Piece>) -> Result<File> {
    loop {
        match pieces.blocking_recv() {
            Some(Piece::People(people)) => sheet.rows(&people)?,
            Some(Piece::End(rows)) => return sheet.finish(rows),
            // Whoever asked has gone away: what was written goes with its file.
            None => return Err(ExportRefusal::Disk),
        }
    }
}
