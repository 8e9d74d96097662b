use std::sync::atomic::{AtomicU64, Ordering};

/// Counts the changes that the database told of one forum's public face.
#[derive(Debug, Default)]
pub struct Pulse {
    agenda: AtomicU64,
    seats: AtomicU64,
    /// Held by whoever loads what the forum's pages are made of.
    pub loading: tokio::sync::Mutex<()>,
}

/// Where a pulse stood at a moment. Take it before reading, so that what changes meanwhile shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beat {
    /// Changes of words, times, people.
    pub agenda: u64,
    /// Changes of seats.
    pub seats: u64,
}

impl Pulse {
    /// Where it stands.
    #[must_use]
    pub fn beat(&self) -> Beat {
        Beat {
            agenda: self.agenda.load(Ordering::SeqCst),
            seats: self.seats.load(Ordering::SeqCst),
        }
    }

    /// Notes that words, times or people changed.
    pub fn agenda_changed(&self) {
        self.agenda.fetch_add(1, Ordering::SeqCst);
    }

    /// Notes that seats were taken or given back.
    pub fn seats_changed(&self) {
        self.seats.fetch_add(1, Ordering::SeqCst);
    }
}
