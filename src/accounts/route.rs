use std::future::ready;

use actix_web::dev::ServiceRequest;
use actix_web::http::{Method, header};
use actix_web::middleware::{Next, from_fn};
use actix_web::web::ServiceConfig;
use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Responder, guard};

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

/// Mounts routes, those of one path as one resource, so that a wrong method is 405.
pub fn mount(config: &mut ServiceConfig, routes: &[Route]) {
    let mut paths: Vec<&str> = Vec::new();
    for route in routes {
        if !paths.contains(&route.path) {
            paths.push(route.path);
        }
    }
    for path in paths {
        let mut resource = actix_web::web::resource(path);
        let mut allowed = vec!["OPTIONS"];
        for route in routes.iter().filter(|route| route.path == path) {
            resource = resource.route((route.make)());
            allowed.push(route.method.as_str());
            if route.method == Method::GET {
                allowed.push("HEAD");
            }
        }
        let allowed = allowed.join(", ");
        let otherwise = move |req: HttpRequest| ready(methods(&allowed, req.method()));
        config.service(resource.default_service(actix_web::web::to(otherwise)));
    }
}
