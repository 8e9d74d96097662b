//! Settings: read once from the environment, every mistake reported at once with how to mend it.
//!
//! The only room that reads the environment. Secrets have no `Debug`.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

mod read;

pub use read::from_env;

/// Everything that can be set from outside.
#[derive(Debug)]
pub struct Settings {
    /// Where to listen (`BIND`, default `127.0.0.1:8080`).
    pub bind: SocketAddr,
    /// The address people see, without a trailing slash (`PUBLIC_URL`); links and cookies follow it.
    pub public_url: String,
    /// Where the database is.
    pub database: DatabaseAt,
    /// Where Madang keeps its files (`MADANG_DATA`, default `./data`).
    pub data: PathBuf,
    /// How letters leave (`SMTP_URL`, `SMTP_CA_FILE`, `MAIL_FROM`, `MAIL_RETRY_BASE_SECONDS`).
    pub mail: MailSettings,
    /// The installation's secret (`SECRET_KEY`); made and kept under `data` with the embedded cluster.
    pub secret: Option<SecretString>,
    /// Whether public limits hold (`RATE_LIMITS`, default on; `off` only on loopback, for benchmarks).
    pub rate_limits: bool,
    /// Whether roles that export, reveal or administer take a second factor (`SECOND_FACTOR`, default on;
    /// `off` only on loopback, for trying things out).
    pub second_factor: bool,
    /// Proxies whose `X-Forwarded-For` is believed (`TRUSTED_PROXIES`, comma-separated addresses).
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Further hosts we answer to beside the one of `PUBLIC_URL` (`HOSTS`, comma-separated, no ports).
    pub hosts: Vec<String>,
    /// Where to report a weakness of this installation (`SECURITY_CONTACT`: `mailto:`, `https:` or `tel:`).
    pub security_contact: Option<String>,
    /// Where "leave this page" leads (`EXIT_URL`).
    pub exit_url: String,
    /// Whether logs are JSON lines (`LOG_FORMAT=json`).
    pub log_json: bool,
    /// Which logs are written (`LOG`, in tracing's filter language, default `info`).
    pub log_filter: String,
}

/// Where PostgreSQL is.
#[derive(Debug)]
pub enum DatabaseAt {
    /// A server of the operator's (`DATABASE_URL`).
    Url(SecretString),
    /// Madang's own private cluster under the data directory.
    Embedded {
        /// Where to look for PostgreSQL's programs first (`MADANG_PG_BIN`).
        bin: Option<PathBuf>,
        /// The search path to look along.
        path: Option<OsString>,
        /// Whether commits wait for the disk; off only for tests (`MADANG_FSYNC=off`).
        durable: bool,
    },
}

/// How letters leave.
#[derive(Debug)]
pub struct MailSettings {
    /// `smtp://`, `smtps://` with optional credentials; without it letters go to files and the
    /// mailbox page.
    pub smtp_url: Option<SecretString>,
    /// Who may vouch for the mail server beside the authorities that browsers trust, as PEM
    /// (`SMTP_CA_FILE`).
    pub smtp_ca: Option<String>,
    /// The address letters come from; also the organizer of calendar entries.
    pub from: String,
    /// The first pause after a failed delivery; doubles each time, up to six hours.
    pub retry_base: Duration,
}

/// Every mistake in the settings, one sentence each.
#[derive(Debug, thiserror::Error)]
#[error("the settings are wrong:\n{}", .0.iter().map(|s| format!("  - {s}")).collect::<Vec<_>>().join("\n"))]
pub struct SettingsFault(pub Vec<String>);
