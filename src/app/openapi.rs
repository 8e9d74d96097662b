use std::sync::{Arc, LazyLock};

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_swagger_ui::{Config, serve};

use crate::web::{Fault, PublicUrl, etag, not_modified};

/// The whole API as OpenAPI 3.1.
#[derive(OpenApi)]
#[openapi(
    info(title = "Madang", description = "The registration desk of a forum."),
    paths(
        crate::forum::api::list_forums,
        crate::forum::api::get_forum,
        crate::registration::api::create_registration,
        crate::registration::api::list_registrations,
        crate::registration::api::get_my_registration,
        crate::registration::api::change_my_registration,
        crate::registration::api::take_my_seat,
        crate::registration::api::give_up_my_seat,
        crate::registration::api::cancel_my_registration,
        crate::exports::api::export_attendance_csv,
        crate::exports::api::export_attendance_xlsx,
    ),
    modifiers(&Keys)
)]
struct Api;

struct Keys;

impl Modify for Keys {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let components = api.components.get_or_insert_with(Default::default);
        for name in ["staff_token", "manage_token"] {
            components
                .add_security_scheme(name, SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
        }
    }
}

static DOCUMENT: LazyLock<String> = LazyLock::new(|| text().unwrap_or_default());
static TAG: LazyLock<String> = LazyLock::new(|| etag(DOCUMENT.as_bytes()));

/// The document as text, the same bytes each time.
///
/// # Errors
/// When it has no JSON form.
pub fn text() -> serde_json::Result<String> {
    let mut document = Api::openapi();
    document.merge(crate::agenda::AgendaDocs::openapi());
    document.merge(crate::speakers::SpeakerDocs::openapi());
    super::answers::complete(&mut document);
    document.to_pretty_json()
}

/// The document for programs.
pub async fn document(req: HttpRequest) -> HttpResponse {
    if not_modified(&req, &TAG) {
        return HttpResponse::NotModified().insert_header(("etag", TAG.as_str())).finish();
    }
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header(("etag", TAG.as_str()))
        .insert_header(("cache-control", "public, max-age=60"))
        .body(DOCUMENT.as_str())
}

/// The document for people: its page, with everything it needs in the binary.
///
/// # Errors
/// Not found, for a file that the page does not have.
pub async fn docs_index() -> Result<HttpResponse, Fault> {
    docs("index.html")
}

/// A file of that page.
///
/// # Errors
/// Not found.
pub async fn docs_file(file: Path<String>, _: Data<PublicUrl>) -> Result<HttpResponse, Fault> {
    docs(&file)
}

/// The page styles itself and draws its icons as data; nothing comes from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

fn docs(file: &str) -> Result<HttpResponse, Fault> {
    let config = Arc::new(Config::from("/api/openapi.json"));
    let found = serve(file, config).map_err(|error| Fault::Broken(anyhow::anyhow!("{error}")))?;
    let found = found.ok_or(Fault::NotFound)?;
    let mut bytes = found.bytes.to_vec();
    if file == "index.html" {
        // Its files stand below the page's own address.
        let page = String::from_utf8_lossy(&bytes)
            .replace("\"./", "\"/api/docs/")
            .replace("index.css", "/api/docs/index.css");
        bytes = page.replace("//api/docs", "/api/docs").into_bytes();
    }
    let mut kind = found.content_type;
    if kind.starts_with("text/") && !kind.contains("charset") {
        kind.push_str("; charset=utf-8");
    }
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header(("content-security-policy", POLICY))
        .insert_header(("cache-control", "public, max-age=3600"))
        .body(bytes))
}
