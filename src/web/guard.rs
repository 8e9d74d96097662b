use actix_web::body::{EitherBody, MessageBody};
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};

use super::error_page::fault_page;
use super::hosts::{Hosts, on_loopback};
use super::problem::problem;
use super::reader::{LANG, THEME, asked_lang, asked_theme};
use super::{CookieName, Fault, Reader, RequestId};

/// The base address that links and origins are held against.
#[derive(Clone, Debug)]
pub struct PublicUrl(pub String);

impl PublicUrl {
    /// Whether people reach us over https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

/// No page needs a script or style from elsewhere, nor one written into the page.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What stands around every route, in one layer because every request pays for each: a request for another
/// host and a change that another site's page sends are refused, a fault becomes its answer, and every answer gets its request id, the
/// headers that keep browsers careful, and what `?lang=` and `?theme=` choose in cookies.
///
/// # Errors
/// Those that something inside fails with instead of answering.
pub async fn guarded<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let id = RequestId::fresh();
    req.extensions_mut().insert(id.clone());
    let chosen = chosen(&req);
    let public = req.app_data::<actix_web::web::Data<PublicUrl>>().cloned();
    let public = public.as_ref().map(|url| url.get_ref());
    let secure = public.is_some_and(PublicUrl::is_https);
    let safe = matches!(*req.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // What is inside must answer with its error, not fail with it: a request that someone else still
    // holds can not be routed, so none is kept back here to answer with.
    let refused = if !Hosts::are_asked(req.request()) {
        Some(Fault::Refused { code: "web.host", status: 421, params: Vec::new() })
    } else {
        (!safe && !from_here(req.request())).then_some(Fault::Forbidden)
    };
    let mut res = match refused {
        None => told(next.call(req).await?.map_into_left_body()),
        Some(fault) => told(req.error_response(fault).map_into_right_body()),
    };
    let headers = res.headers_mut();
    for (name, word) in chosen.into_iter().flatten() {
        let cookie = kept_cookie(name.at(public), word, secure);
        if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
            headers.append(header::SET_COOKIE, value);
        }
    }
    dress(headers, &id, secure);
    Ok(res)
}

/// What a reader chooses by the address, to be kept.
fn chosen(req: &ServiceRequest) -> [Option<(CookieName, &'static str)>; 2] {
    // A file that programs fetch is the same for everyone, so it leaves no cookie with anyone.
    let is_file = req.path().rsplit('/').next().is_some_and(|name| name.contains('.'));
    let query = if is_file { "" } else { req.query_string() };
    [
        asked_lang(query).map(|lang| (LANG, lang.code())),
        asked_theme(query).map(|theme| (THEME, theme.word())),
    ]
}

fn dress(headers: &mut HeaderMap, id: &RequestId, secure: bool) {
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()");
    set(header::CACHE_CONTROL, "no-store");
    if secure {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
}

fn kept_cookie(name: &'static str, word: &'static str, secure: bool) -> Cookie<'static> {
    Cookie::build(name, word)
        .path("/")
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(secure)
        .max_age(actix_web::cookie::time::Duration::days(180))
        .finish()
}

/// True when a change comes from a page of ours: by `Sec-Fetch-Site`, else by `Origin`. Programs that
/// carry a bearer token or no cookie at all are not at risk.
fn from_here(req: &HttpRequest) -> bool {
    let header = |name: &str| req.headers().get(name).and_then(|v| v.to_str().ok());
    let for_programs = req.path().starts_with("/api/");
    if for_programs && (header("authorization").is_some() || header("cookie").is_none()) {
        return true;
    }
    match header("sec-fetch-site") {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => {
            let public = req.app_data::<actix_web::web::Data<PublicUrl>>();
            let own = public.map(|url| url.0.as_str());
            let host = header("host").unwrap_or_default();
            header("origin").is_some_and(|origin| {
                Some(origin) == own
                    || origin.split("://").nth(1).is_some_and(|o| o == host && on_loopback(o))
            })
        }
    }
}

/// Turns a fault into its answer: problem+json under `/api/`, a page elsewhere.
fn told<B: MessageBody + 'static>(
    res: ServiceResponse<EitherBody<B>>,
) -> ServiceResponse<EitherBody<B>> {
    let request = res.request();
    let answer = match res.response().error() {
        _ if !res.status().is_client_error() && !res.status().is_server_error() => None,
        Some(error) => Some(answer(request, error)),
        None if is_bare(&res) => Some(answer_status(request, res.status())),
        None => None,
    };
    let Some(mut answer) = answer else { return res };
    if let Some(allowed) = res.headers().get(header::ALLOW).cloned() {
        answer.headers_mut().insert(header::ALLOW, allowed);
    }
    res.into_response(answer).map_into_right_body()
}

/// An error status that no handler wrote a body for: an unknown path, a wrong method.
fn is_bare<B: MessageBody>(res: &ServiceResponse<B>) -> bool {
    matches!(
        res.response().body().size(),
        actix_web::body::BodySize::None | actix_web::body::BodySize::Sized(0)
    )
}

fn answer(req: &HttpRequest, error: &Error) -> HttpResponse {
    if let Some(fault) = error.as_error::<Fault>() {
        return render(req, fault);
    }
    answer_status(req, error.as_response_error().status_code())
}

fn answer_status(req: &HttpRequest, status: StatusCode) -> HttpResponse {
    let fault = match status.as_u16() {
        404 => Fault::NotFound,
        405 => Fault::Refused { code: "web.method", status: 405, params: Vec::new() },
        413 => Fault::TooLarge(0),
        400..=499 => Fault::Malformed(status.canonical_reason().unwrap_or_default().to_owned()),
        _ => Fault::Broken(anyhow::anyhow!("answered {status} with no reason")),
    };
    render(req, &fault)
}

fn render(req: &HttpRequest, fault: &Fault) -> HttpResponse {
    let (reader, id) = (Reader::of(req), RequestId::of(req));
    let status = actix_web::ResponseError::status_code(fault);
    if let Fault::Broken(error) = fault {
        tracing::error!(
            request = id.0,
            path = req.match_pattern().unwrap_or_default(),
            ?error,
            "something broke"
        );
    }
    let mut answer = HttpResponse::build(status);
    if let Some(seconds) = fault.retry_after() {
        answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    answer.insert_header((header::CONTENT_LANGUAGE, reader.lang.code()));
    if req.path().starts_with("/api/") {
        if matches!(fault, Fault::Unauthenticated) {
            answer.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        let body = problem(fault, status.as_u16(), reader.t(), &id.0);
        return answer.content_type("application/problem+json").json(body);
    }
    let elsewhere = match fault {
        Fault::Unauthenticated if req.path().starts_with("/desk") => Some("/desk/sign-in"),
        Fault::ProofNeeded(path) => Some(path.as_str()),
        _ => None,
    };
    if let Some(path) = elsewhere {
        return HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish();
    }
    match fault_page(req, &reader, fault, status.as_u16(), &id.0) {
        Ok(page) => answer.content_type("text/html; charset=utf-8").body(page),
        Err(error) => {
            tracing::error!(request = id.0, %error, "the fault page broke");
            answer.content_type("text/plain; charset=utf-8").body(fault.code())
        }
    }
}
