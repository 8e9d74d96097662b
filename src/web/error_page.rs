use actix_web::HttpRequest;
use actix_web::http::header;
use askama::Template;

use crate::i18n::Tr;

use super::{Fault, Reader, Shell};

/// What a person sees instead of the page: what happened, how to go on, what to quote.
#[derive(Debug, Template)]
#[template(path = "web/fault.html")]
pub struct FaultPage {
    /// What stands around it.
    pub shell: Shell,
    /// The HTTP status.
    pub status: u16,
    /// The dotted code.
    pub code: String,
    /// The status in words.
    pub title: String,
    /// What happened and how to mend it.
    pub text: String,
    /// The request's id, to quote when asking for help.
    pub request_id: String,
    /// Ways on, the best first: address and words.
    pub back: Vec<(String, String)>,
}

/// The fault page in the reader's language.
///
/// # Errors
/// When the template breaks.
pub fn fault_page(
    req: &HttpRequest,
    reader: &Reader,
    fault: &Fault,
    status: u16,
    request_id: &str,
) -> Result<String, askama::Error> {
    let t = reader.t();
    let is_link_gone = is_link_gone(req, fault);
    let title = t.s(&if is_link_gone {
        "web-link-gone-title".to_owned()
    } else {
        format!("web-status-{status}")
    });
    let text =
        if is_link_gone { t.s("web-link-gone") } else { t.code(fault.code(), &fault.params()) };
    FaultPage {
        shell: Shell::of(reader, title.clone()),
        status,
        code: fault.code().to_owned(),
        title,
        text,
        request_id: request_id.to_owned(),
        back: ways_on(t, req, reader, fault),
    }
    .render()
}

/// True when a private link opens nothing: mistyped, or replaced by a newer one.
fn is_link_gone(req: &HttpRequest, fault: &Fault) -> bool {
    matches!(fault, Fault::NotFound) && req.path().starts_with("/r/")
}

/// Where the reader may go from here: what they were doing first, then the way home.
fn ways_on(t: Tr, req: &HttpRequest, reader: &Reader, fault: &Fault) -> Vec<(String, String)> {
    let in_desk = req.path() == "/desk" || req.path().starts_with("/desk/");
    let mut ways = Vec::new();
    match fault {
        Fault::Unauthenticated => ways.push(("/desk/sign-in".to_owned(), "web-fault-sign-in")),
        Fault::Busy(_) | Fault::Unavailable | Fault::Broken(_) if req.method().is_safe() => {
            ways.push((reader.here.clone(), "web-fault-again"));
        }
        Fault::NotFound if is_link_gone(req, fault) => {
            ways.push(("/r".to_owned(), "web-link-again"));
        }
        Fault::NotFound => {}
        _ => ways.extend(page_before(req).map(|path| (path, "web-fault-return"))),
    }
    if in_desk {
        ways.push(("/desk".to_owned(), "web-fault-desk"));
    } else {
        ways.push(("/".to_owned(), "web-fault-home"));
    }
    ways.into_iter().map(|(path, key)| (path, t.s(key))).collect()
}

/// The page of ours that the reader comes from, as path and query; never another site's.
fn page_before(req: &HttpRequest) -> Option<String> {
    let header = |name: header::HeaderName| req.headers().get(name).and_then(|v| v.to_str().ok());
    let host = header(header::HOST)?;
    let (_, rest) = header(header::REFERER)?.split_once("://")?;
    let path = rest.strip_prefix(host)?;
    (path.starts_with('/') && !path.starts_with("//")).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn shown(req: &HttpRequest, fault: &Fault, status: u16) -> String {
        fault_page(req, &Reader::of(req), fault, status, "4f1c").unwrap()
    }

    #[test]
    fn a_fault_speaks_the_readers_language_and_leads_on() {
        let req = TestRequest::get().uri("/seoul-2024/nothing?lang=en").to_http_request();
        let page = shown(&req, &Fault::NotFound, 404);
        assert!(page.contains("<html lang=\"en\"") && page.contains("This page does not exist"));
        assert!(page.contains("4f1c") && page.contains("href=\"/\""));
        assert!(page.contains("href=\"/seoul-2024/nothing?lang=ko\""));
    }

    #[test]
    fn a_private_link_that_opens_nothing_leads_to_a_new_one() {
        let req = TestRequest::get().uri("/r/forged?lang=en").to_http_request();
        let page = shown(&req, &Fault::NotFound, 404);
        assert!(page.contains("href=\"/r\"") && page.contains("This link opens no registration"));
    }

    #[test]
    fn the_page_before_is_only_ever_ours() {
        let from = |referer: &'static str| {
            let req = TestRequest::post().uri("/f/register").insert_header(("host", "f.example"));
            page_before(&req.insert_header(("referer", referer)).to_http_request())
        };
        assert_eq!(from("https://f.example/f/register?x=1").as_deref(), Some("/f/register?x=1"));
        assert_eq!(from("https://other.example/f.example/"), None);
        assert_eq!(from("https://f.example.evil.example/"), None);
        assert_eq!(from("https://f.example//evil.example"), None);
    }

    #[test]
    fn every_status_has_its_words() {
        for lang in crate::types::Lang::ALL {
            for status in
                [400, 401, 403, 404, 405, 409, 410, 412, 413, 421, 422, 428, 429, 500, 503]
            {
                let key = format!("web-status-{status}");
                assert_ne!(Tr(lang).s(&key), key);
            }
        }
    }
}
