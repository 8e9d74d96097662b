use actix_web::http::Method;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Response, ResponseBuilder};

use crate::accounts::{Access, Route};

use super::routes::table;

/// Where programs' routes stand.
const API: &str = "/api/v1/";
const PROBLEM: &str = "application/problem+json";

/// Completes the document by what the route table knows better than each room: who may ask, and the
/// problems that any such request can meet. What a room says of its own answers stays.
pub fn complete(document: &mut OpenApi) {
    for route in table().iter().filter(|route| route.path.starts_with(API)) {
        let item = document.paths.paths.get_mut(route.path);
        let Some(operation) = item.and_then(|item| operation(item, &route.method)) else {
            continue;
        };
        plain_words(operation);
        operation.security = keys(route.access)
            .map(|name| vec![SecurityRequirement::new::<_, [String; 0], String>(name, [])]);
        for (status, what) in problems(route, operation.request_body.is_some()) {
            let status = status.to_string();
            operation.responses.responses.entry(status).or_insert_with(|| problem(what));
        }
        for (status, response) in &mut operation.responses.responses {
            settle(status, response);
        }
    }
}

fn operation<'a>(item: &'a mut PathItem, method: &Method) -> Option<&'a mut Operation> {
    match method.as_str() {
        "GET" => item.get.as_mut(),
        "POST" => item.post.as_mut(),
        "PUT" => item.put.as_mut(),
        "PATCH" => item.patch.as_mut(),
        "DELETE" => item.delete.as_mut(),
        _ => None,
    }
}

/// The sentences of the code without its section on errors, which names no status.
fn plain_words(operation: &mut Operation) {
    let words = |text: &mut Option<String>| {
        let plain = text.take().map(|text| {
            let before = text.split("# Errors").next().unwrap_or_default();
            before.split_whitespace().collect::<Vec<_>>().join(" ")
        });
        *text = plain.filter(|plain| !plain.is_empty());
    };
    words(&mut operation.summary);
    words(&mut operation.description);
}

/// The key that opens a route.
const fn keys(access: Access) -> Option<&'static str> {
    match access {
        // A speaker's link is for their own page, which is no API.
        Access::Public | Access::PublicForum | Access::Speaker => None,
        Access::Holder => Some("manage_token"),
        Access::Entering | Access::Staff | Access::Desk(_) | Access::Installation(_) => {
            Some("staff_token")
        }
    }
}

/// The problems that follow from who may ask, what the path names, and that something is sent.
fn problems(route: &Route, takes_a_body: bool) -> Vec<(u16, &'static str)> {
    let is_staff = keys(route.access) == Some("staff_token");
    let changes = !route.method.is_safe();
    let all = [
        (400, "The body can not be read", takes_a_body),
        (401, "No token, or one that is not known", keys(route.access).is_some()),
        (403, "Not for this role, or a browser's request from another site", is_staff || changes),
        (404, "Not there, or not for this reader", route.path.contains('{') || is_staff),
        (404, "Not there any more", route.access == Access::Holder),
        (413, "The body is larger than is taken", takes_a_body),
        (421, "A request for a host that is not ours", true),
        (503, "The database is away: try again after `Retry-After` seconds", true),
    ];
    all.into_iter().filter(|(.., is)| *is).map(|(status, what, _)| (status, what)).collect()
}

fn problem(what: &str) -> RefOr<Response> {
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    ResponseBuilder::new().description(what).content(PROBLEM, content).into()
}

/// A problem travels under a name of its own (RFC 9457), and no answer goes without a word.
fn settle(status: &str, response: &mut RefOr<Response>) {
    let RefOr::T(response) = response else { return };
    let is_problem = |content: &RefOr<Content>| {
        let RefOr::T(Content { schema: Some(RefOr::Ref(schema)), .. }) = content else {
            return false;
        };
        schema.ref_location.ends_with("/Problem")
    };
    if response.content.get("application/json").is_some_and(is_problem)
        && let Some(content) = response.content.shift_remove("application/json")
    {
        response.content.insert(PROBLEM.to_owned(), content);
    }
    if response.description.is_empty() {
        let words = match status {
            "304" => "Not changed since `If-None-Match`",
            status if status.starts_with('2') => "As asked",
            _ => "Refused; the problem's code says why",
        };
        words.clone_into(&mut response.description);
    }
}
