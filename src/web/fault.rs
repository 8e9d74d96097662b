use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use crate::db::{self, Stop};
use crate::types::{FieldFaults, Refusal};

/// Everything an answer can be instead of what was asked for. Rendered once, by the `guarded`
/// middleware: problem+json for programs, a page in the reader's language for people.
#[derive(Debug)]
pub enum Fault {
    /// A command said no for a reason of the trade.
    Refused {
        /// The dotted code.
        code: &'static str,
        /// The HTTP status.
        status: u16,
        /// What its sentence needs.
        params: Vec<(&'static str, String)>,
    },
    /// Fields are missing or wrong.
    Invalid(FieldFaults),
    /// The request can not be read at all; the text says where.
    Malformed(String),
    /// Nobody is signed in, or the token is not known.
    Unauthenticated,
    /// Signed in, but a second factor is to be shown or set up first: on this page of ours.
    ProofNeeded(String),
    /// Signed in, but not for this.
    Forbidden,
    /// Not there, or not for this reader: the two look alike.
    NotFound,
    /// The body is larger than the route takes; the limit in bytes.
    TooLarge(usize),
    /// Too many requests; seconds to wait.
    Busy(u64),
    /// The version given is not the current one.
    Stale,
    /// A change needs `If-Match`.
    VersionNeeded,
    /// The database is away; come back in a moment.
    Unavailable,
    /// Something broke: logged once, told to nobody.
    Broken(anyhow::Error),
}

impl Fault {
    /// A refusal as a fault.
    #[must_use]
    pub fn refused(reason: &impl Refusal) -> Self {
        Self::Refused { code: reason.code(), status: reason.status(), params: reason.params() }
    }

    /// The dotted code, stable for machines.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused { code, .. } => code,
            Self::Invalid(_) => "web.invalid",
            Self::Malformed(_) => "web.malformed",
            Self::Unauthenticated => "web.unauthenticated",
            Self::ProofNeeded(_) => "web.proof_needed",
            Self::Forbidden => "web.forbidden",
            Self::NotFound => "web.not_found",
            Self::TooLarge(_) => "web.too_large",
            Self::Busy(_) => "web.busy",
            Self::Stale => "web.stale",
            Self::VersionNeeded => "web.version_needed",
            Self::Unavailable => "web.unavailable",
            Self::Broken(_) => "web.broken",
        }
    }

    /// What the sentence of the code needs.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Refused { params, .. } => params.clone(),
            Self::Malformed(detail) => vec![("detail", detail.clone())],
            Self::TooLarge(limit) => vec![("kilobytes", (limit / 1024).to_string())],
            Self::Busy(seconds) => vec![("seconds", seconds.to_string())],
            _ => Vec::new(),
        }
    }

    /// Seconds after which trying again makes sense.
    #[must_use]
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Busy(seconds) => Some(*seconds),
            Self::Unavailable | Self::Refused { status: 503, .. } => Some(5),
            _ => None,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        let status = match self {
            Self::Refused { status, .. } => *status,
            Self::Invalid(_) => 422,
            Self::Malformed(_) => 400,
            Self::Unauthenticated => 401,
            Self::ProofNeeded(_) | Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::TooLarge(_) => 413,
            Self::Busy(_) => 429,
            Self::Stale => 412,
            Self::VersionNeeded => 428,
            Self::Unavailable => 503,
            Self::Broken(_) => 500,
        };
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

impl From<db::Error> for Fault {
    fn from(error: db::Error) -> Self {
        if matches!(error, db::Error::NotFound) {
            Self::NotFound
        } else if db::is_unavailable(&error) {
            tracing::warn!(%error, "the database is away");
            Self::Unavailable
        } else {
            Self::Broken(error.into())
        }
    }
}

impl<R: Refusal> From<Stop<R>> for Fault {
    fn from(stop: Stop<R>) -> Self {
        match stop {
            Stop::Refused(reason) => Self::refused(&reason),
            Stop::Broken(error) => error.into(),
        }
    }
}

impl From<FieldFaults> for Fault {
    fn from(faults: FieldFaults) -> Self {
        Self::Invalid(faults)
    }
}

impl From<askama::Error> for Fault {
    fn from(error: askama::Error) -> Self {
        Self::Broken(error.into())
    }
}

impl From<anyhow::Error> for Fault {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}
