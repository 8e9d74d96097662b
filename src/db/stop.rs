use crate::types::Refusal;

use super::Error;

/// What stops a command: a reason of the trade, or a broken machine. `?` works on both.
#[derive(Debug)]
pub enum Stop<R> {
    /// The command said no, and says why.
    Refused(R),
    /// The database failed.
    Broken(Error),
}

impl<R: Refusal> From<R> for Stop<R> {
    fn from(reason: R) -> Self {
        Self::Refused(reason)
    }
}

impl<R> From<Error> for Stop<R> {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

/// The refusal of a command that never refuses.
#[derive(Debug)]
pub enum Never {}

impl Refusal for Never {
    fn code(&self) -> &'static str {
        match *self {}
    }
    fn status(&self) -> u16 {
        match *self {}
    }
}
