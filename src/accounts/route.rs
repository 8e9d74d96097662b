use std::future::ready;

use actix_web::dev::ServiceRequest;
use actix_web::http::{Method, header};
use actix_web::middleware::{Next, from_fn};
use actix_web::web::ServiceConfig;
use actix_web::{
    FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder, Scope, guard,
};

use super::{Permission, walls};

/// Who may use a route. There is no route without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Anyone, about no forum in particular.
    Public,
    /// Anyone, about the forum named by `{forum}` while the public may see it; gives a guest's `Scope`.
    PublicForum,
    /// Whoever shows a private link, as `{token}` or bearer; gives a registrant's `Scope`.
    Holder,
    /// Whoever shows a speaker's private link, as `{token}`; gives a speaker's `Scope`.
    Speaker,
    /// Anyone on the way in by a browser, whose second factor may still be to be shown or set up; gives an
    /// `Identity`.
    Entering,
    /// Anyone signed in; gives an `Identity`.
    Staff,
    /// Whoever holds a role with this permission for `{forum}`; gives `Identity` and `Scope`.
    Desk(Permission),
    /// Whoever holds a role with this permission for the installation; gives an `Identity`.
    Installation(Permission),
}

type Make = Box<dyn Fn() -> actix_web::Route + Send + Sync>;

/// One route: method, path, who may use it, and what it does.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path pattern.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    make: Make,
}

impl Route {
    /// A route to read something.
    pub fn get<F, Args>(path: &'static str, access: Access, handler: F) -> Self
    where
        F: Handler<Args> + Send + Sync,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        Self::on(Method::GET, path, access, handler)
    }

    /// A route to change something.
    pub fn post<F, Args>(path: &'static str, access: Access, handler: F) -> Self
    where
        F: Handler<Args> + Send + Sync,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        Self::on(Method::POST, path, access, handler)
    }

    /// A route of any method.
    pub fn on<F, Args>(method: Method, path: &'static str, access: Access, handler: F) -> Self
    where
        F: Handler<Args> + Send + Sync,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let for_make = method.clone();
        let make: Make = Box::new(move || {
            let guarded =
                from_fn(move |req: ServiceRequest, next: Next<_>| walls::pass(access, req, next));
            answering(&for_make).to(handler.clone()).wrap(guarded)
        });
        Self { method, path, access, make }
    }
}

/// What can be read can be asked about too: HEAD is GET without the body.
fn answering(method: &Method) -> actix_web::Route {
    if *method == Method::GET {
        return actix_web::web::route().guard(guard::Any(guard::Get()).or(guard::Head()));
    }
    actix_web::web::method(method.clone())
}

/// The answer to a method that a path does not have, and to the question which it has.
fn methods(allowed: &str, asked: &Method) -> HttpResponse {
    let mut answer = match *asked {
        Method::OPTIONS => HttpResponse::NoContent(),
        _ => HttpResponse::MethodNotAllowed(),
    };
    answer.insert_header((header::ALLOW, allowed)).finish()
}

/// Mounts routes: those of one path as one resource, so that a wrong method is 405, and those that begin
/// with one fixed word (`/desk`, `/api`) behind it: paths are tried one by one, and a public page would
/// be held against every path of the desk first.
pub fn mount(config: &mut ServiceConfig, routes: &[Route]) {
    let mut words: Vec<&str> = Vec::new();
    for word in routes.iter().filter_map(|route| fixed_word(route.path)) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    for word in words {
        let below = routes.iter().filter(|route| fixed_word(route.path) == Some(word));
        config.service(
            resources(below, word.len() + 1)
                .into_iter()
                .fold(actix_web::web::scope(&format!("/{word}")), Scope::service),
        );
    }
    for resource in resources(routes.iter().filter(|route| fixed_word(route.path).is_none()), 0) {
        config.service(resource);
    }
}

/// The first word of a path that does not begin with a name.
fn fixed_word(path: &'static str) -> Option<&'static str> {
    let word = path.strip_prefix('/')?.split('/').next()?;
    (!word.is_empty() && !word.starts_with('{')).then_some(word)
}

/// One resource a path, `from` where the scope around them ends.
fn resources<'a>(routes: impl Iterator<Item = &'a Route>, from: usize) -> Vec<Resource> {
    let mut paths: Vec<(&str, Vec<&Route>)> = Vec::new();
    for route in routes {
        match paths.iter_mut().find(|(path, _)| *path == route.path) {
            Some((_, own)) => own.push(route),
            None => paths.push((route.path, vec![route])),
        }
    }
    paths.into_iter().map(|(path, own)| resource(path.get(from..).unwrap_or(path), &own)).collect()
}

fn resource(path: &str, routes: &[&Route]) -> Resource {
    let mut resource = actix_web::web::resource(path);
    let mut allowed = vec!["OPTIONS"];
    for route in routes {
        resource = resource.route((route.make)());
        allowed.push(route.method.as_str());
        if route.method == Method::GET {
            allowed.push("HEAD");
        }
    }
    let allowed = allowed.join(", ");
    let otherwise = move |req: HttpRequest| ready(methods(&allowed, req.method()));
    resource.default_service(actix_web::web::to(otherwise))
}
