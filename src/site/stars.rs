use std::collections::BTreeSet;

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::web::Data;

use crate::forum::Forum;
use crate::web::{CookieName, PublicUrl};

/// The cookie's name; its path tells whose sessions it is about.
const NAME: CookieName = CookieName { https: "__Secure-stars", http: "stars" };

/// The sessions that a reader chose, by number. Their browser keeps them, and nobody else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stars(pub BTreeSet<i32>);

impl Stars {
    /// Most sessions that are kept.
    pub const MOST: usize = 200;

    /// Those a browser sends.
    #[must_use]
    pub fn of(req: &HttpRequest) -> Self {
        let public = req.app_data::<Data<PublicUrl>>();
        let name = NAME.at(public.map(|url| url.get_ref()));
        req.cookie(name).map(|cookie| Self::parse(cookie.value())).unwrap_or_default()
    }

    /// Reads what a cookie says; what is no number of a session is passed over.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let numbers = text.split('.').filter_map(|part| part.parse().ok());
        Self(numbers.filter(|no| *no > 0).take(Self::MOST).collect())
    }

    /// The numbers with points between them, as the cookie and the address of their calendar say them.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
    }

    /// Chooses a session; false where there is no room for one more.
    pub fn add(&mut self, no: i32) -> bool {
        let fits = self.0.contains(&no) || self.0.len() < Self::MOST;
        if fits {
            self.0.insert(no);
        }
        fits
    }

    /// The cookie that keeps them, for this forum's pages. Where being seen can hurt, it goes with the
    /// browser's window.
    #[must_use]
    pub fn cookie(&self, forum: &Forum, url: &PublicUrl) -> Cookie<'static> {
        let mut cookie = Cookie::build(NAME.at(Some(url)), self.text())
            .path(format!("/{}", forum.slug))
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(url.is_https())
            .finish();
        if self.0.is_empty() {
            cookie.make_removal();
        } else if !forum.sensitive {
            cookie.set_max_age(Duration::days(180));
        }
        cookie
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn odd_cookies_are_read_as_far_as_they_go() {
        assert_eq!(Stars::parse("3.x.-1..17.0.3.99999999999").text(), "3.17");
        assert_eq!(Stars::parse(""), Stars::default());
    }

    proptest! {
        #[test]
        fn what_is_kept_comes_back(numbers in proptest::collection::btree_set(1..i32::MAX, 0..250)) {
            let mut stars = Stars::default();
            let kept = numbers.iter().filter(|no| stars.add(**no)).count();
            prop_assert_eq!(kept, numbers.len().min(Stars::MOST));
            prop_assert_eq!(Stars::parse(&stars.text()), stars);
        }
    }
}
