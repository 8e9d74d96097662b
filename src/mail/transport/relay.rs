//! Where the mail server is and how to speak to it, read from `SMTP_URL`:
//!
//! `smtp://[user:password@]host[:port][/hello-name][?tls=required|opportunistic|none]`, or `smtps://`
//! for TLS from the first byte. Without `tls=`: required where there is a password, none on this
//! machine, opportunistic elsewhere. A password never crosses a network in the clear: asking for that
//! is a mistake in the settings, not a wish. In user and password `%XX` stands for any byte.

use std::fmt;
use std::net::IpAddr;
use std::sync::Mutex;
use std::time::Duration;

use lettre::transport::smtp::client::{Certificate, TlsParameters};
use secrecy::SecretString;

use super::smtp::Parked;

/// What is wrong with `SMTP_URL`; never holds the address itself, which may hold a password.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("SMTP_URL {0}")]
pub struct RelayFault(&'static str);

/// What stands in `SMTP_CA_FILE` is no certificate.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "SMTP_CA_FILE holds no certificate: it must be a PEM file that begins with -----BEGIN CERTIFICATE-----"
)]
pub struct AuthorityFault;

impl From<lettre::transport::smtp::Error> for AuthorityFault {
    fn from(_: lettre::transport::smtp::Error) -> Self {
        Self
    }
}

/// When the line is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tls {
    /// From the first byte (`smtps://`).
    FromStart,
    /// By STARTTLS, or not at all.
    Required,
    /// By STARTTLS where the server offers it.
    Opportunistic,
    /// Never.
    None,
}

/// A mail server, and the connections to it that wait for the next letter.
pub struct Relay {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    pub(super) hello: Option<String>,
    pub(super) credentials: Option<(String, SecretString)>,
    pub(super) patience: Duration,
    /// Who may vouch for the server beside the authorities that browsers trust.
    authorities: Vec<Certificate>,
    pub(super) parked: Mutex<Vec<Parked>>,
}

impl Relay {
    pub(super) fn parse(url: &str, patience: Duration) -> Result<Self, RelayFault> {
        let (from_start, rest) = match url.trim().split_once("://") {
            Some(("smtp", rest)) => (false, rest),
            Some(("smtps", rest)) => (true, rest),
            _ => return Err(RelayFault("must start with smtp:// or smtps://")),
        };
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (user_info, rest) = match rest.rsplit_once('@') {
            Some((user_info, rest)) => (Some(user_info), rest),
            None => (None, rest),
        };
        let (server, hello) = rest.split_once('/').unwrap_or((rest, ""));
        let (host, port) = host_and_port(server)?;
        let credentials = user_info.map(credentials).transpose()?;
        let tls = tls(from_start, query, is_here(&host), credentials.is_some())?;
        if hello.chars().any(|c| !c.is_ascii_alphanumeric() && c != '.' && c != '-') {
            return Err(RelayFault("has a path; only a host name to greet with may stand there"));
        }
        let usual = match (from_start, credentials.is_some()) {
            (true, _) => 465,
            (false, true) => 587,
            (false, false) => 25,
        };
        Ok(Self {
            host,
            port: port.unwrap_or(usual),
            tls,
            hello: Some(hello.to_owned()).filter(|name| !name.is_empty()),
            credentials,
            patience,
            authorities: Vec::new(),
            parked: Mutex::default(),
        })
    }

    /// The same with an authority of the operator's own, as PEM.
    pub(super) fn trusting(mut self, pem: &str) -> Result<Self, AuthorityFault> {
        if !pem.contains("-----BEGIN CERTIFICATE-----") {
            return Err(AuthorityFault);
        }
        let authority = Certificate::from_pem(pem.as_bytes()).map_err(AuthorityFault::from)?;
        self.authorities.push(authority);
        self.parameters().map_err(AuthorityFault::from)?;
        Ok(self)
    }

    /// How a line to this server is encrypted.
    pub(super) fn parameters(&self) -> Result<TlsParameters, lettre::transport::smtp::Error> {
        let builder = TlsParameters::builder(self.host.clone());
        let all = self.authorities.iter().cloned();
        all.fold(
            builder,
            lettre::transport::smtp::client::TlsParametersBuilder::add_root_certificate,
        )
        .build()
    }

    pub(super) fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }
}

impl fmt::Display for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secrecy = match self.tls {
            Tls::FromStart => "TLS from the start",
            Tls::Required => "TLS required",
            Tls::Opportunistic => "TLS if offered",
            Tls::None => "no TLS",
        };
        write!(f, "the mail server {} port {}, {secrecy}", self.host, self.port)
    }
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relay({self})")
    }
}

