//! Letters on their way out: the only place that knows lettre.
//!
//! [`Transport::send`] never loses a letter silently and never says more than it knows. A letter is
//! `Sent` when the server took it, `Refused` when the server said that it never will, and otherwise
//! to be tried again, `ambiguous` where the line broke after the server had asked for the content:
//! whether it was taken is then unknowable (RFC 1047), and the same Message-ID makes a second copy
//! recognisable.
//!
//! The same [`Outgoing`] gives the same bytes each time: date, Message-ID and boundaries are the
//! letter's own. What shape it has, and why, stands in `mime.rs` and in the calendar's documentation.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::io::AsyncWriteExt;

use super::calendar::CalendarPart;
use crate::types::Lang;

mod mime;
mod relay;
mod smtp;

pub use mime::to_bytes;
use relay::Relay;
pub use relay::{AuthorityFault, RelayFault};

/// How long a connection may take to stand, and then again one letter to be handed over.
const PATIENCE: Duration = Duration::from_secs(30);

/// A name, if any, and an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// What mail programs show.
    pub name: Option<String>,
    /// Where mail goes.
    pub email: String,
}

/// A rendered letter, ready to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Who writes; also where bounces go.
    pub from: Mailbox,
    /// The one recipient.
    pub to: Mailbox,
    /// The subject, one line.
    pub subject: String,
    /// The whole letter as plain text.
    pub text: String,
    /// The whole letter as a page.
    pub html: String,
    /// Its calendar parts (see [`super::calendar::parts`]).
    pub ics: Vec<CalendarPart>,
    /// `something@host`, without brackets; the same at every attempt.
    pub message_id: String,
    /// The Message-ID of the first letter about the same matter, so that they are shown together.
    pub thread: Option<String>,
    /// When it was written.
    pub date: DateTime<Utc>,
    /// The language it is in.
    pub lang: Lang,
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Taken, with the server's words.
    Sent {
        /// What the server said.
        reply: String,
    },
    /// Not taken now; later it may be.
    Retry {
        /// What happened, for staff.
        reason: String,
        /// True where it may have been taken all the same.
        ambiguous: bool,
    },
    /// Never to be taken as it is.
    Refused {
        /// What the server said.
        reason: String,
    },
}

/// The way letters leave: to a mail server, or into a folder where nothing pretends to be sent.
#[derive(Debug)]
pub enum Transport {
    /// To a mail server.
    Smtp(Relay),
    /// As `{message-id}.eml` into a folder.
    Folder(PathBuf),
}

impl Transport {
    /// The longest that [`Transport::send`] takes, whatever the far end does: leases must be longer.
    pub const LONGEST: Duration = Duration::from_secs(90);

    /// The way named by `SMTP_URL`, or the outbox folder where there is none.
    ///
    /// # Errors
    /// A sentence on what is wrong with the address, never the address itself.
    pub fn new(smtp_url: Option<&str>, outbox: PathBuf) -> Result<Self, RelayFault> {
        match smtp_url {
            Some(url) => Ok(Self::Smtp(Relay::parse(url, PATIENCE)?)),
            None => Ok(Self::Folder(outbox)),
        }
    }

    /// The same way, where an authority of the operator's own may vouch for the mail server too.
    ///
    /// # Errors
    /// When the text holds no certificate.
    pub fn trusting(self, pem: &str) -> Result<Self, AuthorityFault> {
        match self {
            Self::Smtp(relay) => Ok(Self::Smtp(relay.trusting(pem)?)),
            folder @ Self::Folder(_) => Ok(folder),
        }
    }

    /// True where letters are kept instead of leaving.
    #[must_use]
    pub const fn is_folder(&self) -> bool {
        matches!(self, Self::Folder(_))
    }

    /// Removes letters that were kept as files.
    ///
    /// # Errors
    /// When a file that is there can not be removed.
    pub async fn discard(&self, message_ids: &[String]) -> std::io::Result<()> {
        let Self::Folder(folder) = self else { return Ok(()) };
        for message_id in message_ids {
            match tokio::fs::remove_file(folder.join(format!("{message_id}.eml"))).await {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// The same way with another patience, for tests.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        match self {
            Self::Smtp(relay) => Self::Smtp(relay.with_patience(patience)),
            folder @ Self::Folder(_) => folder,
        }
    }

    /// Tries once to send a letter.
    pub async fn send(&self, letter: &Outgoing) -> Delivery {
        let bytes = match to_bytes(letter) {
            Ok(bytes) => bytes,
            Err(fault) => return Delivery::Refused { reason: fault.to_string() },
        };
        match self {
            Self::Smtp(relay) => relay.send(letter, &bytes).await,
            Self::Folder(folder) => keep(folder, &letter.message_id, &bytes).await,
        }
    }

    /// Reaches for the far end without sending anything, for `doctor`.
    ///
    /// # Errors
    /// A sentence on what failed.
    pub async fn probe(&self) -> Result<(), String> {
        match self {
            Self::Smtp(relay) => relay.probe().await,
            Self::Folder(folder) => tokio::fs::create_dir_all(folder)
                .await
                .map_err(|error| format!("{} can not be made ({error})", folder.display())),
        }
    }

    /// Says goodbye on idle connections.
    pub async fn close(&self) {
        if let Self::Smtp(relay) = self {
            relay.close().await;
        }
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Smtp(relay) => relay.fmt(f),
            Self::Folder(folder) => write!(f, "files in {}", folder.display()),
        }
    }
}

/// Writes the letter whole or not at all. Its name holds no path: `to_bytes` refuses such ids.
async fn keep(folder: &Path, message_id: &str, bytes: &[u8]) -> Delivery {
    let name = format!("{message_id}.eml");
    let (part, whole) = (folder.join(format!(".{name}.part")), folder.join(&name));
    let written = async {
        tokio::fs::create_dir_all(folder).await?;
        let mut file = tokio::fs::File::create(&part).await?;
        file.write_all(bytes).await?;
        file.sync_all().await?;
        tokio::fs::rename(&part, &whole).await
    };
    match written.await {
        Ok(()) => Delivery::Sent { reply: format!("kept as {name}") },
        Err(error) => Delivery::Retry {
            reason: format!("{} can not be written ({error})", whole.display()),
            ambiguous: false,
        },
    }
}
