use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::{DatabaseAt, MailSettings, Settings, SettingsFault};

/// Reads the settings from the process's environment.
///
/// # Errors
/// All mistakes at once.
pub fn from_env() -> Result<Settings, SettingsFault> {
    read(&|name| std::env::var(name).ok(), std::env::var_os("PATH"))
}

/// Reads the settings through `get`, so that tests need not touch the environment.
fn read(
    get: &dyn Fn(&str) -> Option<String>,
    path: Option<std::ffi::OsString>,
) -> Result<Settings, SettingsFault> {
    let mut reader = Reader { get, faults: Vec::new() };
    let bind: SocketAddr = reader
        .parsed("BIND", "an address and port such as 127.0.0.1:8080")
        .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
    let public_url = reader.public_url(bind);
    let data = reader.text("MADANG_DATA").map_or_else(|| PathBuf::from("data"), PathBuf::from);
    let secret = reader.secret("SECRET_KEY");
    if secret.as_ref().is_some_and(|secret| secret.expose_secret().chars().count() < 32) {
        reader.fault("SECRET_KEY is too short: 32 or more random characters are needed, as `openssl rand -base64 48` makes them");
    }
    let database = reader.database(path, secret.is_some());
    let mail = reader.mail(&public_url);
    let rate_limits = reader.switch("RATE_LIMITS", true);
    if !rate_limits && !bind.ip().is_loopback() {
        reader.fault("RATE_LIMITS=off is for benchmarks on loopback only: bind to 127.0.0.1 or leave the limits on");
    }
    let second_factor = reader.switch("SECOND_FACTOR", true);
    if !second_factor && !bind.ip().is_loopback() {
        reader.fault("SECOND_FACTOR=off is for trying things out on loopback only: bind to 127.0.0.1 or leave it on");
    }
    let trusted_proxies = reader.proxies();
    let hosts = reader.hosts();
    let security_contact = reader.contact();
    let exit_url =
        reader.text("EXIT_URL").unwrap_or_else(|| "https://www.weather.go.kr/".to_owned());
    let log_json = match reader.text("LOG_FORMAT").as_deref() {
        None | Some("text") => false,
        Some("json") => true,
        Some(other) => {
            reader.fault(&format!("LOG_FORMAT={other} is unknown: write text or json"));
            false
        }
    };
    let log_filter = reader.text("LOG").unwrap_or_else(|| "info".to_owned());
    if reader.faults.is_empty() {
        Ok(Settings {
            bind,
            public_url,
            database,
            data,
            mail,
            secret,
            rate_limits,
            second_factor,
            trusted_proxies,
            hosts,
            security_contact,
            exit_url,
            log_json,
            log_filter,
        })
    } else {
        Err(SettingsFault(reader.faults))
    }
}

struct Reader<'a> {
    get: &'a dyn Fn(&str) -> Option<String>,
    faults: Vec<String>,
}

