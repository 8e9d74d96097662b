//! A letter as the bytes that travel:
//!
//! ```text
//! multipart/mixed                        only with a calendar
//! ├── multipart/alternative
//! │   ├── text/plain
//! │   ├── text/html
//! │   └── text/calendar; method=REQUEST  last, so that who can show it does
//! └── application/ics                    invite.ics
//! ```
//!
//! The shape Google Calendar sends and mail programs expect. Encoded words and parameters, folding and
//! transfer encodings are lettre's; what goes into a header is one clean, bounded line before that, and
//! what goes into a body has no control characters (lettre lets a lone CR through, which some servers
//! take for the end of a line).

use chrono::{DateTime, Utc};
use lettre::Address;
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue,
};
use lettre::message::{self, Message, MultiPart, SinglePart};
use sha2::{Digest, Sha256};
use std::time::{Duration, SystemTime};

use super::{Mailbox, Outgoing};
use crate::mail::calendar::{CalendarPart, Place, clean};

/// The longest subject, in characters: longer ones are cut, so no line outgrows RFC 5322's 998.
const SUBJECT: usize = 250;
/// The longest display name, in characters.
const NAME: usize = 120;
/// The last instant that a four-digit year can name.
const LAST_SECOND: i64 = 253_402_300_799;

/// Why a letter can not be written at all; trying again would not help.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Unsendable {
    /// An address that is none.
    #[error("the address `{0}` is not one that mail can be sent to")]
    Address(String),
    /// An id that is not `something@host` in plain characters.
    #[error("`{0}` can not be a Message-ID")]
    MessageId(String),
    /// The library would not build it.
    #[error("the letter can not be put together: {0}")]
    Build(String),
}

impl Unsendable {
    fn build(error: impl ToString) -> Self {
        Self::Build(error.to_string())
    }
}

/// The letter as it travels, the same bytes each time.
///
/// # Errors
/// `Unsendable`, for a letter that no attempt could send.
pub fn to_bytes(letter: &Outgoing) -> Result<Vec<u8>, Unsendable> {
    let mut builder = Message::builder()
        .date(instant(letter.date))
        .from(mailbox(&letter.from)?)
        .to(mailbox(&letter.to)?)
        .subject(header_line(&letter.subject, SUBJECT))
        .message_id(Some(bracketed(&letter.message_id)?))
        .header(ContentLanguage(letter.lang.code().to_owned()))
        .header(AutoSubmitted("auto-generated".to_owned()));
    if let Some(first) = letter.thread.as_ref().filter(|first| **first != letter.message_id) {
        let first = bracketed(first)?;
        builder = builder.in_reply_to(first.clone()).references(first);
    }
    let message = builder.multipart(body(letter)?).map_err(Unsendable::build)?;
    Ok(message.formatted())
}

/// The address mail travels to or from.
pub(super) fn address(text: &str) -> Result<Address, Unsendable> {
    let parsed = if text.is_ascii() { text.parse().ok() } else { None };
    parsed.ok_or_else(|| Unsendable::Address(header_line(text, NAME)))
}

fn body(letter: &Outgoing) -> Result<MultiPart, Unsendable> {
    let mut readable = MultiPart::alternative()
        .boundary(boundary(letter, "alternative"))
        .singlepart(SinglePart::plain(clean(&letter.text)))
        .singlepart(SinglePart::html(clean(&letter.html)));
    for part in letter.ics.iter().filter(|part| part.place == Place::Shown) {
        let method = part.method.map(|m| format!("; method={}", m.word())).unwrap_or_default();
        let kind = format!("text/calendar; charset=UTF-8{method}");
        readable = readable.singlepart(calendar(part, &kind, None)?);
    }
    let mut files = letter.ics.iter().filter(|part| part.place == Place::Attached).peekable();
    if files.peek().is_none() {
        return Ok(readable);
    }
    let mut mixed = MultiPart::mixed().boundary(boundary(letter, "mixed")).multipart(readable);
    for part in files {
        let kind = "application/ics; name=\"invite.ics\"";
        mixed = mixed.singlepart(calendar(part, kind, Some("invite.ics"))?);
    }
    Ok(mixed)
}

/// Base64 keeps a calendar's folds and line breaks through any relay.
fn calendar(part: &CalendarPart, kind: &str, file: Option<&str>) -> Result<SinglePart, Unsendable> {
    let mut builder = SinglePart::builder()
        .header(ContentType::parse(kind).map_err(Unsendable::build)?)
        .header(ContentTransferEncoding::Base64);
    if let Some(name) = file {
        builder = builder.header(ContentDisposition::attachment(name));
    }
    Ok(builder.body(part.body.clone().into_bytes()))
}

/// A boundary that is the letter's own, and that no text in it can foresee.
fn boundary(letter: &Outgoing, level: &str) -> String {
    let mut hash = Sha256::new();
    for text in [level, &letter.message_id, &letter.text, &letter.html] {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(20).map(|byte| format!("{byte:02x}")).collect()
}

fn mailbox(mailbox: &Mailbox) -> Result<message::Mailbox, Unsendable> {
    let name = mailbox.name.as_deref().map(|name| header_line(name, NAME));
    let name = name.filter(|name| !name.is_empty());
    Ok(message::Mailbox::new(name, address(&mailbox.email)?))
}

/// `<id>`, for an id that is safe in a header and as the name of a file.
fn bracketed(id: &str) -> Result<String, Unsendable> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-+=".contains(c);
    let sound = id.len() <= 200
        && id.split_once('@').is_some_and(|(left, right)| {
            [left, right].iter().all(|side| !side.is_empty() && side.chars().all(plain))
                && !left.starts_with('.')
        });
    if sound { Ok(format!("<{id}>")) } else { Err(Unsendable::MessageId(header_line(id, NAME))) }
}

/// One line for a header: no control characters, no breaks of any kind, nothing that a reader would
/// take for an encoded word, cut at `most` characters.
fn header_line(text: &str, most: usize) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    let line = spaced.split_whitespace().collect::<Vec<_>>().join(" ").replace("=?", "= ?");
    if line.chars().count() <= most {
        line
    } else {
        line.chars().take(most - 1).chain(['…']).collect()
    }
}

fn instant(at: DateTime<Utc>) -> SystemTime {
    let second = u64::try_from(at.timestamp().clamp(0, LAST_SECOND)).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(second)
}

/// A header lettre does not have.
macro_rules! text_header {
    ($name:ident, $on_the_wire:literal) => {
        #[derive(Clone)]
        struct $name(String);

        impl Header for $name {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($on_the_wire)
            }

            fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self(text.to_owned()))
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), self.0.clone())
            }
        }
    };
}

text_header!(ContentLanguage, "Content-Language");
text_header!(AutoSubmitted, "Auto-Submitted");
