use diesel::result::DatabaseErrorKind;

use super::Error;

/// The name of the constraint an error broke, for mapping to a refusal.
#[must_use]
pub fn violated(error: &Error) -> Option<&str> {
    match error {
        Error::DatabaseError(_, info) => info.constraint_name(),
        _ => None,
    }
}

/// True when the database is away, starting, stopping or out of room: the caller should try again
/// later, nothing is wrong with what was asked.
#[must_use]
pub fn is_unavailable(error: &Error) -> bool {
    match error {
        Error::DatabaseError(
            DatabaseErrorKind::UnableToSendCommand | DatabaseErrorKind::ClosedConnection,
            _,
        )
        | Error::BrokenTransactionManager => true,
        Error::DatabaseError(_, info) => {
            let text = info.message();
            [
                "terminating connection",
                "shutting down",
                "starting up",
                "in recovery mode",
                "too many clients",
                "No space left",
                "could not extend file",
                "connection closed",
                "lock timeout",
                "statement timeout",
                "error communicating",
            ]
            .iter()
            .any(|sign| text.contains(sign))
        }
        Error::RollbackErrorOnCommit { rollback_error, commit_error } => {
            is_unavailable(rollback_error) || is_unavailable(commit_error)
        }
        _ => false,
    }
}

/// The error of a thing that can not be had right now, as if the database were away.
#[must_use]
pub fn unavailable(reason: impl std::fmt::Display) -> Error {
    Error::DatabaseError(DatabaseErrorKind::UnableToSendCommand, Box::new(reason.to_string()))
}