impl Reader<'_> {
    fn fault(&mut self, sentence: &str) {
        self.faults.push(sentence.to_owned());
    }

    fn text(&self, name: &str) -> Option<String> {
        (self.get)(name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty())
    }

    /// A secret from `NAME` or from the file named by `NAME_FILE`.
    fn secret(&mut self, name: &str) -> Option<SecretString> {
        let file_name = format!("{name}_FILE");
        match (self.text(name), self.text(&file_name)) {
            (Some(_), Some(_)) => {
                self.fault(&format!("{name} and {file_name} are both set: keep one"));
                None
            }
            (Some(value), None) => Some(value.into()),
            (None, Some(file)) => match std::fs::read_to_string(&file) {
                // An empty value is as good as none, in a file too.
                Ok(value) => {
                    Some(value.trim().to_owned()).filter(|v| !v.is_empty()).map(Into::into)
                }
                Err(error) => {
                    self.fault(&format!("{file_name}={file} can not be read ({error})"));
                    None
                }
            },
            (None, None) => None,
        }
    }

    fn parsed<T: std::str::FromStr>(&mut self, name: &str, wanted: &str) -> Option<T> {
        let text = self.text(name)?;
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.fault(&format!("{name}={text} is not {wanted}"));
        }
        parsed
    }

    fn switch(&mut self, name: &str, otherwise: bool) -> bool {
        match self.text(name).as_deref() {
            None => otherwise,
            Some("on") => true,
            Some("off") => false,
            Some(other) => {
                self.fault(&format!("{name}={other} is unknown: write on or off"));
                otherwise
            }
        }
    }

    fn public_url(&mut self, bind: SocketAddr) -> String {
        let Some(url) = self.text("PUBLIC_URL") else {
            let host = if bind.ip().is_loopback() {
                "localhost".to_owned()
            } else {
                bind.ip().to_string()
            };
            if bind.ip().is_unspecified() {
                self.fault(&format!(
                    "BIND={bind} listens at every address: set PUBLIC_URL to the one that people open"
                ));
            }
            return format!("http://{host}:{}", bind.port());
        };
        let url = url.trim_end_matches('/').to_owned();
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        if host.is_none_or(|h| h.is_empty() || h.contains(['/', '?', '#', ' '])) {
            self.fault(&format!(
                "PUBLIC_URL={url} must be http:// or https:// and a host, with no path"
            ));
        }
        url
    }

    fn hosts(&mut self) -> Vec<String> {
        let list = self.text("HOSTS").unwrap_or_default();
        let items = list.split(',').map(str::trim).filter(|item| !item.is_empty());
        let (good, bad): (Vec<&str>, Vec<&str>) = items.partition(|item| {
            let letter = |c: char| c.is_ascii_alphanumeric() || ".-[]:".contains(c);
            item.chars().all(letter) && (item.starts_with('[') || !item.contains(':'))
        });
        for item in bad {
            self.fault(&format!("HOSTS: {item} is not a host without its port"));
        }
        good.into_iter().map(str::to_owned).collect()
    }

    fn contact(&mut self) -> Option<String> {
        let contact = self.text("SECURITY_CONTACT")?;
        let known = ["mailto:", "https://", "tel:"].iter().any(|kind| contact.starts_with(kind));
        if !known || contact.contains(char::is_whitespace) {
            self.fault(&format!(
                "SECURITY_CONTACT={contact} must begin with mailto:, https:// or tel: and hold no spaces"
            ));
        }
        Some(contact)
    }

    fn database(&mut self, path: Option<std::ffi::OsString>, has_secret: bool) -> DatabaseAt {
        match self.secret("DATABASE_URL") {
            Some(url) => {
                if !has_secret {
                    self.fault("DATABASE_URL needs SECRET_KEY too (32 or more random characters, the same for every process): private links are proved by it");
                }
                DatabaseAt::Url(url)
            }
            None => DatabaseAt::Embedded {
                bin: self.text("MADANG_PG_BIN").map(PathBuf::from),
                path,
                durable: self.switch("MADANG_FSYNC", true),
            },
        }
    }

    fn mail(&mut self, public_url: &str) -> MailSettings {
        let host =
            public_url.split("://").nth(1).and_then(|h| h.split(':').next()).unwrap_or("localhost");
        let from = self.text("MAIL_FROM").unwrap_or_else(|| {
            let domain = if host.contains('.') && host.parse::<IpAddr>().is_err() {
                host
            } else {
                "madang.example"
            };
            format!("forum@{domain}")
        });
        if let Err(fault) = crate::types::Email::parse(&from) {
            self.fault(&format!("MAIL_FROM={from} is not an e-mail address ({})", fault.code));
        }
        let smtp_url = self.secret("SMTP_URL");
        let smtp_ca = self.certificate("SMTP_CA_FILE");
        let seconds =
            self.parsed("MAIL_RETRY_BASE_SECONDS", "a number of seconds").unwrap_or(30_u64);
        let retry_base = Duration::from_secs(seconds.clamp(1, 3600));
        MailSettings { smtp_url, smtp_ca, from, retry_base }
    }

    fn certificate(&mut self, name: &str) -> Option<String> {
        let file = self.text(name)?;
        match std::fs::read_to_string(&file) {
            Ok(pem) => Some(pem),
            Err(error) => {
                self.fault(&format!("{name}={file} can not be read ({error})"));
                None
            }
        }
    }

    fn proxies(&mut self) -> Vec<IpAddr> {
        let Some(list) = self.text("TRUSTED_PROXIES") else { return Vec::new() };
        let mut proxies = Vec::new();
        for item in list.split(',').map(str::trim).filter(|item| !item.is_empty()) {
            match item.parse() {
                Ok(address) => proxies.push(address),
                Err(_) => self.fault(&format!("TRUSTED_PROXIES: {item} is not an IP address")),
            }
        }
        proxies
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&str, &str)]) -> Result<Settings, SettingsFault> {
        let get = |name: &str| {
            pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned())
        };
        read(&get, None)
    }

    #[test]
    fn nothing_set_is_a_working_installation() {
        let settings = with(&[]).unwrap();
        assert_eq!(settings.public_url, "http://localhost:8080");
        assert!(matches!(settings.database, DatabaseAt::Embedded { durable: true, .. }));
        assert!(settings.rate_limits);
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let faults = with(&[
            ("BIND", "nowhere"),
            ("PUBLIC_URL", "ftp://x"),
            ("DATABASE_URL", "postgres://db/madang"),
            ("RATE_LIMITS", "maybe"),
            ("LOG_FORMAT", "xml"),
            ("MAIL_FROM", "nobody"),
            ("TRUSTED_PROXIES", "10.0.0.1, proxy"),
            ("HOSTS", "forum.example.org:443, 10.0.0.1, [::1], user@host"),
            ("SECURITY_CONTACT", "security@example.org"),
        ])
        .unwrap_err()
        .0;
        assert_eq!(faults.len(), 10, "{faults:?}");
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let faults =
            with(&[("SMTP_CA_FILE", "/nowhere/ca.pem"), ("SECRET_KEY_FILE", "/nowhere/key")]);
        let faults = faults.unwrap_err().0;
        assert!(faults.iter().any(|fault| fault.starts_with("SMTP_CA_FILE=/nowhere/ca.pem")));
        assert!(faults.iter().any(|fault| fault.starts_with("SECRET_KEY_FILE=/nowhere/key")));
    }

    #[test]
    fn a_short_secret_is_none() {
        let faults = with(&[("SECRET_KEY", "geheim")]).unwrap_err().0;
        assert!(faults[0].starts_with("SECRET_KEY is too short") && !faults[0].contains("geheim"));
        assert!(with(&[("SECRET_KEY", &"k".repeat(32))]).is_ok());
    }

    #[test]
    fn who_listens_to_everybody_says_by_which_name() {
        let faults = with(&[("BIND", "[::]:80")]).unwrap_err().0;
        assert!(faults[0].ends_with("set PUBLIC_URL to the one that people open"), "{faults:?}");
    }

    #[test]
    fn limits_can_not_be_off_in_public() {
        let public = [("BIND", "0.0.0.0:80"), ("PUBLIC_URL", "https://forum.example.org")];
        assert!(with(&public).is_ok());
        assert!(with(&[public[0], public[1], ("RATE_LIMITS", "off")]).is_err());
        assert!(with(&[("RATE_LIMITS", "off")]).is_ok());
    }
}
