use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use crate::types::Token;
use crate::web::PublicUrl;

use super::SESSION_COOKIE;

/// The session cookie's name: over https the one that browsers take only from this very host.
pub(super) fn name(url: Option<&PublicUrl>) -> &'static str {
    let [over_https, plain] = SESSION_COOKIE;
    if url.is_some_and(is_https) { over_https } else { plain }
}

/// The cookie that keeps a browser signed in.
pub(super) fn keep(url: &PublicUrl, session: &Token, hours: i64) -> Cookie<'static> {
    build(url, session.reveal().to_owned(), Duration::hours(hours))
}

/// The cookie that makes a browser forget.
pub(super) fn forget(url: &PublicUrl) -> Cookie<'static> {
    build(url, String::new(), Duration::ZERO)
}

fn build(url: &PublicUrl, value: String, age: Duration) -> Cookie<'static> {
    Cookie::build(name(Some(url)), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_https(url))
        .max_age(age)
        .finish()
}

fn is_https(url: &PublicUrl) -> bool {
    url.0.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_the_cookie_is_bound_to_the_host() {
        let cookie = keep(&PublicUrl("https://forum.example".into()), &Token::fresh("mds_"), 12);
        let text = cookie.to_string();
        assert!(text.starts_with("__Host-desk=mds_"), "{text}");
        for flag in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=43200"] {
            assert!(text.contains(flag), "{flag} in {text}");
        }
        assert!(!text.contains("Domain"), "{text}");
    }

    #[test]
    fn without_https_it_has_a_plain_name_and_still_hides_from_scripts() {
        let text = forget(&PublicUrl("http://localhost:8080".into())).to_string();
        assert_eq!(text, "desk=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0");
    }
}
