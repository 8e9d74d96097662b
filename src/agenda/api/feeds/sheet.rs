use std::sync::OnceLock;
use std::time::SystemTime;

use actix_web::http::header::{self, HeaderName, HeaderValue, HttpDate};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};

use crate::accounts::Scope;
use crate::types::Lang;
use crate::web::{Fault, etag, gzip_quick, not_modified, not_modified_since, takes_gzip};

use super::super::super::outlet::Medium;
use super::shelf::Kept;

/// What c3voc registered for `schedule.xml`; sent to who asks for it by name.
const C3VOC: &str = "application/vnd.c3voc.schedule+xml";

/// A file as it is served.
pub struct Sheet {
    plain: Bytes,
    /// Packed when the first reader asks for it.
    packed: OnceLock<Bytes>,
    tag: String,
    lang: Lang,
    since: SystemTime,
    discreet: bool,
}

impl Sheet {
    pub fn new(bytes: Vec<u8>, lang: Lang, kept: &Kept) -> Result<Self, Fault> {
        Ok(Self {
            tag: etag(&bytes),
            plain: bytes.into(),
            packed: OnceLock::new(),
            lang,
            since: kept.since.into(),
            discreet: kept.issue.forum.sensitive,
        })
    }

    /// The answer to a request: the bytes it can read, or that it has them already.
    pub fn answer(
        &self,
        req: &HttpRequest,
        scope: &Scope,
        medium: Medium,
    ) -> Result<HttpResponse, Fault> {
        let packs = takes_gzip(req);
        // A strong tag names bytes, and packed bytes are others.
        let tag = match packs {
            true => format!("{}-gz\"", self.tag.trim_end_matches('"')),
            false => self.tag.clone(),
        };
        let known = if req.headers().contains_key(header::IF_NONE_MATCH) {
            not_modified(req, &tag)
        } else {
            not_modified_since(req, self.since)
        };
        let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        answer
            .insert_header((header::ETAG, tag))
            .insert_header((header::LAST_MODIFIED, HttpDate::from(self.since)))
            .insert_header((header::VARY, "Accept-Encoding, Accept"))
            .insert_header((header::CONTENT_LANGUAGE, self.lang.code()))
            .insert_header((header::CACHE_CONTROL, self.keeping()));
        if self.discreet {
            answer.insert_header((HeaderName::from_static("x-robots-tag"), "noindex"));
        } else {
            // Schedule apps that live in a browser read it from their own address.
            answer.insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")).insert_header((
                HeaderName::from_static("cross-origin-resource-policy"),
                "cross-origin",
            ));
        }
        if known {
            return Ok(answer.finish());
        }
        answer.content_type(media_type(req, medium));
        answer.insert_header((header::CONTENT_DISPOSITION, disposition(scope, medium, self.lang)?));
        if !packs {
            return Ok(answer.body(self.plain.clone()));
        }
        let packed = match self.packed.get() {
            Some(packed) => packed.clone(),
            None => {
                let packed = Bytes::from(gzip_quick(&self.plain).map_err(anyhow::Error::from)?);
                self.packed.get_or_init(|| packed).clone()
            }
        };
        answer.insert_header((header::CONTENT_ENCODING, "gzip"));
        Ok(answer.body(packed))
    }

    /// A forum where being seen can hurt leaves nothing in caches that others share.
    const fn keeping(&self) -> &'static str {
        if self.discreet { "private, max-age=60" } else { "public, max-age=60" }
    }
}

fn media_type(req: &HttpRequest, medium: Medium) -> &'static str {
    let accepts = req.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    if medium == Medium::Xml && accepts.is_some_and(|list| list.contains(C3VOC)) {
        return C3VOC;
    }
    medium.media_type()
}

/// A table is for keeping; the others may be looked at where they are.
fn disposition(scope: &Scope, medium: Medium, lang: Lang) -> Result<HeaderValue, Fault> {
    let how = if medium == Medium::Csv { "attachment" } else { "inline" };
    let name = format!("{}.{}.{}", scope.slug(), lang.code(), medium.suffix());
    let value = HeaderValue::from_str(&format!("{how}; filename=\"{name}\""));
    Ok(value.map_err(anyhow::Error::from)?)
}
