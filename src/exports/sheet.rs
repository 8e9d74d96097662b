use std::fs::File;
use std::io;

use super::model::ExportRefusal;
use super::queries::Attendee;

/// What writing a list ends with.
pub type Result<T> = std::result::Result<T, ExportRefusal>;

/// A list while it is written, row by row; used on a thread that may wait for the disk.
pub trait Sheet: Send {
    /// Appends people.
    fn rows(&mut self, people: &[Attendee]) -> Result<()>;
    /// Ends the list after this many people and hands its file out, wherever its cursor stands.
    fn finish(self: Box<Self>, rows: u64) -> Result<File>;
}

impl From<io::Error> for ExportRefusal {
    fn from(error: io::Error) -> Self {
        tracing::error!(%error, "a list could not be written");
        Self::Disk
    }
}

impl From<csv::Error> for ExportRefusal {
    fn from(error: csv::Error) -> Self {
        tracing::error!(%error, "a list could not be written");
        Self::Disk
    }
}

impl From<rust_xlsxwriter::XlsxError> for ExportRefusal {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        if matches!(error, rust_xlsxwriter::XlsxError::RowColumnLimitError) {
            return Self::TooLarge;
        }
        tracing::error!(%error, "a list could not be written");
        Self::Disk
    }
}
