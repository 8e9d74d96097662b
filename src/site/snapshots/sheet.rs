use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, TimeDelta, Utc};

use crate::types::Lang;
use crate::web::{Fault, etag, gzip, not_modified, takes_gzip};

use super::pulse::{Beat, Pulse};

/// How old seats may be that a page shows after the database told of newer ones.
const PATIENCE: TimeDelta = TimeDelta::seconds(1);
/// How long a page is believed without a notice: one may be lost, as behind a pooler that drops LISTEN.
const TRUST: TimeDelta = TimeDelta::seconds(60);
/// What a page weighs beside its bytes.
const OVERHEAD: usize = 1024;

/// What a page became, and how long it stays true.
#[derive(Debug, Default)]
pub struct Made {
    /// The page.
    pub html: String,
    /// The next instant at which its words change by themselves.
    pub until: Option<DateTime<Utc>>,
    /// Since when the seats it tells of are known; absent when it tells of none.
    pub counted_at: Option<DateTime<Utc>>,
    /// Whether it is worth keeping: an address that anyone can make up is not.
    pub passing: bool,
    /// Whether only the reader's own browser may keep it.
    pub discreet: bool,
}

/// A page as it is served: its bytes, plain and packed, and every header made once.
#[derive(Debug)]
pub struct Sheet {
    plain: Bytes,
    packed: Bytes,
    plain_tag: HeaderValue,
    packed_tag: HeaderValue,
    lang: HeaderValue,
    keeping: HeaderValue,
    until: Option<DateTime<Utc>>,
    counted_at: Option<DateTime<Utc>>,
    made_at: DateTime<Utc>,
    beat: Beat,
    pulse: Arc<Pulse>,
    used: AtomicU64,
}

/// Whether a sheet may still be served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It says what is true.
    Good,
    /// Its seats are old, or all of it: one reader waits for it anew, the others read it as it is.
    Due,
    /// It says what is not true any more.
    Gone,
}

impl Sheet {
    /// A page ready to be served.
    ///
    /// # Errors
    /// When a header can not be made.
    pub fn of(
        made: Made,
        lang: Lang,
        (beat, pulse): (Beat, Arc<Pulse>),
        made_at: DateTime<Utc>,
    ) -> Result<Self, Fault> {
        let plain = made.html.into_bytes();
        let tag = etag(&plain);
        // A strong tag names bytes, and packed bytes are others.
        let packed_tag = format!("{}-gz\"", tag.trim_end_matches('"'));
        let value = |text: &str| HeaderValue::from_str(text).map_err(anyhow::Error::from);
        Ok(Self {
            packed: gzip(&plain).into(),
            plain: plain.into(),
            plain_tag: value(&tag)?,
            packed_tag: value(&packed_tag)?,
            lang: HeaderValue::from_static(lang.code()),
            keeping: HeaderValue::from_static(if made.discreet {
                "private, max-age=0, must-revalidate"
            } else {
                "public, max-age=0, must-revalidate"
            }),
            until: made.until,
            counted_at: made.counted_at,
            made_at,
            beat,
            pulse,
            used: AtomicU64::new(0),
        })
    }

    /// Whether it may still be served at an instant.
    #[must_use]
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        let beat = self.pulse.beat();
        if beat.agenda != self.beat.agenda || self.until.is_some_and(|until| now >= until) {
            return Standing::Gone;
        }
        match self.counted_at {
            Some(at) if beat.seats != self.beat.seats && old(at, now) => Standing::Due,
            _ if doubtful(self.made_at, now) => Standing::Due,
            _ => Standing::Good,
        }
    }

    /// How many bytes it takes.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.plain.len() + self.packed.len() + OVERHEAD
    }

    /// Notes when it was last read, by a count of readings.
    pub fn touch(&self, tick: u64) {
        self.used.store(tick, Ordering::Relaxed);
    }

    /// When it was last read.
    #[must_use]
    pub fn used(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }

    /// The answer to a request: the bytes it can read, or that it has them already.
    #[must_use]
    pub fn answer(&self, req: &HttpRequest) -> HttpResponse {
        let packed = !self.packed.is_empty() && takes_gzip(req);
        let tag = if packed { &self.packed_tag } else { &self.plain_tag };
        let known = tag.to_str().is_ok_and(|tag| not_modified(req, tag));
        let mut answer = if known {
            HttpResponse::new(StatusCode::NOT_MODIFIED)
        } else {
            let bytes = if packed { &self.packed } else { &self.plain };
            HttpResponse::with_body(StatusCode::OK, bytes.clone()).map_into_boxed_body()
        };
        let headers = answer.headers_mut();
        headers.insert(header::ETAG, tag.clone());
        headers.insert(header::CACHE_CONTROL, self.keeping.clone());
        headers.insert(header::VARY, VARY);
        headers.insert(header::CONTENT_LANGUAGE, self.lang.clone());
        if !known {
            headers.insert(header::CONTENT_TYPE, HTML);
            if packed {
                headers.insert(header::CONTENT_ENCODING, GZIP);
            }
        }
        answer
    }
}

/// What an answer depends on beside its address.
const VARY: HeaderValue = HeaderValue::from_static("Accept-Encoding, Accept-Language, Cookie");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const GZIP: HeaderValue = HeaderValue::from_static("gzip");

/// True when seats known since `at` are too old at `now`; a clock that was set back counts as old.
#[must_use]
pub fn old(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    !(TimeDelta::zero()..PATIENCE).contains(&(now - at))
}

/// True when what is known since `at` is no longer believed at `now` though nothing was told of it.
#[must_use]
pub fn doubtful(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    !(TimeDelta::zero()..TRUST).contains(&(now - at))
}
