use actix_web::http::header::HeaderValue;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::{Fault, Form};

/// Where a page of a list begins: after this row, by the list's own order (newest first by id).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor(pub Uuid);

impl Cursor {
    /// Reads a cursor from `?cursor=`; absent means the first page.
    ///
    /// # Errors
    /// [`Fault::Malformed`] for what is no cursor of ours.
    pub fn parse(text: &str) -> Result<Option<Self>, Fault> {
        if text.is_empty() {
            return Ok(None);
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok();
        let id = bytes.and_then(|b| Uuid::from_slice(&b).ok());
        id.map(|id| Some(Self(id))).ok_or_else(|| Fault::Malformed("cursor".to_owned()))
    }

    /// The cursor as it stands in an address.
    #[must_use]
    pub fn text(self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.as_bytes())
    }
}

/// One page of a list, and where the next begins.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The cursor of the next page, if there is one.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// Cuts a page from `limit + 1` rows: the one more tells that there is a next page.
    #[must_use]
    pub fn cut(mut rows: Vec<T>, limit: usize, id: impl Fn(&T) -> Uuid) -> Self {
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(|row| Cursor(id(row))) } else { None };
        Self { rows, next }
    }
}

/// How many rows a page shall have by `?limit=`: from 1 to `most`, or `usual` unless told.
///
/// # Errors
/// [`Fault::Malformed`] for any other number, and for what is none.
pub fn limit_of(query: &Form, usual: usize, most: usize) -> Result<usize, Fault> {
    match query.one("limit") {
        "" => Ok(usual),
        text => {
            let limit = text.parse().ok().filter(|limit| (1..=most).contains(limit));
            limit.ok_or_else(|| Fault::Malformed("limit".to_owned()))
        }
    }
}

/// The `Link` header that leads to the next page, with the same limit and filters as this one.
#[must_use]
pub fn next_link(path: &str, query: &Form, kept: &[&str], cursor: &str) -> Option<HeaderValue> {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for name in kept.iter().filter(|name| query.has(name)) {
        pairs.append_pair(name, query.one(name));
    }
    pairs.append_pair("cursor", cursor);
    HeaderValue::from_str(&format!("<{path}?{}>; rel=\"next\"", pairs.finish())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Form {
        Form::of(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn a_limit_is_kept_to_or_refused_and_never_bent() {
        assert_eq!(limit_of(&asked(&[]), 50, 200).unwrap(), 50);
        assert_eq!(limit_of(&asked(&[("limit", "200")]), 50, 200).unwrap(), 200);
        for odd in ["0", "201", "-1", "9223372036854775808", "ten", "1.0", " 5"] {
            assert!(limit_of(&asked(&[("limit", odd)]), 50, 200).is_err(), "{odd}");
        }
    }

    #[test]
    fn the_next_page_is_asked_for_as_this_one_was() {
        let query = asked(&[("q", "김 하늘&x"), ("limit", "2"), ("cursor", "old"), ("odd", "1")]);
        let link = next_link("/people", &query, &["limit", "q", "state"], "new").unwrap();
        let q = "%EA%B9%80+%ED%95%98%EB%8A%98%26x";
        assert_eq!(link, format!("</people?limit=2&q={q}&cursor=new>; rel=\"next\"").as_str());
    }
}
