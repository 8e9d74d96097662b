//! The outbox: a letter is posted in the transaction that causes it, as its typed content; the worker
//! renders and sends it later, and says what became of it.
//!
//! Never zero letters: what was committed is tried until it left or was refused for good. At most one
//! more than one: when a connection breaks after the final dot the outcome is unknown (RFC 1047), and
//! the repeat carries the same Message-ID. No letter is sent inside a transaction.

mod calendar;
mod delivery;
mod letter;
mod queries;
mod store;
mod transport;

pub use calendar::{CalendarPart, Feed, FeedEntry, Invitation, Method, Place, feed, ics, parts};
pub use delivery::{Courier, Render, deliver_due, render_message};
pub use letter::{Letter, Post, Rendered, Stationery};
pub use queries::{
    MessageRow, count_messages, find_message, letters_about, list_messages, sent_lately,
};
pub use store::{Stored, forget, forget_kinds, post, post_all, send_again};
pub use transport::{Delivery, Mailbox, Outgoing, RelayFault, Transport, to_bytes};
