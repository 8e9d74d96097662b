use super::PublicUrl;

/// The name of a cookie. Over https it begins with a prefix by which browsers take the cookie only over
/// https, and with `__Host-` only from this very host for all of it; what is kept to a path can have
/// `__Secure-` at best. Without https a browser would refuse both.
#[derive(Clone, Copy, Debug)]
pub struct CookieName {
    /// The name over https.
    pub https: &'static str,
    /// The name without it.
    pub http: &'static str,
}

impl CookieName {
    /// The name at the address people see.
    #[must_use]
    pub fn at(self, url: Option<&PublicUrl>) -> &'static str {
        if url.is_some_and(PublicUrl::is_https) { self.https } else { self.http }
    }
}
