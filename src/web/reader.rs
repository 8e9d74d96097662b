use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use crate::i18n::Tr;
use crate::types::Lang;

use super::shell::Theme;
use super::{CookieName, PublicUrl};

/// Keeps the language that was chosen.
pub(super) const LANG: CookieName = CookieName { https: "__Host-lang", http: "lang" };
/// Keeps the colours that were chosen.
pub(super) const THEME: CookieName = CookieName { https: "__Host-theme", http: "theme" };

/// Who reads the answer: language, theme, and where they are.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The language, by `?lang=`, then cookie, then `Accept-Language`, then Korean.
    pub lang: Lang,
    /// The colours, by `?theme=`, then cookie, then what the system says.
    pub theme: Theme,
    /// Path and query, for the language switch.
    pub here: String,
    /// The address people see, for what has to name it in full.
    pub public: Option<Data<PublicUrl>>,
}

impl Reader {
    /// The voice that speaks to this reader.
    #[must_use]
    pub const fn t(&self) -> Tr {
        Tr(self.lang)
    }

    /// Reads what a request says of its reader.
    #[must_use]
    pub fn of(req: &HttpRequest) -> Self {
        let public = req.app_data::<Data<PublicUrl>>();
        let cookie = |name: CookieName| {
            req.cookie(name.at(public.map(|url| url.get_ref()))).map(|c| c.value().to_owned())
        };
        let lang = asked_lang(req.query_string())
            .or_else(|| cookie(LANG).and_then(|v| Lang::parse(&v)))
            .or_else(|| {
                let header = req.headers().get("accept-language")?.to_str().ok()?;
                Lang::negotiate(header)
            })
            .unwrap_or_default();
        let theme = asked_theme(req.query_string())
            .or_else(|| cookie(THEME).and_then(|v| Theme::parse(&v)))
            .unwrap_or_default();
        let here = req.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        Self { lang, theme, here, public: public.cloned() }
    }

    /// The address people see, without a trailing slash.
    #[must_use]
    pub fn base(&self) -> &str {
        self.public.as_ref().map_or("", |url| url.0.as_str())
    }
}

/// The language named by `?lang=`.
pub(super) fn asked_lang(query: &str) -> Option<Lang> {
    query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Lang::parse)
}

/// The theme named by `?theme=`.
pub(super) fn asked_theme(query: &str) -> Option<Theme> {
    query.split('&').find_map(|pair| pair.strip_prefix("theme=")).and_then(Theme::parse)
}

impl FromRequest for Reader {
    type Error = std::convert::Infallible;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(req)))
    }
}

/// The id of a request, in its log lines and in every fault shown.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl RequestId {
    /// The id the `headers` middleware gave this request.
    #[must_use]
    pub fn of(req: &HttpRequest) -> Self {
        req.extensions().get::<Self>().cloned().unwrap_or_else(Self::fresh)
    }

    pub(super) fn fresh() -> Self {
        // Told apart in a log, not guarded: no need to ask the system for chance on every request.
        Self(format!("{:012x}", rand::random::<u64>() >> 16))
    }
}