fn host_and_port(server: &str) -> Result<(String, Option<u16>), RelayFault> {
    let odd = RelayFault("names no host that mail could go to");
    let (host, port) = match server.strip_prefix('[') {
        Some(rest) => {
            let (host, rest) = rest.split_once(']').ok_or(odd)?;
            let Ok(IpAddr::V6(_)) = host.parse() else {
                return Err(RelayFault("has something other than an IPv6 address in brackets"));
            };
            (host, rest.strip_prefix(':'))
        }
        None => {
            let (host, port) =
                server.split_once(':').map_or((server, None), |(host, port)| (host, Some(port)));
            let sound = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
            if host.is_empty() || !host.chars().all(sound) {
                return Err(odd);
            }
            (host, port)
        }
    };
    match port.map(str::parse::<u16>) {
        None => Ok((host.to_owned(), None)),
        Some(Ok(port)) if port > 0 => Ok((host.to_owned(), Some(port))),
        Some(_) => Err(RelayFault("has a port that is no number from 1 to 65535")),
    }
}

fn credentials(user_info: &str) -> Result<(String, SecretString), RelayFault> {
    let odd = RelayFault("needs user:password before the @, each with %XX for odd characters");
    let (user, password) = user_info.split_once(':').ok_or(RelayFault(odd.0))?;
    match (decoded(user), decoded(password)) {
        (Some(user), Some(password)) if !user.is_empty() => Ok((user, password.into())),
        _ => Err(odd),
    }
}

fn tls(from_start: bool, query: &str, here: bool, secret: bool) -> Result<Tls, RelayFault> {
    let asked = match query.split_once('=') {
        None if query.is_empty() => None,
        Some(("tls", asked)) => Some(asked),
        _ => return Err(RelayFault("knows no setting after the ? but tls=")),
    };
    match (from_start, asked) {
        (true, None | Some("required")) => Ok(Tls::FromStart),
        (true, _) => Err(RelayFault("is smtps://, which is always TLS: leave tls= out")),
        (false, Some("required")) => Ok(Tls::Required),
        (false, Some("opportunistic" | "none")) if secret && !here => {
            Err(RelayFault("would send the password in the clear: use smtps:// or tls=required"))
        }
        (false, Some("opportunistic")) => Ok(Tls::Opportunistic),
        (false, Some("none")) => Ok(Tls::None),
        (false, Some(_)) => Err(RelayFault("has tls= other than required, opportunistic or none")),
        (false, None) => Ok(match (here, secret) {
            (true, _) => Tls::None,
            (false, true) => Tls::Required,
            (false, false) => Tls::Opportunistic,
        }),
    }
}

fn is_here(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Percent-decoded text without control characters.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next()?, rest.next()?];
            let hex = std::str::from_utf8(&hex).ok().filter(|hex| !hex.starts_with('+'))?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains(char::is_control))
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::{Relay, Tls};

    fn relay(url: &str) -> Result<Relay, String> {
        Relay::parse(url, std::time::Duration::from_secs(1)).map_err(|fault| fault.to_string())
    }

    #[test]
    fn the_secrecy_of_the_line_follows_what_is_at_stake() {
        for (url, port, tls) in [
            ("smtp://127.0.0.1:2525", 2525, Tls::None),
            ("smtp://[::1]", 25, Tls::None),
            ("smtp://u:p@localhost", 587, Tls::None),
            ("smtp://mx.example.org", 25, Tls::Opportunistic),
            ("smtp://mx.example.org?tls=none", 25, Tls::None),
            ("smtp://mx.example.org/forum.example.org?tls=required", 25, Tls::Required),
            ("smtp://u:p@mx.example.org", 587, Tls::Required),
            ("smtps://u:p@mx.example.org", 465, Tls::FromStart),
        ] {
            let relay = relay(url).unwrap();
            assert_eq!((relay.port, relay.tls), (port, tls), "{url}");
        }
    }

    #[test]
    fn a_password_never_crosses_a_network_in_the_clear() {
        for url in
            ["smtp://u:p@mx.example.org?tls=none", "smtp://u:p@mx.example.org?tls=opportunistic"]
        {
            assert!(relay(url).unwrap_err().contains("in the clear"), "{url}");
        }
    }

    #[test]
    fn odd_characters_in_a_password_are_written_in_percent() {
        let relay = relay("smtps://a%40b:p%25%3A%2F@w@mx.example.org").unwrap();
        let (user, password) = relay.credentials.as_ref().unwrap();
        assert_eq!((user.as_str(), password.expose_secret()), ("a@b", "p%:/@w"));
        assert!(!format!("{relay:?}").contains("p%"));
    }

    #[test]
    fn what_is_wrong_is_said_without_the_address() {
        for url in [
            "",
            "mx.example.org",
            "http://mx.example.org",
            "smtp://",
            "smtp://:25",
            "smtp://mx:0",
            "smtp://mx:99999",
            "smtp://geheim@mx",
            "smtp://geheim:%zz@mx",
            "smtp://u:geheim%0d%0aRSET@mx",
            "smtp://[geheim]:25",
            "smtp://mx?geheim=1",
            "smtp://mx?tls=geheim",
            "smtps://mx?tls=none",
            "smtp://mx/a b",
        ] {
            let fault = relay(url).unwrap_err();
            assert!(fault.starts_with("SMTP_URL ") && !fault.contains("geheim"), "{url}: {fault}");
        }
    }
}
