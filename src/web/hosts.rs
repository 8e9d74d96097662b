use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web::Data;

/// Names of this server in `Host`. A request for another name is not ours to answer: a page of a foreign
/// name that was pointed at us could read what we say to whoever is near us.
#[derive(Clone, Debug)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// The host of our public address and others, without ports; in small letters.
    #[must_use]
    pub fn of(public_url: &str, more: &[String]) -> Self {
        let own = public_url.split("://").nth(1).unwrap_or_default();
        let names = more.iter().map(String::as_str).chain([own]);
        Self(names.map(|host| name_of(host).to_ascii_lowercase()).collect())
    }

    /// True when a request names us. This machine's own names always do, since nobody else can be led to
    /// them; health is told to whoever asks, as those who balance loads ask by number.
    #[must_use]
    pub fn are_asked(req: &HttpRequest) -> bool {
        let Some(hosts) = req.app_data::<Data<Self>>() else { return true };
        let asked = req.uri().authority().map(|authority| authority.as_str());
        let host = asked.or_else(|| req.headers().get(header::HOST)?.to_str().ok());
        host.is_some_and(|host| hosts.know(name_of(host)))
            || matches!(req.path(), "/healthz" | "/readyz")
    }

    fn know(&self, name: &str) -> bool {
        self.0.iter().any(|own| own.eq_ignore_ascii_case(name)) || is_loopback(name)
    }
}

/// A host without its port.
fn name_of(host: &str) -> &str {
    let end = host.rfind(']').map_or(0, |at| at + 1);
    match host.rfind(':').filter(|at| *at >= end) {
        Some(at) => host.get(..at).unwrap_or_default(),
        None => host,
    }
}

/// True for the names of this machine itself.
fn is_loopback(name: &str) -> bool {
    let number = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || number.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// True for an authority, with or without its port, on this machine itself.
#[must_use]
pub(super) fn on_loopback(authority: &str) -> bool {
    is_loopback(name_of(authority))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_known_by_its_name_whatever_the_port() {
        let hosts = Hosts::of("https://forum.example.org", &["10.0.0.7".to_owned()]);
        for host in
            ["forum.example.org", "Forum.Example.org:443", "10.0.0.7:8080", "localhost:8080"]
        {
            assert!(hosts.know(name_of(host)), "{host}");
        }
        for host in ["[::1]", "[::1]:8080", "127.0.0.1:1", "127.9.9.9"] {
            assert!(hosts.know(name_of(host)), "{host}");
        }
        let foreign = ["", "evil.example", "forum.example.org.evil.example", "10.0.0.8"];
        for host in foreign.into_iter().chain(["localhost.evil.example", "[::2]:80", "user@x", ":"])
        {
            assert!(!hosts.know(name_of(host)), "{host}");
        }
    }
}
