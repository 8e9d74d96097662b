use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};

/// Proxies whose word on the client's address is believed.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(pub Vec<IpAddr>);

/// Where a request comes from.
#[derive(Clone, Debug)]
pub struct Peer(IpAddr);

impl Peer {
    /// The client's address: the socket's, or behind trusted proxies the last address they did not
    /// write themselves. A header from anyone else is not believed.
    #[must_use]
    pub fn of(req: &HttpRequest) -> Self {
        let socket = req.peer_addr().map_or(IpAddr::from([0, 0, 0, 0]), |at| at.ip());
        let trusted = req.app_data::<Data<TrustedProxies>>();
        let is_trusted = |ip: &IpAddr| trusted.is_some_and(|t| t.0.contains(ip));
        if !is_trusted(&socket) {
            return Self(socket);
        }
        let header = req.headers().get("x-forwarded-for").and_then(|v| v.to_str().ok());
        let mut hops =
            header.unwrap_or_default().split(',').filter_map(|hop| hop.trim().parse().ok());
        let client = hops.rfind(|hop| !is_trusted(hop));
        Self(client.unwrap_or(socket))
    }

    /// The network the address belongs to: /24 for IPv4, /56 for IPv6.
    #[must_use]
    pub fn network(&self) -> String {
        match self.0 {
            IpAddr::V4(ip) => {
                let [a, b, c, _] = ip.octets();
                format!("{a}.{b}.{c}.0/24")
            }
            IpAddr::V6(ip) => {
                let [a, b, c, d, ..] = ip.segments();
                format!("{a:x}:{b:x}:{c:x}:{:x}::/56", d & 0xff00)
            }
        }
    }
}

impl FromRequest for Peer {
    type Error = std::convert::Infallible;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(req)))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    /// Whose request it is that came by `socket` with the header, behind 10.0.0.1 and 10.0.0.2.
    fn client(socket: &str, header: &str) -> String {
        let trusted = vec![IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2])];
        let req = TestRequest::default()
            .peer_addr(format!("{socket}:443").parse().unwrap())
            .app_data(Data::new(TrustedProxies(trusted)))
            .insert_header(("x-forwarded-for", header))
            .insert_header(("forwarded", "for=198.51.100.66"))
            .insert_header(("x-real-ip", "198.51.100.66"))
            .to_http_request();
        Peer::of(&req).0.to_string()
    }

    #[test]
    fn only_the_proxies_we_know_may_say_who_asks() {
        // From anyone else the header is a claim.
        assert_eq!(client("203.0.113.9", "198.51.100.1"), "203.0.113.9");
        assert_eq!(client("10.0.0.1", "198.51.100.1"), "198.51.100.1");
        // What a client wrote itself stands to the left of what the proxies saw.
        assert_eq!(client("10.0.0.1", "198.51.100.66, 198.51.100.1"), "198.51.100.1");
        assert_eq!(client("10.0.0.1", "198.51.100.66, 198.51.100.1, 10.0.0.2"), "198.51.100.1");
        assert_eq!(client("10.0.0.1", "nonsense"), "10.0.0.1");
        assert_eq!(client("10.0.0.1", ""), "10.0.0.1");
    }
}
