use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::Fault;

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
