use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;

use super::Fault;

/// Most bytes a form may have.
const FORM_BYTES: usize = 128 * 1024;
/// Most bytes a form with long texts may have: 20,000 characters in two languages, each as typed, as it
/// stood and as someone else saved it, and nine bytes for a syllable of Hangul.
const LONG_FORM_BYTES: usize = 2 * 1024 * 1024;
/// Most bytes a JSON body may have.
const JSON_BYTES: usize = 256 * 1024;
/// Most fields a form may have.
const FIELDS: usize = 2000;

/// A posted form, as typed: kept raw so that nothing is lost when it comes back with faults.
#[derive(Clone, Debug, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// The first value of a field, or nothing typed.
    #[must_use]
    pub fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// True when a box was ticked or a button of this name pressed.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// A form from pairs, for tests and for showing stored values in a form.
    #[must_use]
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// Reads `application/x-www-form-urlencoded` text. Zero bytes, which nobody can type and no
    /// database takes, are left out.
    fn parse(bytes: &[u8]) -> Self {
        let text = |text: Cow<'_, str>| text.replace('\0', "");
        let pairs = form_urlencoded::parse(bytes).take(FIELDS);
        Self(pairs.map(|(name, value)| (text(name), text(value))).collect())
    }
}

impl FromRequest for Form {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = req.content_type().to_ascii_lowercase();
        let payload = payload.take();
        Box::pin(form(kind, payload, FORM_BYTES))
    }
}

/// A form with long texts in it: all that its fields may hold fits.
#[derive(Clone, Debug, Default)]
pub struct LongForm(pub Form);

impl FromRequest for LongForm {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = req.content_type().to_ascii_lowercase();
        let payload = payload.take();
        Box::pin(async move { form(kind, payload, LONG_FORM_BYTES).await.map(Self) })
    }
}

async fn form(kind: String, payload: Payload, limit: usize) -> Result<Form, Fault> {
    let body = read(payload, limit).await?;
    if !body.is_empty() && kind != "application/x-www-form-urlencoded" {
        return Err(Fault::Malformed("Content-Type".to_owned()));
    }
    Ok(Form::parse(&body))
}

/// The query string, read like a form.
#[derive(Clone, Debug, Default)]
pub struct Query(pub Form);

impl FromRequest for Query {
    type Error = std::convert::Infallible;
    type Future = std::future::Ready<Result<Self, Self::Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Ok(Self(Form::parse(req.query_string().as_bytes()))))
    }
}

/// A JSON body and the bytes it came as, by which a repeat is recognised.
#[derive(Debug)]
pub struct Body<T> {
    /// What was sent.
    pub value: T,
    /// As it was sent.
    pub bytes: Vec<u8>,
}

impl<T: DeserializeOwned> FromRequest for Body<T> {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(_: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let payload = payload.take();
        Box::pin(async move {
            let bytes = read(payload, JSON_BYTES).await?;
            let value = serde_json::from_slice(&bytes)
                .map_err(|error| Fault::Malformed(error.to_string()))?;
            Ok(Self { value, bytes })
        })
    }
}

/// Raw bytes up to a limit the route names.
///
/// # Errors
/// [`Fault::TooLarge`] past the limit, [`Fault::Malformed`] when the connection breaks.
pub async fn read(mut payload: Payload, limit: usize) -> Result<Vec<u8>, Fault> {
    let mut body = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| Fault::Malformed(error.to_string()))?;
        if body.len() + chunk.len() > limit {
            return Err(Fault::TooLarge(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
