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
